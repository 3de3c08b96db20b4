"""My day as it is drawn, row by row, from a day that never changes: `pytest --snapshot-update` takes new pictures."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from screens.day_lines import Line, Sight
from screens.day_sheet import Sheet, draw
from servicedesk_tui.vocabulary.day import Bucket, DayTask, DayView, DayVisit, Offered, Waking
from servicedesk_tui.vocabulary.enums import Priority, VisitState, WaitingOn
from servicedesk_tui.vocabulary.reminding import Anchor, ReminderRow
from servicedesk_tui.vocabulary.timing import Running

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 3, 10, 20, tzinfo=ZONE)
HOUR = timedelta(hours=1)


def visit(number: int, start: datetime, state: VisitState = VisitState.PLANNED, **more: object) -> DayVisit:
    return DayVisit(
        number, number, number, "Boiler leak, no hot water", start, start + 1.5 * HOUR, state, Priority.P2,
        customer="Plejehjemmet Solgården", place="Hovedbygning", address="Strandvejen 45, 8000 Nordby", zone="harbour",
        contact="Lise Holm", phone="+45 11 22 33 44", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def task(number: int, bucket: Bucket, why: str, **more: object) -> DayTask:
    title = "Lukewarm water in the flat on the second floor"
    return DayTask(number, number, title, Priority.P2, bucket, why, "Falck Parken", **more)  # type: ignore[arg-type]


VIEW = DayView(
    1, "eva", "Eva Vang", NOW.date(), NOW,
    current=visit(
        328, NOW - HOUR / 3, VisitState.ARRIVED, arrived_at=NOW - HOUR / 4, access="Gate code 4411", next_step="shut the valve"
    ),
    visits=tuple(visit(330 + n, NOW + n * 2 * HOUR) for n in (1, 2, 3)),
    made=1,
    next_day=date(2026, 3, 4),
    then=(visit(340, NOW + 24 * HOUR),),
    due=(
        *(task(n, Bucket.LATE, f"late by {n} h", is_promised=n == 3) for n in (5, 4, 3)),
        task(6, Bucket.SOON, "due in 1 h", is_promised=True),
        task(7, Bucket.PROMISED, "promised 14:00", is_promised=True),
        task(8, Bucket.REST, "due 16:00", held="waits: parts"),
    ),
    due_count=6,
    waking=(Waking(50, 50, "Pump noise", NOW + HOUR, False, WaitingOn.PARTS, "Acme Køl A/S"),),
    reminders=(ReminderRow(1, "eva", "Ring Lise about the key", Anchor.AT, NOW + HOUR, task=328, number=328),),
    offers=(Offered(60, 60, "Lift stuck", Priority.P1, "anna", NOW, "you know the boiler there", "ring first"),),
    next=(task(70, Bucket.URGENT, "urgent: P1"), task(71, Bucket.REST, "due fri"), task(72, Bucket.REST, "not due")),
)  # fmt: skip
RUNNING = Running(328, 328, "Boiler leak, no hot water", NOW - HOUR / 4)


def drawn(width: int, height: int, *, view: DayView = VIEW, whole: bool = False, at: int = 0) -> Sheet:
    def cursor(_lines: list[Line]) -> int:
        return at

    return draw(view, Sight(width, NOW, ZONE, RUNNING), height, cursor, whole=whole)


def text_of(sheet: Sheet) -> str:
    return "\n".join("".join(text for text, _style in row).rstrip() for row in sheet.rows)


@pytest.mark.parametrize("size", [(45, 18), (80, 22), (120, 38), (200, 48)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_day_looks_as_it_did(snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    assert text_of(drawn(*size)) == snapshot


def test_all_of_it_looks_as_it_did(snapshot: SnapshotAssertion) -> None:
    assert text_of(drawn(60, 18, whole=True)) == snapshot


@pytest.mark.parametrize("width", [45, 59, 60, 80, 96, 120, 149, 150, 200, 240])
@pytest.mark.parametrize("whole", [False, True])
def test_no_row_is_wider_than_the_screen_and_every_line_has_its_place(width: int, whole: bool) -> None:
    sheet = drawn(width, 18, whole=whole)
    assert max(cell_len("".join(text for text, _style in row)) for row in sheet.rows) <= width
    assert len(sheet.lines) == len(sheet.places)
    for line, (column, row) in zip(sheet.lines, sheet.places, strict=True):
        before = "".join(text for text, _style in sheet.rows[row])
        assert before[column + 1 :].startswith(line.called), line


def test_a_screen_of_eighteen_rows_has_a_line_of_every_part_and_where_one_goes() -> None:
    sheet = drawn(45, 18)
    assert len(sheet.rows) <= 18
    assert sheet.is_cut
    said = text_of(sheet)
    for part in ("Now", "Visits", "Due today", "Wakes today", "Reminders", "Offered to you", "What next"):
        assert part in said, part
    for word in ("arrived 10:05", "Strandvejen 45", "Lise Holm +45 11 22 33 44", "Gate code 4411"):
        assert word in said, word


def test_a_higher_screen_shows_more_and_one_that_is_high_enough_shows_all() -> None:
    least, most = (len(drawn(45, height).lines) for height in (18, 60))
    assert least < most == len(drawn(45, 18, whole=True).lines)
    for height in range(18, 60):
        assert len(drawn(45, height).rows) <= height


def test_only_the_name_of_the_line_is_reversed() -> None:
    for at in range(len(drawn(80, 40).lines)):
        rows = drawn(80, 40, at=at).rows
        turned = [text for row in rows for text, style in row if style == "cursor"]
        assert len(turned) == 1
        assert cell_len(turned[0]) <= 13


def test_what_is_long_is_cut_but_never_the_number_to_ring() -> None:
    long = visit(1, NOW + HOUR, next_step="x" * 300)
    long = DayVisit(**{**{f: getattr(long, f) for f in long.__slots__}, "address": "A" * 200, "contact": "B" * 100})
    for width in (45, 80, 120):
        said = text_of(drawn(width, 40, view=DayView(1, "eva", "Eva", NOW.date(), NOW, visits=(long,))))
        assert "+45 11 22 33 44" in said


def test_a_free_morning_says_until_when() -> None:
    view = DayView(1, "eva", "Eva", NOW.date(), NOW, visits=(visit(1, NOW + HOUR),))
    sheet = draw(view, Sight(80, NOW, ZONE), 20, lambda _lines: 0, whole=False)
    assert "free until 11:20" in text_of(sheet)

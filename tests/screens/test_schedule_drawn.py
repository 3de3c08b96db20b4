"""How the schedule is drawn, from rows made by hand: a Tuesday in March in Copenhagen, without a store or a terminal."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from screens import glyphs
from screens.aside import aside_rows
from screens.planner import Held, Planner, Shape
from screens.timeline import NAME, Look, Row, bar_spans, day_rows, hours_row, lanes_of, scale_of
from screens.visiting import objections
from screens.weekplan import agenda_rows, bar_words, days_shown, week_rows
from servicedesk_tui.vocabulary.enums import AbsenceKind, Category, Priority, VisitState
from servicedesk_tui.vocabulary.plans import Bar, ScheduleRow, ScheduleView, Stretch, Unplanned

from ..stores import ZONE

DAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 10, 20, tzinfo=ZONE)


def at(hour: float, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(hours=hour)


def visit(number: int, start: float, end: float, day: date = DAY, **more: Any) -> Bar:
    fields: dict[str, Any] = {
        "customer": "Acme", "place": "Havnegade 3", "state": VisitState.PLANNED, "priority": Priority.P3,
        "category": Category.SCHEDULED, **more,
    }  # fmt: skip
    return Bar(number, number + 100, number, "Boiler leak", at(start, day), at(end, day), **fields)


def person(login: str, *bars: Bar, away: tuple[float, float] | None = None, number: int = 1) -> ScheduleRow:
    absences = (Stretch(at(away[0]), at(away[1]), AbsenceKind.COURSE),) if away else ()
    hours = (Stretch(at(8), at(12)), Stretch(at(12.5), at(16)))
    return ScheduleRow(number, login, login.title(), bars, hours, absences)


def texts(rows: list[Row]) -> list[str]:
    return ["".join(text for text, _style in row) for row in rows]


def day(
    *rows: ScheduleRow, width: int = 64, lines: int = 1, visit: int | None = None, held: int | None = None
) -> list[str]:
    scale = scale_of(rows, DAY, ZONE, width)
    return texts(day_rows(rows, scale, 0, Look(visit, held, lines, NOW))[0])


def test_the_hours_go_from_the_earliest_to_the_latest_and_wider_for_visits() -> None:
    assert (scale_of([person("bo")], DAY, ZONE, 64).first, scale_of([person("bo")], DAY, ZONE, 64).last) == (480, 960)
    wide = scale_of([person("bo", visit(1, 6.75, 7.5), visit(2, 19, 20.25))], DAY, ZONE, 64)
    assert (wide.first, wide.last) == (360, 21 * 60)
    assert (scale_of([], DAY, ZONE, 64).first, scale_of([], DAY, ZONE, 64).last) == (480, 960)


def test_a_visit_is_a_box_in_its_hours_and_a_break_is_dotted() -> None:
    (line,) = day(person("bo", visit(412, 9, 11)))
    assert line[NAME + 8 : NAME + 13] == "┃SD-4"
    assert line[NAME + 23] == "┃"
    assert line[NAME + 32 : NAME + 36] == "····"
    assert line.startswith("▌bo")


def test_two_lines_have_the_place_on_the_second() -> None:
    first, second = day(person("bo", visit(412, 9, 12)), lines=2)
    assert "┃SD-412 Acme" in first
    assert "┃Havnegade 3" in second


def test_the_present_is_a_line_down_behind_visits() -> None:
    empty, full = day(person("bo"), person("eva", visit(1, 10, 11), number=2))
    scale = scale_of([person("bo")], DAY, ZONE, 64)
    assert empty[NAME + scale.cell(NOW)] == "│"
    assert "│" not in full
    head = texts([hours_row(scale, NOW)])[0]
    assert head[scale.cell(NOW)] == "▼"
    assert head.startswith("08      09")


@pytest.mark.parametrize("minutes", [-8, 0, 7, 8, 15, 52])
def test_an_hour_stands_aside_for_the_present(minutes: int) -> None:
    for hour in (8 if minutes >= 0 else 9, 10, 15):
        scale = scale_of([person("bo")], DAY, ZONE, 64)
        head = texts([hours_row(scale, at(hour) + timedelta(minutes=minutes))])[0]
        assert len(head) == 64
        assert head.replace("▼", " ").split() == [f"{one:02}" for one in range(8, 16)]
        assert head.count("▼") == 1


def test_an_absence_is_hatched_and_says_its_kind() -> None:
    whole, part = day(person("ida", away=(0, 24)), person("bo", visit(1, 8, 9), away=(13, 16), number=2))
    assert "╱╱ course ╱╱" in whole
    assert whole.count("╱") == 64 - len(" course ") - 1
    assert whole.count("│") == 1
    assert part.endswith("╱" * 24)


def test_the_way_to_a_visit_is_a_thin_line_before_it() -> None:
    (line,) = day(person("bo", visit(1, 9, 10, travel=30)))
    assert line[NAME + 4 : NAME + 8] == "────"


def test_visits_over_each_other_have_lanes_of_their_own() -> None:
    lines = day(person("bo", visit(1, 9, 11), visit(2, 10, 12), visit(3, 11, 12)))
    assert len(lines) == 2
    assert "SD-1" in lines[0]
    assert "SD-3" in lines[0]
    assert "SD-2" in lines[1]


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (1, "┃"),
        (2, "┃ "),
        (4, "┃412"),
        (5, "┃412┃"),
        (8, "┃SD-412┃"),
        (13, "┃SD-412 Acme┃"),
    ],
)
def test_what_fits_is_said_whole(width: int, said: str) -> None:
    look = Look(None, None, 2, NOW)
    assert texts([bar_spans(visit(412, 9, 10), width, 0, look)]) == [said]


def test_a_conflict_is_a_sign_and_the_cursor_a_stroke() -> None:
    look = Look(412, None, 1, NOW)
    (wrong,) = texts([bar_spans(visit(412, 9, 10, conflicts=("overlaps SD-2",)), 12, 0, look)])
    assert wrong == "▌‼SD-412   ┃"
    (small,) = texts([bar_spans(visit(412, 9, 10, conflicts=("overlaps SD-2",)), 3, 0, look)])
    assert small == "▌‼ "
    (held,) = texts([bar_spans(visit(412, 9, 10), 10, 0, Look(412, 412, 1, NOW))])
    assert held == "‹SD-412  ›"


def test_how_far_a_visit_has_come_is_a_sign() -> None:
    look = Look(None, None, 1, NOW)
    (text,) = texts([bar_spans(visit(412, 9, 10, state=VisitState.ARRIVED), 14, 0, look)])
    assert "SD-412 ●" in text


def test_plain_ascii_where_there_is_nothing_else() -> None:
    glyphs.use(False)
    try:
        lines = day(person("bo", visit(412, 9, 10.5, travel=30)), person("ida", away=(0, 24), number=2))
        assert all(line.isascii() for line in lines)
        assert "[SD-412" in lines[0]
        assert "// course //" in lines[1]
    finally:
        glyphs.use(True)


def test_a_week_lists_the_visits_of_a_day_by_time() -> None:
    days = [date(2026, 3, 2) + timedelta(days=n) for n in range(7)]
    rows = [person("bo", visit(2, 13, 14), visit(1, 9, 10)), person("ida", away=(0, 24), number=2)]
    shown = days_shown(rows, days, ZONE)
    assert len(shown) == 5
    lines, places = week_rows(rows, shown, [22] * 5, ZONE, (0, 1, 1))
    said = texts(lines)
    assert said[0][NAME + 22 :].startswith("│▌09:00 SD-1 Acme")
    assert said[1][NAME + 22 :].startswith("│ 13:00 SD-2 Acme")
    assert said[2][NAME + 22 :].startswith("│╱╱ course ╱╱")
    assert said[0].startswith("▌bo        │·····")
    assert places == [0, 2]


def test_a_weekend_with_a_visit_is_shown() -> None:
    days = [date(2026, 3, 2) + timedelta(days=n) for n in range(7)]
    assert len(days_shown([person("bo", visit(1, 9, 10, day=date(2026, 3, 7)))], days, ZONE)) == 6


def test_an_agenda_says_day_time_task_place_and_what_is_wrong() -> None:
    row = person("bo", visit(412, 9, 10.5, travel=20, conflicts=("bo has a visit to SD-3 then.",)), away=(13, 14))
    lines, places = agenda_rows(row, [DAY, DAY + timedelta(days=1)], 44, ZONE, 412, NOW)
    said = "\n".join(texts(lines))
    assert " tue 3 mar  08:00–12:00 12:30–16:00" in said
    assert "▌09:00–10:30 SD-412‼ Boiler leak" in said
    assert "Acme · Havnegade 3 · 20 minut" in said
    assert "   bo has a visit to SD-3 then." in said
    assert "╱╱ course ╱" in said
    assert "wed 4 mar" not in said
    alone = "\n".join(texts(agenda_rows(person("bo"), [DAY + timedelta(days=1)], 44, ZONE, None, NOW)[0]))
    assert " wed 4 mar  no working hours" in alone
    assert "no visit" in alone
    assert texts(lines)[places[412]].startswith("▌09:00")


def test_a_visit_in_words() -> None:
    said = bar_words(visit(412, 9, 10.5, travel=20), ZONE)
    assert said == (
        "tue 3 mar 09:00–10:30 · 1 h 30 m · 20 minutes on the way · SD-412 Boiler leak · Acme · Havnegade 3"
    )


def test_a_day_of_23_hours_keeps_its_clock() -> None:
    spring = date(2026, 3, 29)
    scale = scale_of([], spring, ZONE, 64)
    assert scale.minute(datetime(2026, 3, 29, 9, tzinfo=ZONE)) == 9 * 60
    assert lanes_of([visit(1, 0, 0.5, day=date(2026, 3, 28))], scale) == [[]]


def test_the_unplanned_work_says_why_it_stands_there() -> None:
    rest = [
        Unplanned(n, n, f"Task {n}", Priority.P1, None, "Acme", None, False, 90, "urgent: P1") for n in range(1, 30)
    ]
    rows, top = aside_rows(rest, 20, 0, 40, 11)
    said = texts(rows)
    assert said[0].startswith("Unplanned  29")
    assert top == 16
    assert said[-2].startswith("▌SD-21 P1 Task 21")
    assert "urgent: P1 · 1.5 h · Acme · nobody" in said[-1]
    assert "nothing" in texts(aside_rows([], None, 0, 40, 11)[0])[1]


# -- the cursor --------------------------------------------------------------------------------------------------------


def planner(*rows: ScheduleRow, shape: Shape = Shape.DAY, weeks: bool = False) -> Planner:
    start = date(2026, 3, 2) if weeks else DAY
    days = tuple(start + timedelta(days=n) for n in range(7 if weeks else 1))
    made = Planner(start, weeks=weeks, shape=shape)
    made.show(ScheduleView(days, rows, (), NOW), ZONE)
    return made


def test_the_cursor_goes_along_a_day_and_down_to_the_nearest() -> None:
    plan = planner(
        person("bo", visit(1, 8, 9), visit(2, 13, 14)), person("eva", visit(3, 9, 10), visit(4, 14, 15), number=2)
    )
    assert plan.visit == 1
    assert plan.step(0, 1, ZONE)
    assert plan.visit == 2
    assert not plan.step(0, 1, ZONE)
    assert plan.step(1, 0, ZONE)
    assert plan.visit == 4
    assert not plan.step(1, 0, ZONE)


def test_the_cursor_goes_through_a_week_by_cells() -> None:
    plan = planner(
        person("bo", visit(1, 8, 9), visit(2, 13, 14)), person("eva", visit(3, 9, 10), number=2),
        shape=Shape.WEEK, weeks=True,
    )  # fmt: skip
    assert plan.step(0, 1, ZONE)
    assert (plan.day, plan.visit) == (1, 1)
    plan.step(1, 0, ZONE)
    assert plan.visit == 2
    plan.step(1, 0, ZONE)
    assert (plan.row, plan.visit) == (1, 3)
    plan.step(-1, 0, ZONE)
    assert plan.visit == 2
    plan.step(0, -1, ZONE)
    assert plan.day == 0
    assert plan.task is None


def test_an_agenda_goes_down_visits_and_across_people() -> None:
    plan = planner(person("bo", visit(1, 8, 9), visit(2, 13, 14)), person("eva", number=2), shape=Shape.AGENDA)
    plan.step(1, 0, ZONE)
    assert plan.visit == 2
    plan.step(0, 1, ZONE)
    assert plan.row == 1
    assert plan.bar is None


def test_another_reading_keeps_the_cursor_on_its_visit() -> None:
    plan = planner(person("bo", visit(1, 8, 9)), person("eva", visit(3, 9, 10), number=2))
    plan.go_to(3, ZONE)
    rows = (person("ada", number=9), person("bo", visit(3, 12, 13)), person("eva", number=2))
    plan.show(ScheduleView((DAY,), rows, (), NOW), ZONE)
    assert (plan.row, plan.visit) == (1, 3)
    plan.show(ScheduleView((DAY,), rows[:1], (), NOW), ZONE)
    assert (plan.row, plan.visit) == (0, None)


def test_what_is_held_is_drawn_where_it_is_held() -> None:
    plan = planner(person("bo", visit(1, 8, 9), visit(2, 9, 10)), person("eva", number=2))
    bar = plan.bar
    assert bar
    plan.held = Held(bar, 0, 1, at(9), at(10))
    assert plan.held.is_moved
    assert [[one.visit for one in row.bars] for row in plan.rows] == [[2], [1]]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (8, 9, []),
        (9.5, 10.5, ["overlaps SD-2 10:00–11:00"]),
        (9, 9.75, ["20 minutes on the way to SD-2 10:00–11:00 are not left"]),
        (11.5, 13, []),
        (11.5, 12.25, ["outside bo's working hours"]),
        (14, 15.5, ["bo is away (course)"]),
        (17, 18, ["outside bo's working hours"]),
    ],
)
def test_what_speaks_against_a_time_is_said(start: float, end: float, said: list[str]) -> None:
    held = Held(visit(1, 8, 9), 0, 0, at(start), at(end))
    row = person("bo", visit(1, 8, 9), visit(2, 10, 11, travel=20), away=(15, 16))
    assert objections(row, held, ZONE) == said

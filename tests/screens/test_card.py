"""What a card says, row by row."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from screens.card import FULL, LINE, ROWS, SHORT, Look, draw_card
from screens.frame import FOLDED, frame
from screens.paint import spans_width
from screens.words import left_words
from servicedesk_tui.vocabulary.enums import Category, Grouping, Kind, Level, Priority, Tier, WaitingOn
from servicedesk_tui.vocabulary.rows import Card

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=ZONE)
CARD = Card(
    id=1, number=412, title="Boiler leak", kind=Kind.CUSTOMER, status_id=1, category=Category.READY,
    priority=Priority.P1, impact=Level.HIGH, urgency=Level.HIGH, key=(1,), owner="bo", customer="Acme", tier=Tier.A,
)  # fmt: skip


def rows_of(look: Look | None = None, **changes: Any) -> list[str]:
    look = look or Look(24)
    rows = draw_card(replace(CARD, **changes), look, NOW, ZONE)
    assert [spans_width(row) for row in rows] == [look.width] * ROWS[look.density]
    return ["".join(text for text, _style in row) for row in rows]


def test_a_card_has_reference_title_people_and_time() -> None:
    rows = rows_of(due=NOW + timedelta(hours=2), items=5, items_done=2)
    assert rows == [
        " SD-412              P1 ",
        " Boiler leak            ",
        " Acme A              bo ",
        " due in 2 h         2/5 ",
        "                        ",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due": NOW - timedelta(minutes=40)}, "over by 40 m"),
        ({"due": NOW - timedelta(seconds=40)}, "due now"),
        ({"due": NOW + timedelta(seconds=40)}, "due now"),
        ({"due": NOW - timedelta(minutes=1)}, "over by 1 m"),
        ({"due": NOW - timedelta(hours=3)}, "over by 3 h"),
        ({"due": NOW - timedelta(days=5)}, "over by 5 d"),
        ({"due": NOW + timedelta(hours=6)}, "due 14:00"),
        ({"due": NOW.replace(hour=17) + timedelta(days=1), "due_is_day": True}, "due tomorrow"),
        ({"due": NOW.replace(hour=7), "due_is_day": True}, "due today"),
        ({"due": NOW - timedelta(days=2), "due_is_day": True}, "over by 2 d"),
        ({"blocked": "no key"}, "blocked: no key"),
        ({"blocked": ""}, "blocked"),
        ({"waiting_on": WaitingOn.PARTS, "waiting_until": NOW + timedelta(days=4)}, "parts · to fri"),
        ({"planned": NOW + timedelta(days=1, hours=1)}, "visit tue 09:00"),
        ({"category": Category.DONE, "done_at": NOW - timedelta(hours=1)}, "07:00"),
    ],
)
def test_the_last_row_says_what_matters_most_now(changes: dict[str, Any], said: str) -> None:
    assert rows_of(**changes)[3].strip(" ‼").startswith(said)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due": NOW + timedelta(hours=22)}, "in 22 h"),
        ({"due": NOW - timedelta(minutes=40)}, "over by 40 m"),
        ({"due": NOW.replace(hour=17) + timedelta(days=1), "due_is_day": True}, ""),
        ({"due": NOW.replace(hour=17) + timedelta(days=4), "due_is_day": True}, "in 4 d"),
        ({"due": NOW - timedelta(days=2), "due_is_day": True}, "over by 2 d"),
        ({"due": NOW + timedelta(hours=22), "category": Category.DONE}, ""),
        ({}, ""),
    ],
)
def test_beside_the_due_moment_stands_only_how_far_away_it_is(changes: dict[str, Any], said: str) -> None:
    assert left_words(replace(CARD, **changes), NOW, ZONE) == said


def test_an_overdue_card_has_a_sign_beside_its_colour() -> None:
    assert rows_of(due=NOW - timedelta(hours=3))[3].rstrip().endswith("‼")


def test_the_cursor_and_a_mark_are_signs_beside_their_colours() -> None:
    assert all(row.startswith("▌") for row in rows_of(Look(24, cursor=True)))
    assert "✓" in rows_of(Look(24, marked=True))[0]


@pytest.mark.parametrize(
    "title", ["x" * 300, "暖房が壊れた 学校 二階 三階 四階", "🔧" * 40, "Forsyningssikkerhedsstyrelsens varmeanlæg", ""]
)
@pytest.mark.parametrize("density", ROWS)
def test_every_row_is_as_wide_as_the_column(title: str, density: int) -> None:
    for width in (22, 23, 45, 80):
        look = Look(width, density, cursor=True, marked=True)
        rows_of(look, title=title, owner="o" * 40, customer="é" * 60, unread=True, due=NOW)


def test_a_long_title_takes_two_rows_and_a_short_one_leaves_the_second_to_the_next_step() -> None:
    long = rows_of(title="No heat in the east wing since monday, tenants call")
    assert [row.strip() for row in long[1:3]] == ["No heat in the east", "wing since monday, te…"]
    assert rows_of(next_step="order the valve")[2].strip() == "→ order the valve"


def test_what_the_column_stands_for_is_not_said_again() -> None:
    assert "bo" not in rows_of(Look(24, by=Grouping.OWNER))[2]
    assert "Acme" not in rows_of(Look(24, by=Grouping.CUSTOMER))[2]
    assert "P1" not in rows_of(Look(24, by=Grouping.PRIORITY))[0]


def test_a_card_in_two_rows_and_in_one() -> None:
    due = NOW + timedelta(hours=2)
    assert rows_of(Look(30, SHORT), due=due) == [
        " SD-412 Boiler leak        P1 ",
        " bo · Acme                2 h ",
    ]
    assert rows_of(Look(30, LINE), due=due) == [" SD-412 P1 Boiler leak    2 h "]
    assert rows_of(Look(30, LINE), due=NOW - timedelta(hours=5)) == [" SD-412 P1 Boiler leak   -5 h "]
    assert rows_of(Look(24, LINE), due=due) == [" SD-412 P1 Boiler leak  "]


def test_parts_that_do_not_fit_are_left_out_whole() -> None:
    both = {"due": NOW - timedelta(hours=3), "planned": NOW + timedelta(days=1, hours=1)}
    assert rows_of(Look(24), **both)[3] == " over by 3 h          ‼ "
    assert rows_of(Look(45), **both)[3].startswith(" over by 3 h · visit tue 09:00")


@pytest.mark.parametrize(("seen", "shown"), [(True, True), (False, False)])
def test_what_somebody_else_changed_has_a_sign(seen: bool, shown: bool) -> None:
    assert ("●" in rows_of(unread=seen)[0]) is shown


@pytest.mark.parametrize(("width", "shown"), [(45, 1), (59, 1), (60, 2), (80, 3), (120, 5), (160, 7), (200, 7)])
def test_a_column_is_never_under_22_cells(width: int, shown: int) -> None:
    widths = frame(width, [False] * 7, 0, 0).widths
    assert len(widths) == shown
    assert min(widths) >= 22
    assert sum(widths) + shown - 1 == width


def test_the_cursors_column_is_always_in_view() -> None:
    left = 0
    for at in (0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0):
        seen = frame(80, [False] * 7, at, left)
        left = seen.left
        assert left <= at < left + len(seen.widths)


def test_a_folded_column_leaves_its_room_to_the_others() -> None:
    folded = [True, False, False, False, False, False, True]
    seen = frame(160, folded, 1, 0)
    assert seen.widths[0] == FOLDED
    assert sum(seen.widths) + len(seen.widths) - 1 == 160
    assert seen.widths[-1] == FOLDED
    assert len(seen.widths) == 7


@pytest.mark.parametrize("width", range(45, 210, 7))
def test_whatever_is_folded_the_frame_fills_the_width_and_shows_the_cursor(width: int) -> None:
    for pattern in range(128):
        folded = [bool(pattern >> n & 1) for n in range(7)]
        at = next((n for n, one in enumerate(folded) if not one), None)
        if at is None:
            continue
        seen = frame(width, folded, at, 6)
        assert seen.left <= at < seen.left + len(seen.widths)
        assert sum(seen.widths) + len(seen.widths) - 1 == width


def test_a_cell_belongs_to_a_column() -> None:
    seen = frame(80, [False] * 7, 0, 0)
    assert [seen.at_cell(x) for x in (0, 25, 26, 27, 79)] == [0, 0, None, 1, 2]


ALONE: dict[str, Any] = {"owner": None, "unowned_since": NOW - timedelta(hours=3)}
RAISED: dict[str, Any] = {**ALONE, "escalated_at": NOW - timedelta(minutes=22)}
IDLE: dict[str, Any] = {"idle_since": NOW - timedelta(days=4), "due": NOW + timedelta(days=2)}


@pytest.mark.parametrize("width", [22, 28, 38, 45, 80])
@pytest.mark.parametrize("density", ROWS)
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (ALONE, "nobody 3 h"),
        (RAISED, "▲ escalated 20 m"),
        (IDLE, "untouched 4 d"),
        ({**ALONE, **IDLE}, "nobody 3 h"),
    ],
)
def test_a_card_says_for_how_long_it_is_left_alone(
    density: int, width: int, changes: dict[str, Any], said: str
) -> None:
    title = "No heat in the east wing since monday, tenants call"
    look = Look(max(width, {FULL: 22, SHORT: 28, LINE: 38}[density]), density)
    for more in ({}, {"title": title}):
        assert said in "".join(rows_of(look, **changes, **more))


def test_how_long_stands_beside_whom_it_is_for_and_when_it_is_due_or_in_the_row_that_is_left() -> None:
    assert rows_of(**ALONE)[2] == " Acme A      nobody 3 h "
    assert rows_of(**RAISED)[2:4] == [" Acme A                 ", " ▲ escalated 20 m       "]
    assert rows_of(**IDLE)[3:] == [" untouched 4 d          ", " due wed 08:00          "]
    assert rows_of(Look(40), **IDLE)[3].strip() == "due wed 08:00 · untouched 4 d"
    late = rows_of(Look(40, LINE), idle_since=NOW - timedelta(days=4), due=NOW - timedelta(days=2))
    assert late[0].rstrip().endswith("untouched 4 d ‼")


def test_what_was_just_now_goes_by_in_steps_and_what_is_closed_says_nothing() -> None:
    fresh: dict[str, Any] = {"owner": None, "unowned_since": NOW - timedelta(minutes=4)}
    assert "nobody" not in "".join(rows_of(**fresh))
    assert "escalated" in "".join(rows_of(**fresh, escalated_at=NOW))
    assert "nobody 5 m" in rows_of(owner=None, unowned_since=NOW - timedelta(minutes=9))[2]
    closed: dict[str, Any] = {**RAISED, **IDLE, "category": Category.DONE, "done_at": NOW}
    assert not {"nobody", "escalated", "untouched"} & set("".join(rows_of(**closed)).split())

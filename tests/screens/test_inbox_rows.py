"""The inbox as rows: by task, how late, two rows where it is narrow; and what was cleared a moment ago stays among them."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from screens.inbox_rows import empty_rows, lines_of, put_off_rows, rows_of, sentence, with_kept
from screens.paint import spans_width
from servicedesk_tui.vocabulary.reminding import InboxGroup, InboxView, Notice, NoticeKind

NOW = datetime(2026, 3, 3, 9, 20, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")


def notice(number: int, said: str = "anna gave you SD-7", **more: object) -> Notice:
    fields = {"kind": NoticeKind.ASSIGNED, "at": NOW - timedelta(minutes=5), "task": 7, "number": 7, **more}
    return Notice(id=number, said=said, **fields)  # type: ignore[arg-type]


def group(*notices: Notice, task: int | None = 7, muted: bool = False) -> InboxGroup:
    return InboxGroup(task, task, "Boiler leak" if task else "", notices, muted)


def drawn(*groups: InboxGroup, width: int = 80, at: int = 0, airy: bool = False) -> list[str]:
    rows, _places = rows_of(groups, at, width, NOW, ZONE, airy=airy)
    lines = ("".join(text for text, _style in row).rstrip() for row in rows)
    return [re.sub(r"(?<=\S) {3,}", "   ", line) for line in lines]


def test_news_stand_under_their_task_with_how_many_there_are() -> None:
    late = notice(3, "SD-7 was due today 08:00", kind=NoticeKind.DUE, moment=NOW - timedelta(hours=2))
    assert drawn(group(late, notice(2)), group(notice(1, "Fire drill"), task=None), airy=True) == [
        " SD-7 Boiler leak  2",
        "▌ ☐ SD-7 was due today 08:00   2 h late · 5 min ago",
        "  ☐ anna gave you SD-7   5 min ago",
        "",
        " About no task",
        "  ☐ Fire drill   5 min ago",
    ]


def test_a_reminder_is_late_by_how_much_later_it_came() -> None:
    came = notice(1, "Reminder of SD-7", kind=NoticeKind.REMINDER, text="call Lise", moment=NOW - timedelta(minutes=5))
    assert drawn(group(came))[1].endswith("Reminder: call Lise   5 min ago")
    assert "25 m late" in drawn(group(replace(came, moment=NOW - timedelta(minutes=30))))[1]


def test_where_it_is_narrow_a_sentence_takes_two_rows_and_late_is_all_that_is_said_beside() -> None:
    named = notice(1, "A note on SD-7 names you", kind=NoticeKind.MENTION, text="@anna can you look at this?")
    rows = drawn(group(named), width=44)
    assert rows[1:] == ["▌ ☐ A note on SD-7 names you:   5 min ago", "    “@anna can you look at this?”"]
    assert len(drawn(group(named))) == 2
    due = notice(1, "SD-7 was due today 08:00", kind=NoticeKind.DUE, moment=NOW - timedelta(hours=2))
    assert drawn(group(due), width=44)[1].endswith("08:00   2 h late")


@pytest.mark.parametrize("width", [12, 20, 44, 60, 120])
def test_every_row_fits(width: int) -> None:
    long = notice(1, "x" * 70 + " and more", text="y" * 90, moment=NOW - timedelta(days=9), kind=NoticeKind.DUE)
    rows, _places = rows_of([group(long, notice(2, "ø" * 50))], 0, width, NOW, ZONE, airy=True)
    assert {spans_width(row) for row in rows} == {width}


def test_what_was_cleared_or_put_off_or_muted_says_so() -> None:
    off = notice(2, put_off_until=NOW + timedelta(days=1))
    rows = drawn(group(notice(1, cleared=True), off, muted=True))
    assert rows[0].endswith("muted")
    assert "☑ anna gave you" in rows[1]
    assert rows[2].endswith("until tomorrow 10:20")
    assert "2 are put off" in put_off_rows(2, 80)[1][0][0]


def test_somebodys_words_are_added_where_the_sentence_has_not_got_them() -> None:
    assert sentence(notice(1, "bo gave you SD-7", text="near the site")) == "bo gave you SD-7: “near the site”"
    assert sentence(notice(1, "bo says near the site", text="near the site")) == "bo says near the site"


def test_what_was_cleared_here_stays_where_it_was_until_one_leaves() -> None:
    first, second, other = notice(5), notice(4), notice(3)
    before = (group(first, second), group(other, task=8))
    kept = {line.notice.id: line for line in lines_of(before) if line.notice.id in (5, 3)}
    after = with_kept(InboxView((group(second),), 1), kept)
    assert [(one.task, [(n.id, n.cleared) for n in one.notices]) for one in after] == [
        (7, [(5, True), (4, False)]),
        (8, [(3, True)]),
    ]
    assert with_kept(InboxView(before, 3), kept) == before, "what is there again is as it is read"


def test_an_empty_inbox_says_what_comes_there() -> None:
    assert empty_rows(60, is_read=False) == []
    said = " ".join(text for row in empty_rows(60, is_read=True) for text, _style in row)
    assert "Nothing waits for you." in said
    assert "r on a task sets a reminder" in said

"""Reminders in words on the glass: what is offered is understood in every language, and what is understood is said in full."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from screens.prompts import Press
from screens.reminders import later, named, read, until, wording
from screens.session import Session
from screens.worded import WordedPrompt
from servicedesk_tui.locale import speak
from servicedesk_tui.locale.reminding import in_one, rhythm, told
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.reminding import Anchor, Notice, NoticeKind, ReminderRow

from .test_columns import a_card

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 3, 9, 20, tzinfo=UTC)
PEOPLE = (SimpleNamespace(id=1, login="anna"), SimpleNamespace(id=2, login="bo"))
SESSION = cast("Session", SimpleNamespace(now=lambda: (NOW, ZONE), people=PEOPLE, me=SimpleNamespace(id=1)))
CARD = replace(
    a_card(7),
    due=NOW + timedelta(hours=5),
    planned=NOW + timedelta(days=2),
    snoozed_until=NOW + timedelta(days=1),
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize("language", ["en", "da"])
def test_all_that_is_offered_is_understood(language: str) -> None:
    speak(language)
    words = dict(wording(SESSION, CARD).words)
    meant = [read(word, SESSION, 7) for word in words]
    assert [(one.anchor, one.minutes_before, one.unless_changed, bool(one.every), one.text) for one in meant] == [
        (Anchor.AT, 0, False, False, ""),
        (Anchor.AT, 0, False, False, ""),
        (Anchor.AT, 0, False, False, ""),
        (Anchor.DUE, 60, False, False, ""),
        (Anchor.DUE, 0, False, False, ""),
        (Anchor.VISIT, 60, False, False, ""),
        (Anchor.WAKE, 0, False, False, ""),
        (Anchor.AT, 0, True, False, ""),
        (Anchor.AT, 0, False, True, ""),
    ]
    assert all(words.values())
    offered = later(SESSION).words
    assert len({until(word, SESSION) for word, _meaning in offered}) == len(offered) == 4


def test_what_a_task_has_not_is_not_offered() -> None:
    bare = replace(CARD, due=None, planned=None, snoozed_until=None)
    assert all(read(word, SESSION, 7).anchor is Anchor.AT for word, _meaning in wording(SESSION, bare).words)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tomorrow 9:00 call Lise", "Wednesday 4 March 2026 09:00 · “call Lise”"),
        ("1h before due", "1 h before it is due: today 14:20"),
        ("2h before visit working", "2 h of working time before the visit"),
        ("2d before due !1", "2 d before it is due: sat 15:20 · also in quiet hours"),
        ("when it wakes", "when it wakes: tomorrow 10:20"),
        (
            "every weekday 9:00 for @bo if nothing happens",
            "Wednesday 4 March 2026 09:00 · every weekday · if nothing happens by then · for bo",
        ),
    ],
)
def test_what_is_understood_is_said_in_full(text: str, said: str) -> None:
    card = replace(CARD, due=NOW + timedelta(hours=5) + timedelta(days=6 if "2d" in text else 0))
    assert wording(SESSION, card).explain(text) == said


def test_what_hangs_on_nothing_yet_says_so() -> None:
    assert (
        wording(SESSION, replace(CARD, planned=None)).explain("at visit") == "when the visit begins, once that is set"
    )


def test_without_a_task_it_needs_a_moment_and_words() -> None:
    for text, said in (("1h before due", "Without a task it needs a moment"), ("tomorrow 9:00", "Say of what")):
        with pytest.raises(Invalid, match=said):
            wording(SESSION, None).explain(text)


@pytest.mark.parametrize(
    ("every", "said"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "every Monday, Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks, Friday"),
        ("FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;BYSETPOS=1"),
        ("FREQ=SECONDLY", "FREQ=SECONDLY"),
    ],
)
def test_a_rhythm_is_said_in_words(every: str, said: str) -> None:
    assert rhythm(every) == said


def test_a_reminder_that_is_kept_says_when_of_what_and_by_whom() -> None:
    row = ReminderRow(
        1,
        "anna",
        "call Lise",
        Anchor.AT,
        NOW + timedelta(hours=1),
        every="FREQ=DAILY",
        number=7,
        title="Boiler",
        set_by="bo",
    )
    assert told(row, NOW, ZONE) == "today 11:20 · every day · “call Lise” · set by bo"
    assert named(row, NOW, ZONE) == "SD-7 today 11:20 · every day · “call Lise” · set by bo Boiler"
    waits = replace(row, next_at=None, said="when it wakes", every="", text="", set_by="anna")
    assert told(waits, NOW, ZONE) == "when it wakes"


def test_several_notifications_are_said_in_one_sentence() -> None:
    one = Notice(1, NoticeKind.REMINDER, "Reminder of SD-7", NOW, 7, 7, "Boiler leak", "call Lise")
    assert in_one([one], NOW) == "Reminder of SD-7: call Lise"
    late = replace(one, moment=NOW - timedelta(hours=2), text="")
    assert in_one([late] * 5, NOW) == (
        "5 for you: " + "Reminder of SD-7: Boiler leak · " * 3 + "2 more; the oldest is 2 h late"
    )
    assert in_one([], NOW) == ""


# -- the line ----------------------------------------------------------------------------------------------------------


class Asked:
    """A line that asks for a reminder, and what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.prompt = WordedPrompt("When?", wording(SESSION, CARD), self._take)

    def _take(self, text: str) -> str | None:
        self.given.append(text)
        return "Not that." if text == "+1h" else None

    def press(self, *keys: str) -> bool:
        return [self.prompt.key(Press(key, key if len(key) == 1 else None)) for key in keys][-1]

    @property
    def text(self) -> str:
        rows: list[list[tuple[str, str]]] = self.prompt.rows()
        return "\n".join("".join(text for text, _style in row) for row in rows)


def test_what_is_written_is_meant_once_it_means_something_else_the_first_answer_it_begins() -> None:
    asked = Asked()
    assert not asked.press("enter")
    assert "Not that." in asked.text
    assert asked.press("down", "enter")
    assert asked.press(*"1h before d", "enter"), "its beginning means nothing by itself"
    assert asked.given == ["+1h", "tomorrow 8:00", "1h before due"]


def test_a_text_that_means_something_is_not_taken_for_the_answer_it_begins() -> None:
    asked = Asked()
    assert asked.press(*"1h", "enter")
    assert asked.given == ["1h"]
    asked = Asked()
    assert asked.press(*"1h", "down", "enter"), "the arrows choose"
    assert asked.given == ["1h before due"]


def test_what_means_nothing_says_why() -> None:
    asked = Asked()
    asked.press(*"whenever")
    assert asked.text.startswith("“whenever” is no moment")

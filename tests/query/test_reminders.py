"""When somebody wants to be reminded, as they write it: in two languages, with what follows kept as it is."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.query.preferences import read_digest, read_quiet, write_quiet
from servicedesk_tui.query.reminders import ReminderRead, read_moment, read_reminder
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.reminding import Anchor, SetReminder

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 3, 9, 20, tzinfo=UTC)
"""A Tuesday at twenty past ten."""
PEOPLE = ((1, "anna"), (2, "bo"))
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def read(text: str) -> ReminderRead:
    return read_reminder(text, now=NOW, zone=ZONE, people=PEOPLE, me=1)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> dict[str, Any]:
    return {"at": datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)}


def before(anchor: Anchor, minutes: int = 0, **more: Any) -> dict[str, Any]:
    return {"anchor": anchor, "minutes_before": minutes, **more}


DUE, VISIT, WAKE = Anchor.DUE, Anchor.VISIT, Anchor.WAKE


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tomorrow 9 call Lise", {**at(4, 9), "text": "call Lise", "is_guess": True}),
        ("tomorrow", at(4, 8)),
        ("today", at(3, 17)),
        ("+2h", at(3, 12, 20)),
        ("in 1 hour call", {**at(3, 11, 20), "text": "call"}),
        ("14:00", at(3, 14)),
        ("fri 14:00 if nothing happens", {**at(6, 14), "unless_changed": True}),
        ("if nothing happens by fri 14:00", {**at(6, 14), "unless_changed": True}),
        ("fri 14:00 unless something happens call", {**at(6, 14), "unless_changed": True, "text": "call"}),
        ("fredag 14.00 hvis intet sker", {**at(6, 14), "unless_changed": True}),
        ("fre kl. 14 hvis der ikke sker noget inden da", {**at(6, 14), "unless_changed": True}),
        ("mon // 2 pumps", {**at(9, 8), "text": "2 pumps"}),
        ("i morgen kl. 9 ring til Lise", {**at(4, 9), "text": "ring til Lise"}),
        ("om 2 timer", at(3, 12, 20)),
        ("for @bo tomorrow 14:00", {**at(4, 14), "person": 2}),
        ("tomorrow 14:00 til @bo hent nøglen", {**at(4, 14), "person": 2, "text": "hent nøglen"}),
        ("tomorrow 14:00 for @me", at(4, 14)),
        ("+2h !1 now", {**at(3, 12, 20), "urgent": True, "text": "now"}),
        ("1h before due", before(DUE, 60)),
        ("1 day before it is due", before(DUE, 1440)),
        ("at due", before(DUE)),
        ("due", before(DUE)),
        ("2h before visit working", before(VISIT, 120, working=True)),
        ("2 working hours before the visit bring key", before(VISIT, 120, working=True, text="bring key")),
        ("30 min before the visit", before(VISIT, 30)),
        ("when it wakes", before(WAKE)),
        ("1t før frist", before(DUE, 60)),
        ("ved frist", before(DUE)),
        ("2 timer før besøget i arbejdstid", before(VISIT, 120, working=True)),
        ("2 arbejdstimer før besøg husk nøgle", before(VISIT, 120, working=True, text="husk nøgle")),
        ("når den vågner", before(WAKE)),
        ("1h before due if nothing happens", before(DUE, 60, unless_changed=True)),
        ("daily 9:00", {**at(4, 9), "every": "FREQ=DAILY"}),
        ("daily 11 stand up", {**at(3, 11), "every": "FREQ=DAILY", "text": "stand up"}),
        ("hver dag kl. 9", {**at(4, 9), "every": "FREQ=DAILY"}),
        ("every weekday 9:00 for @bo look", {**at(4, 9), "every": WEEKDAYS, "person": 2, "text": "look"}),
        ("hver hverdag kl. 9", {**at(4, 9), "every": WEEKDAYS}),
        ("every sat", {**at(7, 8), "every": "FREQ=WEEKLY;BYDAY=SA"}),
        ("every mon and thu 10:00 water", {**at(5, 10), "every": "FREQ=WEEKLY;BYDAY=MO,TH", "text": "water"}),
        ("hver anden fredag kl. 8", {**at(6, 8), "every": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"}),
        ("every 2w fri 9:00", {**at(6, 9), "every": "FREQ=WEEKLY;INTERVAL=2"}),
        ("every:2w", {**at(4, 8), "every": "FREQ=WEEKLY;INTERVAL=2"}),
    ],
)
def test_a_reminder_is_read(text: str, meant: dict[str, Any]) -> None:
    assert read(text) == ReminderRead(**meant)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Say when, as in tomorrow 9:00"),
        ("before due", "Say how long before, as in 1h before due"),
        ("før frist", "Say how long before"),
        ("soon before due", "“soon” is no length of time"),
        ("1d before due working", "In working time say hours: 8h in place of 1d"),
        ("1h before d", "“before d” is nothing to hang on"),
        ("400d before due", "“400d” is no length of time"),
        ("9 call Lise", "“9” is no moment"),
        ("call Lise tomorrow", "“call” is no moment"),
        ("yesterday", "Monday 2 March 2026 17:00 has passed"),
        ("tomorrow 9 pumps // call", "“pumps” is no part of a moment"),
        ("tomorrow for @bob", "There is nobody behind @bob. Did you mean @bo?"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(text)
    assert refusal.value.message.startswith(said)


MOMENTS = (
    "tomorrow 9:00",
    "fri kl. 14",
    "i morgen 8:30",
    "1h before due",
    "når den vågner",
    "every weekday 9:00",
    "+2h",
)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Invalid):
        found = read(text)
        assert (found.anchor is Anchor.AT) is (found.at is not None)
        assert found.at is None or found.at > NOW - timedelta(minutes=1)


@given(st.sampled_from(MOMENTS), st.lists(st.sampled_from(["call", "2", "mon", "due", "at", "Lise", "9"]), min_size=1))
def test_behind_two_strokes_words_stay_words(moment: str, words: list[str]) -> None:
    said = " ".join(words)
    assert read(f"{moment} // {said}") == ReminderRead(**{**_fields(read(moment)), "text": said})


def _fields(found: ReminderRead) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ReminderRead.__slots__}


def test_it_becomes_a_command() -> None:
    found = read("every weekday 9:00 for @bo !1 look")
    assert found.to_command(7) == SetReminder(task=7, person=2, at=found.at, every=WEEKDAYS, text="look", urgent=True)


def test_a_moment_to_come_is_when_a_day_opens() -> None:
    assert read_moment("mon", now=NOW, zone=ZONE) == at(9, 8)["at"]
    assert read_moment("+1h", now=NOW, zone=ZONE) == at(3, 11, 20)["at"]
    with pytest.raises(Invalid, match="has passed"):
        read_moment("yesterday", now=NOW, zone=ZONE)


@pytest.mark.parametrize(
    ("text", "hours", "written"),
    [
        ("20-7", (time(20), time(7)), "20:00-07:00"),
        ("22.30 til 6", (time(22, 30), time(6)), "22:30-06:00"),
        ("24-6:15", (time(0), time(6, 15)), "00:00-06:15"),
        ("-", (time(0), time(0)), "-"),
        ("aldrig", (time(0), time(0)), "-"),
    ],
)
def test_quiet_hours_are_read_and_written(text: str, hours: tuple[time, time], written: str) -> None:
    assert read_quiet(text) == hours
    assert write_quiet(*hours) == written
    assert read_quiet(written) == hours


@pytest.mark.parametrize("text", ["late", "25-7", "20", "20-7-9"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_quiet(text)


def test_what_is_collected_takes_minutes_up_to_a_day() -> None:
    assert [read_digest(text) for text in ("30m", "1h", "-", "0", "aldrig")] == [30, 60, 0, 0, 0]
    for text in ("soon", "25h"):
        with pytest.raises(Invalid, match="up to a day"):
            read_digest(text)


@pytest.mark.parametrize(("text", "minute"), [("+1m", 12), ("in 10 min", 21), ("om 5 min", 16), ("10:30", 30)])
def test_in_a_minute_is_not_before_one_has_gone_by(text: str, minute: int) -> None:
    now = NOW.astimezone(ZONE).replace(hour=10, minute=10, second=45)
    assert read_moment(text, now=now, zone=ZONE).astimezone(ZONE) == now.replace(minute=minute, second=0)
    command = read_reminder(f"{text} call Lise", now=now, zone=ZONE, people=(), me=1)
    assert command.at is not None
    assert command.at.astimezone(ZONE) == now.replace(minute=minute, second=0)
    assert command.text == "call Lise"

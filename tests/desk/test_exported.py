"""What calendars outside are told of visits, as they are planned, moved, taken back and brought back: read by icalendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.exchange.calendar import calendar_file
from servicedesk_tui.vocabulary.commands import CreateTask, FinishTask, Redo, Undo
from servicedesk_tui.vocabulary.planning import AddVisit, CallOffVisit, MoveVisit, VisitsQuestion

from .test_verbs import add, person

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
HOUR = timedelta(hours=1)


def exported(desk: Desk, clock: FrozenClock, login: str | None = None) -> list[icalendar.Event]:
    """The events of a whole export, which is checked as a client would."""
    who = person(desk, login) if login else None
    content = calendar_file(desk.ask(VisitsQuestion(since=clock.now() - timedelta(days=30), person=who)), "Nordvarme")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(content)
    assert (str(calendar["version"]), bool(calendar["prodid"])) == ("2.0", True)
    events = [part for part in calendar.walk("VEVENT") if isinstance(part, icalendar.Event)]
    for one in events:
        assert not one.errors
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY"} <= one.keys()
        for name in ("dtstamp", "dtstart", "dtend", "last-modified"):
            assert one.decoded(name).utcoffset() == timedelta(0), name
    assert len({str(one["uid"]) for one in events}) == len(events)
    return events


def only(desk: Desk, clock: FrozenClock, login: str | None = None) -> tuple[str, int, str]:
    [one] = exported(desk, clock, login)
    return str(one["uid"]), int(str(one["sequence"])), str(one["status"])


@pytest.fixture
def task(desk: Desk) -> int:
    return add(desk, "Boiler, cold; “dead”\\ and a long name " + "ø" * 80, owner=person(desk, "bo"))


def plan(desk: Desk, clock: FrozenClock, task: int, login: str = "bo", hours: int = 24) -> None:
    start = clock.now() + hours * HOUR
    desk.do(AddVisit(task=task, start=start, end=start + HOUR, person=person(desk, login)))


def test_a_visit_that_was_taken_back_is_cancelled_and_brought_back_confirmed(
    desk: Desk, clock: FrozenClock, task: int
) -> None:
    plan(desk, clock, task)
    uid, first, status = only(desk, clock, "bo")
    assert status == "CONFIRMED"
    desk.do(Undo())
    gone, second, status = only(desk, clock, "bo")
    assert (gone, status) == (uid, "CANCELLED")
    assert second > first
    assert only(desk, clock) == (uid, second, "CANCELLED")
    assert exported(desk, clock, "ada") == []
    desk.do(Redo())
    back, third, status = only(desk, clock, "bo")
    assert (back, status) == (uid, "CONFIRMED")
    assert third > second
    desk.do(Undo())
    assert only(desk, clock, "bo")[2] == "CANCELLED"
    assert only(desk, clock, "bo")[1] > third


def test_it_says_what_it_said_and_when_it_was(desk: Desk, clock: FrozenClock, task: int) -> None:
    plan(desk, clock, task)
    [before] = exported(desk, clock)
    desk.do(Undo())
    [after] = exported(desk, clock)
    for name in ("summary", "description", "dtstart", "dtend"):
        assert after.decoded(name) == before.decoded(name), name
    assert "Boiler, cold; “dead”\\ and a long name øø" in str(after["summary"])
    clock.move(timedelta(days=40))
    assert exported(desk, clock) == []


def test_a_visit_of_a_task_that_was_taken_back_is_cancelled_too(desk: Desk, clock: FrozenClock) -> None:
    start = clock.now() + 24 * HOUR
    desk.do(CreateTask(title="Lift stuck", owner=person(desk, "bo"), at=start, estimate_minutes=60))
    uid, first, _status = only(desk, clock)
    desk.do(Undo())
    assert only(desk, clock) == (uid, first + 1, "CANCELLED")
    assert "Lift stuck" in str(exported(desk, clock)[0]["summary"])


def test_a_visit_moved_to_somebody_and_taken_back_is_off_for_both(desk: Desk, clock: FrozenClock, task: int) -> None:
    plan(desk, clock, task)
    [visit] = desk.ask(VisitsQuestion(since=clock.now()))
    desk.do(MoveVisit(visit=visit.visit, person=person(desk, "ada")))
    assert (only(desk, clock, "bo")[2], only(desk, clock, "ada")[2]) == ("CANCELLED", "CONFIRMED")
    sequence = only(desk, clock, "ada")[1]
    desk.do(Undo())
    assert (only(desk, clock, "bo")[2], only(desk, clock, "ada")[2]) == ("CONFIRMED", "CANCELLED")
    desk.do(Undo())
    for login in ("bo", "ada"):
        assert only(desk, clock, login)[2] == "CANCELLED"
        assert only(desk, clock, login)[1] > sequence


def test_two_peoples_visits_to_one_task_are_two_events(desk: Desk, clock: FrozenClock, task: int) -> None:
    plan(desk, clock, task)
    plan(desk, clock, task, "ada", hours=26)
    assert [str(one["status"]) for one in exported(desk, clock)] == ["CONFIRMED"] * 2
    [first, second] = desk.ask(VisitsQuestion(since=clock.now()))
    desk.do(CallOffVisit(visit=first.visit))
    assert [str(one["status"]) for one in exported(desk, clock)] == ["CANCELLED", "CONFIRMED"]
    assert (only(desk, clock, "bo")[2], only(desk, clock, "ada")[2]) == ("CANCELLED", "CONFIRMED")
    desk.do(FinishTask(task=task))
    assert [str(one["status"]) for one in exported(desk, clock)] == ["CANCELLED"] * 2
    assert second.login == "ada"


def test_a_visit_over_the_change_of_clocks_keeps_its_instants(desk: Desk, clock: FrozenClock, task: int) -> None:
    start = datetime(2026, 3, 29, 1, 30, tzinfo=COPENHAGEN)
    end = datetime(2026, 3, 29, 4, 0, tzinfo=COPENHAGEN)
    desk.do(AddVisit(task=task, start=start, end=end, person=person(desk, "bo")))
    [one] = exported(desk, clock)
    assert one.decoded("dtstart") == datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert one.decoded("dtend") == datetime(2026, 3, 29, 2, 0, tzinfo=UTC)

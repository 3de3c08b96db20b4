"""Reminders and what is raised of itself: at its moment, moved, closed, undone, snoozed, for people who left or moved zone; and
each once, however often anybody looks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    Bulk,
    EditTask,
    FinishTask,
    HandOver,
    InvolvePerson,
    PlanVisit,
    Redo,
    SetDue,
    SnoozeTask,
    Undo,
    WaitTask,
)
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.enums import Part, WaitingOn
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed
from servicedesk_tui.vocabulary.reminding import (
    Anchor,
    Channel,
    DropReminder,
    InboxQuestion,
    MarkNotices,
    MuteTask,
    NewsQuestion,
    NextDueQuestion,
    Notice,
    NoticeKind,
    Preferences,
    PutOffNotices,
    RaiseDue,
    RemindersQuestion,
    ReportRings,
    SetPreferences,
    SetReminder,
    TakeRings,
)
from servicedesk_tui.vocabulary.staffing import LeavePerson, SetSetting

from ..conftest import OpenDesk
from .test_planning import assert_true
from .test_verbs import add, person

HOUR = timedelta(hours=1)
ZONE = ZoneInfo("Europe/Copenhagen")


def raised(desk: Desk) -> int:
    """Look for what is due, once."""
    return desk.do(RaiseDue()).created or 0


def notices(desk: Desk, kind: NoticeKind | None = None, *, all: bool = False) -> list[Notice]:
    """What is in the inbox of whoever sits there, newest first."""
    view = desk.ask(InboxQuestion(all=all))
    found = [notice for group in view.groups for notice in group.notices]
    return sorted((one for one in found if kind in (None, one.kind)), key=lambda one: -one.id)


def said(desk: Desk, kind: NoticeKind | None = None) -> list[str]:
    return [one.said for one in notices(desk, kind)]


def next_of(desk: Desk, task: int) -> Sequence[datetime | None]:
    return [row.next_at for row in desk.ask(RemindersQuestion(task=task))]


# -- reminders that somebody sets --------------------------------------------------------------------------------------


def test_a_reminder_comes_at_its_moment_once_and_to_its_person_only(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    task, bo = add(desk, owner=person(desk, "bo")), open_desk("bo")
    raised(desk)
    assert said(bo) == ["anna gave you SD-1"]
    done = bo.do(SetReminder(task=task, at=clock.now() + HOUR, text="call Lise"))
    assert done.sentence == "You set a reminder of SD-1, Monday 09:00"
    clock.move(HOUR - timedelta(seconds=1))
    raised(desk)
    assert said(bo, NoticeKind.REMINDER) == []
    assert desk.ask(NextDueQuestion()).next_at == clock.now() + timedelta(seconds=1)
    clock.move(timedelta(seconds=1))
    assert desk.ask(NextDueQuestion()).is_due
    assert raised(desk) == 1
    assert [(one.said, one.text, one.number) for one in notices(bo, NoticeKind.REMINDER)] == [
        ("Reminder of SD-1", "call Lise", 1)
    ]
    assert notices(desk, NoticeKind.REMINDER) == []
    assert raised(bo) == 0
    assert bo.ask(RemindersQuestion()) == ()
    assert_true(desk)


def test_a_reminder_moves_with_what_it_hangs_on(desk: Desk, clock: FrozenClock) -> None:
    task, now = add(desk, owner=desk.me.id), clock.now()
    desk.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=60))
    assert next_of(desk, task) == [None]
    desk.do(SetDue(task=task, due=now + 5 * HOUR))
    assert next_of(desk, task) == [now + 4 * HOUR]
    desk.do(SetDue(task=task, due=now + 8 * HOUR))
    assert next_of(desk, task) == [now + 7 * HOUR]
    desk.do(Undo())
    assert next_of(desk, task) == [now + 4 * HOUR]
    desk.do(Redo())
    assert next_of(desk, task) == [now + 7 * HOUR]
    finished = desk.do(FinishTask(task=task)).batch
    assert next_of(desk, task) == [None]
    clock.move(7 * HOUR)
    raised(desk)
    assert said(desk, NoticeKind.REMINDER) == []
    desk.do(Undo(batch=finished))
    assert raised(desk) == 1
    assert said(desk, NoticeKind.REMINDER) == ["Reminder of SD-1"]
    assert_true(desk)


def test_a_reminder_hangs_on_visits_and_on_waking(desk: Desk, clock: FrozenClock) -> None:
    task, now = add(desk, owner=desk.me.id), clock.now()
    desk.do(SetReminder(task=task, anchor=Anchor.VISIT, minutes_before=30))
    desk.do(SetReminder(task=task, anchor=Anchor.WAKE))
    desk.do(PlanVisit(task=task, start=now + 3 * HOUR))
    assert next_of(desk, task) == [now + 2.5 * HOUR, None]
    desk.do(WaitTask(task=task, waiting_on=WaitingOn.PARTS, until=now + 2 * HOUR))
    assert sorted(filter(None, next_of(desk, task))) == [now + 2 * HOUR, now + 2.5 * HOUR]
    inbox = add(desk)
    desk.do(SetReminder(task=inbox, anchor=Anchor.WAKE))
    desk.do(SnoozeTask(task=inbox, until=now + 6 * HOUR))
    assert next_of(desk, inbox) == [now + 6 * HOUR]


def test_before_in_working_time_leaves_nights_and_weekends_out(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id)
    tuesday = datetime(2026, 3, 3, 9, 0, tzinfo=ZONE)
    desk.do(SetDue(task=task, due=tuesday))
    desk.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=120, working=True))
    # The office is open from 8 to 16: one hour of Tuesday, one of Monday.
    assert next_of(desk, task) == [datetime(2026, 3, 2, 15, 0, tzinfo=ZONE)]
    assert clock.now() < tuesday


def test_nothing_has_happened_is_silent_when_something_has(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    quiet, busy = (add(desk, owner=desk.me.id) for _ in range(2))
    for task in (quiet, busy):
        desk.do(SetReminder(task=task, at=clock.now() + HOUR, unless_changed=True))
    open_desk("dina").do(EditTask(task=busy, fields={"next_step": "order the valve"}))
    clock.move(HOUR)
    raised(desk)
    assert said(desk, NoticeKind.REMINDER) == ["Reminder of SD-1"]
    assert next_of(desk, busy) == []


def test_a_repeated_reminder_keeps_its_hour_over_the_change_of_clocks_and_is_caught_up_once(
    desk: Desk, clock: FrozenClock
) -> None:
    clock.set(datetime(2026, 3, 27, 8, 0, tzinfo=ZONE))  # the Friday before summer time
    task = add(desk, owner=desk.me.id)
    at = datetime(2026, 3, 27, 9, 0, tzinfo=ZONE)
    desk.do(SetReminder(task=task, at=at, every="FREQ=DAILY", text="round"))
    clock.set(at)
    assert raised(desk) >= 1
    assert next_of(desk, task) == [datetime(2026, 3, 28, 9, 0, tzinfo=ZONE)]
    clock.set(datetime(2026, 3, 30, 12, 0, tzinfo=ZONE))  # nothing ran for three days
    raised(desk)
    assert [one.moment for one in notices(desk, NoticeKind.REMINDER)] == [
        datetime(2026, 3, 30, 9, 0, tzinfo=ZONE),
        at,
    ]
    assert next_of(desk, task) == [datetime(2026, 3, 31, 9, 0, tzinfo=ZONE)]
    desk.do(FinishTask(task=task))
    assert next_of(desk, task) == []


def test_who_moves_to_another_zone_is_reminded_at_that_hour_there(desk: Desk, clock: FrozenClock) -> None:
    at = datetime(2026, 3, 3, 9, 0, tzinfo=ZONE)
    task = add(desk, owner=desk.me.id)
    desk.do(SetReminder(task=task, at=at, every="FREQ=DAILY"))
    desk.do(SetReminder(task=task, at=at, text="once"))
    desk.do(EditPerson(person=desk.me.id, fields={"zone": "America/New_York"}))
    there = datetime(2026, 3, 3, 9, 0, tzinfo=ZoneInfo("America/New_York"))
    assert next_of(desk, task) == [at, there]
    assert clock.now() < at


def test_who_has_left_is_reminded_of_nothing_until_they_are_back(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    bo, task = person(desk, "bo"), add(desk, owner=desk.me.id)
    open_desk("bo").do(SetReminder(task=task, at=clock.now() + HOUR))
    desk.do(LeavePerson(person=bo))
    clock.move(HOUR)
    raised(desk)
    assert not desk.ask(NextDueQuestion()).is_due
    desk.do(Undo())
    raised(desk)
    assert said(open_desk("bo"), NoticeKind.REMINDER) == ["Reminder of SD-1"]


def test_a_reminder_can_be_undone_dropped_and_seen_to(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id)
    first = desk.do(SetReminder(task=task, at=clock.now() + HOUR)).created
    desk.do(Undo())
    assert desk.ask(RemindersQuestion()) == ()
    desk.do(Redo())
    assert [row.id for row in desk.ask(RemindersQuestion())] == [first]
    assert first is not None
    with pytest.raises(NotAllowed, match="Only who is reminded"):
        open_desk("bo").do(DropReminder(reminder=first))
    clock.move(HOUR)
    raised(desk)
    assert len(notices(desk, NoticeKind.REMINDER)) == 1
    assert desk.do(DropReminder(reminder=first, over=True)).sentence == "You saw to the reminder of SD-1"
    assert notices(desk, NoticeKind.REMINDER) == []
    desk.do(Undo())
    raised(desk)
    assert len(notices(desk, NoticeKind.REMINDER)) == 1  # what it brought is there again
    desk.do(Redo())
    assert notices(desk, NoticeKind.REMINDER) == []
    desk.do(Undo())
    one = notices(desk, NoticeKind.REMINDER)[0]
    desk.do(MarkNotices(notices=(one.id,)))
    clock.move(HOUR)
    desk.do(DropReminder(reminder=first))
    desk.do(Undo())
    assert notices(desk, NoticeKind.REMINDER) == []  # that was read before


@pytest.mark.parametrize("who", ["bo", "vera", "lars"])
@pytest.mark.parametrize("about", ["a task", "words"])
def test_whoever_may_set_a_reminder_takes_it_back(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock, who: str, about: str
) -> None:
    task = add(desk, owner=desk.me.id) if about == "a task" else None
    theirs = open_desk(who)
    first = theirs.do(SetReminder(task=task, at=clock.now() + HOUR, text="Coffee")).created
    assert first is not None
    theirs.do(Undo())
    assert theirs.ask(RemindersQuestion()) == ()
    theirs.do(Redo())
    theirs.do(DropReminder(reminder=first))
    theirs.do(Undo())
    assert [row.id for row in theirs.ask(RemindersQuestion())] == [first]


def test_reminding_somebody_else_is_for_who_may_write_notes(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    task, bo = add(desk, owner=desk.me.id), person(desk, "bo")
    done = desk.do(SetReminder(task=task, person=bo, at=clock.now() + HOUR, text="bring the key"))
    assert done.sentence == "You set a reminder of SD-1 for bo, Monday 09:00"
    with pytest.raises(NotAllowed):
        open_desk("vera").do(SetReminder(task=task, person=bo, at=clock.now() + HOUR))
    open_desk("vera").do(SetReminder(task=task, at=clock.now() + HOUR))
    clock.move(HOUR)
    raised(desk)
    assert [one.text for one in notices(open_desk("bo"), NoticeKind.REMINDER)] == ["bring the key"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({}, "Say when"),
        ({"at": timedelta()}, "has passed"),
        ({"at": timedelta(days=3000)}, "five years"),
        ({"at": HOUR, "every": "FREQ=SOMETIMES"}, "no rhythm"),
        ({"anchor": Anchor.DUE, "minutes_before": -1}, "at most a year"),
        ({"anchor": Anchor.DUE, "every": "FREQ=DAILY"}, "Only a reminder at a moment"),
        ({"task": None, "at": HOUR}, "Say what"),
        ({"task": None, "at": HOUR, "text": "x", "unless_changed": True}, "Only something about a task"),
        ({"at": HOUR, "text": "x" * 301}, "300"),
    ],
)
def test_what_cannot_be_a_reminder_is_refused_in_words(
    desk: Desk, clock: FrozenClock, wrong: dict[str, Any], why: str
) -> None:
    task = add(desk, owner=desk.me.id)
    fields = {"task": task, **wrong}
    if "at" in fields:
        fields["at"] = clock.now() + fields["at"]
    with pytest.raises(Invalid, match=why):
        desk.do(SetReminder(**fields))
    assert desk.ask(RemindersQuestion(task=task)) == ()


# -- what is raised of itself ------------------------------------------------------------------------------------------


def test_due_visits_and_waiting_are_told_to_whose_they_are(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    bo, now = person(desk, "bo"), clock.now()
    due, visit, wait = (add(desk, owner=bo) for _ in range(3))
    desk.do(SetDue(task=due, due=now + HOUR))
    desk.do(PlanVisit(task=visit, start=now + 2 * HOUR))
    desk.do(WaitTask(task=wait, waiting_on=WaitingOn.SUPPLIER, until=now + 3 * HOUR))
    raised(desk)
    clock.move(HOUR)
    raised(desk)
    glass = open_desk("bo")
    assert said(glass, NoticeKind.DUE) == ["SD-1 was due today 09:00"]
    clock.move(HOUR / 2)
    raised(desk)
    assert said(glass, NoticeKind.VISIT) == ["Your visit to SD-2 begins today 10:00"]
    clock.move(HOUR * 1.5)
    raised(desk)
    assert said(glass, NoticeKind.CHASE) == ["SD-3 was to wait until today 11:00: time to ask again"]
    clock.move(timedelta(days=1))
    assert raised(desk) == 0


def test_a_due_moment_that_moves_is_told_of_anew_and_one_that_comes_back_is_not(desk: Desk, clock: FrozenClock) -> None:
    now, task = clock.now(), add(desk, owner=desk.me.id)
    desk.do(SetDue(task=task, due=now + HOUR))
    clock.move(HOUR)
    raised(desk)
    (first,) = notices(desk, NoticeKind.DUE)
    desk.do(SetDue(task=task, due=now + 3 * HOUR))
    clock.move(HOUR)
    raised(desk)
    assert notices(desk, NoticeKind.DUE) == []
    desk.do(Undo())
    raised(desk)
    assert [one.id for one in notices(desk, NoticeKind.DUE)] == [first.id]
    desk.do(Redo())
    clock.move(HOUR)
    raised(desk)
    assert [one.moment for one in notices(desk, NoticeKind.DUE)] == [now + 3 * HOUR]


def test_what_is_no_longer_so_is_not_shown_until_it_is_so_again(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    bo = open_desk("bo")
    task = add(desk, owner=bo.me.id)
    desk.do(PlanVisit(task=task, start=clock.now() + HOUR))
    desk.do(SetDue(task=task, due=clock.now() + HOUR))
    clock.move(HOUR)
    raised(desk)
    assert len(notices(bo, NoticeKind.VISIT)) == 1
    assert len(notices(bo, NoticeKind.DUE)) == 1
    count = bo.ask(NewsQuestion()).count
    desk.do(SetDue(task=task, due=clock.now() + 5 * HOUR))
    assert notices(bo, NoticeKind.DUE) == []
    assert bo.ask(InboxQuestion()).count == bo.ask(NewsQuestion()).count == count - 1
    desk.do(Undo())
    raised(desk)
    assert len(notices(bo, NoticeKind.DUE)) == 1
    desk.do(FinishTask(task=task, open_items=None))
    assert (notices(bo, NoticeKind.DUE), notices(bo, NoticeKind.VISIT)) == ([], [])
    desk.do(Undo())
    assert len(notices(bo, NoticeKind.DUE)) == 1
    assert len(notices(bo, NoticeKind.VISIT)) == 1
    desk.do(PlanVisit(task=task, start=clock.now() + 9 * HOUR))
    assert notices(bo, NoticeKind.VISIT) == []


def test_a_moment_set_into_the_past_is_no_news(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(SetDue(task=task, due=clock.now() - HOUR))
    assert raised(desk) == 0
    assert not desk.ask(NextDueQuestion()).is_due


def test_a_clock_that_is_set_back_loses_nothing_and_doubles_nothing(desk: Desk, clock: FrozenClock) -> None:
    now, tasks = clock.now(), [add(desk, owner=desk.me.id) for _ in range(2)]
    desk.do(SetDue(task=tasks[0], due=now + HOUR))
    clock.move(2 * HOUR)
    raised(desk)
    clock.set(now + HOUR / 2)
    desk.do(SetDue(task=tasks[1], due=now + 0.75 * HOUR))
    assert raised(desk) == 0
    clock.set(now + HOUR)
    raised(desk)
    assert sorted(said(desk, NoticeKind.DUE)) == ["SD-1 was due today 09:00", "SD-2 was due today 08:45"]


def test_settings_say_what_else_is_told(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    bo, now = person(desk, "bo"), clock.now()
    for key, value in (
        ("remind_before_due_minutes", 30),
        ("remind_unowned_minutes", 15),
        ("remind_overdue_daily", True),
        ("remind_due", False),
    ):
        desk.do(SetSetting(key=key, value=value))
    mine, nobodys = add(desk, owner=bo), add(desk)
    desk.do(SetDue(task=mine, due=now + HOUR))
    clock.move(timedelta(minutes=15))
    raised(desk)
    assert said(open_desk("dina"), NoticeKind.UNOWNED) == ["Nobody has SD-2, since today 08:00"]
    assert said(open_desk("bo"), NoticeKind.UNOWNED) == []
    clock.move(timedelta(minutes=15))
    raised(desk)
    glass = open_desk("bo")
    assert said(glass, NoticeKind.SOON) == ["SD-1 is due today 09:00"]
    clock.move(timedelta(days=1))
    raised(desk)
    assert said(glass, NoticeKind.DUE) == []
    assert said(glass, NoticeKind.OVERDUE) == ["1 task of yours is overdue"]
    raised(desk)
    assert len(notices(glass, NoticeKind.OVERDUE)) == 1
    assert nobodys


def test_an_offer_that_nobody_answers_is_told_again(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    task = add(desk, owner=person(desk, "bo"))
    open_desk("bo").do(HandOver(task=task, to=person(desk, "ada"), note="course"))
    clock.move(4 * HOUR)
    raised(desk)
    ada = open_desk("ada")
    assert said(ada) == ["SD-1 is offered to you and waits for your answer", "SD-1 is offered to you"]
    clock.move(4 * HOUR)
    raised(desk)
    assert len(notices(ada)) == 2


# -- what others did ---------------------------------------------------------------------------------------------------


def test_who_is_given_a_task_and_who_watches_it_are_told_and_nobody_of_what_they_did_themselves(
    desk: Desk, open_desk: OpenDesk
) -> None:
    bo, task = person(desk, "bo"), add(desk)
    open_desk("lars").do(InvolvePerson(task=task, person=person(desk, "lars"), part=Part.WATCHER))
    desk.do(AssignTask(task=task, owner=bo))
    raised(desk)
    assert said(open_desk("bo")) == ["anna gave you SD-1"]
    assert said(open_desk("lars"), NoticeKind.CHANGED) == ["anna gave SD-1 to bo"]
    assert notices(desk) == []
    open_desk("bo").do(EditTask(task=task, fields={"next_step": "order the valve"}))
    raised(desk)
    (one,) = notices(open_desk("lars"), NoticeKind.CHANGED)
    assert one.said.startswith("bo set")
    assert one.said.endswith("; 1 change before that")


def test_what_was_taken_back_unread_is_told_to_nobody(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk)
    raised(desk)
    desk.do(AssignTask(task=task, owner=person(desk, "bo")))
    raised(desk)
    assert len(notices(open_desk("bo"))) == 1
    desk.do(Undo())
    raised(desk)
    assert notices(open_desk("bo"), NoticeKind.ASSIGNED) == []


def test_many_at_once_are_told_as_one(desk: Desk, open_desk: OpenDesk) -> None:
    tasks = tuple(add(desk) for _ in range(8))
    desk.do(Bulk(command=AssignTask(task=0, owner=person(desk, "bo")), tasks=tasks))
    raised(desk)
    assert said(open_desk("bo")) == ["anna gave 8 tasks to bo; 8 of them are yours"]


# -- the inbox ---------------------------------------------------------------------------------------------------------


def test_what_is_cleared_and_put_off_is_out_of_sight_and_comes_again(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(SetReminder(task=task, at=clock.now() + HOUR))
    clock.move(HOUR)
    raised(desk)
    (one,) = notices(desk)
    desk.do(PutOffNotices(notices=(one.id,), until=clock.now() + HOUR))
    assert (notices(desk), desk.ask(InboxQuestion()).put_off) == ([], 1)
    desk.do(PutOffNotices(notices=(one.id,), until=clock.now() + 2 * HOUR))  # snoozed twice
    clock.move(HOUR)
    raised(desk)
    assert notices(desk) == []
    clock.move(HOUR)
    assert raised(desk) == 1
    assert [again.id for again in notices(desk)] == [one.id]
    desk.do(MarkNotices(notices=(one.id,)))
    assert (notices(desk), desk.ask(InboxQuestion()).count) == ([], 0)
    assert [again.cleared for again in notices(desk, all=True)] == [True]
    desk.do(MarkNotices(notices=(one.id,), cleared=False))
    assert len(notices(desk)) == 1


def test_nobody_clears_what_is_somebody_elses(desk: Desk, open_desk: OpenDesk) -> None:
    desk.do(AssignTask(task=add(desk), owner=person(desk, "bo")))
    raised(desk)
    (one,) = notices(open_desk("bo"))
    desk.do(MarkNotices(notices=(one.id,)))
    assert len(notices(open_desk("bo"))) == 1


def test_a_muted_task_is_silent_but_for_what_is_meant_by_name(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    bo, task = open_desk("bo"), add(desk, owner=person(desk, "bo"))
    raised(desk)
    bo.do(MuteTask(task=task))
    desk.do(EditTask(task=task, fields={"next_step": "order the valve"}))
    bo.do(SetReminder(task=task, at=clock.now() + HOUR))
    desk.do(SetDue(task=task, due=clock.now() + HOUR))
    clock.move(HOUR)
    raised(desk)
    assert said(bo, NoticeKind.CHANGED) == []
    by_kind = {one.kind: one.channels for one in notices(bo)}
    assert by_kind[NoticeKind.DUE] == ()
    assert Channel.BELL in by_kind[NoticeKind.REMINDER]
    bo.do(MuteTask(task=task, muted=False))
    desk.do(EditTask(task=task, fields={"next_step": "and a pump"}))
    raised(desk)
    assert len(said(bo, NoticeKind.CHANGED)) == 1


def test_a_moment_that_has_passed_with_what_it_hangs_on_is_warned_of(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id, due=clock.now() + timedelta(minutes=30))
    late = desk.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=60))
    assert "That moment has passed; it comes at once." in late.warnings
    ahead = desk.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=10))
    assert ahead.warnings == ()


# -- being heard -------------------------------------------------------------------------------------------------------


def heard(desk: Desk, token: str = "one", patience: int = 0) -> list[str]:
    """What a program that looks now makes heard."""
    if not desk.do(TakeRings(token=token, patience=patience)).created:
        return []
    news = desk.ask(NewsQuestion(token=token))
    return [one.said for one in news.notices]


def test_one_program_of_mine_makes_it_heard_and_another_when_that_one_dies(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    desk.do(SetReminder(task=add(desk, owner=desk.me.id), at=clock.now() + HOUR))
    second = open_desk("anna", terminal="second")
    clock.move(HOUR)
    raised(desk)
    assert heard(desk, "one") == ["Reminder of SD-1"]
    assert heard(second, "two") == []
    clock.move(timedelta(seconds=16))  # the first one never said that it was heard
    assert heard(second, "two") == ["Reminder of SD-1"]
    second.do(ReportRings(token="two"))
    clock.move(HOUR)
    assert heard(desk, "three") == []
    assert len(notices(desk)) == 1


def test_what_every_program_of_mine_shows_is_what_was_just_made_heard(desk: Desk, clock: FrozenClock) -> None:
    tasks = [add(desk, owner=desk.me.id) for _ in range(5)]
    for task in tasks:
        desk.do(SetReminder(task=task, at=clock.now() + HOUR))
    clock.move(HOUR + timedelta(minutes=40))
    raised(desk)
    heard(desk)
    desk.do(ReportRings(token="one"))
    news = desk.ask(NewsQuestion())
    assert (len(news.notices), news.count) == (5, 5)
    assert news.said.startswith("5 for you: Reminder of SD-1: ")
    assert news.said.endswith("2 more; the oldest is 40 m late")


def test_what_was_heard_and_is_put_off_and_taken_back_is_not_heard_again(desk: Desk, clock: FrozenClock) -> None:
    desk.do(SetReminder(task=add(desk, owner=desk.me.id), at=clock.now() + HOUR))
    clock.move(HOUR)
    raised(desk)
    heard(desk)
    desk.do(ReportRings(token="one"))
    clock.move(timedelta(minutes=10))
    (one,) = notices(desk)
    desk.do(PutOffNotices(notices=(one.id,), until=clock.now() + HOUR))
    desk.do(MarkNotices(notices=(one.id,), cleared=False))
    assert heard(desk) == []
    assert desk.ask(NewsQuestion()).notices == ()
    desk.do(PutOffNotices(notices=(one.id,), until=clock.now() + HOUR))
    clock.move(HOUR)
    raised(desk)
    assert heard(desk) == ["Reminder of SD-1"], "when its time has come it is"


def test_quiet_hours_keep_it_until_morning_but_not_what_is_urgent(desk: Desk, clock: FrozenClock) -> None:
    evening = datetime(2026, 3, 2, 21, 0, tzinfo=ZONE)
    calm, urgent = (add(desk, owner=desk.me.id) for _ in range(2))
    desk.do(SetReminder(task=calm, at=evening))
    desk.do(SetReminder(task=urgent, at=evening, urgent=True))
    clock.set(evening)
    raised(desk)
    assert len(notices(desk)) == 2  # in the inbox at once
    assert heard(desk, "night") == ["Reminder of SD-2"]
    desk.do(ReportRings(token="night"))
    assert desk.ask(NextDueQuestion()).rings_at == datetime(2026, 3, 3, 7, 0, tzinfo=ZONE)
    clock.set(datetime(2026, 3, 3, 7, 0, tzinfo=ZONE))
    assert heard(desk, "morning") == ["Reminder of SD-1"]


def test_who_wants_nothing_of_a_kind_gets_none_and_who_is_on_call_hears_all(desk: Desk, clock: FrozenClock) -> None:
    evening = datetime(2026, 3, 2, 23, 0, tzinfo=ZONE)
    matrix = {**Preferences().matrix, NoticeKind.DUE: None, NoticeKind.REMINDER: (Channel.BELL,)}
    desk.do(SetPreferences(preferences=Preferences(matrix=matrix, on_call_until=evening + HOUR)))
    task = add(desk, owner=desk.me.id)
    desk.do(SetDue(task=task, due=evening))
    desk.do(SetReminder(task=task, at=evening))
    clock.set(evening)
    raised(desk)
    assert [(one.kind, one.channels) for one in notices(desk)] == [(NoticeKind.REMINDER, (Channel.BELL,))]
    assert heard(desk) == ["Reminder of SD-1"]

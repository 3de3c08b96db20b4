"""Who is told of what, and what follows from taking things back: visits that change hands, changes that are undone, privacy, and
that looking after reminders disturbs no other work."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.store import feed
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import Bulk, CreateTask, EditTask, SetDue, TagTask, Undo
from servicedesk_tui.vocabulary.planning import AddVisit, MoveVisit, WorkloadQuestion
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.reminding import (
    Anchor,
    Channel,
    DropReminder,
    InboxQuestion,
    NextDueQuestion,
    NoticeKind,
    Preferences,
    PutOffNotices,
    RaiseDue,
    RemindersQuestion,
    SetPreferences,
    SetReminder,
    TakeRings,
    TellFailed,
)
from servicedesk_tui.vocabulary.staffing import AddAbsence, EditTeam, SaveCalendar, SetSetting, TeamsQuestion

from ..conftest import OpenDesk
from .test_reminding import HOUR, ZONE, next_of, notices, raised, said
from .test_verbs import add, person


def planned(desk: Desk, task: int, whose: int, start: datetime) -> int:
    desk.do(AddVisit(task=task, person=whose, start=start, end=start + HOUR))
    with reading(desk._engine, "") as session:
        return int(session.execute(text("SELECT max(id) FROM visit")).scalar_one())


def test_who_gets_a_visit_of_somebody_else_is_told_of_it(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    bo, ada = person(desk, "bo"), person(desk, "ada")
    visit = planned(desk, add(desk, owner=bo), bo, clock.now() + HOUR)
    clock.move(HOUR / 2)
    raised(desk)
    assert len(said(open_desk("bo"), NoticeKind.VISIT)) == 1
    desk.do(MoveVisit(visit=visit, person=ada))
    raised(desk)
    assert len(said(open_desk("ada"), NoticeKind.VISIT)) == 1
    desk.do(Undo())
    raised(desk)
    assert len(said(open_desk("bo"), NoticeKind.VISIT)) == 1  # of that moment they were told


def test_a_visit_that_is_written_down_afterwards_is_no_news(desk: Desk, clock: FrozenClock) -> None:
    planned(desk, add(desk, owner=desk.me.id), desk.me.id, clock.now() - timedelta(days=2))
    planned(desk, add(desk, owner=desk.me.id), desk.me.id, clock.now() + HOUR / 4)  # planned by myself just now
    raised(desk)
    assert said(desk, NoticeKind.VISIT) == []


def test_a_reminder_that_is_taken_off_does_not_come_again_though_it_was_put_off(desk: Desk, clock: FrozenClock) -> None:
    reminder = desk.do(SetReminder(task=add(desk, owner=desk.me.id), at=clock.now() + HOUR)).created
    assert reminder is not None
    clock.move(HOUR)
    raised(desk)
    desk.do(PutOffNotices(notices=tuple(one.id for one in notices(desk)), until=clock.now() + HOUR))
    desk.do(DropReminder(reminder=reminder))
    clock.move(HOUR)
    raised(desk)
    assert (notices(desk), desk.ask(InboxQuestion()).put_off) == ([], 0)


def test_of_several_changes_only_the_one_that_was_taken_back_is_withdrawn(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk, owner=person(desk, "bo"))
    raised(desk)
    for step in ("one", "two", "three"):
        desk.do(EditTask(task=task, fields={"next_step": step}))
        raised(desk)
    assert said(open_desk("bo"), NoticeKind.CHANGED)[0].endswith("; 2 changes before that")
    desk.do(Undo())
    raised(desk)
    (one,) = said(open_desk("bo"), NoticeKind.CHANGED)
    assert one.startswith("anna took back: ")
    assert one.endswith("; 2 changes before that")


def test_a_task_with_a_reminder_that_is_over_can_be_taken_back(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    made = desk.do(CreateTask(title="Boiler"))
    bo = open_desk("bo")
    reminder = bo.do(SetReminder(task=made.created, at=clock.now() + HOUR)).created
    with pytest.raises(Invalid, match="take that back first"):
        desk.do(Undo())
    assert reminder is not None
    bo.do(DropReminder(reminder=reminder))
    desk.do(Undo())
    assert bo.ask(RemindersQuestion()) == ()


def test_what_people_write_down_for_themselves_is_theirs(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    task, bo = add(desk, owner=person(desk, "bo")), open_desk("bo")
    bo.do(SetReminder(at=clock.now() + HOUR, text="doctor"))
    bo.do(SetReminder(task=task, at=clock.now() + HOUR, text="ask for a day off"))
    desk.do(SetReminder(task=task, person=bo.me.id, at=clock.now() + HOUR, text="bring the key"))
    assert [row.text for row in desk.ask(RemindersQuestion(person=bo.me.id))] == ["bring the key"]
    assert [row.text for row in desk.ask(RemindersQuestion(task=task))] == ["bring the key"]
    assert len(bo.ask(RemindersQuestion())) == 3


def test_a_program_takes_only_what_it_can_make_heard(desk: Desk, clock: FrozenClock) -> None:
    matrix = {**Preferences().matrix, NoticeKind.REMINDER: (Channel.BELL, Channel.LINE)}
    desk.do(SetPreferences(preferences=Preferences(matrix=matrix)))
    desk.do(SetReminder(task=add(desk, owner=desk.me.id), at=clock.now() + HOUR))
    clock.move(HOUR)
    raised(desk)
    for channels in ((), (Channel.COMMAND,)):
        assert desk.ask(NextDueQuestion(channels=channels)).rings_at is None
        assert desk.do(TakeRings(token="worker", channels=channels)).created == 0
    assert desk.ask(NextDueQuestion()).rings_at == clock.now()
    assert desk.do(TakeRings(token="glass")).created == 1


def test_what_failed_is_not_told_by_what_may_have_failed(desk: Desk) -> None:
    desk.do(SetPreferences(preferences=Preferences(matrix=dict.fromkeys(NoticeKind, tuple(Channel)))))
    desk.do(TellFailed(text="A notification was not heard: 1"))
    raised(desk)
    assert [one.channels for one in notices(desk, NoticeKind.FAILED)] == [(Channel.LINE, Channel.BELL)]


def test_rounds_in_which_nobody_is_told_of_anything_hide_nothing(desk: Desk, open_desk: OpenDesk) -> None:
    import asyncio

    from servicedesk_tui.reminders.scheduler import Scheduler

    for _ in range(12):
        add(desk)
    add(desk, owner=person(desk, "bo"))

    class Few(Desk):
        def do(self, command: Any, **more: Any) -> Any:
            return super().do(RaiseDue(most=2) if isinstance(command, RaiseDue) else command, **more)

    async def hear(_news: object) -> None:
        return

    desk.__class__ = Few
    asyncio.run(Scheduler(desk, hear, lambda _said: None).step())
    assert said(open_desk("bo")) == ["anna gave you SD-13"]
    assert not desk.ask(NextDueQuestion()).is_due


def test_the_mornings_line_comes_again_after_a_clock_that_was_a_year_ahead(desk: Desk, clock: FrozenClock) -> None:
    desk.do(SetSetting(key="remind_overdue_daily", value=True))
    desk.do(SetDue(task=add(desk, owner=desk.me.id), due=clock.now() - HOUR))
    today = clock.now()
    clock.set(today + timedelta(days=365))
    raised(desk)
    clock.set(today + timedelta(days=1))
    before = len(notices(desk, NoticeKind.OVERDUE))
    raised(desk)
    assert len(notices(desk, NoticeKind.OVERDUE)) == before + 1


def test_working_time_moves_with_the_hours_of_the_team_the_desk_and_ones_own_absence(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(SetDue(task=task, due=datetime(2026, 3, 4, 15, 0, tzinfo=ZONE)))
    desk.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=8 * 60, working=True))
    assert next_of(desk, task) == [datetime(2026, 3, 3, 15, 0, tzinfo=ZONE)]
    desk.do(SaveCalendar(weekly=dict.fromkeys(range(1, 6), ((9 * 60, 16 * 60),))))
    assert next_of(desk, task) == [datetime(2026, 3, 3, 14, 0, tzinfo=ZONE)]
    desk.do(Undo())
    assert next_of(desk, task) == [datetime(2026, 3, 3, 15, 0, tzinfo=ZONE)]
    tuesday = datetime(2026, 3, 3, tzinfo=ZONE)
    desk.do(AddAbsence(person=desk.me.id, starts=tuesday, ends=tuesday + timedelta(days=1)))
    assert next_of(desk, task) == [datetime(2026, 3, 2, 15, 0, tzinfo=ZONE)]
    desk.do(Undo())
    assert next_of(desk, task) == [datetime(2026, 3, 3, 15, 0, tzinfo=ZONE)]


def test_working_time_of_a_team_moves_with_the_calendar_it_works_by(desk: Desk, open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    task = add(desk, owner=bo.me.id)
    desk.do(SaveCalendar(key="late", weekly=dict.fromkeys(range(1, 6), ((12 * 60, 20 * 60),))))
    desk.do(SetDue(task=task, due=datetime(2026, 3, 4, 15, 0, tzinfo=ZONE)))
    bo.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=60, working=True))
    assert next_of(bo, task) == [datetime(2026, 3, 4, 14, 0, tzinfo=ZONE)]
    bo.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=4 * 60, working=True))
    (team,) = [row.id for row in desk.ask(TeamsQuestion()) if row.name == "field"]
    desk.do(EditTeam(team=team, fields={"calendar_key": "late"}))
    assert next_of(bo, task) == [datetime(2026, 3, 3, 19, 0, tzinfo=ZONE), datetime(2026, 3, 4, 14, 0, tzinfo=ZONE)]


def test_what_reaches_inboxes_makes_nothing_else_be_read_or_decided_anew(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    tasks = tuple(add(desk, owner=desk.me.id) for _ in range(3))
    bo = open_desk("bo")
    desk.ask(WorkloadQuestion(start=clock.now().date()))
    with reading(desk._engine, "") as session:
        seq = feed.position(session)
    bo.do(SetReminder(task=tasks[0], at=clock.now() + HOUR))
    raised(bo)
    from servicedesk_tui.desk.desk import _moved_under

    with reading(desk._engine, "") as session:
        assert feed.position(session) > seq
        assert not _moved_under(session, seq, set(tasks))
    assert desk._kept is not None
    before = desk._kept
    desk.ask(WorkloadQuestion(start=clock.now().date()))
    assert desk._kept is before
    desk.do(Bulk(command=TagTask(task=0, add=("x",)), tasks=tasks))
    with reading(desk._engine, "") as session:
        assert _moved_under(session, seq, set(tasks))


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=3", "x"])
def test_a_rhythm_that_takes_long_to_count_is_refused(desk: Desk, clock: FrozenClock, rule: str) -> None:
    with pytest.raises(Invalid, match="no rhythm"):
        desk.do(SetReminder(at=clock.now() + HOUR, every=rule, text="x"))

"""Work that nobody has and work that nobody touches: since when, how much there is, and what keeps it from counting."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    FinishTask,
    PlanVisit,
    SnoozeTask,
    UnassignTask,
    WaitTask,
)
from servicedesk_tui.vocabulary.enums import Grouping, WaitingOn
from servicedesk_tui.vocabulary.planning import SETTINGS
from servicedesk_tui.vocabulary.questions import BoardQuestion, ListQuestion, TaskQuestion
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import BoardView, Card, Totals
from servicedesk_tui.vocabulary.staffing import SetSetting

from .. import stores
from ..store.test_search import make_many
from .test_filter_plans import plans
from .test_verbs import add, person

HOUR = timedelta(hours=1)


def card(desk: Desk, task: int) -> Card:
    found: Card = desk.ask(TaskQuestion(id=task)).card
    return found


def listed(desk: Desk, filter_: str) -> set[int]:
    return {one.id for one in desk.ask(ListQuestion(filter=filter_, all=True))}


def totals(desk: Desk, **asked: object) -> Totals:
    found: Totals = desk.ask(BoardQuestion(**asked)).totals  # type: ignore[arg-type]
    return found


def test_what_nobody_has_says_since_when(desk: Desk, clock: FrozenClock) -> None:
    made = clock.now()
    task, owned = add(desk), add(desk, owner=person(desk, "bo"))
    clock.move(3 * HOUR)
    assert (card(desk, task).unowned_since, card(desk, owned).unowned_since) == (made, None)
    assert totals(desk).unowned == 1
    desk.do(AssignTask(task=task, owner=person(desk, "ada")))
    assert card(desk, task).unowned_since is None
    clock.move(HOUR)
    desk.do(UnassignTask(task=owned))
    assert card(desk, owned).unowned_since == clock.now()
    desk.do(AssignTask(task=owned, owner=person(desk, "bo")))
    assert totals(desk).unowned == 0


def test_what_nobody_touched_for_longer_than_the_desk_lets_it_is_untouched(desk: Desk, clock: FrozenClock) -> None:
    made = clock.now()
    task = add(desk, owner=person(desk, "bo"))
    clock.move(96 * HOUR)
    assert (listed(desk, "is:untouched"), card(desk, task).idle_since, totals(desk).untouched) == (set(), None, 0)
    clock.move(timedelta(seconds=1))
    assert (listed(desk, "is:untouched"), card(desk, task).idle_since, totals(desk).untouched) == ({task}, made, 1)
    desk.do(SetSetting(key="untouched_hours", value=120))
    assert (listed(desk, "is:untouched"), card(desk, task).idle_since, totals(desk).untouched) == (set(), None, 0)
    clock.move(24 * HOUR)
    assert listed(desk, "is:untouched") == {task}
    desk.do(AddNote(task=task, body="Rang back"))
    assert (listed(desk, "is:untouched"), card(desk, task).idle_since) == (set(), None)
    with pytest.raises(Invalid, match="untouched_hours is a whole number from 1"):
        desk.do(SetSetting(key="untouched_hours", value=0))


def test_what_is_still_to_come_or_closed_is_not_untouched(desk: Desk, clock: FrozenClock) -> None:
    bo = person(desk, "bo")
    snoozed, waiting, planned, closed = add(desk), *(add(desk, owner=bo) for _ in range(3))
    later = clock.now() + 100 * HOUR
    desk.do(SnoozeTask(task=snoozed, until=later))
    desk.do(WaitTask(task=waiting, waiting_on=WaitingOn.PARTS, until=later))
    desk.do(PlanVisit(task=planned, start=later, minutes=60))
    desk.do(FinishTask(task=closed))
    clock.move(99 * HOUR)
    every = {snoozed, waiting, planned}
    assert (listed(desk, "is:untouched"), totals(desk).untouched) == (set(), 0)
    assert [card(desk, one).idle_since for one in (*every, closed)] == [None] * 4
    clock.move(2 * HOUR)
    assert (listed(desk, "is:untouched"), totals(desk).untouched) == (every, 3)
    assert None not in [card(desk, one).idle_since for one in every]
    assert card(desk, closed).idle_since is None


def test_what_was_escalated_and_is_open_is_escalated(desk: Desk, clock: FrozenClock) -> None:
    task, closed, _other = add(desk), add(desk, owner=person(desk, "bo")), add(desk)
    with writing(desk._engine, "") as session:
        session.execute(
            text("UPDATE task SET escalated_at = created_at WHERE id IN (:a, :b)"), {"a": task, "b": closed}
        )
    desk.do(FinishTask(task=closed))
    assert listed(desk, "is:escalated") == {task}
    assert card(desk, task).escalated_at == clock.now()


def test_the_totals_are_the_whole_desks_whatever_is_shown(desk: Desk, clock: FrozenClock) -> None:
    for _ in range(2):
        add(desk)
    add(desk, "Lift stuck", owner=person(desk, "bo"))
    clock.move(97 * HOUR)
    for asked in ({}, {"filter": "@bo"}, {"filter": "@bo", "brief": True}, {"filter": "zzz"}, {"by": Grouping.OWNER}):
        assert (totals(desk, **asked).unowned, totals(desk, **asked).untouched) == (2, 3), asked


def test_the_untended_are_counted_to_a_thousand_and_from_an_index(desk: Desk, clock: FrozenClock) -> None:
    make_many(desk, 12_000)
    clock.move(97 * HOUR)
    assert totals(desk) == Totals(1_200, 0, 1_001, 1_001)
    # PostgreSQL takes whichever index of open tasks is the smallest; SQLite the one that holds all that is asked.
    if desk._engine.dialect.name == "sqlite":
        assert any("COVERING INDEX ix_task_idle" in plan for plan in plans(desk, BoardQuestion()))
    for plan in (*plans(desk, BoardQuestion()), *plans(desk, BoardQuestion(filter="is:escalated"))):
        assert "Seq Scan on task" not in plan, plan
        assert all(line.strip() != "SCAN task" for line in plan.split("\n")), plan


@pytest.mark.parametrize("text", ["", "is:overdue"])
def test_the_board_says_when_it_is_another_one_by_the_clock_alone(desk: Desk, clock: FrozenClock, text: str) -> None:
    def turns() -> datetime | None:
        found: BoardView = desk.ask(BoardQuestion(filter=text))
        return found.turns_at

    start = clock.now()
    assert turns() == datetime(2026, 3, 3, tzinfo=stores.ZONE), "nothing is open: with the day"
    first, second = add(desk, "Boiler leak", due=start + 2 * HOUR), add(desk, "Pump noise", due=start + 3 * HOUR)
    assert turns() == start + 2 * HOUR
    clock.move(2 * HOUR + timedelta(seconds=1))
    assert turns() == start + 3 * HOUR
    desk.do(FinishTask(task=second))
    assert turns() == datetime(2026, 3, 3, tzinfo=stores.ZONE)
    clock.move(90 * HOUR)
    assert turns() == start + SETTINGS["untouched_hours"] * HOUR, "nobody touched the first one since"
    assert first is not None

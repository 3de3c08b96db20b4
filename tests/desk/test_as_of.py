"""The desk as it was: equal to what it showed then, after whatever happened since, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    CreateTask,
    EditTask,
    FinishTask,
    PlanVisit,
    SetDue,
    TagTask,
    Undo,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer
from servicedesk_tui.vocabulary.enums import Tier
from servicedesk_tui.vocabulary.questions import FactsQuestion, HistoryQuestion, ListQuestion, TaskQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, NotFound
from servicedesk_tui.vocabulary.rows import Card

from .. import stores
from .machine.test_threads import PEOPLE, Player
from .test_verbs import person

FILTERS = ("boiler", "is:open sort:due", "#pump", "@bo", "!<=2", "is:blocked", "østerlund", "is:overdue", "changed:<1h")
MINUTE = timedelta(minutes=1)


def card(one: Card) -> Card:
    """A card without what the history does not keep."""
    return replace(one, unread=False)


def shown(desk: Desk, as_of: datetime | None = None) -> dict[str, Any]:
    """All that a list and a task's page show."""
    cards = [card(one) for one in desk.ask(ListQuestion(all=True), as_of=as_of)]
    ids = tuple(one.id for one in cards)
    found: dict[str, Any] = {
        "cards": cards,
        "facts": desk.ask(FactsQuestion(ids=ids), as_of=as_of),
        "history": desk.ask(HistoryQuestion(limit=30), as_of=as_of),
    }
    for task in ids:
        view = desk.ask(TaskQuestion(id=task), as_of=as_of)
        found[f"task {task}"] = replace(view, card=card(view.card))
    for filter_ in FILTERS:
        found[filter_] = [one.id for one in desk.ask(ListQuestion(filter=filter_, all=True), as_of=as_of)]
    return found


def _live(address: StoreAddress, clock: FrozenClock, seed: int, times: int) -> None:
    """Four people do whatever comes, and every moment that was looked at is looked back to."""
    desks = [stores.open_as(address, login, clock, login) for login in PEOPLE]
    for owner in (None, desks[3].me.id, desks[2].me.id):
        desks[0].do(CreateTask(title="Boiler dead", owner=owner, tags=("pump",)))
    players = [Player(desk, 10 * seed + number) for number, desk in enumerate(desks)]
    looked: list[tuple[datetime, dict[str, Any]]] = []
    for turn in range(times):
        clock.move(MINUTE)
        for player in players:
            player.play(clock, 1)
        if turn % 5 == 0:
            looked.append((clock.now(), shown(desks[0])))
    clock.move(MINUTE)
    for moment, then in looked:
        now = shown(desks[0], moment)
        for name, expected in then.items():
            assert now[name] == expected, (name, moment)
    for desk in desks:
        desk.close()


def test_whatever_happened_since_it_shows_what_was_shown_then(store_address: StoreAddress, clock: FrozenClock) -> None:
    _live(store_address, clock, 1, 26)


@pytest.mark.proof
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_whatever_happened_since_it_shows_what_was_shown_then_for_long(
    store_address: StoreAddress, clock: FrozenClock, seed: int
) -> None:
    _live(store_address, clock, seed, 120)


def test_a_task_that_was_not_there_yet_is_not_found(desk: Desk, clock: FrozenClock) -> None:
    before = clock.now()
    clock.move(MINUTE)
    task = desk.do(CreateTask(title="Boiler")).created
    with pytest.raises(NotFound):
        desk.ask(TaskQuestion(id=task), as_of=before)
    assert desk.ask(ListQuestion(), as_of=before) == ()


def test_texts_tags_visits_names_and_counters_are_those_of_then(desk: Desk, clock: FrozenClock) -> None:
    acme = desk.do(AddCustomer(name="Acme", tier=Tier.A)).created
    task = desk.do(CreateTask(title="Boiler", customer=acme, owner=person(desk, "bo"), tags=("pump",))).created
    assert task is not None
    assert acme is not None
    desk.do(PlanVisit(task=task, start=clock.now() + timedelta(days=1), minutes=60))
    desk.do(SetDue(task=task, due=clock.now() + timedelta(days=1)))
    clock.move(MINUTE)
    moment, then = clock.now(), desk.ask(TaskQuestion(id=task))
    clock.move(MINUTE)
    desk.do(EditTask(task=task, fields={"title": "Lift", "description": "words " * 200}))
    desk.do(TagTask(task=task, add=("lift",), remove=("pump",)))
    desk.do(SetDue(task=task, due=clock.now() + timedelta(days=2)))
    desk.do(AssignTask(task=task, owner=person(desk, "ada")))
    desk.do(PlanVisit(task=task, start=None))
    desk.do(EditCustomer(customer=acme, fields={"tier": Tier.C, "name": "Acme Køl"}))
    desk.do(AddNote(task=task, body="hello"))
    desk.do(FinishTask(task=task))
    clock.move(MINUTE)
    assert desk.ask(TaskQuestion(id=task)).card.title == "Lift"
    assert desk.ask(TaskQuestion(id=task), as_of=moment) == then
    assert [one.id for one in desk.ask(ListQuestion(filter="acme #pump"), as_of=moment)] == [task]
    assert desk.ask(ListQuestion(filter="køl"), as_of=moment) == ()
    assert desk.ask(ListQuestion(filter="lift"), as_of=moment) == ()


def test_what_was_taken_back_since_still_stands_then(desk: Desk, clock: FrozenClock) -> None:
    task = desk.do(CreateTask(title="Boiler")).created
    assert task is not None
    clock.move(MINUTE)
    desk.do(EditTask(task=task, fields={"title": "Lift"}))
    clock.move(MINUTE)
    moment = clock.now()
    clock.move(MINUTE)
    desk.do(Undo())
    view = desk.ask(TaskQuestion(id=task), as_of=moment)
    assert (view.card.title, [line.undone for line in view.history]) == ("Lift", [False, False])


def test_what_is_to_come_is_refused(desk: Desk, clock: FrozenClock) -> None:
    with pytest.raises(Invalid, match="a moment that has passed"):
        desk.ask(ListQuestion(), as_of=clock.now() + MINUTE)


def test_looking_back_leaves_nothing_behind(desk: Desk, clock: FrozenClock) -> None:
    task = desk.do(CreateTask(title="Boiler")).created
    assert task is not None
    moment = clock.now()
    clock.move(MINUTE)
    desk.do(EditTask(task=task, fields={"title": "Lift"}))
    for _look in range(2):
        assert desk.ask(TaskQuestion(id=task), as_of=moment).card.title == "Boiler"
        assert desk.ask(TaskQuestion(id=task)).card.title == "Lift"

"""Real threads at one store, each doing whatever comes: no model can say what, but what is always true must hold."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TypeVar

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import Command, CreateTask, Redo, Undo
from servicedesk_tui.vocabulary.questions import CustomersQuestion, ListQuestion, PeopleQuestion
from servicedesk_tui.vocabulary.refusals import Refusal, StoreRefusal

from ... import stores, truths
from . import choices

T = TypeVar("T")
PEOPLE = ("anna", "dina", "lars", "bo")


class Player:
    """Somebody who does random things, over and over."""

    def __init__(self, desk: Desk, number: int) -> None:
        self._desk = desk
        self._random = Random(number)
        self._number, self._words = number, 0
        self.done = self.refused = 0

    def _choose(self, options: Sequence[T], /) -> T:
        return self._random.choice(options)

    def _around(self, clock: FrozenClock) -> choices.Around:
        desk = self._desk
        self._words += 1
        cards = desk.ask(ListQuestion(all=True))
        seen = {("task", c.id): {"title": c.title, "owner": c.owner_id, "due": c.due} for c in cards}
        return choices.Around(
            tasks=[c.id for c in cards] or [1],
            people=[p.id for p in desk.ask(PeopleQuestion())],
            customers=[c.id for c in desk.ask(CustomersQuestion())],
            items=(),
            notes=(),
            links=(),
            parts=(),
            now=clock.now(),
            seen=seen if self._words % 2 else {},
            word=f"{self._number} says {self._words}",
        )

    def _command(self, clock: FrozenClock) -> Command:
        around = self._around(clock)
        kind = self._choose(("act", "act", "act", "act", "bulk", "bulk", "add", "customer", "undo", "undo", "redo"))
        if kind == "bulk":
            return choices.bulk(self._choose(choices.MAKERS), self._choose, around)
        if kind == "add":
            return choices.create(self._choose, around)
        if kind == "customer":
            return choices.customer(self._choose, around)
        if kind in ("undo", "redo"):
            return Undo() if kind == "undo" else Redo()
        return self._choose(choices.MAKERS)(self._choose, around)

    def play(self, clock: FrozenClock, times: int) -> None:
        """Do `times` things; a refusal is an answer, an error is not."""
        for _ in range(times):
            try:
                command = self._command(clock)
                self._desk.do(command)
                self.done += 1
            except StoreRefusal:
                raise
            except Refusal:
                self.refused += 1


def _let_them_play(address: StoreAddress, clock: FrozenClock, times: int, seed: int) -> list[Player]:
    desks = [stores.open_as(address, login, clock, login) for login in PEOPLE]
    for owner in (None, desks[3].me.id, desks[2].me.id):
        desks[0].do(CreateTask(title="Boiler dead", owner=owner))
    players = [Player(desk, 10 * seed + number) for number, desk in enumerate(desks)]
    with ThreadPoolExecutor(len(players)) as pool:
        for each in [pool.submit(player.play, clock, times) for player in players]:
            each.result()
    for desk in desks:
        desk.close()
    return players


def _prove(address: StoreAddress, clock: FrozenClock, players: list[Player]) -> None:
    engine = open_engine(address, clock)
    with reading(engine, "") as session:
        truths.assert_all(session)
    engine.dispose()
    assert all(player.done and player.refused for player in players)


def test_what_is_always_true_holds_after_four_threads(store_address: StoreAddress, clock: FrozenClock) -> None:
    _prove(store_address, clock, _let_them_play(store_address, clock, 30, seed=0))


@pytest.mark.proof
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_always_true_holds_after_four_threads_for_long(
    store_address: StoreAddress, clock: FrozenClock, seed: int
) -> None:
    _prove(store_address, clock, _let_them_play(store_address, clock, 300, seed))

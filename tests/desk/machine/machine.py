"""The machine: plays what a desk full of people might do, in any order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask

from . import choices
from .world import SEATS, Seat, World

seats = st.sampled_from(SEATS)
workers = st.sampled_from(SEATS[:-1])
makers = st.sampled_from(choices.MAKERS)
moments = st.sampled_from([timedelta(minutes=1), timedelta(minutes=50), timedelta(hours=3), timedelta(days=3)])


def _choose(data: st.DataObject) -> choices.Choose:
    return lambda options: data.draw(st.sampled_from(options))


class DeskMachine(RuleBasedStateMachine):
    """Random commands, undo and redo by several people at one store; after every step the rows are the model's."""

    address: Callable[[], StoreAddress]

    def __init__(self) -> None:
        super().__init__()
        self.world = World(type(self).address())

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Three tasks to meet on."""
        for owner in ("bo", "lars", None):
            command = CreateTask(title="Boiler dead", owner=self.world.people.get(owner or ""))
            self.world.do(("dina", "one"), command)

    @rule(seat=workers, data=st.data())
    def add(self, seat: Seat, data: st.DataObject) -> None:
        self.world.do(seat, choices.create(_choose(data), self.world.around(seat)))

    @rule(seat=seats, maker=makers, data=st.data())
    def act(self, seat: Seat, maker: choices.Maker, data: st.DataObject) -> None:
        self.world.do(seat, maker(_choose(data), self.world.around(seat)))

    @rule(seat=workers, maker=makers, data=st.data())
    def act_again(self, seat: Seat, maker: choices.Maker, data: st.DataObject) -> None:
        self.act(seat, maker, data)

    @rule(seat=workers, data=st.data())
    def act_on_many(self, seat: Seat, data: st.DataObject) -> None:
        self.world.do(seat, choices.bulk(_choose(data), self.world.around(seat)))

    @precondition(lambda self: self.world.history.batches)
    @rule(maker=makers, data=st.data())
    def follow(self, maker: choices.Maker, data: st.DataObject) -> None:
        """A rule does something because of what was just done."""
        for seat in SEATS:
            cause = self.world.latest_of(seat)
            if cause is not None:
                self.world.do(seat, maker(_choose(data), self.world.around(seat)), cause)
                return

    @rule(seat=workers, data=st.data())
    def change_customer(self, seat: Seat, data: st.DataObject) -> None:
        self.world.do(seat, choices.customer(_choose(data), self.world.around(seat)))

    @rule(seat=st.sampled_from([("anna", "one"), ("dina", "one")]), data=st.data())
    def change_person(self, seat: Seat, data: st.DataObject) -> None:
        self.world.do(seat, choices.person(_choose(data), self.world.around(seat)))

    @rule(seat=seats, insist=st.booleans())
    def undo(self, seat: Seat, insist: bool) -> None:
        self.world.take_back(seat, redo=False, insist=insist)

    @rule(seat=seats, insist=st.booleans())
    def redo(self, seat: Seat, insist: bool) -> None:
        self.world.take_back(seat, redo=True, insist=insist)

    @rule(seat=workers, redo=st.booleans(), data=st.data())
    def take_back_that_one(self, seat: Seat, redo: bool, data: st.DataObject) -> None:
        """One batch out of its order, as the list of what can be taken back allows."""
        batch = data.draw(st.sampled_from(self.world.history.batches[-8:]))
        self.world.take_back(seat, redo=redo, insist=False, batch=batch.id)

    @rule(seat=seats)
    def look(self, seat: Seat) -> None:
        self.world.look(seat)

    @rule(by=moments)
    def time_passes(self, by: timedelta) -> None:
        self.world.clock.move(by)

    @invariant()
    def rows_are_the_models(self) -> None:
        self.world.compare()

    def teardown(self) -> None:
        try:
            self.world.prove()
        finally:
            self.world.close()


def machine_on(address: Callable[[], StoreAddress]) -> Any:
    """The machine on fresh stores, one an example."""
    return type("DeskMachine", (DeskMachine,), {"address": staticmethod(address)})

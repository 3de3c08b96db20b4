"""The machine: plays what a desk full of people might do, in any order.

Hypothesis chooses the steps and a number for each; the number chooses who and what. An example has a theme, a few verbs
that are played again and again on a few tasks: that is how people get in each other's way.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import (
    CreateTask,
    EditTask,
    FinishTask,
    HandOver,
    LinkTask,
    MoveTask,
    PlanVisit,
    ReopenTask,
    SnoozeTask,
    UnassignTask,
)
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.enums import LinkKind, OpenItems
from servicedesk_tui.vocabulary.handing import AcceptHandOver, ReturnHandOver

from . import choices
from .world import SEATS, Seat, World

numbers = st.integers(0, 2**32)
MOMENTS = (timedelta(minutes=1), timedelta(minutes=50), timedelta(hours=3), timedelta(days=3))
BUSY: tuple[Seat, ...] = (*SEATS, ("dina", "one"), ("anna", "one"), ("dina", "two"), ("lars", "one"), ("bo", "one"))
"""Who does something: those who may do much, more often."""
MANY = 4


class DeskMachine(RuleBasedStateMachine):
    """Random commands, undo and redo by several people at one store; after every step the rows are the model's."""

    address: Callable[[], StoreAddress]

    def __init__(self) -> None:
        super().__init__()
        self.world = World(type(self).address())
        self.theme: list[choices.Maker] = []

    def _random(self, number: int) -> Random:
        """The same number means something else after other steps, or steps would repeat each other."""
        return Random(f"{number} {len(self.world.history.batches)}")

    def _maker(self, random: Random) -> choices.Maker:
        return random.choice(self.theme if random.random() < 0.7 else choices.MAKERS)

    @initialize(number=numbers)
    def begin(self, number: int) -> None:
        """A theme, a customer and three tasks to meet on."""
        random = self._random(number)
        self.theme = random.sample(choices.MAKERS, 3)
        dina = ("dina", "one")
        made = self.world.do(dina, choices.customer(random.choice, self.world.around(dina))).done
        for owner in ("bo", "lars", None):
            customer = made.created if made and owner else None
            command = CreateTask(title="Boiler dead", owner=self.world.people.get(owner or ""), customer=customer)
            self.world.do(dina, command)

    @precondition(lambda self: len(self.world.facts.all("task")) < MANY)
    @rule(number=numbers)
    def add(self, number: int) -> None:
        random = self._random(number)
        seat = random.choice(BUSY)
        self.world.do(seat, choices.create(random.choice, self.world.around(seat)))

    @rule(number=numbers)
    def act(self, number: int) -> None:
        random = self._random(number)
        seat = random.choice(BUSY)
        self.world.do(seat, self._maker(random)(random.choice, self.world.around(seat)))

    @rule(first=numbers, second=numbers, third=numbers)
    def act_by_turns(self, first: int, second: int, third: int) -> None:
        for number in (first, second, third):
            self.act(number)
            self.world.compare()

    @rule(number=numbers)
    def act_on_many(self, number: int) -> None:
        random = self._random(number)
        seat = random.choice(BUSY)
        self.world.do(seat, choices.bulk(self._maker(random), random.choice, self.world.around(seat)))

    @rule(number=numbers)
    def follow(self, number: int) -> None:
        """A rule does something because of what was just done."""
        random = self._random(number)
        for seat in SEATS:
            cause = self.world.latest_of(seat)
            if cause is not None:
                self.world.do(seat, self._maker(random)(random.choice, self.world.around(seat)), cause)
                return

    @rule(number=numbers)
    def regret(self, number: int) -> None:
        """Something is done, perhaps a rule does something to it; it is taken back at once, and done again."""
        random = self._random(number)
        seat, choose = random.choice(BUSY), random.choice
        maker = random.choice((self._maker(random), self._maker(random), choices.create, choices.customer))
        done = self.world.do(seat, maker(choose, self.world.around(seat))).done
        if done is None or done.batch is None:
            return
        if random.random() < 0.5:
            effect = self._maker(random)(choose, self.world.around(seat))
            task = done.created if maker is choices.create and done.created else effect.task
            self.world.do(seat, replace(effect, task=task), done.batch)
        for redo in (False, True):
            self.world.compare()
            self.world.take_back(seat, redo=redo, insist=False)

    @rule(number=numbers)
    def change_customer(self, number: int) -> None:
        random = self._random(number)
        seat = random.choice(BUSY[-5:])
        self.world.do(seat, choices.customer(random.choice, self.world.around(seat)))

    @rule(number=numbers)
    def change_person(self, number: int) -> None:
        random = self._random(number)
        seat = random.choice((("anna", "one"), ("anna", "one"), ("dina", "one")))
        self.world.do(seat, choices.person(random.choice, self.world.around(seat)))

    @rule(number=numbers, insist=st.booleans())
    def undo(self, number: int, insist: bool) -> None:
        random = self._random(number)
        self.world.take_back(random.choice(self.world.busy() or SEATS), redo=False, insist=insist)

    @rule(number=numbers, insist=st.booleans())
    def redo(self, number: int, insist: bool) -> None:
        random = self._random(number)
        self.world.take_back(random.choice(self.world.busy("undo") or SEATS), redo=True, insist=insist)

    @rule(number=numbers)
    def take_back_that_one(self, number: int) -> None:
        """One batch out of its order, as the list of what can be taken back allows."""
        random = self._random(number)
        batch = random.choice(self.world.history.batches[-8:])
        seat = self.world.seat_of(batch) if random.random() < 0.9 else random.choice(SEATS)
        redo = (batch.reversal == "undo") is (random.random() < 0.9)
        self.world.take_back(seat, redo=redo, insist=False, batch=batch.id)

    @rule(number=numbers)
    def close_and_reopen(self, number: int) -> None:
        """Something happens to a closed task, or to whoever had it, before it is opened again."""
        random, anna = self._random(number), ("anna", "one")
        task = random.choice(self.world.around(anna).tasks)
        self.world.do(anna, FinishTask(task=task, open_items=OpenItems.LEAVE))
        owner = self.world.facts.rows.get(("task", task), {}).get("owner")
        if owner is not None and random.random() < 0.5:
            self.world.do(anna, EditPerson(person=owner, fields={"active": False}))
        else:
            around = self.world.around(anna)
            self.world.do(anna, replace(choices.assign(random.choice, around), task=task, base={}))
        self.world.compare()
        self.world.do(anna, random.choice((ReopenTask(task=task), MoveTask(task=task, status="doing"))))

    @rule(number=numbers)
    def put_aside_and_pass_on(self, number: int) -> None:
        """A task goes back to the inbox and is put aside; it is passed from hand to hand, and visited."""
        random, dina = self._random(number), ("dina", "one")
        task = random.choice(self.world.around(dina).tasks)
        people = [self.world.people[login] for login in ("bo", "lars", "ada")]
        later = self.world.clock.now() + timedelta(hours=2)
        self.world.do(dina, UnassignTask(task=task))
        self.world.do(dina, SnoozeTask(task=task, until=later))
        for person in random.choices(people, k=3):
            self.world.compare()
            passed = HandOver(task=task, to=person, note=random.choice(("", f"note {number}")))
            planned = PlanVisit(task=task, start=random.choice((None, later, later)), person=person)
            self.world.do(dina, random.choice((passed, passed, planned)))
        if random.random() < 0.5:
            self.world.compare()
            self.world.take_back(dina, redo=False, insist=False)

    @rule(number=numbers)
    def hand_on(self, number: int) -> None:
        """A task is offered; whoever is offered it answers, or somebody does something else to it first."""
        random = self._random(number)
        giver, (login, terminal) = random.choice(BUSY), random.choice(SEATS)
        task = random.choice(self.world.around(giver).tasks)
        self.world.do(
            giver, HandOver(task=task, to=self.world.people[login], note=random.choice(("", f"note {number}")))
        )
        self.world.compare()
        if random.random() < 0.3:
            self.act(number)
        accepts = random.random() < 0.5
        answer = AcceptHandOver(task=task) if accepts else ReturnHandOver(task=task, word="no room")
        self.world.do((login, terminal), answer)
        for seat in random.sample(((login, terminal), giver), k=random.choice((0, 1, 2))):
            self.world.compare()
            self.world.take_back(seat, redo=False, insist=False)

    @precondition(lambda self: self.world.untied())
    @rule(number=numbers)
    def cross(self, number: int) -> None:
        """A tie was taken away; somebody ties the two the other way round, then it is to come back."""
        random = self._random(number)
        batch, first, second, kind = random.choice(self.world.untied())
        tie = LinkTask(task=second, other=first, kind=LinkKind(kind)) if kind else self._parent(second, first)
        self.world.do(("anna", "one"), tie)
        self.world.take_back(self.world.seat_of(batch), redo=batch.reversal == "undo", insist=False, batch=batch.id)

    @staticmethod
    def _parent(task: int, parent: int) -> EditTask:
        return EditTask(task=task, fields={"parent": parent})

    @rule(number=numbers)
    def look(self, number: int) -> None:
        self.world.look(self._random(number).choice(BUSY))

    @rule(number=numbers)
    def time_passes(self, number: int) -> None:
        self.world.clock.move(self._random(number).choice(MOMENTS))

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

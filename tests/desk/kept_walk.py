"""A walk of random commands past a desk that keeps what it saw, which must answer as one that reads all of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event, text

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store import feed
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary import commands as c
from servicedesk_tui.vocabulary import desk_commands as dc
from servicedesk_tui.vocabulary.enums import CloseReason, OpenItems, Role, WaitingOn
from servicedesk_tui.vocabulary.planning import (
    AddVisit,
    AssignByPolicy,
    CallOffVisit,
    CellQuestion,
    LoadBy,
    MoveVisit,
    ScheduleQuestion,
    ShiftQuestion,
    ShiftWork,
    SlotsQuestion,
    WhoQuestion,
    WorkloadQuestion,
)
from servicedesk_tui.vocabulary.questions import IdsQuestion, PeopleQuestion, Question
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.staffing import AddAbsence, SetSetting, SetSkill
from servicedesk_tui.vocabulary.task_rows import Planned
from servicedesk_tui.vocabulary.timing import LogTime

from .. import stores
from .test_verbs import view

Save = Callable[[], Callable[[], None]]
"""Keeps a copy of the store as it is; what it answers puts the store back to it."""
ALL = 11
"""How many questions there are."""
FEW = 20
MANY = 230
"""More than the feed names one by one."""
ESTIMATES = (None, None, 15, 30, 45, 60, 90, 240, 600)


class Stopped(Exception):  # noqa: N818 - what a test throws
    """Thrown in the middle of a read."""


def saved_file(path: Path) -> Callable[[], None]:
    """Keep a copy of a store's file."""
    copy = path.with_suffix(".saved")
    _copy(path, copy)
    return lambda: _copy(copy, path)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def saved_database(cluster: stores.Cluster, address: StoreAddress) -> Callable[[], None]:
    """Keep a copy of a database."""
    name = cluster.name_of(address)
    cluster.tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    copy = cluster.name_of(cluster.create(name))

    def restore() -> None:
        cluster.drop(address)
        cluster.tell(f"CREATE DATABASE {name} TEMPLATE {copy} STRATEGY file_copy")

    return restore


class Walk:
    """One store, somebody who looks at it all the time, and somebody else."""

    def __init__(self, address: StoreAddress, clock: FrozenClock, seed: int, save: Save, many: int) -> None:
        self._address, self._clock, self._save = address, clock, save
        self.any = Random(seed)
        self.kept, self.other = (stores.open_as(address, login, clock) for login in ("anna", "dina"))
        self.trail: list[str] = []
        self._restore: Callable[[], None] | None = None
        self.people = [one.id for one in self.kept.ask(PeopleQuestion())]
        self._fill(many)

    def close(self) -> None:
        """Let the store go."""
        self.kept.close()
        self.other.close()

    def _fill(self, many: int) -> None:
        self.kept.do(SetSetting(key="travel", value={"N": {"N": 5, "S": 40}}))
        self.bring_many()
        self.by_hand(
            "UPDATE site SET zone = CASE WHEN id % 3 = 0 THEN 'N' WHEN id % 3 = 1 THEN 'S' ELSE '' END", ("customer", 0)
        )
        for _ in range(20):
            self.try_(self.plan)

    # -- looking ----------------------------------------------------------------------------------------------------

    def questions(self) -> list[Question]:
        """What is asked; the days before today too."""
        today = self._clock.now().astimezone(stores.ZONE).date()
        monday = today - timedelta(days=today.weekday())
        one, person = self.task(), self.any.choice(self.people)
        before = today - timedelta(days=self.any.choice((1, 6, 9, 30)))
        return [
            WorkloadQuestion(start=monday, days=14),
            WorkloadQuestion(start=before, days=40),
            WorkloadQuestion(start=monday, days=3, weeks=True, by=LoadBy.TEAM),
            WorkloadQuestion(start=monday, by=LoadBy.SKILL, filter="!<=2 or is:late"),
            WorkloadQuestion(start=before, filter="-is:inbox"),
            CellQuestion(key=0, start=today, days=7),
            CellQuestion(key=self.kept.me.id, start=before, days=20, filter="pump"),
            WhoQuestion(task=one),
            SlotsQuestion(task=one),
            ShiftQuestion(tasks=(one, self.task()), person=person),
            ScheduleQuestion(start=today, days=3),
        ]

    def look(self, as_of: datetime | None = None, most: int = 4) -> None:
        """Some of the questions."""
        self.compare(*self.any.sample(self.questions(), most), as_of=as_of)

    def compare(self, *questions: Question, as_of: datetime | None = None) -> None:
        """The desk that keeps what it saw answers as one that has just come and keeps nothing."""
        with stores.open_as(self._address, "anna", self._clock) as fresh:
            fresh._kept = None  # type: ignore[assignment]
            for question in questions:
                said, right = (_answer(desk, question, as_of) for desk in (self.kept, fresh))
                assert said == right, (question, as_of, self.trail)

    # -- doing ------------------------------------------------------------------------------------------------------

    def step(self) -> None:
        """One thing happens."""
        (act,) = self.any.choices(list(_ACTS), weights=list(_ACTS.values()))
        self.trail.append(act.__name__)
        self._clock.move(timedelta(minutes=self.any.choice((1, 7, 30))))
        self.try_(lambda: act(self))

    def try_(self, act: Callable[[], object]) -> None:
        """What may be refused."""
        with suppress(Refusal):
            act()

    def do(self, command: c.Command) -> None:
        """By the one who looks, or by another at another terminal."""
        self.any.choice((self.kept, self.other)).do(command)

    def task(self, filter_: str = "") -> int:
        """A task."""
        return int(self.any.choice(self.kept.ask(IdsQuestion(filter=filter_)) or (1,)))

    def moment(self) -> datetime:
        """A moment of the weeks around."""
        return self._clock.now() + timedelta(hours=self.any.randint(-100, 300))

    def visit(self) -> Planned:
        """A visit to a task that has one."""
        tasks = self.kept.ask(IdsQuestion(filter="has:visit"))
        if not tasks:
            raise Refusal("no visits")
        return self.any.choice(view(self.kept, self.any.choice(tasks)).visits)

    def by_hand(self, statement: str, *topics: tuple[str, int]) -> None:
        """What no command does yet, told to the feed."""
        with writing(self.other._engine, "") as session:
            session.execute(text(statement))
            feed.append(session, topics, self._clock.now())

    def add(self) -> None:
        person = self.any.choice([None, *self.people])
        estimate, due = self.any.choice(ESTIMATES), self.any.choice((None, self.moment()))
        self.do(c.CreateTask(title="pump", owner=person, estimate_minutes=estimate, due=due))

    def give(self) -> None:
        self.do(c.AssignTask(task=self.task(), owner=self.any.choice(self.people)))

    def date(self) -> None:
        self.do(c.SetDue(task=self.task(), due=self.any.choice((None, self.moment()))))

    def estimate(self) -> None:
        self.do(c.EditTask(task=self.task(), fields={"estimate_minutes": self.any.choice(ESTIMATES)}))

    def spend(self) -> None:
        self.do(LogTime(task=self.task(), minutes=self.any.randint(1, 90)))

    def plan(self) -> None:
        start, minutes = self.moment(), self.any.choice((None, 30, 600))
        self.do(c.PlanVisit(task=self.task(), start=start, minutes=minutes, person=self.any.choice(self.people)))

    def add_visit(self) -> None:
        start = self.moment()
        end = start + timedelta(minutes=self.any.randint(20, 3000))
        self.do(AddVisit(task=self.task(), start=start, end=end, person=self.any.choice(self.people)))

    def move_visit(self) -> None:
        start = self.moment()
        end, person = start + timedelta(hours=1), self.any.choice([None, *self.people])
        self.do(MoveVisit(visit=self.visit().id, start=start, end=end, person=person))

    def call_off(self) -> None:
        self.do(CallOffVisit(visit=self.visit().id))

    def make_visit(self) -> None:
        task = self.task("has:visit")
        self.by_hand(f"UPDATE visit SET state = 'left' WHERE task_id = {task} AND state = 'planned'", ("task", task))

    def shift(self) -> None:
        day = self.any.choice((None, self._clock.now().date() + timedelta(days=self.any.randint(0, 9))))
        self.do(ShiftWork(tasks=(self.task(), self.task()), person=self.any.choice(self.people), day=day))

    def close_one(self) -> None:
        self.do(c.FinishTask(task=self.task(), open_items=OpenItems.TICK))

    def wait(self) -> None:
        self.do(c.WaitTask(task=self.task(), owner=self.any.choice(self.people), waiting_on=WaitingOn.OTHER))

    def reopen(self) -> None:
        self.do(c.ReopenTask(task=self.task("is:done")))

    def undo(self) -> None:
        self.do(c.Undo())

    def redo(self) -> None:
        self.kept.do(c.Undo())
        self.kept.do(c.Redo())

    def bulk(self) -> None:
        """Some, or more than the feed names one by one."""
        tasks = self.kept.ask(IdsQuestion(filter="is:open"))
        some = tuple(self.any.sample(tasks, min(len(tasks), self.any.choice((3, 40, MANY)))))
        owner, due = self.any.choice(self.people), self.moment()
        commands = (
            c.AssignTask(task=0, owner=owner),
            c.SetDue(task=0, due=due),
            c.CloseTask(task=0, reason=CloseReason.NOT_NEEDED),
            c.PlanVisit(task=0, start=due),
        )
        self.do(c.Bulk(command=self.any.choices(commands, (3, 3, 1, 1))[0], tasks=some))

    def bring_many(self) -> None:
        self.bring(self.any.choice((FEW, MANY)))

    def bring(self, many: int) -> None:
        owners = ("", "bo", "ada", "lars", "anna")
        source = f"old-{self.any.random()}"
        rows = tuple(
            dc.ImportedTask(
                identity=str(n), line=n, title=f"pump {n}", customer=f"Customer {n % 9}", site=f"Site {n % 4}",
                owner=owners[n % 5], due=self.moment() if n % 4 else None, estimate_minutes=self.any.choice(ESTIMATES),
                created_at=self._clock.now() - timedelta(days=n % 20),
            )
            for n in range(many)
        )  # fmt: skip
        self.do(dc.ImportTasks(source=source, file=source, rows=rows))

    def rezone(self) -> None:
        self.by_hand("UPDATE site SET zone = 'S' WHERE id % 5 = 0", ("customer", 1))

    def set_travel(self) -> None:
        self.kept.do(SetSetting(key="travel_minutes", value=self.any.randint(0, 60)))

    def set_policy(self) -> None:
        self.kept.do(SetSetting(key="assignment", value=[{"policy": "least_loaded"}]))

    def give_by_policy(self) -> None:
        self.do(AssignByPolicy(task=self.task("is:inbox")))

    def person_comes(self) -> None:
        self.kept.do(dc.AddPerson(login=f"new{len(self.people)}", name="New", role=Role.AGENT))
        self.people = [one.id for one in self.kept.ask(PeopleQuestion())]

    def person_changes(self) -> None:
        """Not the one who looks: a desk knows whose it is from when it was opened."""
        person = self.any.choice([one for one in self.people if one != self.kept.me.id])
        fields = self.any.choice(({"weekly_minutes": 900}, {"wip_cap": 2}, {"zone": "America/New_York"}))
        self.kept.do(dc.EditPerson(person=person, fields=fields))

    def absence(self) -> None:
        start = self.moment()
        self.kept.do(AddAbsence(person=self.any.choice(self.people), starts=start, ends=start + timedelta(days=3)))

    def skill(self) -> None:
        self.kept.do(SetSkill(person=self.any.choice(self.people), skill="gas", level=self.any.choice((None, 1, 3))))

    # -- what is no command -----------------------------------------------------------------------------------------

    def week_goes_by(self) -> None:
        self._clock.move(timedelta(days=7))

    def day_goes_by(self) -> None:
        self._clock.move(timedelta(days=1))

    def prune(self) -> None:
        """By now all may be older than is kept."""
        if self.any.random() < 0.5:
            self._clock.move(timedelta(days=2))
        with writing(self.other._engine, "") as session:
            feed.prune(session, self._clock.now())

    def save(self) -> None:
        self._restore = self._save()

    def restore(self) -> None:
        if self._restore is not None:
            self._restore()

    def look_back(self) -> None:
        """As it was a while ago."""
        self.look(self._clock.now() - timedelta(hours=self.any.choice((1, 30))))

    def stopped_look(self) -> None:
        """A look that ends half-way."""
        self.stop(self.any.randint(1, 12), self.any.choice(self.questions()))

    def stop(self, after: int, question: Question) -> None:
        """Ask, and be stopped before so many statements are done."""
        left = after

        def count(*_: Any) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Stopped

        event.listen(self.kept._engine, "before_cursor_execute", count)
        try:
            with suppress(Stopped):
                self.kept.ask(question)
        finally:
            event.remove(self.kept._engine, "before_cursor_execute", count)


def _answer(desk: Desk, question: Question, as_of: datetime | None) -> Any:
    """What is said, or why nothing is."""
    try:
        return desk.ask(question, as_of=as_of)
    except Refusal as refusal:
        return refusal.message


_ACTS: dict[Callable[[Walk], None], int] = {
    Walk.add: 4, Walk.give: 4, Walk.date: 4, Walk.estimate: 4, Walk.spend: 2, Walk.plan: 4, Walk.add_visit: 3,
    Walk.move_visit: 4, Walk.call_off: 2, Walk.make_visit: 2, Walk.shift: 2, Walk.close_one: 3, Walk.wait: 2,
    Walk.reopen: 2, Walk.undo: 5, Walk.redo: 2, Walk.bulk: 3, Walk.bring_many: 1, Walk.rezone: 1, Walk.set_travel: 1,
    Walk.set_policy: 1, Walk.give_by_policy: 2, Walk.person_comes: 1, Walk.person_changes: 1, Walk.absence: 1,
    Walk.skill: 1, Walk.week_goes_by: 1, Walk.day_goes_by: 2, Walk.prune: 2, Walk.save: 2, Walk.restore: 2,
    Walk.look_back: 1, Walk.stopped_look: 2,
}  # fmt: skip
"""What may happen, and how often."""

"""Who is away, who covers, what comes back, shifts, time and files, by several people in any order: no model says what each
step does, but what is always true must hold after every one, and all of it can be taken back to nothing."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary import handing as h
from servicedesk_tui.vocabulary.checklists import CloseAsDuplicate
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    Command,
    CreateTask,
    FinishTask,
    HandOver,
    MoveTask,
    PlanVisit,
    Redo,
    ReopenTask,
    TakeTask,
    UnassignTask,
    Undo,
)
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.enums import OpenItems, ShiftState
from servicedesk_tui.vocabulary.files import AttachFiles, DetachFile, NewFile
from servicedesk_tui.vocabulary.refusals import Refusal, StoreRefusal
from servicedesk_tui.vocabulary.staffing import AddAbsence, EditAbsence, LeavePerson, RemoveAbsence
from servicedesk_tui.vocabulary.timing import EditTime, LogTime, RemoveTime, StartTimer, StopTimer, minutes_of

from ... import stores, truths

PEOPLE = ("anna", "dina", "lars", "bo", "ada")
BUSY = (*PEOPLE, "anna", "dina", "anna", "dina", "dina", "lars")
LATER = (timedelta(hours=1), timedelta(hours=5), timedelta(days=1), timedelta(days=3))
TASKS = 5


class Office:
    """People at one store, and what they might do next."""

    def __init__(self, address: StoreAddress, clock: FrozenClock, seed: int, opened: ExitStack) -> None:
        self._engine = open_engine(address, clock)
        opened.callback(self._engine.dispose)
        self._clock, self._random = clock, Random(seed)
        self._desks = {login: opened.enter_context(stores.open_as(address, login, clock, login)) for login in PEOPLE}
        self.done: dict[str, int] = {}
        for number in range(TASKS):
            owner = self._random.choice((None, self._desks["bo"].me.id, self._desks["lars"].me.id))
            self._desks["dina"].do(CreateTask(title=f"Boiler {number}", owner=owner))

    def step(self) -> None:
        """Somebody does something; a refusal is an answer, an error is not."""
        choose = self._random.choice
        if self._random.random() < 0.2:
            self._clock.move(choose(LATER))
        with reading(self._engine, "") as session:
            command = choose((self._work, self._away, self._away, self._hand, self._shift, self._time, self._back))(
                session
            )
        desk = self._desks[choose(BUSY)]
        if not self._do(desk, command):
            return
        if isinstance(command, Undo) and self._random.random() < 0.5:
            self._do(desk, Redo())
        elif not isinstance(command, Undo | Redo | h.BringBack) and self._random.random() < 0.3:
            self._think_again(desk)

    @staticmethod
    def _think_again(desk: Desk) -> None:
        """Whoever did something may take it back at once, and do it again."""
        assert desk.do(Undo()).batch is not None
        assert desk.do(Redo()).batch is not None

    def _do(self, desk: Desk, command: Command) -> bool:
        """True where it changed something, and nothing is so then that may not be."""
        try:
            done = desk.do(command)
        except StoreRefusal:
            raise
        except Refusal:
            return False
        if done.batch is None:
            return False
        name = type(command).__name__
        self.done[name] = self.done.get(name, 0) + 1
        with reading(self._engine, "") as session:
            truths.assert_offers_fit(session)
            _assert_cover_fits(session)
            _assert_time_fits(session)
        return True

    def _some(self, rows: list[dict[str, Any]], **so: Any) -> dict[str, Any]:
        """One of the rows, of those that are so where there are any; a row that is not there where there is none."""
        wanted = [row for row in rows if all(row[name] == value for name, value in so.items())]
        return self._random.choice(wanted or rows or [{"id": 999, "task_id": 1, "shift_id": 1, "person_id": 1}])

    def _task(self, session: Session) -> int:
        return int(self._some(truths.rows(session, "task"))["id"])

    def _person(self) -> int:
        return self._desks[self._random.choice(PEOPLE)].me.id

    def _soon(self) -> datetime:
        return self._clock.now() + self._random.choice(LATER)

    def _work(self, session: Session) -> Command:
        choose, task, person = self._random.choice, self._task(session), self._person()
        return choose((
            AssignTask(task=task, owner=person), TakeTask(task=task), UnassignTask(task=task), ReopenTask(task=task),
            FinishTask(task=task, open_items=OpenItems.LEAVE), MoveTask(task=task, status="doing"),
            PlanVisit(task=task, start=choose((self._soon(), None)), person=person),
            CloseAsDuplicate(task=task, of=self._task(session)), CreateTask(title="Pump", owner=person), self._staff(session),
        ))  # fmt: skip

    def _staff(self, session: Session) -> Command:
        """Somebody leaves, or whoever left is here again."""
        left = [row["id"] for row in truths.rows(session, "person") if not row["active"]]
        if left:
            return EditPerson(person=self._random.choice(left), fields={"active": True})
        return LeavePerson(person=self._desks[self._random.choice(("lars", "bo", "ada"))].me.id, to_inbox=True)

    def _away(self, session: Session) -> Command:
        choose, person = self._random.choice, self._person()
        absences = truths.rows(session, "absence")
        absence = self._some(absences)
        theirs = [row["id"] for row in truths.rows(session, "task") if row["owner_id"] == absence["person_id"]]
        covered = h.CoverAbsence(absence=absence["id"], to={task: self._person() for task in theirs})
        if not absences or self._random.random() < 0.2:
            starts = choose((self._clock.now() - timedelta(hours=1), self._soon()))
            ends, stands_in = starts + choose(LATER) + timedelta(minutes=1), choose((None, self._person()))
            return AddAbsence(person=person, starts=starts, ends=ends, is_day=False, substitute=stands_in)
        edited = EditAbsence(absence=absence["id"], fields={"ends": self._soon()})
        return choose(
            (covered, covered, covered, h.BringBack(), h.BringBack(), edited, RemoveAbsence(absence=absence["id"]))
        )

    def _hand(self, session: Session) -> Command:
        choose, task = self._random.choice, self._task(session)
        offered = self._some(truths.rows(session, "handover"), state="offered")["task_id"]
        until = choose((None, self._soon()))
        return choose((
            HandOver(task=task, to=self._person(), note="on leave", until=until), HandOver(task=task, to=self._person()),
            h.AcceptHandOver(task=offered), h.AcceptHandOver(task=offered), h.ReturnHandOver(task=offered, word="no room"),
            h.WithdrawHandOver(task=offered), h.BringBack(),
        ))  # fmt: skip

    def _shift(self, session: Session) -> Command:
        choose, shifts = self._random.choice, truths.rows(session, "shift")
        draft = self._some(shifts, state=ShiftState.DRAFT)["id"]
        sent = self._some(shifts, state=ShiftState.SENT)["id"]
        lines = truths.rows(session, "shift_line")
        mine = tuple(row["id"] for row in lines if row["shift_id"] == draft)
        theirs = tuple(row["id"] for row in lines if row["shift_id"] == sent)
        edit = h.EditShift(shift=draft, texts=dict.fromkeys(mine[:1], "else"), remove=mine[1:2], add=("Key is out",))
        draft_it = choose((h.DraftShift(), h.DraftShift(team=1)))
        return choose((
            draft_it, edit, h.SendShift(shift=draft), h.AcknowledgeLines(shift=sent, lines=theirs), h.SignOffShift(shift=sent),
        ))  # fmt: skip

    def _time(self, session: Session) -> Command:
        choose, task = self._random.choice, self._task(session)
        entry = self._some(truths.rows(session, "time_entry"))
        file = self._some(truths.rows(session, "attachment"))
        content = choose((b"a plan", b"another"))
        return choose((
            StartTimer(task=task), StopTimer(), StopTimer(ended_at=self._clock.now()),
            LogTime(task=task, minutes=choose((5, 90))), RemoveTime(task=entry["task_id"], entry=entry["id"]),
            EditTime(task=entry["task_id"], entry=entry["id"], fields={"minutes": choose((10, 30))}),
            AttachFiles(task=task, files=(NewFile("plan.txt", content),), note=choose(("", "@bo, look"))),
            DetachFile(task=file["task_id"], file=file["id"]),
        ))  # fmt: skip

    def _back(self, session: Session) -> Command:
        batch = self._some(truths.rows(session, "batch")[-6:])["id"]
        return self._random.choice((Undo(), Undo(), Redo(), Undo(batch=batch), Redo(batch=batch)))

    def prove(self) -> None:
        """All that is always true, and the way back to nothing."""
        with reading(self._engine, "") as session:
            truths.assert_all(session)


def _assert_cover_fits(session: Session) -> None:
    """What was handed over for a time has a moment when it comes back; what is for an absence is for one that is there."""
    absences = {row["id"] for row in truths.rows(session, "absence")}
    for row in truths.rows(session, "handover"):
        assert row["absence_id"] is None or (row["absence_id"] in absences and row["until"] is not None), row


def _assert_time_fits(session: Session) -> None:
    """One timer a person, no time that ends before it begins, and each task knows what was spent on it."""
    entries = truths.rows(session, "time_entry")
    running = [row["person_id"] for row in entries if row["ended_at"] is None]
    assert len(running) == len(set(running))
    ended = [row for row in entries if row["ended_at"] is not None]
    assert all(row["ended_at"] >= row["started_at"] for row in ended)
    spent = Counter[int]()
    for row in ended:
        spent[row["task_id"]] += minutes_of(row["started_at"], row["ended_at"])
    assert all(task["spent_minutes"] == spent[task["id"]] for task in truths.rows(session, "task"))


def _play(address: StoreAddress, clock: FrozenClock, seed: int, steps: int) -> dict[str, int]:
    with ExitStack() as opened:
        office = Office(address, clock, seed, opened)
        for _step in range(steps):
            office.step()
        office.prove()
        return office.done


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_always_true_holds_whoever_is_away(store_address: StoreAddress, clock: FrozenClock, seed: int) -> None:
    assert len(_play(store_address, clock, seed, 80)) > 8


@pytest.mark.proof
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(10, 22))
def test_what_is_always_true_holds_whoever_is_away_for_long(
    fresh_store: Callable[[], StoreAddress], clock: FrozenClock, seed: int
) -> None:
    done = _play(fresh_store(), clock, seed, 400)
    assert {"DraftShift", "SendShift", "StartTimer", "AttachFiles", "Undo"} <= set(done), done
    assert sum(done.values()) > 80, done

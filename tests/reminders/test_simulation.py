"""A month with many programs on one store: started, stopped and killed at random, with clocks that differ and are set back and
forth, over the change to summer time. Every reminder is raised exactly once for its person."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import Notification, Reminder, Task
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import CreateTask, FinishTask, SetDue, Undo
from servicedesk_tui.vocabulary.reminding import (
    Anchor,
    NextDueQuestion,
    Preferences,
    RaiseDue,
    SetPreferences,
    SetReminder,
)

from .. import stores
from .crew import set_clock

ROOT = Path(__file__).parent.parent.parent
START = datetime(2026, 3, 9, 6, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
"""Three weeks before summer time begins."""
LOGINS = ("anna", "dina", "lars", "bo", "ada")
AHEAD, BEHIND = 45, 90
"""Seconds by which the machines' clocks differ from the right time."""


@dataclass
class World:
    """The store, the simulated clock, and the programs that run."""

    address: StoreAddress
    folder: Path
    rng: random.Random
    programs: list[tuple[str, subprocess.Popen[bytes]]] = field(default_factory=list)
    killed: int = 0

    @property
    def clock(self) -> Path:
        return self.folder / "clock"

    @property
    def log(self) -> Path:
        return self.folder / "heard"

    def start(self) -> None:
        """One more program, on a machine whose clock may be a minute and a half off."""
        login, skew = self.rng.choice(LOGINS), self.rng.choice((0, 0, 0, -BEHIND, AHEAD))
        line = [
            sys.executable,
            "-m",
            "tests.reminders.crew",
            str(self.address),
            login,
            str(self.clock),
            str(skew),
            str(self.log),
        ]
        self.programs.append((login, subprocess.Popen(line, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})))

    def lose(self, how: int) -> None:
        """One fewer."""
        if self.programs:
            _login, program = self.programs.pop(self.rng.randrange(len(self.programs)))
            assert program.poll() is None, f"a program ended by itself: {program.returncode}"
            program.send_signal(how)
            program.wait()
            self.killed += how == signal.SIGKILL

    def end(self) -> None:
        while self.programs:
            self.lose(signal.SIGKILL)


def set_up(address: StoreAddress, rng: random.Random, reminders: int, days: int) -> None:
    """People who want to hear everything, and reminders of all kinds over the month, each to be raised once."""
    clock = FrozenClock(START)
    desks = {login: stores.open_as(address, login, clock) for login in LOGINS}
    for desk in desks.values():
        desk.do(SetPreferences(preferences=Preferences(on_call_until=START + timedelta(days=400))))
    tasks: dict[str, list[int]] = {login: [] for login in LOGINS}
    for login, desk in desks.items():
        for number in range(max(1, reminders // 50)):
            created = desks["anna"].do(CreateTask(title=f"{login} {number}", owner=desk.me.id)).created
            assert created is not None
            tasks[login].append(created)
    for _ in range(reminders):
        login = rng.choice(LOGINS)
        task, at = rng.choice(tasks[login]), START + timedelta(seconds=rng.randrange(60, days * 86_400))
        desk = desks[login]
        if rng.random() < 0.7:
            desk.do(SetReminder(task=task, at=at))
        else:
            desk.do(SetReminder(task=task, anchor=Anchor.DUE, minutes_before=rng.randrange(0, 180)))
            desks["anna"].do(SetDue(task=task, due=at))
    for desk in desks.values():
        desk.close()


def change(desk: Desk, rng: random.Random, tasks: list[int]) -> None:
    """What people do meanwhile: dates move, tasks are closed, and that is taken back."""
    task = rng.choice(tasks)
    match rng.randrange(3):
        case 0:
            desk.do(SetDue(task=task, due=desk.now + timedelta(minutes=rng.randrange(1, 4000))))
        case 1:
            desk.do(FinishTask(task=task, open_items=None))
            desk.do(Undo())
        case _:
            desk.do(SetDue(task=task, due=desk.now + timedelta(minutes=rng.randrange(1, 4000))))
            desk.do(Undo())


def simulate(world: World, *, programs: int, days: int, steps: int) -> datetime:
    """Let the month pass; answers the latest moment that any clock showed."""
    rng, at = world.rng, START.timestamp()
    last, latest = at + days * 86_400, at
    set_clock(world.clock, at)
    own = FrozenClock(START)
    with stores.open_as(world.address, "anna", own, "people") as people:
        with reading(people._engine, "") as session:
            tasks = [int(row) for row in session.execute(select(Task.id)).scalars() if row is not None]  # type: ignore[call-overload]
        for _step in range(steps):
            if len(world.programs) < rng.randrange(programs + 1):
                world.start()
            elif rng.random() < 0.3:
                world.lose(rng.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
            at += rng.expovariate(1.0) * days * 86_400 / steps
            if rng.random() < 0.05:
                at -= rng.randrange(60, 7200)  # the clock is set back
            at = min(at, last)
            latest = max(latest, at)
            set_clock(world.clock, at)
            own.set(datetime.fromtimestamp(at, UTC))
            change(people, rng, tasks)
            time.sleep(rng.random() * 0.1)
        while len(world.programs) < 2:
            world.start()
        set_clock(world.clock, last)
        own.set(datetime.fromtimestamp(last, UTC))
        _until_all_is_raised(people)
        people.do(RaiseDue())
        last += BEHIND + AHEAD + 20  # on every clock it is past what the fastest one rang or took
        set_clock(world.clock, last)
        own.set(datetime.fromtimestamp(last, UTC))
        for login in {login for login, _program in world.programs}:
            _until_all_is_heard(world.address, login, own)
        people.do(RaiseDue())
    world.end()
    return datetime.fromtimestamp(last + AHEAD, UTC)


def _until_all_is_raised(desk: Desk) -> None:
    end = time.monotonic() + 60
    while desk.ask(NextDueQuestion()).is_due:
        assert time.monotonic() < end, "what is due is never raised"
        time.sleep(0.1)


def _until_all_is_heard(address: StoreAddress, login: str, clock: FrozenClock) -> None:
    end = time.monotonic() + 60
    with stores.open_as(address, login, clock) as desk:
        while (at := desk.ask(NextDueQuestion()).rings_at) is not None and at <= clock.now():
            assert time.monotonic() < end, "what is to be heard never is"
            time.sleep(0.1)


def assert_each_once(world: World, latest: datetime) -> None:
    """Every reminder whose moment has passed was raised once, for its person; and none whose moment has not."""
    with stores.open_as(world.address, "anna", FrozenClock(latest)) as desk, reading(desk._engine, "") as session:
        raised = Counter(
            (row[0], row[1], row[2])
            for row in session.execute(
                select(Notification.reminder_id, Notification.person_id, Notification.occurrence).where(  # type: ignore[call-overload]
                    Notification.reminder_id.is_not(None)  # type: ignore[union-attr]
                )
            )
        )
        doubled = [key for key, times in raised.items() if times > 1]
        assert not doubled
        people: dict[int, list[int]] = {}
        for raised_one, person, _moment in raised:
            people.setdefault(raised_one, []).append(person)
        for reminder in session.execute(select(Reminder)).scalars():
            told = people.get(reminder.id or 0, [])
            assert set(told) <= {reminder.person_id}
            if reminder.anchor is Anchor.AT:
                assert reminder.at is not None
                assert len(told) == (reminder.at <= latest), reminder
            elif reminder.next_at is not None:
                assert reminder.next_at > latest - timedelta(seconds=BEHIND), reminder
        due = select(Task.due_at, Task.due_told_at).where(Task.due_at <= latest - timedelta(seconds=BEHIND))  # type: ignore[call-overload,operator]
        assert all(row[0] == row[1] for row in session.execute(due))
        # Here a lease is over in no time, so that one may be rung for twice; but nothing counts as heard that was not.
        reported = select(Notification.id).where(Notification.rung_at.is_not(None), Notification.lease != "")  # type: ignore[call-overload,union-attr]
        heard = set(world.log.read_text().split()) if world.log.exists() else set()
        assert {str(row[0]) for row in session.execute(reported)} <= heard
        assert heard


def run(
    address: StoreAddress, folder: Path, seed: int, *, programs: int, reminders: int, days: int, steps: int
) -> None:
    world = World(address, folder, random.Random(seed))
    set_up(address, world.rng, reminders, days)
    try:
        latest = simulate(world, programs=programs, days=days, steps=steps)
    finally:
        for _login, program in world.programs:
            program.kill()
    assert_each_once(world, latest)


@pytest.mark.timeout(300)
def test_a_short_time_with_a_few_programs(store_address: StoreAddress, tmp_path: Path) -> None:
    run(store_address, tmp_path, 1, programs=3, reminders=60, days=2, steps=25)


@pytest.mark.proof
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", [11, 12])
def test_a_month_with_twenty_programs(store_address: StoreAddress, tmp_path: Path, seed: int) -> None:
    run(store_address, tmp_path, seed, programs=20, reminders=10_000, days=30, steps=600)

"""The scheduler: raises and makes heard what is due, once with any number of them, wakes when something nearer appears, keeps its
head when a job fails or the clock jumps, and stops when it is told to."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.reminders import scheduler as module
from servicedesk_tui.reminders.scheduler import Scheduler
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.refusals import OutOfDate, Refusal
from servicedesk_tui.vocabulary.reminding import (
    InboxQuestion,
    News,
    NoticeKind,
    Preferences,
    SetPreferences,
    SetReminder,
)

from .. import stores

PATIENCE = 15.0


class Shifted:
    """The machine's clock, set forward or back."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


def until(what: Callable[[], object]) -> None:
    """Wait until it is so."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


class Running:
    """A scheduler in a thread of its own, with a desk of its own; what it heard and said."""

    def __init__(self, address: StoreAddress, clock: Any, login: str = "anna", patience: int = 0) -> None:
        self.heard: list[News] = []
        self.said: list[str] = []
        self.scheduler: Scheduler | None = None
        self.error: BaseException | None = None
        self.desk: Desk | None = None
        self._ready = threading.Event()
        self._of = address, clock, login, patience
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        assert self._ready.wait(PATIENCE)

    async def _hear(self, news: News) -> None:
        self.heard.append(news)

    def _run(self) -> None:
        address, clock, login, patience = self._of
        try:
            with stores.open_as(address, login, clock, f"{login}-{id(self)}") as desk:
                self.desk = desk
                self.scheduler = Scheduler(desk, self._hear, self.said.append, patience=patience)
                self._ready.set()
                self.scheduler.run()
        except BaseException as error:
            self.error = error
        finally:
            self._ready.set()

    def stop(self) -> None:
        assert self.scheduler is not None
        self.scheduler.stop()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        if self.error is not None:
            raise self.error


@contextmanager
def running(*some: Running) -> Iterator[tuple[Running, ...]]:
    try:
        yield some
    finally:
        for one in some:
            one.stop()


@pytest.fixture
def clock() -> Any:
    """Here time passes."""
    return Shifted()


def reminded(address: StoreAddress, clock: Any, seconds: float, **more: Any) -> Desk:
    """A desk whose person is to be reminded of something soon, at any hour."""
    desk = stores.open_as(address, "anna", clock, "setting")
    desk.do(SetPreferences(preferences=Preferences(on_call_until=clock.now() + timedelta(days=99))))
    task = desk.do(CreateTask(title="Boiler leak", owner=desk.me.id)).created
    desk.do(SetReminder(task=task, at=clock.now() + timedelta(seconds=seconds), **more))
    return desk


def inbox(desk: Desk, kind: NoticeKind = NoticeKind.REMINDER) -> list[str]:
    return [n.said for g in desk.ask(InboxQuestion()).groups for n in g.notices if n.kind is kind]


def test_of_several_schedulers_one_raises_and_one_makes_it_heard(store_address: StoreAddress, clock: Any) -> None:
    with (
        running(*(Running(store_address, clock) for _ in range(3))) as some,
        reminded(store_address, clock, 1.0) as desk,
    ):
        for one in some:
            assert one.scheduler
            one.scheduler.wake()
        until(lambda: any(one.heard for one in some))
        time.sleep(1.0)  # whoever else would make it heard has had the time
        assert [news.said for one in some for news in one.heard] == ["Reminder of SD-1: Boiler leak"]
        assert inbox(desk) == ["Reminder of SD-1"]


def test_it_wakes_early_when_something_nearer_appears(sqlite_address: StoreAddress, clock: Any) -> None:
    with running(Running(sqlite_address, clock)) as (one,):
        assert one.scheduler
        until(
            lambda: (
                one.scheduler and one.scheduler.next_at and one.scheduler.next_at > clock.now() + timedelta(minutes=1)
            )
        )
        with reminded(sqlite_address, clock, 0.5):
            one.scheduler.wake()
            until(lambda: one.heard)


@pytest.mark.parametrize("by", [timedelta(hours=2), timedelta(hours=-2)])
def test_a_clock_that_jumps_is_noticed(sqlite_address: StoreAddress, clock: Any, by: timedelta) -> None:
    with reminded(sqlite_address, clock, 3600) as desk, running(Running(sqlite_address, clock)) as (one,):
        until(lambda: one.scheduler and one.scheduler.next_at)
        clock.by = by
        if by > timedelta():
            until(lambda: one.heard)
            assert inbox(desk) == ["Reminder of SD-1"]
        else:
            until(
                lambda: (
                    one.scheduler and one.scheduler.next_at and one.scheduler.next_at < clock.now() + timedelta(hours=1)
                )
            )
            assert (one.heard, inbox(desk)) == ([], [])


def test_what_was_missed_comes_at_the_next_start_as_one(sqlite_address: StoreAddress, clock: Any) -> None:
    with reminded(sqlite_address, clock, 60) as desk:
        for number in range(3):
            task = desk.do(CreateTask(title=f"Task {number}", owner=desk.me.id)).created
            desk.do(SetReminder(task=task, at=clock.now() + timedelta(minutes=2 + number)))
        with running(Running(sqlite_address, clock)) as (first,):
            until(lambda: first.scheduler and first.scheduler.next_at)
        clock.by = timedelta(days=2)
        with running(Running(sqlite_address, clock)) as (one,):
            until(lambda: one.heard)
            assert len(one.heard) == 1
            assert [n.number for n in one.heard[0].notices] == [1, 2, 3, 4]
            assert one.heard[0].said.endswith("; the oldest is 1 d 23 h late")
            assert one.said[0].startswith("Nobody has looked after the desk since ")


def test_a_worker_leaves_it_to_open_desks_first(sqlite_address: StoreAddress, clock: Any) -> None:
    with (
        reminded(sqlite_address, clock, 0.5),
        running(Running(sqlite_address, clock, patience=3), Running(sqlite_address, clock)) as (worker, glass),
    ):
        until(lambda: glass.heard)
        assert worker.heard == []


def test_a_worker_makes_heard_what_nobody_else_did(sqlite_address: StoreAddress, clock: Any) -> None:
    with reminded(sqlite_address, clock, 0.2), running(Running(sqlite_address, clock, patience=1)) as (worker,):
        until(lambda: worker.heard)


def test_a_job_that_fails_is_tried_again_said_and_stops_no_other(
    sqlite_address: StoreAddress, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BACK_OFF", (0.02, 0.1))
    fails = threading.Event()
    fails.set()
    raising = Scheduler._raise
    brought: list[int] = []

    def broken(self: Scheduler) -> None:
        if fails.is_set():
            raise Refusal("The disk is full.")
        raising(self)

    async def bring_back(self: Scheduler) -> None:
        brought.append(1)
        self._at("bring back", self._bring_back, 0.1)

    monkeypatch.setattr(Scheduler, "_raise", broken)
    monkeypatch.setattr(Scheduler, "_bring_back", bring_back)
    with reminded(sqlite_address, clock, 0.1) as desk, running(Running(sqlite_address, clock)) as (one,):
        until(lambda: one.said)
        assert one.said == ["Reminders cannot be looked after: The disk is full. It is tried again."]
        until(lambda: inbox(desk, NoticeKind.FAILED) == one.said)
        seen = len(brought)
        until(lambda: len(brought) > seen + 1)
        fails.clear()
        until(lambda: len(one.said) == 2)
        assert one.said[1] == "Reminders are looked after again."
        until(lambda: inbox(desk))


def test_it_ends_when_the_store_is_of_a_newer_program(
    sqlite_address: StoreAddress, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(_self: Scheduler) -> None:
        raise OutOfDate("Quit and start again.")

    monkeypatch.setattr(Scheduler, "_raise", newer)
    with running(Running(sqlite_address, clock)) as (one,):
        until(lambda: not one.thread.is_alive())
        assert one.said == ["Quit and start again."]

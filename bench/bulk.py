"""Ten thousand tasks changed in one bulk: how long others have to wait for the lock."""

import time
from typing import Any

from sqlalchemy import event, select

from servicedesk_tui.desk import Desk
from servicedesk_tui.models import Task
from servicedesk_tui.vocabulary.commands import AssignTask, Bulk, PrioritiseTask, TagTask, TaskCommand, Undo
from servicedesk_tui.vocabulary.enums import Level

from .result import Result
from .stores import address, copy, sample

TASKS = 10_000
STORE_SIZE = 100_000


class LockTimer:
    """Notes when the write lock was taken."""

    def __init__(self, desk: Desk) -> None:
        self.taken = 0.0
        event.listen(desk._engine, "after_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            self.taken = time.perf_counter()


def measure() -> list[Result]:
    """A bulk of three kinds, and the undo of the last."""
    path = copy(sample(STORE_SIZE), "bulk")
    desk = Desk.open(address(path))
    with desk._engine.connect() as connection:
        query = select(Task.id).where(Task.category.in_(("ready", "scheduled", "doing", "waiting")))  # type: ignore[call-overload,attr-defined]
        tasks = tuple(connection.execute(query.limit(TASKS)).scalars())
    commands: list[tuple[str, TaskCommand]] = [
        ("tag", TagTask(task=0, add=("bench",))),
        ("priority", PrioritiseTask(task=0, impact=Level.LOW, urgency=Level.LOW)),
        ("owner", AssignTask(task=0, owner=desk.me.id)),
    ]
    timed = [(f"bulk {name}, {len(tasks):,} tasks", Bulk(command=command, tasks=tasks)) for name, command in commands]
    results = [_time(desk, what, command) for what, command in timed]
    results.append(_time(desk, f"undo of a bulk of {len(tasks):,}", Undo()))
    desk.close()
    return results


def _time(desk: Desk, what: str, command: Any) -> Result:
    timer, start = LockTimer(desk), time.perf_counter()
    desk.do(command)
    end = time.perf_counter()
    budget = "≤ 2 s under the lock" if isinstance(command, Bulk) else ""
    return Result(what, f"{end - timer.taken:.2f} s under the lock", f"{end - start:.2f} s in all", None, budget)

"""Fifty people at one SQLite store: a command a second each, then as fast as they can; nothing may be lost.

The ratio is to the same statements sent through SQLAlchemy Core on a copy of the same store.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, func, select
from sqlalchemy.pool import StaticPool

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import Batch
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.vocabulary.commands import AddNote, Command, PrioritiseTask
from servicedesk_tui.vocabulary.enums import Level

from .result import Result, median, percentile
from .settings import SECONDS, SIZES, WRITERS, environment
from .stores import address, copy, sample

PEOPLE = ("anna", "henrik", "karen")
REPLAYED = 200


def commands(seed: int, count: int, size: int) -> list[Command]:
    """What a writer does: notes and changes of urgency on tasks all over the desk."""
    made: list[Command] = []
    for n in range(count):
        task = (seed * 7919 + n * 104_729) % size + 1
        urgency = Level((seed + n) % 3 + 1)
        made.append(
            PrioritiseTask(task=task, urgency=urgency) if n % 3 else AddNote(task=task, body=f"note {seed}/{n}")
        )
    return made


def measure() -> list[Result]:
    """A command a second each, then saturated, then the ratio to plain statements."""
    size = SIZES[0]
    results = []
    for what, pause, budget in (("a command a second each", 1.0, "p99 ≤ 250 ms"), ("saturated", 0.0, "max ≤ 5 s")):
        path = copy(sample(size), "writers")
        before = _batches(path)
        reports = _run(path, pause)
        waits = [wait for report in reports for wait in report["waits"]]
        lost = sum(report["recorded"] for report in reports) - (_batches(path) - before)
        errors = [error for report in reports for error in report["errors"]]
        figures = (median(waits), percentile(waits, 0.99), max(waits))
        said = "p50 {:.0f} / p99 {:.0f} / max {:.0f} ms".format(*(1000 * figure for figure in figures))
        rate = f"{len(waits) / SECONDS:.0f}/s, {len(errors)} errors, {lost} lost"
        results.append(Result(f"{WRITERS} processes, {what}", said, rate, None, budget))
    results.append(_against_core(size))
    return results


def _run(path: Path, pause: float) -> list[dict[str, Any]]:
    """All writers, begun together once each has the store open."""
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.writers", str(path), str(seed), str(pause)],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(WRITERS)
    ]
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    return [json.loads(child.communicate()[0]) for child in children]


def _write(path: Path, seed: int, pause: float) -> dict[str, Any]:
    """One writer's whole run."""
    waits, errors, recorded = [], [], 0
    with Desk.open(address(path), as_login=PEOPLE[seed % len(PEOPLE)], terminal=f"bench-{seed}") as desk:
        planned = iter(commands(seed, 100_000, SIZES[0]))
        print("ready", flush=True)
        sys.stdin.readline()
        time.sleep(pause * seed / WRITERS)
        end = time.time() + SECONDS
        while time.time() < end:
            begun = time.perf_counter()
            try:
                recorded += desk.do(next(planned)).batch is not None
            except Exception as error:
                errors.append(repr(error))
            waits.append(time.perf_counter() - begun)
            time.sleep(max(0.0, pause - waits[-1]))
    return {"waits": waits, "errors": errors, "recorded": recorded}


def _batches(path: Path) -> int:
    engine = open_engine(address(path), SystemClock())
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(Batch)).scalar_one()
    engine.dispose()
    return count


def _against_core(size: int) -> Result:
    """One process: commands through the desk, then the statements they made through a plain connection."""
    path, statements = copy(sample(size), "desk"), []
    replay = copy(sample(size), "core")
    with Desk.open(address(path), as_login="anna") as desk:

        def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
            statements.append((statement, parameters, many))

        event.listen(desk._engine, "before_cursor_execute", note)
        event.listen(desk._engine, "commit", lambda _connection: statements.append(("COMMIT", (), False)))
        start = time.perf_counter()
        for command in commands(1, REPLAYED, size):
            desk.do(command)
        mine = time.perf_counter() - start
    core = _replay(replay, statements)
    said = f"{REPLAYED / mine:.0f} commands/s"
    return Result("one process through the desk", said, f"{REPLAYED / core:.0f}/s as plain statements", mine / core)


def _replay(path: Path, statements: Sequence[tuple[str, Any, bool]]) -> float:
    engine = create_engine(f"sqlite:///{path}", poolclass=StaticPool, connect_args={"isolation_level": None})
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA synchronous = NORMAL")
        start = time.perf_counter()
        for statement, parameters, many in statements:
            connection.exec_driver_sql(statement, list(parameters) if many else tuple(parameters))
        taken = time.perf_counter() - start
    engine.dispose()
    return taken


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.stdout.write(json.dumps(_write(Path(given[0]), int(given[1]), float(given[2]))))

"""Reminders: how late they are raised while programs come, go and are killed; what looking for the next one costs; and what an
open desk costs that nobody touches."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import METADATA
from servicedesk_tui.reminders.scheduler import Scheduler
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.reminding import News, NextDueQuestion, RaiseDue

from .probe import Probe
from .result import Result, median, percentile
from .settings import PROGRAM, SECONDS, SIZES, environment
from .stores import address, copy, sample

PROGRAMS = 20
REMINDERS = 600
FEW, MANY = 100, 100_000
LOOKS = 200
PEOPLE = ("anna", "henrik", "karen")


def measure() -> list[Result]:
    """All of it."""
    few, many = _look(FEW), _look(MANY)
    looking = Result(
        "to find what is due next",
        f"{1000 * many:.2f} ms",
        f"{1000 * few:.2f} ms with {FEW} pending, not {MANY:,}",
        many / few,
        "the same",
    )
    return [_lateness(), looking, _idle()]


def _pending(path: Path, moments: list[datetime]) -> None:
    """Reminders of everybody, at these moments."""
    engine = open_engine(address(path), SystemClock())
    person, task = METADATA.tables["person"].c, METADATA.tables["task"].c
    with writing(engine, "") as session:
        people = list(session.execute(select(person.id).where(person.login.in_(PEOPLE))).scalars())
        tasks = list(session.execute(select(task.id).where(task.category == "ready").limit(50)).scalars())
        rows = [
            {
                "person_id": people[n % len(people)], "task_id": tasks[n % len(tasks)], "anchor": "at", "state": "pending",
                "at": at, "next_at": at, "created_at": datetime.now(UTC), "created_by_id": people[0], "text": "", "every": "",
                "zone": "", "minutes_before": 0, "working": False, "unless_changed": False, "urgent": True, "since_batch_id": 0,
            }
            for n, at in enumerate(moments)
        ]  # fmt: skip
        session.execute(insert(METADATA.tables["reminder"]), rows)
    engine.dispose()


def _look(count: int) -> float:
    """Seconds that one look for the next due row takes."""
    path = copy(sample(SIZES[0]), "pending")
    later = datetime.now(UTC) + timedelta(days=2)
    _pending(path, [later + timedelta(seconds=n) for n in range(count)])
    with Desk.open(address(path), as_login="anna") as desk:
        desk.do(RaiseDue())
        taken = []
        for _ in range(LOOKS):
            start = time.perf_counter()
            desk.ask(NextDueQuestion())
            taken.append(time.perf_counter() - start)
    return median(taken)


def _lateness() -> Result:
    """Twenty programs, of which one is killed and begun anew every second; reminders fall due all the while."""
    path, rng = copy(sample(SIZES[0]), "late"), random.Random(1)
    path.with_suffix(".heard").unlink(missing_ok=True)
    begin = datetime.now(UTC) + timedelta(seconds=12)
    with Desk.open(address(path), as_login="anna") as desk:
        while desk.do(RaiseDue()).created:
            pass
    _pending(path, [begin + timedelta(seconds=rng.random() * SECONDS) for _ in range(REMINDERS)])
    programs = [_program(path, n) for n in range(PROGRAMS)]
    killed = 0
    while datetime.now(UTC) < begin + timedelta(seconds=SECONDS + 3):
        time.sleep(1.0)
        if datetime.now(UTC) > begin:
            place = rng.randrange(PROGRAMS)
            programs[place].send_signal(signal.SIGKILL)
            programs[place].wait()
            programs[place] = _program(path, place)
            killed += 1
    for program in programs:
        program.terminate()
    stops = [_stopped(program) for program in programs]
    notice = METADATA.tables["notification"].c
    engine = open_engine(address(path), SystemClock())
    with engine.connect() as connection:
        rows: Any = connection.execute(select(notice.at, notice.occurrence).where(notice.kind == "reminder")).all()
    engine.dispose()
    late = [(at - moment).total_seconds() for at, moment in rows]
    figures = (median(late), percentile(late, 0.99), max(late))
    said = "p50 {:.0f} / p99 {:.0f} / max {:.0f} ms late".format(*(1000 * figure for figure in figures))
    heard = Counter(path.with_suffix(".heard").read_text().split())
    twice = sum(times > 1 for times in heard.values())
    against = (
        f"{len(rows)} of {REMINDERS} raised, {twice} heard twice, {PROGRAMS} programs, {killed} killed;"
        f" slowest stop {max(stops):.1f} s"
    )
    return Result("reminders raised", said, against, None, "max ≤ 2 s, stop ≤ 2 s")


def _program(path: Path, number: int) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "bench.reminders", str(path), PEOPLE[number % len(PEOPLE)]]
    return subprocess.Popen(line, env=environment())


def _stopped(program: subprocess.Popen[bytes]) -> float:
    start = time.perf_counter()
    program.wait(timeout=30)
    return time.perf_counter() - start


def _run(path: Path, login: str) -> None:
    """One program that looks after the desk, until it is told to stop."""

    heard = path.with_suffix(".heard").open("a")

    async def hear(news: News) -> None:
        heard.write("".join(f"{notice.id}\n" for notice in news.notices))
        heard.flush()

    with Desk.open(address(path), as_login=login, terminal=f"bench-{os.getpid()}") as desk:
        scheduler = Scheduler(desk, hear, lambda said: print(said, file=sys.stderr))
        signal.signal(signal.SIGTERM, lambda *_: scheduler.stop())
        scheduler.run()


def _idle() -> Result:
    """A desk that is open and not touched: its share of a core, and what it sends."""
    path = copy(sample(SIZES[0]), "idle")
    with Desk.open(address(path), as_login="anna") as desk:
        while desk.do(RaiseDue()).created:
            pass
    with Probe([PROGRAM, "--store", path, "--as", "anna"]) as probe:
        probe.settle(6.0)
        before, start = _spent(probe.pid), time.perf_counter()
        sent = probe.listen(SECONDS)
        share = (_spent(probe.pid) - before) / (time.perf_counter() - start)
    said = f"{100 * share:.2f} % of a core, {sent / SECONDS:.1f} B/s"
    return Result("an open desk at rest", said, f"over {SECONDS:.0f} s", None, "≤ 0.3 %, 0 B/s")


def _spent(pid: int) -> float:
    """Seconds of the processor that all threads of a program have taken."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


if __name__ == "__main__":
    _run(Path(sys.argv[1]), sys.argv[2])

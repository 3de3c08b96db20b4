"""The workload of fifty people over four weeks, in the largest store (BENCH_SIZES=1000000: of a million tasks), of which twenty
thousand are open at most."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import EditTask
from servicedesk_tui.vocabulary.planning import CellQuestion, LoadBy, ScheduleQuestion, WhoQuestion, WorkloadQuestion
from servicedesk_tui.vocabulary.questions import IdsQuestion, Question

from .result import Result, median, percentile
from .settings import FOLDER, SIZES
from .stores import address, copy, sample

SIZE = max(SIZES)
OPEN = 20_000
PEOPLE = 50
DAYS = 28
ROUNDS = 40
FRESH = 10
LONG_AGO = "strftime('%Y-%m-%d %H:%M:%S.000000', julianday(created_at) - 30)"
LONGER = 10
"""How much longer the history is made."""
Change = Callable[[int], None]


def measure(size: int = SIZE) -> list[Result]:
    """Every way of asking for it: by a desk that has just come, again and again, and each time after somebody else has changed a
    task."""
    where = address(crowded(size))
    with Desk.open(where, as_login="anna") as desk, Desk.open(where, as_login="anna", terminal="other") as other:
        start = desk.ask(WorkloadQuestion(start=_monday())).today
        one, changing, *_ = desk.ask(IdsQuestion(filter="is:inbox", all=False))
        asked: dict[str, Question] = {
            "workload": WorkloadQuestion(start=start, days=DAYS),
            "workload by team": WorkloadQuestion(start=start, days=DAYS, by=LoadBy.TEAM),
            "workload by week": WorkloadQuestion(start=start, days=4, weeks=True),
            "workload through a filter": WorkloadQuestion(start=start, days=DAYS, filter="!<=2"),
            "a cell": CellQuestion(key=desk.me.id, start=start),
            "a day's schedule": ScheduleQuestion(start=start),
            "who could take a task": WhoQuestion(task=one),
        }

        def change(number: int) -> None:
            other.do(EditTask(task=changing, fields={"estimate_minutes": 30 + number % 2}))

        results = []
        for what, question in asked.items():
            results += [
                _result(f"{what}, first look", [_first(where, question) for _ in range(FRESH)], size),
                _result(what, [_look(desk, question) for _ in range(ROUNDS)], size),
                _result(f"{what}, after a change", [_look(desk, question, change, n) for n in range(ROUNDS)], size),
            ]
        return results


def _first(where: StoreAddress, question: Question) -> float:
    """How long a desk takes that has seen nothing yet."""
    with Desk.open(where, as_login="anna") as desk:
        desk.ask(IdsQuestion(filter="is:inbox", limit=1))  # the store is open and the language loaded
        return _look(desk, question)


def _look(desk: Desk, question: Question, change: Change = lambda _number: None, number: int = 0) -> float:
    change(number)
    start = time.perf_counter()
    desk.ask(question)
    return time.perf_counter() - start


def _monday() -> date:
    """The week's first day."""
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.weekday())


def _result(what: str, taken: list[float], size: int) -> Result:
    """A line of the table; what is promised is promised of every look but the first."""
    figures = (1000 * figure for figure in (median(taken), percentile(taken, 0.95), max(taken)))
    against = f"{PEOPLE} people, {OPEN:,} of {size:,} tasks open"
    budget = "" if what.endswith("first look") else "p95 ≤ 150 ms"
    return Result(what, "p50 {:.0f} / p95 {:.0f} / max {:.0f} ms".format(*figures), against, None, budget)


def crowded(size: int) -> Path:
    """A copy of the sample with fifty people and twenty thousand open tasks; the rest are done."""
    path = FOLDER / f"crowded-{size}.db"
    if path.exists():
        return path
    made = copy(sample(size), f"crowded-{size}-unfinished")
    with sqlite3.connect(made) as connection:
        _crowd(connection)
    connection.close()
    for rest in ("-wal", "-shm"):
        Path(f"{made}{rest}").unlink(missing_ok=True)
    return made.rename(path)


def _crowd(connection: sqlite3.Connection) -> None:
    """Straight in the rows: history is not looked at here."""
    (team,) = connection.execute("SELECT min(id) FROM team").fetchone()
    known = connection.execute("SELECT count(*) FROM person WHERE active AND kind = 'human'").fetchone()[0]
    connection.executemany(
        "INSERT INTO person (login, name, email, phone, phone_digits, role, team_id, zone, language, weekly_minutes, hours,"
        " active, kind, created_at) SELECT ?, 'Some One', '', '', '', 'agent', ?, zone, language, 2220, '{}', 1, 'human',"
        " created_at FROM person LIMIT 1",
        [(f"extra{number:02}", team) for number in range(PEOPLE - known)],
    )
    done, done_category = connection.execute("SELECT id, category FROM status WHERE category = 'done'").fetchone()
    connection.execute("CREATE TEMP TABLE kept AS SELECT id FROM task WHERE category NOT IN ('done', 'cancelled')"
                       " ORDER BY id % 997, id LIMIT ?", (OPEN,))  # fmt: skip
    connection.execute("CREATE UNIQUE INDEX temp.ix_kept ON kept (id)")
    connection.execute(
        f"UPDATE task SET status_id = ?, category = ?, done_at = {LONG_AGO}, created_at = {LONG_AGO},"
        " owner_id = coalesce(owner_id, 1), planned_at = NULL WHERE category NOT IN ('done', 'cancelled') AND id NOT IN (SELECT id FROM kept)",
        (done, done_category),
    )
    connection.execute(
        "UPDATE visit SET state = 'cancelled' WHERE state = 'planned' AND task_id NOT IN (SELECT id FROM kept)"
    )
    _lengthen(connection)
    people = [row[0] for row in connection.execute("SELECT id FROM person WHERE active AND kind = 'human' ORDER BY id")]
    connection.execute("CREATE TEMP TABLE crew (place INTEGER PRIMARY KEY, id INTEGER)")
    connection.executemany("INSERT INTO crew VALUES (?, ?)", enumerate(people))
    spread = f"(SELECT c.id FROM crew c WHERE c.place = {{}} % {len(people)})"
    connection.execute(
        f"UPDATE task SET owner_id = {spread.format('task.id')} WHERE id IN (SELECT id FROM kept) AND owner_id IS NOT NULL"
    )
    connection.execute(
        f"UPDATE visit SET person_id = {spread.format('visit.task_id')} WHERE task_id IN (SELECT id FROM kept)"
    )
    connection.execute("UPDATE task SET estimate_minutes = NULL WHERE id IN (SELECT id FROM kept) AND id % 5 = 0")
    connection.execute("ANALYZE")


def _lengthen(connection: sqlite3.Connection) -> None:
    """The sample's three months of a thousand tasks a day become as long as fifty people would need for them."""
    connection.execute("DELETE FROM visit WHERE state IN ('left', 'cancelled') AND id % 10 <> 0")
    now = "julianday('now')"
    older = f"strftime('%Y-%m-%d %H:%M:%S.000000', {now} - ({now} - julianday({{0}})) * {LONGER})"
    sets = ", ".join(f"{name} = {older.format(name)}" for name in ("created_at", "done_at", "status_since"))
    connection.execute(f"UPDATE task SET {sets} WHERE category IN ('done', 'cancelled')")

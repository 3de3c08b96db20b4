"""How the databases find what is due next, and what is to be heard: by the first row of an index that holds just that, however
much else there is."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import METADATA
from servicedesk_tui.store.indexing import analyse
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.reminding import NextDueQuestion, RaiseDue, TakeRings

from ..conftest import OpenDesk
from ..store.test_search import make_many

INDICES = (
    "ix_task_due_untold",
    "ix_task_soon_untold",
    "ix_task_wake_untold",
    "ix_task_unowned_untold",
    "ix_visit_untold",
    "ix_handover_unchased",
    "ix_reminder_next",
    "ix_notification_later",
    "ix_notification_undecided",
    "ix_notification_unheard",
)


@pytest.fixture
def desk(open_desk: OpenDesk, clock: FrozenClock) -> Desk:
    """Ten thousand tasks, two thousand reminders to come, and as many notifications that wait for the morning."""
    desk = open_desk("anna")
    make_many(desk, 10_000)
    task, now = 1, clock.now()
    common = {"person_id": desk.me.id, "task_id": task, "text": ""}
    with writing(desk._engine, "") as session:
        reminders = [
            {
                **common, "anchor": "at", "at": now + timedelta(hours=n), "next_at": now + timedelta(hours=n), "state": "pending",
                "created_at": now, "created_by_id": desk.me.id, "every": "", "zone": "", "minutes_before": 0, "working": False,
                "unless_changed": False, "urgent": False, "since_batch_id": 0,
            }
            for n in range(1, 2_001)
        ]  # fmt: skip
        notices = [
            {
                **common, "kind": "due", "at": now, "key": f"n{n}", "count": 1, "urgent": False, "channels": ["line"], "lease": "",
                "ring_at": now + timedelta(hours=12),
            }
            for n in range(2_000)
        ]  # fmt: skip
        session.execute(insert(METADATA.tables["reminder"]), reminders)
        session.execute(insert(METADATA.tables["notification"]), notices)
    while desk.do(RaiseDue()).created or desk.ask(NextDueQuestion()).is_due:
        pass
    with desk._engine.begin() as connection:
        analyse(connection)
    return desk


def plans_of(desk: Desk, act: object) -> list[str]:
    """The plan of every statement while something is done."""
    from sqlalchemy import event

    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(desk._engine, "before_cursor_execute", note)
    act()  # type: ignore[operator]
    event.remove(desk._engine, "before_cursor_execute", note)
    sqlite = desk._engine.dialect.name == "sqlite"
    found = []
    with desk._engine.connect() as connection:
        if not sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # so few rows are read faster whole
        for statement, parameters in asked:
            if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
                explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
                rows = connection.exec_driver_sql(explain + statement, parameters)  # type: ignore[arg-type]
                found.append("\n".join([*(str(row[-1]) for row in rows), statement]))
        connection.rollback()
    return found


def test_what_is_due_next_is_the_first_row_of_an_index(desk: Desk) -> None:
    plans = "\n".join(plans_of(desk, lambda: desk.ask(NextDueQuestion())))
    missing = [index for index in INDICES if index not in plans]
    assert not missing, plans
    assert "TEMP B-TREE" not in plans


def test_looking_for_what_is_due_and_what_is_to_be_heard_reads_no_table_whole(desk: Desk) -> None:
    def look() -> None:
        desk.do(RaiseDue())
        desk.do(TakeRings(token="x"))

    for plan in plans_of(desk, look):
        for table in ("task", "reminder", "notification", "visit", "batch", "change"):
            bare = [
                line for line in plan.split("\n") if line.strip() == f"SCAN {table}" or f"Seq Scan on {table} " in line
            ]
            assert not bare, plan

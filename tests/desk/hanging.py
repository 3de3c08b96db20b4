"""What hangs on tasks, as rows, to be compared before and after."""

from typing import Any

from sqlmodel import Session

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine

from .. import truths

_TABLES = ("task", "checklist_item", "link", "note", "attachment", "task_person")
_COUNTED = {"version", "updated_at"}


def everything(address: StoreAddress, clock: FrozenClock) -> dict[str, list[dict[str, Any]]]:
    """Every row of tasks and what hangs on them, without what counts how often they were changed."""
    engine = open_engine(address, clock)
    try:
        with Session(engine) as session:
            return {
                table: [{k: v for k, v in row.items() if k not in _COUNTED} for row in truths.rows(session, table)]
                for table in _TABLES
            }
    finally:
        engine.dispose()


def assert_true(address: StoreAddress, clock: FrozenClock) -> None:
    """What is true of every desk is true of this one."""
    engine = open_engine(address, clock)
    try:
        with Session(engine) as session:
            truths.assert_all(session)
    finally:
        engine.dispose()


def texts(desk: Desk, task: int) -> list[str]:
    """The lines of a task's checklist."""
    from servicedesk_tui.vocabulary.questions import TaskQuestion

    return [item.text for item in desk.ask(TaskQuestion(id=task)).checklist]

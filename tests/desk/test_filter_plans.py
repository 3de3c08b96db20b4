"""How the databases carry out the filters of the design: by an index, never by reading all tasks there are."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, text

from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.questions import BoardQuestion

from ..conftest import OpenDesk
from ..store.test_search import make_many

LISTED = (
    "@me -#warranty due:<=eow",
    "is:overdue !<=2 sort:due",
    "status:ready,doing no:due age:>2d",
    "(boiler or pump) -is:done",
    "changed:<1h by:ada",
    "is:blocked",
    "is:unowned",
    "#pump",
    "sjaelden",
    "task",
    "number:412",
)


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """Ten thousand tasks, a tenth of them open, and what the database knows of them."""
    desk = open_desk("anna")
    make_many(desk, 10_000)
    return desk


def plans(desk: Desk, question: BoardQuestion) -> Iterator[str]:
    """The plan of every statement that reads tasks while the question is answered."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(desk._engine, "before_cursor_execute", note)
    desk.ask(question)
    event.remove(desk._engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if desk._engine.dialect.name == "sqlite" else "EXPLAIN "
    with desk._engine.connect() as connection:
        if desk._engine.dialect.name != "sqlite":
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # so few rows are read faster whole
        for statement, parameters in asked:
            if "FROM task" in statement:
                rows = connection.exec_driver_sql(explain + statement, parameters)
                yield "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("brief", [True, False], ids=["typed", "whole"])
def test_no_listed_filter_reads_all_tasks(desk: Desk, brief: bool) -> None:
    assert list(plans(desk, BoardQuestion(filter="is:open", brief=brief)))
    for filter_ in LISTED:
        for plan in plans(desk, BoardQuestion(filter=filter_, brief=brief)):
            bare = [line for line in plan.split("\n") if line.strip() == "SCAN task" or "Seq Scan on task" in line]
            assert not bare, (filter_, plan)

"""How the databases carry out the filters of the design and the columns of the board: by an index, never by reading all
tasks there are."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, text

from servicedesk_tui.desk import Desk
from servicedesk_tui.store import indexing
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.questions import BoardQuestion, PageQuestion, Question, Toward

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
    "is:untouched",
    "is:escalated",
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


def plans(desk: Desk, question: Question) -> Iterator[str]:
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


@pytest.fixture
def spread(desk: Desk) -> Desk:
    """The same, spread over people, customers and teams; some of each have none."""
    for name in ("Acme", "Beta", "Cima"):
        desk.do(AddCustomer(name=name))
    spread_over = "owner_id = nullif(number / 10 % 5, 0), customer_id = nullif(number / 10 % 4, 0), team_id = {team}"
    with writing(desk._engine, "") as session:
        team = session.execute(text("SELECT id FROM team")).scalar_one()
        spread_out = spread_over.format(team=f"CASE WHEN number % 20 = 0 THEN {team} END")
        session.execute(text(f"UPDATE task SET {spread_out} WHERE category = 'inbox'"))
        indexing.analyse(session.connection())
    return desk


INDEX = {
    Grouping.STATUS: "ix_task_board",
    Grouping.OWNER: "ix_task_owner",
    Grouping.CUSTOMER: "ix_task_customer",
    Grouping.PRIORITY: "ix_task_open",
    Grouping.TEAM: "ix_task_team",
}


@pytest.mark.parametrize("by", list(Grouping))
def test_every_column_is_read_from_an_index_in_its_order(spread: Desk, by: Grouping) -> None:
    board = spread.ask(BoardQuestion(by=by, limit=3))
    assert board.totals.open == 1000
    closed = {column.key for column in board.columns if column.status in ("done", "cancelled")}
    [*_, full] = [page for page in board.pages if page.count and page.column not in closed]
    lacking = [page for page in board.pages if page.count and not page.column]
    assert bool(lacking) is (by not in (Grouping.STATUS, Grouping.PRIORITY))
    for page in (full, *lacking):
        for toward in Toward:
            question = PageQuestion(column=page.column, by=by, key=page.cards[1].key, toward=toward, limit=3)
            of_tasks = [plan for plan in plans(spread, question) if "customer" in plan and INDEX[by] in plan]
            assert of_tasks, (by, toward)
            for plan in of_tasks:
                assert "TEMP B-TREE" not in plan, (by, toward, plan)
                assert "Sort" not in plan, (by, toward, plan)
    for plan in plans(spread, BoardQuestion(by=by)):
        assert "Seq Scan on task" not in plan, (by, plan)
        assert all(line.strip() != "SCAN task" for line in plan.split("\n")), (by, plan)


@pytest.mark.parametrize("by", list(Grouping))
def test_no_listed_filter_reads_all_tasks_for_columns(spread: Desk, by: Grouping) -> None:
    for filter_ in LISTED:
        for plan in plans(spread, BoardQuestion(filter=filter_, by=by)):
            bare = [line for line in plan.split("\n") if line.strip() == "SCAN task" or "Seq Scan on task" in line]
            assert not bare, (filter_, plan)

"""Searching the store: the same answers on both databases, from the index or tried one by one, and the plans they run by."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlmodel import Session

from servicedesk_tui.clock import FrozenClock, SystemClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.desk.reads.cards import IS_OPEN, TASK
from servicedesk_tui.models import METADATA
from servicedesk_tui.query.matching import Facts
from servicedesk_tui.query.words import finds
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store import checking, indexing, schema, search
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.search import Among, text_condition, texts_of_tasks, word_condition, words_condition
from servicedesk_tui.store.transaction import reading, writing
from servicedesk_tui.vocabulary.commands import AddNote, CreateTask, FinishTask, TagTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.refusals import StoreRefusal

from ..conftest import OpenDesk
from ..stores import Cluster, open_as
from .older import make_older

WORDS = (
    "v", "va", "var", "varmeror", "RØR", "ror", "pump", "pu", "skole", "nordby", "22 33 44 55", "4455", "2233", "e-119",
    "1", "sd-1", "3", "zzz", "kunden ringede", "ærø", "aero", "hvac", "%", "_", "", "'", '"', "* OR a", "NEAR(a b)",
    "AND", "a AND NOT b", "\x00", "\x00va", "🔥", "); DROP TABLE task; --", "^^v", "^", "x" * 10_000, "１", "\ud800",
)  # fmt: skip
TITLES = ("Utæt varmerør", "Pumpe larmer 🔥", "Fejl E-119", "Vandprøve", "Ærø: varmt vand", "Skole uden varme")


@pytest.fixture
def filled(open_desk: OpenDesk) -> Desk:
    """A desk with a little of everything that is searched, some of it closed."""
    desk = open_desk("anna")
    school = desk.do(AddCustomer(name="Nordby Skole", phone="22 33 44 55", email="kontor@nordby.dk")).created
    for n in range(24):
        title, customer = f"{TITLES[n % 6]} {n}", school if n % 5 == 0 else None
        task = desk.do(
            CreateTask(title=title, description="" if n % 2 else "Kunden ringede", customer=customer)
        ).created
        assert task is not None
        if n % 4 == 0:
            desk.do(TagTask(task=task, add=("hvac",)))
        if n % 3 == 0:
            desk.do(AddNote(task=task, body="Ring til +45 11 22 33 44 om pumpen"))
        if n % 7 == 0:
            desk.do(FinishTask(task=task))
    return desk


@pytest.fixture
def session(filled: Desk) -> Iterator[Session]:
    with reading(filled._engine, "") as session:
        yield session


def found(session: Session, condition: Any) -> set[int]:
    return set(session.execute(select(TASK.id).where(condition)).scalars())


def found_by_hand(session: Session, word: str, among: Among) -> set[int]:
    """What the rule says, task by task."""
    query = select(TASK.id, TASK.number, IS_OPEN.label("is_open"))
    rows = session.execute(query).all()
    texts = texts_of_tasks(session, [row.id for row in rows])
    wanted = {Among.ALL: (True, False), Among.OPEN: (True,), Among.CLOSED: (False,)}[among]
    return {
        row.id
        for row in rows
        if bool(row.is_open) in wanted
        and finds(word, Facts(id=row.id, fields={"number": row.number}, texts=texts[row.id]))
    }


STATES: dict[Among, Any] = {
    Among.ALL: text("1 = 1"),
    Among.OPEN: text("task.category NOT IN ('done', 'cancelled')"),
    Among.CLOSED: text("task.category IN ('done', 'cancelled')"),
}


WAYS = pytest.mark.parametrize(("few", "page"), [(1_000, 60), (0, 0), (0, 1_000)], ids=["named", "tried", "listed"])


@WAYS
@pytest.mark.parametrize("names", [200, 0], ids=["few names", "many names"])
def test_the_database_finds_what_the_rule_says(
    session: Session, few: int, page: int, names: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FEW", few), ("PAGE", page), ("MANY_NAMES", names)):
        monkeypatch.setattr(search, name, value)
    for word in WORDS:
        for among, state in STATES.items():
            query = select(TASK.id).where(word_condition(session, word, among=among), state)
            assert set(session.execute(query).scalars()) == found_by_hand(session, word, among), (word, among)


@WAYS
@pytest.mark.parametrize("share", [1, 0.1])
def test_several_words_are_each_found_wherever_they_are(
    session: Session, few: int, page: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FEW", min(few, int(24 * share))), ("PAGE", page)):
        monkeypatch.setattr(search, name, value)
    rng = random.Random(few + page)
    for _ in range(40):
        words = rng.sample(WORDS[:22], rng.randint(1, 3))
        expected = set.intersection(*(found_by_hand(session, word, Among.ALL) for word in words))
        assert found(session, words_condition(session, words)) == expected, words


def test_a_telephone_number_is_one_word_however_it_is_grouped(session: Session) -> None:
    expected = found_by_hand(session, "22334455", Among.ALL)
    assert expected
    for line in ("22334455", "22 33 44 55", "2233 4455", "(22) 33-44-55", "334 455"):
        assert found(session, text_condition(session, line)) == expected, line


# -- plans --------------------------------------------------------------------------------------------------------------


def plan(session: Session, query: Any) -> str:
    """How the database is going to answer."""
    explain = "EXPLAIN QUERY PLAN" if session.get_bind().dialect.name == "sqlite" else "EXPLAIN"
    compiled = query.compile(session.get_bind())
    said = session.connection().exec_driver_sql(f"{explain} {compiled}", compiled_parameters(compiled))
    return "\n".join(str(row[-1]) for row in said)


def compiled_parameters(compiled: Any) -> Any:
    values = {name: compiled._bind_processors.get(name, lambda v: v)(value) for name, value in compiled.params.items()}
    return tuple(values[name] for name in compiled.positiontup) if compiled.positional else values


@pytest.fixture
def large(store_address: StoreAddress, open_desk: OpenDesk) -> Iterator[Session]:
    """Ten thousand tasks, most of them closed, and what the database knows of them."""
    desk = open_desk("anna")
    make_many(desk, 10_000)
    with reading(desk._engine, "") as session:
        yield session


def make_many(desk: Desk, count: int) -> None:
    with writing(desk._engine, "") as session:
        status = dict(tuple(row) for row in session.execute(text("SELECT key, id FROM status")))
        now = desk._clock.now()
        rows = [
            {
                "number": n, "title": f"Task {n}" if n % 1000 else "Sjælden pumpe", "kind": "internal", "status_id":
                status["inbox" if n % 10 == 0 else "done"], "category": "inbox" if n % 10 == 0 else "done",
                "done_at": None if n % 10 == 0 else now, "created_at": now, "updated_at": now, "status_since": now,
                "created_by_id": 1, "description": "", "next_step": "", "impact": 2, "urgency": 2, "urgency_lift": 0,
                "priority": n % 4 + 1, "due_is_day": False, "spent_minutes": 0, "waiting_until_is_day": False,
                "blocked_reason": "", "rank": n, "slips": 0, "hand_offs": 0, "bounces": 0, "reopened": 0, "version": 1,
            }
            for n in range(1, count + 1)
        ]  # fmt: skip
        session.execute(METADATA.tables["task"].insert(), rows)
        indexing.rebuild(session.connection())
        indexing.analyse(session.connection())


def first_page(condition: Any) -> Any:
    order = (TASK.priority, TASK.rank, TASK.number)
    return select(TASK.id).where(IS_OPEN, condition).order_by(*order).limit(60)


def test_a_rare_word_is_answered_from_the_index(large: Session) -> None:
    said = plan(large, first_page(word_condition(large, "sjaelden", among=Among.OPEN)))
    assert "SEARCH task USING INTEGER PRIMARY KEY" in said or "Index Cond: (id = ANY" in said
    assert "SCAN task" not in said
    assert "Seq Scan" not in said


def test_the_probe_itself_uses_the_index(large: Session) -> None:
    body = METADATA.tables["search_open"].c.body
    if large.get_bind().dialect.name == "sqlite":
        said = plan(large, text("SELECT rowid FROM search_open_index WHERE search_open_index MATCH '\"task\"'"))
        assert "VIRTUAL TABLE INDEX" in said
    else:
        large.execute(text("SET LOCAL enable_seqscan = off"))  # so few rows are read faster whole
        said = plan(large, select(body).where(body.like("%sjaelden%")))
        assert "ix_search_open_body" in said


@pytest.mark.parametrize("page", [60, 100_000], ids=["tried", "listed"])
def test_a_common_word_is_looked_for_in_the_boards_order(
    large: Session, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FEW", 10), ("PAGE", page)):
        monkeypatch.setattr(search, name, value)
    said = plan(large, first_page(word_condition(large, "task", among=Among.OPEN)))
    assert "SCAN task USING COVERING INDEX ix_task_open" in said or large.get_bind().dialect.name != "sqlite"
    assert "TEMP B-TREE" not in said
    assert "Seq Scan on task" not in said
    assert ("ix_search_open_task_id" in said) or page > 60


# -- kept and checked -----------------------------------------------------------------------------------------------------


def spoil(address: StoreAddress, *statements: str) -> None:
    engine = open_engine(address, SystemClock())
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


SPOILT = {
    "1 texts are missing": "DELETE FROM search_open WHERE id = (SELECT min(id) FROM search_open)",
    "1 are others": "UPDATE search_open SET body = 'x' WHERE id = (SELECT min(id) FROM search_open)",
    "1 are left over": "INSERT INTO search_open (id, task_id, body) VALUES (400000, 2, 'ghost')",
}


def test_a_whole_store_has_no_fault(filled: Desk, store_address: StoreAddress) -> None:
    assert [f for f in checking.check_store(store_address) if f.is_fault] == []


@pytest.mark.parametrize(("said", "statement"), SPOILT.items())
def test_a_check_finds_what_differs_and_a_fix_mends_it(
    said: str, statement: str, filled: Desk, store_address: StoreAddress
) -> None:
    spoil(store_address, statement)
    [fault] = [f.sentence for f in checking.check_store(store_address) if f.is_fault]
    assert said in fault
    checking.fix_search(store_address, "anna")
    assert [f for f in checking.check_store(store_address) if f.is_fault] == []


def test_a_check_finds_an_index_that_lost_its_texts(sqlite_address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(sqlite_address, "anna", clock) as desk:
        desk.do(CreateTask(title="Boiler"))
    spoil(sqlite_address, "INSERT INTO search_open_index (search_open_index) VALUES ('delete-all')")
    assert "The index of search is damaged" in str(checking.check_store(sqlite_address))
    checking.fix_search(sqlite_address, "anna")
    assert [f for f in checking.check_store(sqlite_address) if f.is_fault] == []


def test_a_check_finds_rows_that_refer_to_nothing(sqlite_address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(sqlite_address, "anna", clock) as desk:
        desk.do(CreateTask(title="Boiler"))
    with closing(sqlite3.connect(str(sqlite_address.path))) as connection, connection:
        connection.execute("UPDATE task SET created_by_id = 999")
    assert "Row 1 of task refers to a row of person" in str(checking.check_store(sqlite_address))


def test_an_old_sqlite_is_worth_a_word_but_no_fault(
    sqlite_address: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    [warning] = checking.check_store(sqlite_address)
    assert not warning.is_fault
    assert "3.51.3" in warning.sentence
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert checking.check_store(sqlite_address) == []


def test_a_file_that_is_not_the_groups_is_found_in_a_shared_folder(sqlite_address: StoreAddress) -> None:
    assert sqlite_address.path is not None
    sqlite_address.path.parent.chmod(0o2770)
    sqlite_address.path.chmod(0o600)
    assert any("chmod 660" in f.sentence and f.is_fault for f in checking.check_store(sqlite_address))
    sqlite_address.path.chmod(0o660)
    assert not [f for f in checking.check_store(sqlite_address) if f.is_fault]


# -- a store of before ------------------------------------------------------------------------------------------------------


def test_a_store_of_the_first_schema_is_upgraded_and_can_be_searched(
    filled: Desk, store_address: StoreAddress, open_desk: OpenDesk
) -> None:
    filled.close()
    make_older(store_address, 1)
    engine = open_engine(store_address, SystemClock())
    schema.upgrade(engine, "")
    engine.dispose()
    with reading(open_desk("bo")._engine, "") as session:
        assert not indexing.differences(session)
        assert len(found(session, word_condition(session, "ror"))) == 4


@pytest.mark.postgres
def test_without_the_right_to_add_trigrams_the_line_to_run_is_said(
    empty_postgres: StoreAddress, postgres_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "TRIGRAMS", "CREATE EXTENSION IF NOT EXISTS pg_nothing")
    engine = open_engine(empty_postgres, SystemClock())
    with pytest.raises(StoreRefusal, match="Ask who looks after the server to run, in this database: CREATE EXTENSION"):
        schema.upgrade(engine, "")
    engine.dispose()

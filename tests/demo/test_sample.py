"""The sample desk is a real one: its history, its counters and its undo lists are true."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.demo import build
from servicedesk_tui.demo.firm import JOBS, SKILLS, ZONE
from servicedesk_tui.demo.hours import DAY, Hours
from servicedesk_tui.demo.opening import plan_ends
from servicedesk_tui.desk import Desk
from servicedesk_tui.desk.recorder import asked_fields
from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.priority import priority
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import AddNote, CreateTask, FinishTask
from servicedesk_tui.vocabulary.enums import OPEN, Category, OpenItems
from servicedesk_tui.vocabulary.questions import TaskQuestion
from servicedesk_tui.vocabulary.text import TAG

from ..stores import START, Cluster
from ..truths import assert_batches_are_whole, assert_derived_follows, assert_no_circle, rows, take_all_back

SIZE = 300
T = METADATA.tables
TABLES = (
    "customer", "contact", "site", "tag", "task", "task_tag", "task_person", "checklist_item", "link", "note", "visit",
    "batch", "change",
)  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> StoreAddress:
    address = StoreAddress(path=tmp_path_factory.mktemp("sample") / "desk.db", named=True)
    build(address, size=SIZE, now=START)
    return address


@pytest.fixture
def session(sample: StoreAddress) -> Iterator[Any]:
    engine = open_engine(sample, FrozenClock(START))
    with reading(engine, "sample") as opened:
        yield opened
    engine.dispose()


def test_taking_the_changes_back_ends_in_an_empty_desk(session: Any) -> None:
    assert take_all_back(session) <= {"counter", "meta"}


def test_every_task_follows_from_its_history(session: Any) -> None:
    assert_derived_follows(session)
    customers = {row["id"]: row["tier"] for row in rows(session, "customer")}
    tasks = rows(session, "task")
    assert len(tasks) == SIZE
    for row in tasks:
        assert row["priority"] == priority(row["impact"], row["urgency"], customers.get(row["customer_id"]))


def test_batches_are_whole_and_nothing_goes_in_a_circle(session: Any) -> None:
    assert_batches_are_whole(session)
    assert_no_circle(session)


def test_batches_are_numbered_in_the_order_of_time(session: Any) -> None:
    moments = session.execute(select(T["batch"].c.at).order_by(T["batch"].c.id)).scalars().all()
    assert moments == sorted(moments)
    assert moments[-1] <= START


def test_no_key_points_at_nothing(session: Any) -> None:
    assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_the_firm_is_all_there_and_work_stands_everywhere(session: Any) -> None:
    assert (
        session.execute(select(func.count()).select_from(T["person"]).where(T["person"].c.kind == "human")).scalar()
        == 12
    )
    assert len(rows(session, "customer")) == 60
    assert len(rows(session, "team")) == 4
    assert {row["category"] for row in rows(session, "task")} == set(Category)
    open_tasks = [row for row in rows(session, "task") if row["category"] in OPEN]
    overdue = [row for row in open_tasks if row["due_at"] and row["due_at"] < START]
    assert 0.25 < len(open_tasks) / SIZE < 0.5
    assert 0 < len(overdue) < len(open_tasks) / 4
    assert any(row["due_at"] and row["due_at"].astimezone(ZoneInfo(ZONE)).date() == START.date() for row in open_tasks)


def test_every_recorded_field_of_a_change_is_a_field(session: Any) -> None:
    for change in rows(session, "change"):
        assert set(change["values"]) <= set(T[change["entity"]].c.keys())
        if change["op"] == "update":
            assert set(change["values"]) & asked_fields(change["entity"])


def test_work_goes_on_where_the_sample_ends(sample: StoreAddress, tmp_path: Path) -> None:
    assert sample.path is not None
    copy = tmp_path / "desk.db"
    copy.write_bytes(sample.path.read_bytes())
    with Desk.open(StoreAddress(path=copy, named=True), clock=FrozenClock(START)) as desk:
        assert desk.me.login == "anna"
        made = desk.do(CreateTask(title="En til")).created
        assert made is not None
        assert desk.ask(TaskQuestion(id=made)).card.number == SIZE + 1
        desk.do(AddNote(task=1, body="Set efter"))
        open_task = next(n for n in range(1, SIZE + 1) if desk.ask(TaskQuestion(id=n)).card.category is Category.DOING)
        assert "finished" in desk.do(FinishTask(task=open_task, open_items=OpenItems.TICK)).sentence


def test_every_history_reads_as_sentences(sample: StoreAddress) -> None:
    with Desk.open(sample, clock=FrozenClock(START)) as desk:
        for number in range(1, SIZE + 1, 7):
            lines = desk.ask(TaskQuestion(number=number)).history
            assert lines
            assert all(line.sentence and "{" not in line.sentence and line.who in line.sentence for line in lines)


def test_the_same_seed_gives_the_same_desk(tmp_path: Path) -> None:
    images = []
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        address = StoreAddress(path=tmp_path / f"{name}.db", named=True)
        build(address, size=40, seed=seed, now=START)
        engine = open_engine(address, FrozenClock(START))
        with reading(engine, name) as opened:
            images.append({table: rows(opened, table) for table in TABLES})
        engine.dispose()
    assert images[0] == images[1]
    assert images[0] != images[2]


@pytest.mark.postgres
def test_postgres_gets_the_same_desk(empty_postgres: StoreAddress, postgres_cluster: Cluster, tmp_path: Path) -> None:
    images = []
    for address in (empty_postgres, StoreAddress(path=tmp_path / "desk.db", named=True)):
        build(address, size=60, now=START)
        engine = open_engine(address, FrozenClock(START))
        with reading(engine, "sample") as opened:
            images.append({table: sorted(rows(opened, table), key=lambda row: row["id"]) for table in TABLES})
        engine.dispose()
        with Desk.open(address, clock=FrozenClock(START)) as desk:
            assert desk.ask(TaskQuestion(id=desk.do(CreateTask(title="En til")).created)).card.number == 61
    first, second = ({**image, "batch": [without_clock(row) for row in image["batch"]]} for image in images)
    assert first == second


def without_clock(batch: dict[str, Any]) -> dict[str, Any]:
    """A batch without its moment: the firm's founding is timed by PostgreSQL's own clock."""
    return {name: value for name, value in batch.items() if name != "at"}


@pytest.mark.parametrize("size", [0, 1, 7])
def test_small_desks_are_made(size: int, tmp_path: Path) -> None:
    address = StoreAddress(path=tmp_path / "desk.db", named=True)
    build(address, size=size, now=START)
    with Desk.open(address, clock=FrozenClock(START)) as desk:
        assert desk.do(CreateTask(title="Den første")).created == size + 1


@pytest.mark.parametrize(
    "now", [START, START - timedelta(days=1, hours=5), datetime(2026, 3, 29, 2, 30, tzinfo=ZoneInfo("UTC"))]
)
def test_nothing_begins_after_now_or_outside_working_hours(now: datetime) -> None:
    hours = Hours(now, ZoneInfo(ZONE))
    starts = [hours.moment(start) for start, _end in plan_ends(500, hours, Random(2))]
    assert starts == sorted(starts)
    assert starts[-1] <= now
    for start in starts:
        local = start.astimezone(ZoneInfo(ZONE))
        assert local.isoweekday() <= 5
        assert 7 <= local.hour <= 7 + DAY // 60


def test_every_tag_of_the_sample_can_be_written_in_a_line(session: Any) -> None:
    names = session.execute(select(T["tag"].c.name)).scalars().all()
    assert names
    assert [name for name in names if not TAG.fullmatch(name)] == []


def test_what_the_colleagues_can_do_is_what_the_work_asks_for() -> None:
    asked = {tag for job in JOBS for tag in job.tags}
    assert {skill for known in SKILLS.values() for skill in known} <= asked


def test_someone_is_away_soon_and_somebody_stands_in(session: Any) -> None:
    away = rows(session, "absence")
    assert away
    assert all(row["substitute_id"] and row["starts_at"] > START for row in away)

"""Opening the sample desk: the firm, its customers, and as many lives as are asked for."""

import gc
import math
from array import array
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, insert, literal_column, select, update
from sqlmodel import col

from servicedesk_tui.clock import FrozenClock, SystemClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.desk.first_run import create_store
from servicedesk_tui.models import METADATA, Batch, Counter, Person, Seen, Status, Task, TaskPerson
from servicedesk_tui.models.parts import UNTOLD_VISITS
from servicedesk_tui.models.tasks import UNTOLD
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.indexing import analyse, rebuild
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.desk_commands import AddPerson, EditPerson
from servicedesk_tui.vocabulary.enums import OPEN, Category, Language, Tier
from servicedesk_tui.vocabulary.text import digits

from . import firm
from .cast import Cast, Patron, Step, Worker
from .crew import equip
from .hours import DAY, Hours
from .life import Act, Life
from .lives import Author
from .writer import MANY, Writer, continue_ids, in_time, indexes_to_defer

RICH = 20_000
"""Up to this many tasks every life is told in full."""
NEWS = 120
"""The working minutes nobody has looked since: what happened in them to one's tasks is unread."""
ENDS = {
    Category.INBOX: (12, 0.5), Category.READY: (34, 5.0), Category.SCHEDULED: (22, 4.0), Category.DOING: (17, 3.0),
    Category.WAITING: (15, 8.0),
}  # fmt: skip
"""Open tasks: how many stand where, and how old they are on average, in working days."""
_CATEGORIES = tuple(Category)


def build(
    address: StoreAddress, *, size: int = 400, seed: int = 1, now: datetime | None = None, language: str = "en"
) -> None:
    """Make the sample desk with `size` tasks in a new store; the same seed and moment give the same desk."""
    now = (now or SystemClock().now()).replace(second=0, microsecond=0)
    hours, rng = Hours(now, ZoneInfo(firm.ZONE)), Random(seed)
    founded = hours.mornings[0] - timedelta(days=7)
    clock = FrozenClock(founded)
    _found(address, clock, language, now)
    engine = open_engine(address, clock)
    # Rows hold no cycles, and looking for some among millions of them costs a quarter of the time.
    collected = gc.isenabled()
    gc.disable()
    try:
        with writing(engine, str(address)) as session:
            _fill(session.connection(), size, hours, rng, founded)
    finally:
        engine.dispose()
        if collected:
            gc.enable()


def _found(address: StoreAddress, clock: FrozenClock, language: str, now: datetime) -> None:
    """The store, its first administrator, and the colleagues with what they can do."""
    login, name = firm.FIRST_ADMIN
    create_store(
        address,
        name=firm.NAME,
        zone=firm.ZONE,
        language=language,
        login=login,
        person_name=name,
        clock=clock,
        is_demo=True,
    )
    desk = Desk.open(address, as_login=login, clock=clock)
    desk.do(EditPerson(person=desk.me.id, fields={"team": firm.COLLEAGUES[0].team}))
    for colleague in firm.COLLEAGUES[1:]:
        clock.move(timedelta(minutes=1))
        desk.do(
            AddPerson(
                login=colleague.login,
                name=colleague.name,
                role=colleague.role,
                team=colleague.team,
                email=f"{colleague.login}@nordvarme.example",
                zone=firm.ZONE,
                language=Language(language),
                weekly_minutes=colleague.weekly_minutes,
            )
        )
    equip(desk, clock, now)
    desk.close()


def _fill(connection: Connection, size: int, hours: Hours, rng: Random, founded: datetime) -> None:
    writer = Writer(connection)
    steps, workers = _steps(connection), _workers(connection)
    patrons = list(_sign_customers(writer, workers[firm.FIRST_ADMIN[0]], rng, founded))
    deferred = indexes_to_defer() if size >= MANY else []
    for index in deferred:
        index.drop(connection)
    author = Author(Cast(steps, patrons, workers), hours, rng, rich=size <= RICH)
    for act in in_time(_live(author, plan_ends(size, hours, rng))):
        writer.record(act)
    writer.flush()
    for index in deferred:
        index.create(connection)
    connection.execute(update(Counter).where(Counter.name == "task").values(value=size))  # type: ignore[arg-type]
    looked = hours.moment(max(0, hours.now - NEWS))
    _see(connection, looked)
    _tell(connection, looked)
    continue_ids(connection)
    rebuild(connection)
    analyse(connection)


def _tell(connection: Connection, looked: datetime) -> None:
    """People were told of everything up to then."""
    task, visit = METADATA.tables["task"].c, METADATA.tables["visit"].c
    for mark, (moment, untold) in UNTOLD.items():
        past: Any = (literal_column(untold), task[moment] <= looked)
        connection.execute(update(METADATA.tables["task"]).where(*past).values({f"{mark}_told_at": task[moment]}))
    planned: Any = (literal_column(UNTOLD_VISITS), visit.starts_at <= looked)
    connection.execute(update(METADATA.tables["visit"]).where(*planned).values(told_at=visit.starts_at))
    batch = METADATA.tables["batch"].c
    latest = connection.execute(select(func.coalesce(func.max(batch.id), 0)).where(batch.at <= looked)).scalar_one()
    connection.execute(update(Counter).where(col(Counter.name) == "raised_batch").values(value=latest))


def _see(connection: Connection, before: datetime) -> None:
    """Everybody has seen what happened before that to the open tasks that concern them."""
    seen, part = Seen.__table__, TaskPerson.__table__  # type: ignore[attr-defined]
    task, batch = Task.__table__.c, Batch.__table__.c  # type: ignore[attr-defined]
    opened = task.category.in_(OPEN)
    helpers = select(part.c.person_id, task.id).join_from(part, Task, task.id == part.c.task_id).where(opened)
    concerned = select(task.owner_id, task.id).where(opened, task.owner_id.is_not(None)).union(helpers).subquery()
    latest = select(func.max(batch.id)).where(batch.at < before).scalar_subquery()
    rows = select(concerned.c[0], concerned.c[1], func.coalesce(latest, 1))
    connection.execute(insert(seen).from_select(["person_id", "task_id", "batch_id"], rows))


def _live(author: Author, ends: Iterable[tuple[float, Category]]) -> Iterator[Life]:
    return (author.write(number, start, end) for number, (start, end) in enumerate(ends, 1))


def plan_ends(size: int, hours: Hours, rng: Random) -> Iterator[tuple[float, Category]]:
    """When each task begins and where it stands now, in the order of their beginnings. A very large desk is mostly
    history, as real ones are."""
    open_share = min(0.38, max(0.1, 40 / math.sqrt(size))) if size else 0
    ends = array("q")
    for n in range(size):
        category, start = _open_end(hours, rng) if n < size * open_share else _closed_end(hours, rng)
        ends.append(int(start * 60) * len(_CATEGORIES) + _CATEGORIES.index(category))
    for packed in sorted(ends):
        seconds, index = divmod(packed, len(_CATEGORIES))
        yield seconds / 60, _CATEGORIES[index]


def _open_end(hours: Hours, rng: Random) -> tuple[Category, float]:
    category = rng.choices(OPEN, [ENDS[c][0] for c in OPEN])[0]
    age = rng.expovariate(1 / (ENDS[category][1] * DAY))
    return category, hours.now - min(max(age, 8.0), hours.now - 1)


def _closed_end(hours: Hours, rng: Random) -> tuple[Category, float]:
    lately = rng.random() < 0.06
    start = rng.uniform(max(0, hours.now - DAY) if lately else 0, max(1, hours.now - 60))
    return (Category.DONE if rng.random() < 0.93 else Category.CANCELLED), start


def _steps(connection: Connection) -> dict[Category, Step]:
    """The first status of every category."""
    table = Status.__table__  # type: ignore[attr-defined]
    rows = connection.execute(select(table).order_by(table.c.position.desc()))
    return {
        r.category: Step(r.id, r.category.value, r.category.is_open, {"en": r.name_en, "da": r.name_da}) for r in rows
    }


def _workers(connection: Connection) -> dict[str, Worker]:
    table = Person.__table__  # type: ignore[attr-defined]
    cards = {colleague.login: colleague for colleague in firm.COLLEAGUES}
    rows = connection.execute(select(table.c.id, table.c.login, table.c.team_id).where(table.c.login.in_(cards)))
    return {login: Worker(row_id, team_id, cards[login]) for row_id, login, team_id in rows}


def _sign_customers(writer: Writer, worker: Worker, rng: Random, at: datetime) -> Iterator[Patron]:
    """The customers with their contacts and sites, one batch each."""
    contact_ids, site_ids = count(1), count(1)
    for number, (name, tier) in enumerate(firm.CUSTOMERS, 1):
        act = Act(at + timedelta(hours=1, minutes=number), worker, "AddCustomer", {"customer": name})
        private, phone = tier is Tier.C, _phone(rng)
        act.insert(
            "customer", id=number, name=name, tier=tier.value, email=f"kunde{number}@kunder.example", phone=phone,
            phone_digits=digits(phone), language=None, channel="email", update_days=None, calendar_key=None, notes="", created_at=act.at,
        )  # fmt: skip
        people = [name] if private else [_person(rng) for _ in range(rng.randint(1, 3))]
        contacts = [_add_contact(act, next(contact_ids), number, person, rng) for person in people]
        places = ["Hjemme"] if private else ["Hovedbygning", "Anneks", "Værksted"][: rng.randint(1, 3)]
        sites = [_add_site(act, next(site_ids), number, place, rng) for place in places]
        writer.record(act)
        yield Patron(number, name, tier, tuple(contacts), tuple(sites))


def _add_contact(act: Act, row_id: int, customer: int, name: str, rng: Random) -> int:
    phone = _phone(rng)
    act.insert(
        "contact", id=row_id, customer_id=customer, name=name, title=rng.choice(firm.TITLES),
        email=f"kontakt{row_id}@kunder.example", phone=phone, phone_digits=digits(phone),
    )  # fmt: skip
    return row_id


def _add_site(act: Act, row_id: int, customer: int, name: str, rng: Random) -> int:
    address = f"{rng.choice(firm.STREETS)} {rng.randint(1, 120)}, {rng.choice(firm.TOWNS)}"
    act.insert(
        "site", id=row_id, customer_id=customer, name=name, address=address, zone=rng.choice(firm.AREAS),
        access_notes=rng.choice(firm.ACCESS),
    )  # fmt: skip
    return row_id


def _person(rng: Random) -> str:
    return f"{rng.choice(firm.FIRST_NAMES)} {rng.choice(firm.LAST_NAMES)}"


def _phone(rng: Random) -> str:
    return f"+45 {rng.randint(20, 98)} {rng.randint(0, 99):02} {rng.randint(0, 99):02} {rng.randint(0, 99):02}"

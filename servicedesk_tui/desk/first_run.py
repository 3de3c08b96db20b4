"""The first run: a store is made, with its statuses, its settings and its first admin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from servicedesk_tui.clock import Clock, SystemClock
from servicedesk_tui.locale import _
from servicedesk_tui.models import Batch, Counter, Person, Setting, Status
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine, store_now
from servicedesk_tui.store.faults import masked
from servicedesk_tui.store.opening import making_store
from servicedesk_tui.store.schema import migrate, version_of
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.enums import Category, Language, Origin, PersonKind, Role
from servicedesk_tui.vocabulary.refusals import StoreRefusal

from .handlers import people, values
from .work import Work


@dataclass(frozen=True, slots=True)
class FirstStatus:
    """A status a new desk begins with."""

    key: str
    name_en: str
    name_da: str
    category: Category
    customer_en: str
    customer_da: str


STATUSES: Sequence[FirstStatus] = (
    FirstStatus("inbox", "Inbox", "Indbakke", Category.INBOX, "Received", "Modtaget"),
    FirstStatus("ready", "Ready", "Klar", Category.READY, "Accepted", "Accepteret"),
    FirstStatus("scheduled", "Scheduled", "Planlagt", Category.SCHEDULED, "Planned", "Planlagt"),
    FirstStatus("doing", "Doing", "I gang", Category.DOING, "In progress", "I gang"),
    FirstStatus("waiting", "Waiting", "Venter", Category.WAITING, "Waiting", "Afventer"),
    FirstStatus("done", "Done", "Færdig", Category.DONE, "Done", "Færdig"),
    FirstStatus("closed", "Closed", "Lukket", Category.CANCELLED, "Closed", "Lukket"),
)


def create_store(
    address: StoreAddress,
    *,
    name: str,
    zone: str,
    language: str,
    login: str,
    person_name: str,
    group: str | None = None,
    clock: Clock | None = None,
    is_demo: bool = False,
) -> None:
    """Make a new desk called `name` at `address`, with `login` as its first admin. What is already there is refused."""
    clock = clock or SystemClock()
    desk_name = values.line(name, "name", most=100, empty=False)
    zone, spoken = values.zone(zone), values.member(Language, language, "language")
    login, person_name = people.login(login), values.line(person_name or login, "name", most=200, empty=False)
    with making_store(address, group=group):
        engine = open_engine(address, clock)
        try:
            with writing(engine, masked(str(address))) as session:
                _refuse_existing(session.connection(), masked(str(address)))
                migrate(session.connection())
                settings = {"name": desk_name, "zone": zone, "language": spoken.value}
                _fill(
                    session,
                    Person(login=login, name=person_name, role=Role.ADMIN, zone=zone, language=spoken),
                    settings | ({"demo": True} if is_demo else {}),
                    store_now(session.connection(), clock),
                )
        finally:
            engine.dispose()


def _fill(session: Session, me: Person, settings: Mapping[str, Any], now: datetime) -> None:
    """The first rows of a desk, and the batch that tells of them."""
    me.created_at = now
    desk = Person(login="desk", name="Desk", kind=PersonKind.SYSTEM, zone=me.zone, language=me.language, created_at=now)
    session.add_all([me, Counter(name="task", value=0), desk])
    session.add_all(Setting(key=key, value={"value": value}) for key, value in settings.items())
    session.add_all(_statuses())
    work = Work(session, me=me, now=now, locked=True)
    work.recorder.collect()
    session.flush()
    assert me.id is not None
    params = {"name": settings["name"]}
    batch = Batch(at=now, person_id=me.id, origin=Origin.SHELL, command="InitDesk", params=params)
    session.add(batch)
    session.flush()
    work.recorder.write(batch.id or 0)


def _statuses() -> list[Status]:
    return [
        Status(
            key=s.key,
            name_en=s.name_en,
            name_da=s.name_da,
            category=s.category,
            position=place,
            customer_wording_en=s.customer_en,
            customer_wording_da=s.customer_da,
            pauses_service_level=s.category is Category.WAITING,
        )
        for place, s in enumerate(STATUSES)
    ]


def _refuse_existing(connection: Connection, where: str) -> None:
    if version_of(connection):
        raise StoreRefusal(_("There is already a desk in {where}; nothing was changed.").format(where=where))

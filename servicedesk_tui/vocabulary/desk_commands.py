"""What changes the desk itself: its people, customers, statuses and saved views, and tasks brought in from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .commands import Command
from .enums import Channel, Language, Level, Role, Tier
from .rows import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTask:
    """One row of an import: names as the file has them, values already read. `identity` is unique within the source."""

    identity: str
    line: int
    title: str
    description: str = ""
    next_step: str = ""
    customer: str = ""
    contact: str = ""
    phone: str = ""
    site: str = ""
    owner: str = ""
    team: str = ""
    status: str = ""
    impact: Level = Level.MEDIUM
    urgency: Level = Level.MEDIUM
    due: datetime | None = None
    due_is_day: bool = False
    estimate_minutes: int | None = None
    tags: tuple[str, ...] = ()
    created_at: datetime | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTasks(Command):
    """Bring rows in as one batch. `source` names where they come from; rows whose (source, identity) is known are
    passed over. Unknown customers are made; unknown owners leave the task unowned in the inbox and are reported."""

    source: str
    file: str
    rows: tuple[ImportedTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson(Command):
    """Add a person to the desk."""

    login: str
    name: str
    role: Role = Role.AGENT
    team: str | None = None
    email: str = ""
    phone: str = ""
    zone: str = ""
    language: Language | None = None
    weekly_minutes: int = 2220


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPerson(Command):
    """Set a person's fields: login, name, role, team (a name), email, phone, zone, language, weekly_minutes, active."""

    person: int
    fields: Mapping[str, Any]
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCustomer(Command):
    """Add a customer."""

    name: str
    tier: Tier = Tier.C
    email: str = ""
    phone: str = ""
    language: Language | None = None
    channel: Channel = Channel.EMAIL
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCustomer(Command):
    """Set a customer's fields: name, tier, email, phone, language, channel, notes, calendar_key (None: the desk's own)."""

    customer: int
    fields: Mapping[str, Any]
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditStatus(Command):
    """Set a status's fields: name_en, name_da, wip_limit (None: no limit)."""

    status: int
    fields: Mapping[str, Any]
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveView(Command):
    """Keep a filter under a name: mine, or with `shared` everybody's. A view of mine (or, shared, of everybody's) that
    has the name already is changed. `layout` says how its board is laid out (see `Layout` in `rows`); None leaves it."""

    name: str
    query: str
    letter: str = ""
    shared: bool = False
    layout: Layout | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView(Command):
    """Set fields of a saved view: name, query, letter, shared, layout (a `Layout`)."""

    view: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveView(Command):
    """Let a saved view go."""

    view: int

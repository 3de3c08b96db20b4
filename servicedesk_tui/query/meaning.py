"""What a filter means once names are looked up and dates read: plain conditions on a task.

Two readers understand it alike: the database (`desk/filtering/sql.py`) and `matching.py` on a task's facts. A condition
on a value a task does not have is false, and its negation true.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Relation(StrEnum):
    """What may hang on a task."""

    TAG = "tag"
    NOTE = "note"
    FILE = "file"
    CHECKLIST = "checklist"
    LINK = "link"
    WATCHER = "watcher"
    COLLABORATOR = "collaborator"
    OFFERED_TO = "offered_to"


class Flag(StrEnum):
    """States that other rows decide."""

    BLOCKED = "blocked"
    RECURRING = "recurring"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    UPDATE_OWED = "update_owed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Everything:
    """Any task."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field has one of these values."""

    field: str
    values: frozenset[int | str]


@dataclass(frozen=True, slots=True)
class Between:
    """The field is at or past `low` and before `high`; None is no bound."""

    field: str
    low: datetime | int | None = None
    high: datetime | int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """The field is empty."""

    field: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """It has one of these tags."""

    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Holds:
    """Something of that kind hangs on it."""

    relation: Relation


@dataclass(frozen=True, slots=True)
class Involves:
    """One of these people has that part in it."""

    people: frozenset[int]
    part: Relation


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """One of these people changed it within the time."""

    people: frozenset[int]
    low: datetime | None = None
    high: datetime | None = None


@dataclass(frozen=True, slots=True)
class Is:
    """The state that other rows decide."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class Says:
    """A word or phrase is found somewhere in it, as the search finds it."""

    text: str


@dataclass(frozen=True, slots=True)
class No:
    """What does not hold."""

    node: "Meaning"


@dataclass(frozen=True, slots=True)
class All:
    """All of these; of none, everything."""

    nodes: tuple["Meaning", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Any of these; of none, nothing."""

    nodes: tuple["Meaning", ...]


Meaning = Everything | OneOf | Between | Missing | Tagged | Holds | Involves | ChangedBy | Is | Says | No | All | Any


@dataclass(frozen=True, slots=True)
class Order:
    """A field to order by."""

    field: str
    down: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter ready to be carried out."""

    where: Meaning = Everything()
    order: tuple[Order, ...] = ()

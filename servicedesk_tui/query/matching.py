"""Whether a task is what a filter means, from its facts: the twin of the database's reading."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any as Anything

from .meaning import (
    All,
    Any,
    Between,
    ChangedBy,
    Everything,
    Flag,
    Holds,
    Involves,
    Is,
    Meaning,
    Missing,
    No,
    OneOf,
    Relation,
    Says,
    Tagged,
)
from .words import finds


@dataclass(frozen=True, slots=True)
class Facts:
    """A task as filters see it. `fields` holds the plain ones by the filter's names; `texts` are the searched texts,
    folded; `involved` the people by part; `changes` who changed it when."""

    id: int
    fields: dict[str, Anything]
    tags: frozenset[str] = frozenset()
    relations: frozenset[Relation] = frozenset()
    involved: frozenset[tuple[int, Relation]] = frozenset()
    flags: frozenset[Flag] = frozenset()
    texts: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    changes: tuple[tuple[datetime, int], ...] = field(default=())


def matches(meaning: Meaning, facts: Facts) -> bool:
    """True when the task is what `meaning` says."""
    match meaning:
        case Everything():
            return True
        case All(nodes):
            return all(matches(node, facts) for node in nodes)
        case Any(nodes):
            return any(matches(node, facts) for node in nodes)
        case No(node):
            return not matches(node, facts)
        case _:
            return _matches_one(meaning, facts)


def _matches_one(meaning: Meaning, facts: Facts) -> bool:
    match meaning:
        case OneOf(name, values):
            return facts.fields.get(name) in values
        case Between(name, low, high):
            return _within(facts.fields.get(name), low, high)
        case Missing(name):
            return facts.fields.get(name) in (None, "")
        case Tagged(names):
            return bool(names & facts.tags)
        case Holds(relation):
            return relation in facts.relations
        case Involves(people, part):
            return any((person, part) in facts.involved for person in people)
        case ChangedBy(people, low, high):
            return any(person in people and _within(at, low, high) for at, person in facts.changes)
        case Is(flag):
            return flag in facts.flags
        case Says(text):
            return finds(text, facts)
    raise AssertionError(meaning)


def _within(value: Anything, low: Anything, high: Anything) -> bool:
    return value is not None and (low is None or value >= low) and (high is None or value < high)

"""`is:`, `has:` and `no:`: states and what a task has, as plain conditions."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from servicedesk_tui.policy.standing import STILL_TO_COME, untouched_before
from servicedesk_tui.vocabulary.enums import CLOSED, OPEN, Category, Kind

from .against import Desk
from .ast import Term, Value
from .faults import refuse
from .fields import STATES, THING_ALIASES, THINGS
from .meaning import All, Any, Between, Flag, Holds, Involves, Is, Meaning, Missing, No, OneOf, Relation
from .names import find_nearest

IS_OPEN = OneOf("category", frozenset(c.value for c in OPEN))
IS_CLOSED = OneOf("category", frozenset(c.value for c in CLOSED))


def _today(desk: Desk) -> tuple[datetime, datetime]:
    here = desk.now.astimezone(desk.zone)
    start = here.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return start.astimezone(desk.now.tzinfo), (start + timedelta(days=1)).astimezone(desk.now.tzinfo)


def _mine(desk: Desk) -> Meaning:
    return OneOf("owner", frozenset({desk.me} if desk.me is not None else ()))


def _untouched(desk: Desk) -> Meaning:
    long_ago = Between("changed", None, untouched_before(desk.now, desk.untouched_hours()))
    return All((IS_OPEN, long_ago, *(No(Between(ahead, desk.now, None)) for ahead in STILL_TO_COME)))


def _stale(desk: Desk) -> Meaning:
    return Between("offered", None, desk.now - timedelta(hours=desk.stale_hours()))


_STATES: Mapping[str, Callable[[Desk], Meaning]] = {
    "open": lambda _desk: IS_OPEN,
    "done": lambda _desk: IS_CLOSED,
    "overdue": lambda desk: All((IS_OPEN, Between("due", None, desk.now))),
    "today": lambda desk: All((IS_OPEN, Any((Between("due", *_today(desk)), Between("at", *_today(desk)))))),
    "mine": _mine,
    "inbox": lambda _desk: OneOf("category", frozenset({Category.INBOX.value})),
    "unowned": lambda _desk: All((IS_OPEN, Missing("owner"))),
    "untouched": _untouched,
    "escalated": lambda _desk: All((IS_OPEN, No(Missing("escalated")))),
    "offered": lambda _desk: No(Missing("offered")),
    "stale": _stale,
    "returned": lambda _desk: All((IS_OPEN, Is(Flag.RETURNED))),
    "blocked": lambda _desk: All((IS_OPEN, Is(Flag.BLOCKED))),
    "waiting": lambda _desk: OneOf("category", frozenset({Category.WAITING.value})),
    "snoozed": lambda desk: Between("snoozed", desk.now, None),
    "watched": lambda desk: Involves(frozenset({desk.me} if desk.me is not None else ()), Relation.WATCHER),
    "recurring": lambda _desk: Is(Flag.RECURRING),
    "at-risk": lambda _desk: Is(Flag.AT_RISK),
    "breached": lambda _desk: Is(Flag.BREACHED),
    "internal": lambda _desk: OneOf("kind", frozenset({Kind.INTERNAL.value})),
    "customer": lambda _desk: OneOf("kind", frozenset({Kind.CUSTOMER.value})),
    "update-owed": lambda _desk: Is(Flag.UPDATE_OWED),
}
assert set(_STATES) == set(STATES)

_THINGS: Mapping[str, Meaning] = {
    "owner": No(Missing("owner")),
    "due": No(Missing("due")),
    "for": No(Missing("customer")),
    "tag": Holds(Relation.TAG),
    "est": No(Missing("est")),
    "at": No(Missing("at")),
    "note": Holds(Relation.NOTE),
    "file": Holds(Relation.FILE),
    "checklist": Holds(Relation.CHECKLIST),
    "link": Holds(Relation.LINK),
    "parent": No(Missing("parent")),
    "team": No(Missing("team")),
    "site": No(Missing("site")),
    "contact": No(Missing("contact")),
    "next": No(Missing("next")),
    "description": No(Missing("description")),
    "watcher": Holds(Relation.WATCHER),
    "collaborator": Holds(Relation.COLLABORATOR),
}
assert set(_THINGS) == set(THINGS)


def read_state(desk: Desk, _term: Term, value: Value) -> Meaning:
    """A state by name; `_` and blanks stand for its hyphen."""
    name = value.text.casefold().replace("_", "-").replace(" ", "-")
    if name not in _STATES:
        near = find_nearest(name, list(STATES))
        refuse("state", value.text, value.place, near and f"is:{near}")
    return _STATES[name](desk)


def read_thing(_desk: Desk, term: Term, value: Value) -> Meaning:
    """What a task has, or has not."""
    name = value.text.casefold()
    name = THING_ALIASES.get(name, name)
    if name not in _THINGS:
        near = find_nearest(name, list(THINGS))
        refuse("thing", value.text, value.place, near and f"{term.field}:{near}")
    meaning = _THINGS[name]
    if term.field == "has":
        return meaning
    return meaning.node if isinstance(meaning, No) else No(meaning)

"""What a filter can speak of: its fields with what their values are, its states, what a task can have, and the orders.

One table for parsing, completion, errors and the manual.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from servicedesk_tui.locale import N_


class Takes(StrEnum):
    """What the values of a field are."""

    PERSON = "person"
    TAG = "tag"
    CUSTOMER = "customer"
    TEAM = "team"
    SITE = "site"
    CONTACT = "contact"
    STATUS = "status"
    LEVEL = "level"
    COUNT = "count"
    MINUTES = "minutes"
    COMING = "coming"
    """A moment that is usually ahead: `2d` is in two days."""
    PAST = "past"
    """A moment that is behind: `2d` is two days ago."""
    AGE = "age"
    WAITING = "waiting"
    KIND = "kind"
    TIER = "tier"
    TASK = "task"
    STATE = "state"
    THING = "thing"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Field:
    """A name before a colon."""

    name: str
    takes: Takes
    help: str
    aliases: tuple[str, ...] = ()


_ALL = (
    Field("owner", Takes.PERSON, N_("whose it is: @ada, @me"), ("assignee",)),
    Field("tag", Takes.TAG, N_("a tag: #pump"), ("tags",)),
    Field("priority", Takes.COUNT, N_("1 to 4: !1, !<=2"), ("prio",)),
    Field("status", Takes.STATUS, N_("a status")),
    Field("for", Takes.CUSTOMER, N_("a customer"), ("customer",)),
    Field("due", Takes.COMING, N_("when it is due: fri, <=eow, today..fri")),
    Field("at", Takes.COMING, N_("when the next visit is"), ("planned",)),
    Field("until", Takes.COMING, N_("until when it waits")),
    Field("age", Takes.AGE, N_("how long ago it was created: >2d")),
    Field("created", Takes.PAST, N_("when it was created: today, <2d")),
    Field("changed", Takes.PAST, N_("when it was last changed: <1h"), ("updated",)),
    Field("done", Takes.PAST, N_("when it was closed: this week"), ("closed",)),
    Field("by", Takes.PERSON, N_("who changed it; beside changed: within that time")),
    Field("waiting", Takes.WAITING, N_("what it waits for: customer, supplier, parts, other")),
    Field("team", Takes.TEAM, N_("a team")),
    Field("site", Takes.SITE, N_("a customer's place")),
    Field("contact", Takes.CONTACT, N_("a customer's person")),
    Field("tier", Takes.TIER, N_("the customer's tier: A, B, C")),
    Field("kind", Takes.KIND, N_("internal or customer")),
    Field("impact", Takes.LEVEL, N_("1 high, 2 medium, 3 low")),
    Field("urgency", Takes.LEVEL, N_("1 high, 2 medium, 3 low")),
    Field("est", Takes.MINUTES, N_("the estimate: <1h"), ("estimate",)),
    Field("spent", Takes.MINUTES, N_("the time spent: >2h")),
    Field("slips", Takes.COUNT, N_("how often it was put off: >=2")),
    Field("number", Takes.TASK, N_("its number: 412"), ("ref",)),
    Field("parent", Takes.TASK, N_("the task it is part of")),
    Field("with", Takes.PERSON, N_("who works on it beside the owner")),
    Field("to", Takes.PERSON, N_("to whom it is offered: to:@me"), ("offered",)),
    Field("is", Takes.STATE, N_("a state: open, overdue, mine …")),
    Field("has", Takes.THING, N_("it has: owner, due, note, file …")),
    Field("no", Takes.THING, N_("it has no: owner, due, tag …")),
    Field("view", Takes.VIEW, N_("what a saved view shows")),
)

FIELDS: Mapping[str, Field] = {name: field for field in _ALL for name in (field.name, *field.aliases)}
"""Fields by every name they are read by."""

NAMES = tuple(field.name for field in _ALL)
"""The fields' own names, in the order they are offered."""

COMPARED = frozenset({Takes.LEVEL, Takes.COUNT, Takes.MINUTES, Takes.COMING, Takes.PAST, Takes.AGE})
"""What `<`, `>` and ranges make sense for."""

DATED = frozenset({Takes.COMING, Takes.PAST})

STATES: Mapping[str, str] = {
    "open": N_("not closed yet"),
    "done": N_("closed"),
    "overdue": N_("open and past its due moment"),
    "today": N_("open, and due or planned today"),
    "mine": N_("I own it"),
    "inbox": N_("in the inbox"),
    "unowned": N_("open, and nobody's"),
    "untouched": N_("open, unchanged for long, and nothing is to come"),
    "escalated": N_("open, and nobody was found for it"),
    "offered": N_("handed to somebody who has not accepted it yet"),
    "stale": N_("offered for long, and not answered"),
    "returned": N_("handed over, returned, and still whose it was"),
    "blocked": N_("it cannot go on"),
    "waiting": N_("it waits for somebody"),
    "snoozed": N_("put aside until later"),
    "watched": N_("I watch it"),
    "recurring": N_("it comes again by itself"),
    "at-risk": N_("a promise about it is near its end"),
    "breached": N_("a promise about it was broken"),
    "internal": N_("for ourselves"),
    "customer": N_("for a customer"),
    "update-owed": N_("its customer is owed an update"),
}

THINGS: Mapping[str, str] = {
    "owner": N_("an owner"),
    "due": N_("a due moment"),
    "for": N_("a customer"),
    "tag": N_("tags"),
    "est": N_("an estimate"),
    "at": N_("a planned visit"),
    "note": N_("notes"),
    "file": N_("files"),
    "checklist": N_("a checklist"),
    "link": N_("links"),
    "parent": N_("a parent task"),
    "team": N_("a team"),
    "site": N_("a place"),
    "contact": N_("a contact"),
    "next": N_("a next step"),
    "description": N_("a description"),
    "watcher": N_("watchers"),
    "collaborator": N_("collaborators"),
}

THING_ALIASES: Mapping[str, str] = {
    "customer": "for", "tags": "tag", "estimate": "est", "visit": "at", "planned": "at", "notes": "note",
    "files": "file", "attachment": "file", "links": "link", "watchers": "watcher", "collaborators": "collaborator",
}  # fmt: skip

SORTS: Mapping[str, str] = {
    "due": N_("due moment"),
    "priority": N_("priority"),
    "age": N_("oldest first"),
    "created": N_("when it was created"),
    "changed": N_("when it was changed"),
    "done": N_("when it was closed"),
    "at": N_("next visit"),
    "number": N_("number"),
    "title": N_("title"),
    "owner": N_("owner"),
    "for": N_("customer"),
    "status": N_("status"),
    "est": N_("estimate"),
    "slips": N_("times put off"),
}
SORT_ALIASES: Mapping[str, str] = {"customer": "for", "updated": "changed", "planned": "at", "estimate": "est"}

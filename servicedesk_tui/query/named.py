"""The values of a filter that name somebody or something: people, customers, statuses, tags, numbers."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from servicedesk_tui.vocabulary.enums import Category, Kind, Tier, WaitingOn
from servicedesk_tui.vocabulary.refs import number_of
from servicedesk_tui.vocabulary.text import TAG, one_line

from .against import Desk
from .ast import Term, Value
from .faults import refuse
from .fields import Takes
from .meaning import Any, ChangedBy, Involves, Meaning, OneOf, Relation, Tagged
from .names import Named, find_by_beginning, find_by_phone, find_nearest, fold

ME = frozenset({"me", "mig"})
_COLUMNS = {"for": "customer"}


def _people(desk: Desk, term: Term) -> Meaning:
    """People by login, full name, or `me`; as owners, as collaborators, or as those who changed it."""
    ids = frozenset(_person(desk, value) for value in term.values)
    if term.field == "by":
        return ChangedBy(ids)
    if term.field == "with":
        return Involves(ids, Relation.COLLABORATOR)
    if term.field == "to":
        return Involves(ids, Relation.OFFERED_TO)
    return OneOf("owner", ids)


def _person(desk: Desk, value: Value) -> int:
    said = value.text.removeprefix("@")  # `to:@me` is as good as `to:me`
    wanted = said.casefold()
    if wanted in ME and desk.me is not None:
        return desk.me
    folded = fold(said)
    for person in desk.people:
        if wanted == person.login.casefold():
            return person.id
    for person in desk.people:
        if folded in (fold(person.login), fold(person.name)):
            return person.id
    near = find_nearest(said, [person.login for person in desk.people])
    refuse("person", said, value.place, near and f"@{near}")


def _tags(_desk: Desk, term: Term) -> Meaning:
    for value in term.values:
        if not TAG.fullmatch(value.text):
            refuse("tag", value.text, value.place)
    return Tagged(frozenset(one_line(value.text).lower() for value in term.values))


def _found(kind: str, listed: Callable[[Desk], Sequence[Named]]) -> Callable[[Desk, Term], Meaning]:
    """Everything of a list whose name is this, or begins with it, or has a word that does."""

    def read(desk: Desk, term: Term) -> Meaning:
        ids: set[int] = set()
        names = listed(desk)
        for value in term.values:
            found = find_by_beginning(value.text, names)
            if not found and kind == "customer":
                found = find_by_phone(value.text, names, desk.phones())
            if not found:
                near = find_nearest(value.text, [name for _id, name in names])
                refuse(kind, value.text, value.place, near)
            ids |= {found_id for found_id, _name in found}
        return OneOf(_COLUMNS.get(term.field, term.field), frozenset(ids))

    return read


def _statuses(desk: Desk, term: Term) -> Meaning:
    """Statuses by key or name; a category's name stands for all of its statuses."""
    statuses: set[int] = set()
    categories: set[str] = set()
    for value in term.values:
        wanted = fold(value.text)
        found = {s.id for s in desk.statuses if wanted in (fold(s.key), fold(s.name))}
        if found:
            statuses |= found
        elif wanted in set(Category):
            categories.add(wanted)
        else:
            names = [s.key for s in desk.statuses] + [s.name for s in desk.statuses]
            refuse("status", value.text, value.place, find_nearest(value.text, names))
    nodes = [OneOf("status", frozenset(statuses))] if statuses else []
    nodes += [OneOf("category", frozenset(categories))] if categories else []
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))


def _member(kind: str, enum: type[Enum]) -> Callable[[Desk, Term], Meaning]:
    """Members of a closed list, by value or a beginning of it."""
    values = [str(member.value) for member in enum]

    def read(_desk: Desk, term: Term) -> Meaning:
        found: set[int | str] = set()
        for value in term.values:
            wanted = value.text.casefold()
            fits = [v for v in values if v.casefold() == wanted] or [
                v for v in values if v.casefold().startswith(wanted)
            ]
            if len(fits) != 1:
                refuse(kind, value.text, value.place, find_nearest(value.text, values))
            found.add(fits[0])
        return OneOf(term.field, frozenset(found))

    return read


def _numbers(_desk: Desk, term: Term) -> Meaning:
    numbers = []
    for value in term.values:
        number = number_of(value.text)
        if number is None:
            refuse("task", value.text, value.place)
        numbers.append(number)
    return OneOf(term.field, frozenset(numbers))


READ_NAMED: Mapping[Takes, Callable[[Desk, Term], Meaning]] = {
    Takes.PERSON: _people,
    Takes.TAG: _tags,
    Takes.CUSTOMER: _found("customer", lambda desk: desk.customers()),
    Takes.TEAM: _found("team", lambda desk: desk.teams),
    Takes.SITE: _found("site", lambda desk: desk.sites()),
    Takes.CONTACT: _found("contact", lambda desk: desk.contacts()),
    Takes.STATUS: _statuses,
    Takes.WAITING: _member("waiting", WaitingOn),
    Takes.KIND: _member("kind", Kind),
    Takes.TIER: _member("tier", Tier),
    Takes.TASK: _numbers,
}
"""How the values of a whole term are looked up, by what they are."""

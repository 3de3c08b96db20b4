"""Who may do what: a table of role and right, saying over which tasks. Anything not in the table is refused."""

from collections.abc import Mapping, Set
from enum import StrEnum

from servicedesk_tui.vocabulary.enums import Role


class Right(StrEnum):
    """A kind of act."""

    ADD = "add"
    NOTE = "note"
    TAKE = "take"
    """Make oneself the owner of what nobody has."""
    GIVE = "give"
    """Make somebody else the owner, or nobody."""
    TAKE_OVER = "take_over"
    """Make oneself the owner of what somebody else has."""
    CHANGE = "change"
    VISITS = "visits"
    CUSTOMERS = "customers"
    IMPORT = "import"
    PEOPLE = "people"
    SETTINGS = "settings"
    PURGE = "purge"
    VIEWS = "views"
    """Views that everybody has; one's own are one's own affair."""


class Relation(StrEnum):
    """How a person stands to a task; several can hold at once, ANY always does."""

    OWN = "own"
    COLLABORATING = "collaborating"
    UNOWNED = "unowned"
    TEAM = "team"
    ANY = "any"


_MINE = frozenset({Relation.OWN, Relation.COLLABORATING})
_TEAM = _MINE | {Relation.TEAM, Relation.UNOWNED}
_ANY = frozenset({Relation.ANY})

TABLE: Mapping[tuple[Role, Right], Set[Relation]] = {
    (Role.AGENT, Right.ADD): _ANY,
    (Role.AGENT, Right.NOTE): _ANY,
    (Role.AGENT, Right.TAKE): frozenset({Relation.UNOWNED}),
    (Role.AGENT, Right.GIVE): frozenset({Relation.OWN}),
    (Role.AGENT, Right.CHANGE): _MINE,
    (Role.LEAD, Right.ADD): _ANY,
    (Role.LEAD, Right.NOTE): _ANY,
    (Role.LEAD, Right.TAKE): _TEAM,
    (Role.LEAD, Right.GIVE): _TEAM,
    (Role.LEAD, Right.TAKE_OVER): _TEAM,
    (Role.LEAD, Right.CHANGE): _TEAM,
    (Role.LEAD, Right.VISITS): _TEAM,
    (Role.LEAD, Right.VIEWS): _ANY,
    **{
        (role, right): _ANY
        for role in (Role.DISPATCHER, Role.ADMIN)
        for right in (
            Right.ADD,
            Right.NOTE,
            Right.TAKE,
            Right.GIVE,
            Right.TAKE_OVER,
            Right.CHANGE,
            Right.VISITS,
            Right.CUSTOMERS,
            Right.IMPORT,
            Right.VIEWS,
        )
    },
    **{(Role.ADMIN, right): _ANY for right in (Right.PEOPLE, Right.SETTINGS, Right.PURGE)},
}


def allowed(role: Role, right: Right, relations: Set[Relation] = _ANY) -> bool:
    """True when `role` has `right` over a task to which the person stands in `relations`."""
    return bool(TABLE.get((role, right), frozenset()) & (relations | _ANY))


def rights_of(role: Role) -> frozenset[str]:
    """The kinds of act `role` has a right to, over some tasks at least."""
    return frozenset(right.value for right in Right if TABLE.get((role, right)))


def relations(
    *,
    me: int,
    my_team: int | None,
    owner: int | None,
    collaborators: Set[int],
    team: int | None,
    owner_team: int | None,
) -> frozenset[Relation]:
    """How the person `me` stands to a task."""
    found = {Relation.ANY}
    if owner == me:
        found.add(Relation.OWN)
    if owner is None:
        found.add(Relation.UNOWNED)
    if me in collaborators:
        found.add(Relation.COLLABORATING)
    if my_team is not None and my_team in (team, owner_team):
        found.add(Relation.TEAM)
    return frozenset(found)

"""The table of roles, cell by cell, against what the design says in words."""

import pytest

from servicedesk_tui.policy.permissions import Relation, Right, allowed, relations
from servicedesk_tui.vocabulary.enums import Role

EVERYONE_BUT_VIEWERS = (Role.AGENT, Role.LEAD, Role.DISPATCHER, Role.ADMIN)
DESK = (Role.DISPATCHER, Role.ADMIN)

# (right, how the person stands to the task) → the roles that may; every other role may not.
CELLS: list[tuple[Right, Relation, tuple[Role, ...]]] = [
    (Right.ADD, Relation.ANY, EVERYONE_BUT_VIEWERS),
    (Right.NOTE, Relation.ANY, EVERYONE_BUT_VIEWERS),
    (Right.TAKE, Relation.ANY, DESK),
    (Right.TAKE, Relation.OWN, (Role.LEAD, *DESK)),
    (Right.TAKE, Relation.COLLABORATING, (Role.LEAD, *DESK)),
    (Right.TAKE, Relation.UNOWNED, EVERYONE_BUT_VIEWERS),
    (Right.TAKE, Relation.TEAM, (Role.LEAD, *DESK)),
    (Right.GIVE, Relation.ANY, DESK),
    (Right.GIVE, Relation.OWN, EVERYONE_BUT_VIEWERS),
    (Right.GIVE, Relation.COLLABORATING, (Role.LEAD, *DESK)),
    (Right.GIVE, Relation.UNOWNED, (Role.LEAD, *DESK)),
    (Right.GIVE, Relation.TEAM, (Role.LEAD, *DESK)),
    (Right.TAKE_OVER, Relation.ANY, DESK),
    (Right.TAKE_OVER, Relation.OWN, (Role.LEAD, *DESK)),
    (Right.TAKE_OVER, Relation.COLLABORATING, (Role.LEAD, *DESK)),
    (Right.TAKE_OVER, Relation.UNOWNED, (Role.LEAD, *DESK)),
    (Right.TAKE_OVER, Relation.TEAM, (Role.LEAD, *DESK)),
    (Right.CHANGE, Relation.ANY, DESK),
    (Right.CHANGE, Relation.OWN, EVERYONE_BUT_VIEWERS),
    (Right.CHANGE, Relation.COLLABORATING, EVERYONE_BUT_VIEWERS),
    (Right.CHANGE, Relation.TEAM, (Role.LEAD, *DESK)),
    (Right.CHANGE, Relation.UNOWNED, (Role.LEAD, *DESK)),
    (Right.VISITS, Relation.ANY, DESK),
    (Right.VISITS, Relation.TEAM, (Role.LEAD, *DESK)),
    (Right.CUSTOMERS, Relation.ANY, DESK),
    (Right.IMPORT, Relation.ANY, DESK),
    (Right.PEOPLE, Relation.ANY, (Role.ADMIN,)),
    (Right.SETTINGS, Relation.ANY, (Role.ADMIN,)),
    (Right.PURGE, Relation.ANY, (Role.ADMIN,)),
    (Right.VIEWS, Relation.ANY, (Role.LEAD, *DESK)),
]


@pytest.mark.parametrize(("right", "relation", "roles"), CELLS)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_reaches_as_far_as_the_design_says(
    role: Role, right: Right, relation: Relation, roles: tuple[Role, ...]
) -> None:
    assert allowed(role, right, frozenset({relation})) is (role in roles)


def test_every_right_is_in_the_table() -> None:
    assert {right for right, _relation, _roles in CELLS} == set(Right)


def test_a_person_can_stand_in_several_ways_to_a_task() -> None:
    found = relations(me=1, my_team=7, owner=None, collaborators={1}, team=7, owner_team=None)
    assert found == {Relation.ANY, Relation.UNOWNED, Relation.COLLABORATING, Relation.TEAM}
    assert relations(me=1, my_team=None, owner=2, collaborators=set(), team=None, owner_team=None) == {Relation.ANY}

"""How the asker stands to the tasks of a page: which of them their role may not change, and which are unread."""

from collections.abc import Mapping, Sequence, Set
from functools import cache, partial
from typing import NamedTuple

from servicedesk_tui.policy.permissions import Right, allowed, relations
from servicedesk_tui.vocabulary.enums import Part

from ..seeing import parts_of, unread_of
from .asking import Asking


class Held(NamedTuple):
    """Whose a task is."""

    task: int
    is_open: bool
    owner: int | None
    owner_team: int | None
    team: int | None


def standing(asking: Asking, tasks: Sequence[Held]) -> tuple[Set[int], Set[int]]:
    """The unread and the locked ones of tasks."""
    me = asking.me.id
    parts = parts_of(asking.session, me, [held.task for held in tasks])
    mine = [held for held in tasks if held.owner == me or held.task in parts]
    closed = {held.task for held in mine if not held.is_open}
    unread = unread_of(asking.session, me, [held.task for held in mine], closed)
    return unread, _locked(asking, tasks, parts)


def _locked(asking: Asking, tasks: Sequence[Held], parts: Mapping[int, Set[Part]]) -> set[int]:
    """Many tasks stand alike: each way to stand to one is looked up once."""
    if allowed(asking.me.role, Right.CHANGE):
        return set()
    may = cache(partial(_may_change, asking))
    return {
        task
        for task, _is_open, owner, owner_team, team in tasks
        if not may(owner, owner_team, team, task in parts and Part.COLLABORATOR in parts[task])
    }


def _may_change(asking: Asking, owner: int | None, owner_team: int | None, team: int | None, helps: bool) -> bool:
    stand = relations(
        me=asking.me.id,
        my_team=asking.me.team_id,
        owner=owner,
        collaborators={asking.me.id} if helps else set(),
        team=team,
        owner_team=owner_team,
    )
    return allowed(asking.me.role, Right.CHANGE, stand)

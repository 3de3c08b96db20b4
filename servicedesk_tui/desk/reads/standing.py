"""How the asker stands to the tasks of a page: which of them their role may not change, and which are unread."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from servicedesk_tui.policy.permissions import Right, allowed, relations
from servicedesk_tui.vocabulary.enums import CLOSED, Part

from ..seeing import parts_of, unread_of
from .asking import Asking


def standing(asking: Asking, rows: Sequence[Any]) -> tuple[Set[int], Set[int]]:
    """The unread and the locked tasks among rows that hold an `id`, `category`, `owner_id`, `team_id` and `owner_team`."""
    parts = parts_of(asking.session, asking.me.id, [row.id for row in rows])
    mine = [row for row in rows if row.owner_id == asking.me.id or row.id in parts]
    closed = {row.id for row in mine if row.category in CLOSED}
    unread = unread_of(asking.session, asking.me.id, [row.id for row in mine], closed)
    return unread, _locked(asking, rows, parts)


def _locked(asking: Asking, rows: Sequence[Any], parts: Mapping[int, Set[Part]]) -> set[int]:
    if allowed(asking.me.role, Right.CHANGE):
        return set()
    return {row.id for row in rows if not _may_change(asking, row, parts.get(row.id, frozenset()))}


def _may_change(asking: Asking, row: Any, parts: Set[Part]) -> bool:
    stand = relations(
        me=asking.me.id,
        my_team=asking.me.team_id,
        owner=row.owner_id,
        collaborators={asking.me.id} if Part.COLLABORATOR in parts else set(),
        team=row.team_id,
        owner_team=row.owner_team,
    )
    return allowed(asking.me.role, Right.CHANGE, stand)

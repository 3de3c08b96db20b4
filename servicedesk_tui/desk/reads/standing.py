"""How the asker stands to the tasks of a page: which their role may not change."""

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Any

from sqlalchemy import select

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.permissions import Right, allowed, relations
from servicedesk_tui.vocabulary.enums import Part

from .asking import Asking

CHUNK = 500
_PART = METADATA.tables["task_person"].c


def locked_of(asking: Asking, rows: Sequence[Any]) -> set[int]:
    """The tasks, by rows with `owner_id`, `team_id` and `owner_team`, that the asker may not change."""
    if allowed(asking.me.role, Right.CHANGE):
        return set()
    parts = parts_of(asking, [row.id for row in rows])
    return {row.id for row in rows if not _may_change(asking, row, parts[row.id])}


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


def parts_of(asking: Asking, ids: Sequence[int]) -> dict[int, set[Part]]:
    """The asker's parts in tasks beside owning them."""
    found: dict[int, set[Part]] = defaultdict(set)
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        query = select(_PART.task_id, _PART.part).where(_PART.task_id.in_(some), _PART.person_id == asking.me.id)
        for task, part in asking.rows(query):
            found[task].add(part)
    return found

"""What of the desk's open work nobody has, and what nobody touched: how long that may be, and how many there are."""

from typing import Any

from sqlalchemy import Select, func, literal_column, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.standing import untouched_before
from servicedesk_tui.vocabulary.planning import SETTINGS

from ..conditions import IS_OFFERED, IS_OPEN, is_untouched
from .asking import Asking

MOST = 1_000
"""Counts stop one past it: what is more reads as "1,000+"."""

_T = METADATA.tables
_TASK, _SETTING = _T["task"].c, _T["setting"].c
_KEY = "untouched_hours"
_STALE = "handover_stale_hours"


def untouched_hours(asking: Asking) -> int:
    """After how many hours open work counts as untouched."""
    return _hours(asking, _KEY)


def stale_hours(asking: Asking) -> int:
    """After how many hours an offer that is not answered counts as stale."""
    return _hours(asking, _STALE)


def _hours(asking: Asking, key: str) -> int:
    found = [row.value.get("value") for row in asking.rows(select(_SETTING.value).where(_SETTING.key == key))]
    return int(found[0] if found and found[0] is not None else SETTINGS[key])


def untended(asking: Asking) -> tuple[int, int, int]:
    """How much open work nobody has, and how much nobody touched, of the whole desk; and how much is offered to me."""
    before = untouched_before(asking.now, untouched_hours(asking))
    mine = select(func.count()).select_from(_T["handover"]).where(IS_OFFERED, _T["handover"].c.to_id == asking.me.id)
    unowned, untouched = (IS_OPEN, _TASK.owner_id.is_(None)), (is_untouched(asking.now, before),)
    return _count(asking, *unowned), _count(asking, *untouched), int(asking.scalar(mine))


def _count(asking: Asking, *conditions: Any) -> int:
    some: Select[Any] = select(literal_column("1")).select_from(_T["task"]).where(*conditions).limit(MOST + 1)
    return int(asking.scalar(select(func.count()).select_from(some.subquery())))

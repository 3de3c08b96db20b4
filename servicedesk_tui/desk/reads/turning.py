"""When the passing of time alone makes the board another: what is late then, untouched, or of another day."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.standing import untouched_before

from ..conditions import IS_OPEN
from .asking import Asking
from .untended import untouched_hours

_TASK = METADATA.tables["task"].c


def turns_at(asking: Asking) -> datetime:
    """The next moment at which a task of the desk is due or untouched, or a day begins in the asker's zone."""
    hours = untouched_hours(asking)
    tomorrow = asking.now.astimezone(asking.zone).date() + timedelta(days=1)
    due = asking.rows(_first(_TASK.due_at, asking.now))
    touched = asking.rows(_first(_TASK.updated_at, untouched_before(asking.now, hours)))
    moments: list[datetime] = [datetime.combine(tomorrow, time(), asking.zone)]
    moments += [at for (at,) in due]
    moments += [at + timedelta(hours=hours) for (at,) in touched]
    return min(moments)


def _first(column: Any, since: datetime) -> Select[Any]:
    """The first moment of open work from `since` on, from an index of it."""
    return select(column).where(IS_OPEN, column >= since).order_by(column).limit(1)

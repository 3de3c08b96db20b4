"""Open, closed, untouched and offered, as the databases know them.

Literal, not bound: only then can they prove that the partial indices of open and closed tasks serve.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, literal_column, or_

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import OPEN, LinkKind

IS_OPEN: Any = literal_column(f"task.category IN ({', '.join(repr(c.value) for c in OPEN)})")
IS_CLOSED: Any = literal_column("task.category IN ('done', 'cancelled')")
IS_OFFERED: Any = literal_column("handover.state = 'offered'")
"""A hand-over that is not answered."""
FOR_A_TIME: Any = literal_column("handover.state = 'accepted' AND handover.until IS NOT NULL")
"""A hand-over that comes back."""

_TASK = METADATA.tables["task"].c
_LINK, _BLOCKER = METADATA.tables["link"].c, METADATA.tables["task"].alias("blocker")
HAS_BLOCKER: Any = (
    exists()
    .where(
        _LINK.other_id == _TASK.id,
        _LINK.kind == LinkKind.BLOCKS,
        _BLOCKER.c.id == _LINK.task_id,
        _BLOCKER.c.category.in_(list(OPEN)),
    )
    .correlate(METADATA.tables["task"])
)
"""Another task that is open blocks it."""
TO_COME = (_TASK.snoozed_until, _TASK.waiting_until, _TASK.planned_at)
"""The columns of `policy.standing.STILL_TO_COME`."""


def is_untouched(now: datetime, before: datetime) -> Any:
    """Open, last touched before `before`, and nothing of it ahead: `is:untouched` without the language."""
    return and_(IS_OPEN, _TASK.updated_at < before, *(or_(at.is_(None), at < now) for at in TO_COME))

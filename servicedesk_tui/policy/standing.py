"""What nobody touched: open work that has stood still for longer than the desk lets it, and for which nothing is to come."""

from collections.abc import Iterable
from datetime import datetime, timedelta

STILL_TO_COME = ("snoozed", "until", "at")
"""What keeps a task from counting as untouched while it is ahead: the moment it is snoozed to, waits until, or is next
visited, by the names filters have for them."""


def untouched_before(now: datetime, hours: int) -> datetime:
    """What was last touched before this moment has been let be for longer than `hours`."""
    return now - timedelta(hours=hours)


def idle_since(
    touched: datetime, to_come: Iterable[datetime | None], now: datetime, before: datetime
) -> datetime | None:
    """Since when an open task is untouched: `touched`, when that is before `before` and nothing of it is ahead; else None."""
    if touched >= before or any(at is not None and at >= now for at in to_come):
        return None
    return touched

"""Working time: for now, when a day closes."""

from datetime import UTC, date, datetime, time, tzinfo

CLOSING = time(17)
"""The hour a due day ends, local time."""


def close_day(day: date, zone: tzinfo) -> datetime:
    """The moment `day` closes in `zone`: what a due day means."""
    return datetime.combine(day, CLOSING, zone).astimezone(UTC)

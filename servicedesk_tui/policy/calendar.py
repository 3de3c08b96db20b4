"""Working time: for now, when a day opens and closes."""

from datetime import UTC, date, datetime, time, tzinfo

OPENING = time(8)
"""The hour a day begins, local time."""
CLOSING = time(17)
"""The hour a due day ends, local time."""


def open_day(day: date, zone: tzinfo) -> datetime:
    """The moment `day` opens in `zone`: when what was put aside until then is looked at again."""
    return datetime.combine(day, OPENING, zone).astimezone(UTC)


def close_day(day: date, zone: tzinfo) -> datetime:
    """The moment `day` closes in `zone`: what a due day means."""
    return datetime.combine(day, CLOSING, zone).astimezone(UTC)

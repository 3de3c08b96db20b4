"""When something comes again, by an RRULE (RFC 5545). Wall-clock time is kept: nine o'clock stays nine o'clock."""

from datetime import UTC, datetime, tzinfo


def next_after(rule: str, at: datetime, zone: tzinfo) -> datetime:
    """The first moment by `rule` after `at`, in UTC; the rule is counted from `at` in `zone`.

    Raises `ValueError` for a rule that is none, or that has no next moment."""
    from dateutil.rrule import rrulestr

    start = at.astimezone(zone).replace(tzinfo=None)
    found = rrulestr(rule, dtstart=start).after(start)
    if found is None:
        raise ValueError(rule)
    following: datetime = found
    return following.replace(tzinfo=zone).astimezone(UTC)

"""When something comes again, by an RRULE (RFC 5545). Wall-clock time is kept: nine o'clock stays nine o'clock, also for somebody
who has moved to another zone."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo


def rhythm(rule: str, at: datetime, said_in: tzinfo, here: tzinfo) -> Callable[[datetime | None], datetime | None]:
    """What gives the next moment by `rule` after one (after None: the first), in UTC. The rule is counted from `at` as the clock
    showed it in `said_in`, and is of the clock `here`: an hour that a day does not have is an hour later, one that it has twice
    counts once.

    Raises `ValueError` for a rule that is none."""
    from dateutil.rrule import rrulestr

    start = at.astimezone(said_in).replace(tzinfo=None)
    dates = rrulestr(rule, dtstart=start)

    def again(last: datetime | None) -> datetime | None:
        found = dates.after(last.astimezone(here).replace(tzinfo=None)) if last else next(iter(dates), None)
        while found is not None:
            moment: datetime = found.replace(tzinfo=here).astimezone(UTC)
            if last is None or moment > last:
                return moment
            found = dates.after(found)
        return None

    return again


def next_after(rule: str, at: datetime, zone: tzinfo) -> datetime:
    """The first moment by `rule` after `at`, in UTC; the rule is counted from `at` in `zone`.

    Raises `ValueError` for a rule that is none, or that has no next moment."""
    found = rhythm(rule, at, zone, zone)(at)
    if found is None:
        raise ValueError(rule)
    return found

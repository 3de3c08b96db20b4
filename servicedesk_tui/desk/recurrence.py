"""When something comes again, by an RRULE (RFC 5545). Wall-clock time is kept: nine o'clock stays nine o'clock, also for somebody
who has moved to another zone."""

import re
from datetime import UTC, datetime, tzinfo

_PLAIN = re.compile(
    r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=[1-9]\d{0,2})?(?:;BYDAY=(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)?"
)


class Rhythm:
    """Moments by an RRULE, counted from `at` as the clock showed it in `said_in`, on the clock `here`: an hour that a day does not
    have is an hour later, one that it has twice counts once. Daily at most, so that none takes long to be counted.

    Raises `ValueError` for a rule that is none of these."""

    def __init__(self, rule: str, at: datetime, said_in: tzinfo, here: tzinfo) -> None:
        from dateutil.rrule import rrulestr

        if not _PLAIN.fullmatch(rule):
            raise ValueError(rule)
        self._here = here
        self._dates = rrulestr(rule, dtstart=at.astimezone(said_in).replace(tzinfo=None))

    def after(self, last: datetime | None) -> datetime | None:
        """The next moment after one, in UTC; after None the first."""
        found = self._dates.after(self._local(last)) if last else next(iter(self._dates), None)
        while found is not None:
            moment = self._moment(found)
            if last is None or moment > last:
                return moment
            found = self._dates.after(found)
        return None

    def latest(self, now: datetime) -> datetime | None:
        """The last moment that has come by now."""
        found = self._dates.before(self._local(now), inc=True)
        return None if found is None else min(self._moment(found), now)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._here).replace(tzinfo=None)

    def _moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self._here).astimezone(UTC)


def next_after(rule: str, at: datetime, zone: tzinfo) -> datetime:
    """The first moment by `rule` after `at`, in UTC; the rule is counted from `at` in `zone`.

    Raises `ValueError` for a rule that is none, or that has no next moment."""
    found = Rhythm(rule, at, zone, zone).after(at)
    if found is None:
        raise ValueError(rule)
    return found

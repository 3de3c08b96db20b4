"""Working time as one axis: minutes in which somebody is at work, from the first morning of the sample on.

A life is laid out on this axis, so that nothing in it happens at night or on a Sunday.
"""

from bisect import bisect_right
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENING = time(7)
DAY = 600
"""Working minutes of a day: seven to five."""


class Hours:
    """The axis around `now`: `back` days of history, `ahead` days of plans."""

    def __init__(self, now: datetime, zone: ZoneInfo, *, back: int = 90, ahead: int = 45) -> None:
        today = now.astimezone(zone).date()
        days = (today + timedelta(days=n) for n in range(-back, ahead))
        self.mornings = [
            datetime.combine(day, OPENING, zone).astimezone(UTC) for day in days if day.isoweekday() <= 5
        ]  # fmt: skip
        self.now = self._at(now.astimezone(UTC))
        """Now on the axis; outside working hours the close of the last working day."""
        self.today = bisect_right(self.mornings, now.astimezone(UTC) - timedelta(minutes=DAY))
        """The number of the working day that goes on, or of the next one when none does."""

    def _at(self, moment: datetime) -> int:
        day = bisect_right(self.mornings, moment) - 1
        if day < 0:
            return 0
        return day * DAY + min(DAY, int((moment - self.mornings[day]).total_seconds() // 60))

    def moment(self, minute: float) -> datetime:
        """The moment of a working minute, in UTC."""
        day, rest = divmod(minute, DAY)
        return self.mornings[int(day)] + timedelta(seconds=int(rest * 60))

    def close(self, day: int) -> datetime:
        """When working day number `day` closes: what a due day means."""
        return self.mornings[min(day, len(self.mornings) - 1)] + timedelta(minutes=DAY)

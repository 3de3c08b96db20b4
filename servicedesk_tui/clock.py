"""The one place time comes from. Everything that needs "now" is given a clock; nothing calls the system's own."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, as an aware moment in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class FrozenClock:
    """A clock that stands still until it is moved: for tests and for the sample desk."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self._at

    def move(self, by: timedelta) -> None:
        """Let `by` go past."""
        self._at += by

    def set(self, at: datetime) -> None:
        """Stand at `at`."""
        self._at = at.astimezone(UTC)

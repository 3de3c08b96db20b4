"""The time of day in a phrase: `14:00`, `14.30`, `kl. 9`, `9am`, `noon`, `aften`; before a day, after it, or alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .date_readings import Here, Moment, a_minute, at_hour
from .date_words import CLOCKS, PARTS


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. A part of a day also has the hours it lasts from and to."""

    hour: int
    minute: int = 0
    part: tuple[int, int] | None = None
    is_guess: bool = False

    def on(self, day: date, here: Here, *, is_guess: bool = False) -> Moment:
        """The moment on `day`."""
        at = at_hour(day, self.hour, self.minute, here.zone)
        if self.part is None:
            return a_minute(at, is_guess=self.is_guess or is_guess)
        start, until = (at_hour(day, hour, 0, here.zone) for hour in self.part)
        return Moment(at, start, until, is_guess=True)

    def alone(self, here: Here) -> Moment:
        """Today, or tomorrow when it has passed; where the past is meant, today or yesterday."""
        today = self.on(here.today, here)
        if not here.past:
            over = today.at if self.part is None else today.until
            return today if over > here.now else self.on(here.today + timedelta(days=1), here)
        return today if today.start <= here.now else self.on(here.today - timedelta(days=1), here)


_NAMED = "|".join(CLOCKS)
_PARTS = "|".join(PARTS)
_AT = r"(?:kl\.?|klokken|at|@)"
_FIGURES = r"(?P<hour>\d{1,2})(?:(?P<sign>[:.])(?P<minute>\d{2})(?::\d{2})?)?\s?(?P<half>[ap]\.?m\b\.?)?"
_NAME = rf"(?:{_AT}\s?)?(?P<name>{_NAMED})|(?:in\s+the\s+|om\s+|i\s+)?(?P<part>{_PARTS})"
_ALONE = re.compile(rf"(?:(?P<at>{_AT})\s?)?{_FIGURES}|{_NAME}", re.ASCII)
_AFTER = re.compile(rf"(?P<day>.+?)\s+(?:(?:(?P<at>{_AT})\s?)?{_FIGURES}|{_NAME})", re.ASCII)
_BEFORE = re.compile(rf"(?:(?:(?P<at>{_AT})\s?)?{_FIGURES}|(?P<name>{_NAMED}))\s+(?P<day>.+)", re.ASCII)
_TODAY = re.compile(rf"tonight|(?:this|i)\s+(?P<part>{_PARTS})", re.ASCII)


def read_clock(plain: str) -> Clock | None:
    """The time of day that is the whole text: a bare number is none. What could also be a date is a guess."""
    found = _ALONE.fullmatch(plain)
    if found is None or (found["hour"] and not (found["at"] or found["minute"] or found["half"])):
        return None
    if found["part"] == "morgen":  # Morning, but as often a tomorrow without its “i”.
        return None
    clock = _build(found)
    if clock and found["sign"] == "." and not found["at"] and 1 <= clock.hour <= 31 and 1 <= clock.minute <= 12:
        return Clock(clock.hour, clock.minute, is_guess=True)
    return clock


def read_part_of_today(plain: str) -> Clock | None:
    """`tonight`, `i aften`, `this afternoon`."""
    found = _TODAY.fullmatch(plain)
    if found is None or plain == "i morgen":
        return None
    hour, *part = PARTS[found["part"] or "evening"]
    return Clock(hour, part=(part[0], part[1]))


def split_clock(plain: str) -> Iterator[tuple[str, Clock]]:
    """Every way to part the text into a day and the time of day it ends or begins with."""
    if (found := _AFTER.fullmatch(plain)) and (clock := _build(found)):
        yield found["day"], clock
    found = _BEFORE.fullmatch(plain)
    if found and (found["name"] or found["at"] or found["minute"] or found["half"]) and (clock := _build(found)):
        yield found["day"], clock


def _build(found: re.Match[str]) -> Clock | None:
    parts = found.groupdict()
    if parts.get("name"):
        hour = CLOCKS[parts["name"]]
        return Clock(hour, is_guess=hour == 24)
    if parts.get("part"):
        hour, *part = PARTS[parts["part"]]
        return Clock(hour, part=(part[0], part[1]))
    hour, minute, half = int(parts["hour"]), int(parts["minute"] or 0), parts["half"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        return None
    is_bare = not (parts["at"] or parts["minute"] or half)
    return Clock(hour, minute, is_guess=is_bare and hour <= 12)

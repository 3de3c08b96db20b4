"""The line that asks for a moment: common ones to choose from, each with what it means, and any other in words."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import SHORT_WEEKDAYS, in_full
from servicedesk_tui.vocabulary.refusals import Invalid

from .glyphs import GLYPHS
from .paint import pad
from .prompts import Press, Row
from .reading import CLEARED, explain_due, read_due
from .textline import TextLine

Now = Callable[[], tuple[datetime, ZoneInfo]]
_LENGTH = re.compile(r"\s+(\d{1,4})\s*(m|min|h|t)$", re.IGNORECASE)
_HOURS = ("h", "t")
_STEPS = {"up": -1, "down": 1}
_WORD = 16


class DatePrompt:
    """Asks for a moment in words. `nothing` says what `-` does, "" where there has to be a moment. A `visit` is offered
    times of a working day beside days, and may say how long it is (`fri 9:00 90m`)."""

    draft: str | None = None

    def __init__(
        self, label: str, now: Now, accept: Callable[[str], str | None], *, nothing: str = "", visit: bool = False
    ) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self._now = now
        self._accept = accept
        self._nothing = nothing
        self._visit = visit
        self._words = [*_common(*now(), hours=visit), *([("-", nothing)] if nothing else [])]
        self._at = 0
        self._fault = ""

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text.strip() if self.line else ""

    @property
    def found(self) -> list[tuple[str, str]]:
        """The common ones that what is written leaves."""
        text = self.text.casefold()
        return [(word, meaning) for word, meaning in self._words if word.casefold().startswith(text)]

    def rows(self) -> list[Row]:
        """What is meant by what is written; else the common ones."""
        found = self.found
        rows: list[Row] = [self._row(n, word, meaning) for n, (word, meaning) in enumerate(found)]
        if not found:
            cleared = self.text.casefold() in CLEARED and self._nothing
            rows = [[(self._nothing, "")]] if cleared else self._meaning()
        elif not self.text:
            usual, visit = _("or: fri · +3d · 1/12 · tomorrow 14:00 · week 49"), _("or: fri 9:00 · tomorrow 14:00 90m")
            rows.append([(visit if self._visit else usual, "dim")])
        said = [[(self._fault, "error")]] if self._fault else []
        return [row for row in rows if not self._fault or row[0][0] != self._fault] + said

    def key(self, press: Press) -> bool:
        """Up and down choose among the common ones, enter gives, anything else is written."""
        found = self.found
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(found) - 1))
        elif press.key == "enter":
            wanted = found[min(self._at, len(found) - 1)][0] if found and self._is_choice() else self.text
            self._fault = self._accept(wanted) or "" if wanted else ""
            return bool(wanted) and not self._fault
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """Other moments are left: the first of them is chosen."""
        self._at, self._fault = 0, ""

    def _meaning(self) -> list[Row]:
        """What is written means, with how long a visit takes."""
        text, minutes = split_length(self.text) if self._visit else (self.text, None)
        rows = explain_due(text, *self._now())
        return [[*row, (", " + _("{count} min").format(count=minutes), "")] for row in rows] if minutes else rows

    def _is_choice(self) -> bool:
        """True when what is chosen is meant: nothing is written, or only its beginning, which means nothing by itself."""
        if not self.text or self._at:
            return True
        if self.text in CLEARED:
            return False
        try:
            read_due(split_length(self.text)[0] if self._visit else self.text, *self._now())
        except Invalid:
            return True
        return False

    def _row(self, number: int, word: str, meaning: str) -> Row:
        chosen = number == min(self._at, len(self.found) - 1)
        sign = (GLYPHS.cursor, "accent") if chosen else (" ", "")
        return [sign, (pad(word, _WORD), "cursor" if chosen else ""), (f" {meaning}", "dim")]


def split_length(text: str) -> tuple[str, int | None]:
    """A moment with a length at its end (`fri 9:00 90m`) as the moment and the minutes; None without a length."""
    length = _LENGTH.search(text)
    if length is None:
        return text, None
    return text[: length.start()], int(length[1]) * (60 if length[2].casefold() in _HOURS else 1)


def _common(now: datetime, zone: ZoneInfo, *, hours: bool) -> list[tuple[str, str]]:
    """What is asked for most, each with its day in full."""
    weekday = now.astimezone(zone).weekday()
    friday, monday = _(SHORT_WEEKDAYS[4]), _(SHORT_WEEKDAYS[0])
    today, tomorrow = _("today"), _("tomorrow")
    words = [today, tomorrow, *([friday] if weekday < 3 else []), monday, "+1w"]
    if hours:
        words = ["+1h", f"{today} 14:00", f"{tomorrow} 8:00", f"{tomorrow} 12:00", f"{monday} 8:00"]
    found = []
    for word in words:
        try:
            at, is_day = read_due(word, now, zone)
        except Invalid:
            continue
        if is_day or at > now:
            found.append((word, in_full(at, is_day, zone)))
    return found

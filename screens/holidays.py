"""A country's holidays in a list, to be looked through before they count: those of a part of it are marked, and off."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.staffing import Holiday, Hours

from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import Press, Row
from .staff_rows import day_words, hours_words
from .textline import TextLine

SHOWN = 14
_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -SHOWN, "pagedown": SHOWN, "home": -999, "end": 999}


class HolidaysPrompt:
    """Space ticks, enter closes the days that are ticked: those that are not are as their weekday. A day that has hours of
    its own keeps them while it is not ticked."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(
        self,
        country: str,
        found: Sequence[Holiday],
        exceptions: Mapping[date, Hours],
        take: Callable[[Mapping[date, Hours]], None],
    ) -> None:
        self.label = _("Holidays of {country}: space ticks, enter closes the days ticked").format(
            country=clean(country)
        )
        self._found = sorted(found, key=lambda holiday: (holiday.regional, holiday.day))
        self._exceptions = exceptions
        self._take = take
        closed = {day for day, hours in exceptions.items() if not hours}
        self._ticked = {
            one.day for one in self._found if one.day in closed or not (one.regional or one.day in exceptions)
        }
        self._at = 0

    def rows(self) -> list[Row]:
        """The days about the chosen one, and how many will be closed."""
        start = max(0, min(self._at - SHOWN // 2, len(self._found) - SHOWN))
        shown = self._found[start : start + SHOWN]
        rows = [self._row(one, start + number == self._at) for number, one in enumerate(shown)]
        count = len(self._ticked)
        said = n_("{count} day is closed with enter.", "{count} days are closed with enter.", count).format(count=count)
        return [*rows, [(f"{self._at + 1}/{len(self._found)} {GLYPHS.dot} {said}", "dim")]]

    def key(self, press: Press) -> bool:
        """Choose, tick, or take them all."""
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self._found) - 1))
        elif press.key == "space" and self._found:
            self._ticked ^= {self._found[self._at].day}
            self._at = min(self._at + 1, len(self._found) - 1)
        elif press.key == "enter":
            self._take(self._result())
            return True
        return False

    def _result(self) -> dict[date, Hours]:
        looked_at = {one.day for one in self._found}
        kept = {day: hours for day, hours in self._exceptions.items() if hours or day not in looked_at}
        return {**kept, **dict.fromkeys(self._ticked, ())}

    def _row(self, one: Holiday, here: bool) -> Row:
        sign = GLYPHS.ticked if one.day in self._ticked else GLYPHS.unticked
        notes = [_("in a part of the country")] if one.regional else []
        if self._exceptions.get(one.day):
            notes.append(_("now {hours}").format(hours=hours_words(self._exceptions[one.day])))
        said = f"{sign} {pad(day_words(one.day, one.day), 11)} {clean(one.name)}"
        note = f"  {f' {GLYPHS.dot} '.join(notes)}" if notes else ""
        return [(GLYPHS.cursor if here else " ", "accent"), (said, "cursor" if here else ""), (note, "dim")]

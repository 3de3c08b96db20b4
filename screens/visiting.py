"""What the keys of the schedule do to a visit: carrying it to another time or person, its length, calling it off.

What speaks against where it is held is said in words before it is put down.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import VisitState
from servicedesk_tui.vocabulary.planning import CallOffVisit, MoveVisit, ShiftQuestion
from servicedesk_tui.vocabulary.plans import ScheduleRow, ShiftView, Stretch
from servicedesk_tui.vocabulary.refs import ref

from .asking import Asking, Speaker
from .glyphs import GLYPHS
from .paint import clean
from .planner import Held, Planner
from .prompts import Press, Row
from .textline import TextLine
from .weekplan import day_name, length_words

REST = 0.08
"""Seconds a visit is held over somebody before it is asked whether they can do it: a held arrow asks for none it passes."""
SAID = 3
"""How much of what speaks against it is said."""
STEP = timedelta(minutes=15)
DAY = timedelta(days=1)
SHORTEST = STEP
_ACROSS = {"h": -1, "left": -1, "l": 1, "right": 1}
_DOWN = {"k": -1, "up": -1, "j": 1, "down": 1}
_QUARTERS = {"minus": -1, "plus": 1}
_DAYS = {"pageup": -1, "pagedown": 1}
_LENGTHS = {"less_than_sign": -1, "greater_than_sign": 1}


class Window(Speaker, Protocol):
    """The schedule on the glass."""

    planner: Planner

    @property
    def is_by_day(self) -> bool:
        """True while a step sideways is a day."""
        ...

    def moved(self) -> None:
        """Paint what is held elsewhere."""
        ...

    def turn(self, by: int) -> None:
        """Show so many periods on."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...

    def set_timer(self, delay: float, callback: Any) -> Any:
        """Call back after `delay` seconds."""
        ...


class Visiting:
    """Acts on the visit under the cursor."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._asking = Asking(window)

    def pick_up(self) -> None:
        """Hold the visit."""
        planner = self._window.planner
        bar = planner.bar
        if bar is None:
            self._window.say(_("There is no visit here; P plans one."))
            return
        if bar.state is not VisitState.PLANNED:
            self._window.say(_("The visit is under way already, or over."))
            return
        planner.held = Held(bar, planner.row, planner.row, bar.start, bar.end)
        self._window.open_prompt(MovePrompt(self._window, self._put_down))

    def lengthen(self, by: int) -> None:
        """A quarter of an hour longer, or shorter."""
        planner = self._window.planner
        bar, row = planner.bar, planner.person
        if bar is None or row is None:
            self._window.say(_("There is no visit here; P plans one."))
        elif bar.end - bar.start + by * STEP < SHORTEST:
            self._window.say(_("A visit takes {count} minutes at least.").format(count=15))
        else:
            base = (bar.start, bar.end, row.person)
            self._asking.send(MoveVisit(visit=bar.visit, end=bar.end + by * STEP, base=base))

    def call_off(self) -> None:
        """It does not take place."""
        bar = self._window.planner.bar
        if bar is None:
            self._window.say(_("There is no visit here; P plans one."))
        else:
            self._asking.send(CallOffVisit(visit=bar.visit))

    def _put_down(self, held: Held) -> None:
        rows = self._window.planner.view.rows if self._window.planner.view else ()
        if not held.is_moved or not rows:
            self._window.say(_("Left as it was."))
            return
        base = (held.bar.start, held.bar.end, rows[held.was].person)
        self._asking.send(
            MoveVisit(visit=held.bar.visit, start=held.start, end=held.end, person=rows[held.row].person, base=base)
        )


class MovePrompt:
    """Arrows carry, `+ -` a quarter of an hour, PgUp PgDn a day, `< >` the length; enter puts down."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(self, window: Window, put: Callable[[Held], None]) -> None:
        held = window.planner.held
        assert held is not None
        self.label = _("{task} held: arrows carry, < > length, enter puts down, escape leaves").format(
            task=ref(held.bar.number)
        )
        self._window = window
        self._put = put
        self._lacking: dict[int, tuple[str, ...]] = {}
        self._soon: Any = None
        window.moved()
        self.look()

    def rows(self) -> list[Row]:
        """Where it would be, and what speaks against it."""
        planner, zone = self._window.planner, self._window.session.zone
        held = planner.held
        if held is None or planner.view is None:
            return []
        start, end = held.start.astimezone(zone), held.end.astimezone(zone)
        rows = planner.rows
        when = (
            f"{day_name(start.date())} {start:%H:%M}{GLYPHS.range}{end:%H:%M} {GLYPHS.dot} {length_words(end - start)}"
        )
        who = clean(rows[held.row].login)
        if held.row != held.was:
            who = f"{clean(rows[held.was].login)} {GLYPHS.arrow} {who}"
        lacking = self._lacking.get(rows[held.row].person)
        against = [*map(clean, lacking or ()), *objections(rows[held.row], held, zone)]
        said: list[Row] = [[(one, "alarm")] for one in against[:SAID]]
        if not said and lacking is not None:
            said = [[(_("nothing speaks against it"), "dim")]]
        return [[(f"{who} {GLYPHS.dot} {when}", "bold")], *(said or [[]])]

    def look(self) -> None:
        """Ask for the skills that whoever it is held over lacks, once it rests there."""
        held = self._window.planner.held
        if self._soon:
            self._soon.stop()
        if held and self._window.planner.rows[held.row].person not in self._lacking:
            self._soon = self._window.set_timer(REST, self._ask)

    def _ask(self) -> None:
        planner = self._window.planner
        if planner.held is None:
            return
        person = planner.rows[planner.held.row].person

        def take(view: ShiftView) -> None:
            self._lacking[person] = view.warnings
            self._window.repaint_prompt()

        question = ShiftQuestion(tasks=(planner.held.bar.task,), person=person)
        self._window.session.ask(question, "held", take)

    def key(self, press: Press) -> bool:
        """Carry, put down, or leave."""
        planner = self._window.planner
        held = planner.held
        if held is None:
            return True
        moved = self._carried(held, press.key)
        if moved is not None:
            planner.held = moved
            self._window.moved()
            self.look()
            return False
        if press.key in ("enter", "q", "m"):
            self.left()
            if press.key != "q":
                self._put(held)
            return True
        return False

    def left(self) -> None:
        """Hold nothing any more."""
        self._window.planner.held = None
        self._window.moved()

    def _carried(self, held: Held, key: str) -> Held | None:
        """Where a key takes it; None for another key."""
        if key in _DOWN:
            count = len(self._window.planner.rows)
            row = max(0, min(held.row + _DOWN[key], count - 1))
            self._window.planner.row = row
            return replace(held, row=row)
        if key in _LENGTHS:
            end = held.end + _LENGTHS[key] * STEP
            return replace(held, end=max(end, held.start + SHORTEST))
        if key in _DAYS or (key in _ACROSS and self._window.is_by_day):
            return self._on_day(held, _DAYS.get(key) or _ACROSS[key])
        step = _ACROSS.get(key) or _QUARTERS.get(key)
        if step is None:
            return None
        return replace(held, start=held.start + step * STEP, end=held.end + step * STEP)

    def _on_day(self, held: Held, by: int) -> Held:
        """The same time of another day, by the clock on the wall."""
        planner, zone = self._window.planner, self._window.session.zone
        start = (held.start.astimezone(zone).replace(tzinfo=None) + by * DAY).replace(tzinfo=zone)
        moved = replace(held, start=start, end=start + (held.end - held.start))
        day = (start.date() - planner.start).days
        if not 0 <= day < planner.days:
            planner.held = moved
            self._window.turn(by)
        else:
            planner.day = day
        return moved


def objections(row: ScheduleRow, held: Held, zone: ZoneInfo) -> list[str]:
    """What speaks against a visit of a person at a time, as far as what is shown says it."""
    found: list[str] = []
    for bar in row.bars:
        if bar.visit == held.bar.visit:
            continue
        other = f"{ref(bar.number)} {bar.start.astimezone(zone):%H:%M}{GLYPHS.range}{bar.end.astimezone(zone):%H:%M}"
        if bar.start < held.end and held.start < bar.end:
            found.append(_("overlaps {visit}").format(visit=other))
        elif held.end <= bar.start < held.end + timedelta(minutes=bar.travel):
            said = _("{count} minutes on the way to {visit} are not left").format(count=bar.travel, visit=other)
            found.append(said)
    away = [one for one in row.absences if one.start < held.end and held.start < one.end]
    for one in away:
        why = word(one.away) if one.away else _("away")
        found.append(_("{login} is away ({why})").format(login=clean(row.login), why=why))
    if not away and not _is_within(held, row.hours):
        found.append(_("outside {login}'s working hours").format(login=clean(row.login)))
    return found


def _is_within(held: Held, hours: Sequence[Stretch]) -> bool:
    """True when working hours hold all of it; a break in it is none."""
    spans = [(one.start, one.end) for one in hours]
    return any(start <= held.start < end for start, end in spans) and any(
        start < held.end <= end for start, end in spans
    )

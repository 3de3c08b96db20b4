"""Planning a visit: free times are offered with why, and any other moment is read in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import Command, PlanVisit
from servicedesk_tui.vocabulary.planning import AddVisit, CallOffVisit, MoveVisit, SlotsQuestion
from servicedesk_tui.vocabulary.plans import Bar, Slot
from servicedesk_tui.vocabulary.refusals import Invalid, Refusal
from servicedesk_tui.vocabulary.rows import Card

from .asking import Asking
from .dated import split_length
from .glyphs import GLYPHS
from .naming import named
from .paint import clean, pad
from .prompts import Press, Row
from .reading import CLEARED, explain_due, read_due
from .textline import TextLine
from .weekplan import day_name

if TYPE_CHECKING:
    from .verbs import Host

LENGTH = 60
_STEPS = {"up": -1, "down": 1}
_WHEN, _WHO = 23, 9


@dataclass(frozen=True, slots=True)
class Way:
    """A way to plan: what it is called, what a time becomes (start, length in minutes if said, who if said), and what `-` calls
    off, if anything."""

    label: str
    hint: str
    plan: Callable[[datetime, int | None, int | None], Command]
    off: Command | None = None


class Slotting:
    """Plans visits for a screen with tasks."""

    def __init__(self, host: "Host") -> None:
        self._host = host
        self._asking = Asking(host)

    def plan(self, card: Card, bar: Bar | None = None, person: int = 0) -> None:
        """Ask when and by whom: for the visit `bar` of `person` another time, else for the task's next visit; Tab turns to a
        further one."""
        session = self._host.session
        prompt = SlotPrompt(self._ways(card, bar, person), session.now)
        prompt.take = partial(self._take, prompt)
        prompt.read = partial(self._read, prompt)
        prompt.logins = [person.login for person in session.people if person.active]
        self._host.open_prompt(prompt)

        def offer(slots: tuple[Slot, ...]) -> None:
            prompt.slots = slots
            self._host.repaint_prompt()

        def refused(refusal: Refusal) -> None:
            prompt.slots, prompt.none = (), refusal.message
            self._host.repaint_prompt()

        session.ask(SlotsQuestion(task=card.id), "slots", offer, refused)

    def _ways(self, card: Card, bar: Bar | None, person: int) -> list[Way]:
        task = named([card])

        def first(start: datetime, minutes: int | None, who: int | None) -> Command:
            return PlanVisit(task=card.id, start=start, minutes=minutes, person=who)

        def move(start: datetime, minutes: int | None, who: int | None) -> Command:
            assert bar is not None
            length = timedelta(minutes=minutes) if minutes else bar.end - bar.start
            base = (bar.start, bar.end, person)
            return MoveVisit(visit=bar.visit, start=start, end=start + length, person=who or person, base=base)

        def add(start: datetime, minutes: int | None, who: int | None) -> Command:
            return AddVisit(task=card.id, start=start, end=start + timedelta(minutes=minutes or LENGTH), person=who)

        further = Way(_("A further visit to {task}").format(task=task), _("a further visit"), add)
        if bar is not None:
            again = Way(
                _("Another time for the visit to {task}").format(task=task), _("move this visit"), move,
                CallOffVisit(visit=bar.visit),
            )  # fmt: skip
            return [again, further]
        label = _("Visit for {task}").format(task=task)
        if not card.planned:
            return [Way(label, "", first)]
        return [Way(label, _("move the next visit"), first, PlanVisit(task=card.id, start=None)), further]

    def _take(self, prompt: "SlotPrompt", slot: Slot) -> None:
        minutes = round((slot.end - slot.start).total_seconds() / 60)
        self._asking.send(prompt.way.plan(slot.start, minutes, slot.person))

    def _read(self, prompt: "SlotPrompt", text: str) -> str | None:
        """`fri 9:00 90m @bo`: when, how long, who; `-` calls the visit off."""
        session = self._host.session
        if text in CLEARED and prompt.way.off is not None:
            self._asking.send(prompt.way.off)
            return None
        when, minutes, login = split_who(text)
        person = next((one.id for one in session.people if one.login == login), None)
        if login and person is None:
            return _("There is nobody called “{name}” here.").format(name=login[:40])
        try:
            at, is_day = read_due(when, *session.now())
        except Invalid as refusal:
            return refusal.message
        if is_day:
            return _("A visit needs a time of day, as in {example}.").format(example=f"{when.strip()} 9:00")
        self._asking.send(prompt.way.plan(at, minutes, person))
        return None


class SlotPrompt:
    """Free times to choose from while nothing is written; else what is meant by what is."""

    draft: str | None = None

    def __init__(self, ways: Sequence[Way], now: Callable[[], tuple[datetime, ZoneInfo]]) -> None:
        self._ways = ways
        self.way = ways[0]
        self.line: TextLine | None = TextLine()
        self.slots: Sequence[Slot] | None = None
        self.none = ""
        self.logins: Sequence[str] = ()
        self.take: Callable[[Slot], None] = lambda _slot: None
        self.read: Callable[[str], str | None] = lambda _text: None
        self._now = now
        self.label = self.way.label
        self._at = 0
        self._fault = ""

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text.strip() if self.line else ""

    def rows(self) -> list[Row]:
        """The times, or what the words mean."""
        if self.text:
            said = [[(self._fault, "error")]] if self._fault else []
            return [row for row in self._meaning() if not self._fault or row[0][0] != self._fault] + said
        usual = [_("or: fri 9:00 · tomorrow 14:00 90m · fri 9:00 @bo")]
        usual += [f"- {_('no visit')}"] if self.way.off is not None else []
        usual += [_("Tab: {way}").format(way=self._next.hint)] if len(self._ways) > 1 else []
        more = f" {GLYPHS.dot} ".join(usual)
        if self.slots is None:
            return [[(_("looking for free times …"), "dim")], [(more, "dim")]]
        if not self.slots:
            return [[(self.none or _("No free time fits."), "dim")], [(more, "dim")]]
        return [*(self._row(slot, number) for number, slot in enumerate(self.slots)), [(more, "dim")]]

    def key(self, press: Press) -> bool:
        """Up and down choose, enter takes, anything else is written."""
        slots = self.slots or ()
        if press.key == "tab":
            self.way = self._next
            self.label = self.way.label
            self.written()
        elif press.key in _STEPS and not self.text:
            self._at = max(0, min(self._at + _STEPS[press.key], len(slots) - 1))
        elif press.key == "enter":
            if self.text:
                self._fault = self.read(self.text) or ""
                return not self._fault
            if slots:
                self.take(slots[min(self._at, len(slots) - 1)])
            return bool(slots)
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    @property
    def _next(self) -> Way:
        """The way that Tab turns to."""
        return self._ways[(self._ways.index(self.way) + 1) % len(self._ways)]

    def written(self) -> None:
        """What was wrong was of another text."""
        self._fault = ""

    def _meaning(self) -> list[Row]:
        if self.text in CLEARED:
            return [[(_("no visit") if self.way.off is not None else _("When?"), "")]]
        when, minutes, login = split_who(self.text)
        rows = explain_due(when, *self._now())
        if login and login not in self.logins:
            return [[(_("There is nobody called “{name}” here.").format(name=clean(login)[:40]), "dim")]]
        parts = [_("{count} min").format(count=minutes) if minutes else "", clean(login or "")]
        tail = "".join(f", {part}" for part in parts if part)
        return [[*row, (tail, "")] for row in rows] if tail else rows

    def _row(self, slot: Slot, number: int) -> Row:
        zone = self._now()[1]
        start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
        here = number == min(self._at, len(self.slots or ()) - 1)
        when = f"{day_name(start.date())} {start:%H:%M}{GLYPHS.range}{end:%H:%M}"
        said = f"{pad(when, _WHEN)} {pad(clean(slot.login), _WHO)}"
        why = f" {GLYPHS.dot} ".join(clean(one) for one in slot.reasons)
        return [(GLYPHS.cursor if here else " ", "accent"), (said, "cursor" if here else ""), (f" {why}", "dim")]


def split_who(text: str) -> tuple[str, int | None, str | None]:
    """`fri 9:00 90m @bo` as the moment, the minutes and the login, in whatever order the last two are."""
    words = text.split()
    login = next((word[1:] for word in words if word.startswith("@") and len(word) > 1), None)
    rest = " ".join(word for word in words if not word.startswith("@"))
    when, minutes = split_length(rest)
    return when, minutes, login.casefold() if login else None

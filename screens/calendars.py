"""What the keys of the people screen ask and send for a working calendar: its week, days that are other, holidays."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.vocabulary.desk_commands import EditCustomer
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Refusal
from servicedesk_tui.vocabulary.staffing import CalendarView, Holiday, HolidaysQuestion, Hours, SaveCalendar

from .asking import Asking
from .glyphs import GLYPHS
from .holidays import HolidaysPrompt
from .keys import key_of
from .paint import clean, pad
from .picking import customer_choices
from .prompts import PickPrompt, Row, TextPrompt
from .reading import CLEARED
from .staff_rows import day_words, hours_words
from .staff_words import explain_week
from .staffing import Window

COUNTRY = "DK"
LONGEST = 60
"""How many days one line may close."""
_FIELD = 12


class Calendars:
    """Acts on the calendar under the cursor; holidays are the desk's own where a person is under it."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._asking = Asking(window)

    @property
    def view(self) -> CalendarView | None:
        """The calendar under the cursor, else the desk's own."""
        staff = self._window.staff
        return staff.calendar or next((one for one in staff.calendars if not one.key), None)

    def _save(self, view: CalendarView, **changes: object) -> None:
        kept = {name: getattr(view, name) for name in ("key", "name", "zone", "weekly", "exceptions")}
        self._asking.send(SaveCalendar(**{**kept, **changes}))

    # -- fields ------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """A calendar of another name, with the hours of the desk's own to begin with."""
        label = _("Add a calendar called")
        self._window.open_prompt(TextPrompt(label, self._add))

    def _add(self, text: str) -> str | None:
        own = next((one for one in self._window.staff.calendars if not one.key), None)
        key = "-".join(text.casefold().split())
        if not key or own is None:
            return _("A calendar has a name.")
        if any(one.key == key for one in self._window.staff.calendars):
            return _("There is a calendar called {name} already.").format(name=clean(text))
        self._save(replace(own, key=key, name=text))
        return None

    def edit(self) -> None:
        """Name, zone, or whose customers' it is."""
        view = self.view
        if view is None:
            return
        choices = [
            Choice("name", f"{pad(_('name'), _FIELD)}{clean(view.name)}".rstrip()),
            Choice("zone", f"{pad(_('zone'), _FIELD)}{clean(view.zone)}"),
            Choice("customers", f"{pad(_('customers'), _FIELD)}{clean(', '.join(view.customers))}".rstrip()),
        ]

        def write(name: str) -> None:
            if name == "customers":
                self._choose_customer(view)
                return
            label = _("Name of the calendar") if name == "name" else _("Time zone of the calendar")
            accept = partial(self._set_field, view, name)
            self._window.open_prompt(TextPrompt(label, accept, text=clean(getattr(view, name))))

        self._window.open_prompt(PickPrompt(_("Edit the calendar"), choices, write))

    def _set_field(self, view: CalendarView, name: str, text: str) -> None:
        self._save(view, **{name: text})

    def _choose_customer(self, view: CalendarView) -> None:
        """Who is to work by it; one that does already is let go."""
        customers = self._window.session.customers
        known = {one.id: one.calendar_key for one in customers}
        held = {one.id for one in customers if view.key and one.calendar_key == view.key}
        marked = _("works by it: enter lets it go")
        choices = [
            Choice(one.value, f"{one.label} {GLYPHS.dot} {marked}" if one.value in held else one.label)
            for one in sorted(customer_choices(customers)[:-1], key=lambda one: one.value not in held)
        ]

        def take(customer: int) -> None:
            key = None if customer in held else view.key or None
            base = {"calendar_key": known[customer]}
            self._asking.send(EditCustomer(customer=customer, fields={"calendar_key": key}, base=base))

        self._window.open_prompt(PickPrompt(_("Which customer works by it?"), choices, take))

    def write_hours(self) -> None:
        """The hours of its week."""
        from servicedesk_tui.query.hours import write_week

        view = self.view
        if view is None:
            return
        explain = partial(explain_week, cleared=_("nobody works: that is refused"))
        accept = partial(self._set_hours, view)
        self._window.open_prompt(TextPrompt(_("Working hours"), accept, text=write_week(view.weekly), explain=explain))

    def _set_hours(self, view: CalendarView, text: str) -> str | None:
        from servicedesk_tui.query.hours import read_week

        try:
            week = read_week(text)
        except Invalid as refusal:
            return refusal.message
        self._save(view, weekly=week)
        return None

    # -- days that are other -----------------------------------------------------------------------------------------

    def write_day(self) -> None:
        """A day, or days, with other hours than their weekday's."""
        view = self.view
        if view:
            explain = partial(self._explain_days, view)
            self._window.open_prompt(TextPrompt(_("Another day"), partial(self._add_days, view), explain=explain))

    def choose_day(self) -> None:
        """One of them, to be as its weekday again."""
        view = self.view
        if view is None:
            return
        today = self._today(view)
        days = {day: hours for day, hours in sorted(view.exceptions.items()) if day >= today}
        if not days:
            self._window.say(_("Every day is as its weekday; {key} writes another.").format(key=key_of("staff_away")))
            return
        choices = [Choice(day, f"{day_words(day, today)}  {hours_words(hours)}") for day, hours in days.items()]
        take = partial(self._take_off, view)
        self._window.open_prompt(PickPrompt(_("Which day is to be as its weekday again?"), choices, take))

    def _take_off(self, view: CalendarView, day: date) -> None:
        self._save(view, exceptions={one: hours for one, hours in view.exceptions.items() if one != day})

    def _add_days(self, view: CalendarView, text: str) -> str | None:
        try:
            days = read_days(text, self._window.session.now()[0], zone(view.zone))
        except Invalid as refusal:
            return refusal.message
        self._save(view, exceptions={**view.exceptions, **days})
        return None

    def _explain_days(self, view: CalendarView, text: str) -> list[Row]:
        if not text.strip():
            return [[(_("24/12 -  ·  24/12..1/1 -  ·  5/6 8-12: the day, then its hours, - for closed"), "dim")]]
        try:
            days = read_days(text, self._window.session.now()[0], zone(view.zone))
        except Invalid as refusal:
            return [[(refusal.message, "dim")]]
        first, last, today = min(days), max(days), self._today(view)
        said = (
            day_words(first, today)
            if first == last
            else f"{day_words(first, today)} {GLYPHS.range} {day_words(last, today)}"
        )
        return [[(f"{GLYPHS.arrow} {said}  {hours_words(days[first])}", "accent")]]

    def _today(self, view: CalendarView) -> date:
        return self._window.session.now()[0].astimezone(zone(view.zone)).date()

    # -- holidays ----------------------------------------------------------------------------------------------------

    def ask_holidays(self) -> None:
        """Whose, and of which year."""
        view = self.view
        if view:
            year = self._today(view).year
            label = _("Holidays of which country and year")
            self._window.open_prompt(TextPrompt(label, partial(self._ask, view), text=f"{COUNTRY} {year}"))

    def _ask(self, view: CalendarView, text: str) -> str | None:
        country, _blank, year = text.partition(" ")
        if not country.isalpha() or not (year.strip().isdecimal() and len(year.strip()) == 4):
            return _("A country and a year, as in {example}.").format(example=f"{COUNTRY} {self._today(view).year}")

        def take(found: Sequence[Holiday]) -> None:
            self._window.open_prompt(
                HolidaysPrompt(f"{country.upper()} {year.strip()}", found, view.exceptions, partial(self._close, view))
            )

        def refused(refusal: Refusal) -> None:
            self._window.say(refusal.message, wrong=True)

        self._window.session.ask(
            HolidaysQuestion(country=country, year=int(year)), "holidays", take, refused, leads=True
        )
        return None

    def _close(self, view: CalendarView, exceptions: Mapping[date, Hours]) -> None:
        if exceptions == view.exceptions:
            self._window.say(_("Left as it was."))
        else:
            self._save(view, exceptions=exceptions)


def read_days(text: str, now: datetime, tz: ZoneInfo) -> dict[date, Hours]:
    """`24/12 8-12`, `24/12..1/1 -`: days and the hours they all have. Raises `Invalid`."""
    from servicedesk_tui.query.away import read_away
    from servicedesk_tui.query.hours import read_hours

    words = text.split()
    hours: list[str] = []
    while words and (words[-1] in CLEARED or _looks_like_hours(words[-1])):
        hours.insert(0, words.pop())
    if not hours:
        raise Invalid(_("Say its hours too, as in 24/12 8-12, or - for closed."))
    read = read_hours(" ".join(hours))
    away = read_away(" ".join(words), now=now, zone=tz, logins=())
    first = away.starts.astimezone(tz).date()
    count = (away.ends.astimezone(tz) - timedelta(microseconds=1)).date() - first
    if not away.is_day or count.days >= LONGEST:
        raise Invalid(_("Days first, then their hours, as in 24/12 8-12."))
    return {first + timedelta(days=step): read for step in range(count.days + 1)}


def _looks_like_hours(word: str) -> bool:
    start, dash, end = word.partition("-")
    return (
        bool(dash)
        and all(part.replace(":", "").replace(".", "").isdecimal() for part in (start, end))
        and len(word) <= 11
    )

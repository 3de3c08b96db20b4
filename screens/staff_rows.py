"""The people screen as rows: the list, a person in full, a calendar in full. Pure: rows of the desk in, spans out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import SHORT_MONTHS, SHORT_WEEKDAYS, day, zone
from servicedesk_tui.locale.words import word
from servicedesk_tui.query.hours import minutes_of
from servicedesk_tui.vocabulary.rows import PersonRow
from servicedesk_tui.vocabulary.staffing import AbsenceRow, CalendarView, Hours, PersonView, TeamRow, Week

from .glyphs import GLYPHS
from .keys import key_of
from .paint import Span, clean, cut_spans, pad, pad_left, wrap

Row = list[Span]
WIDE, MIDDLE = 76, 62
_NAME = 12
_WEEK, _TASKS, _WIP = 5, 8, 8
NAMED = 12
"""How many of a calendar's customers are named."""


Chosen = PersonRow | TeamRow | CalendarView


@dataclass(slots=True)
class Staff:
    """What is in hand of people, teams and calendars; `cursor` counts them in that order. `views` are the people who were
    read in full."""

    people: tuple[PersonRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()
    calendars: tuple[CalendarView, ...] = ()
    views: dict[int, PersonView] = field(default_factory=dict)
    cursor: int = 0

    @property
    def count(self) -> int:
        """How many can be chosen."""
        return len(self.people) + len(self.teams) + len(self.calendars)

    @property
    def chosen(self) -> Chosen | None:
        """What is under the cursor."""
        rows = self._rows()
        return rows[self.cursor] if self.cursor < len(rows) else None

    @property
    def person(self) -> PersonRow | None:
        """The person under the cursor."""
        return self.chosen if isinstance(self.chosen, PersonRow) else None

    @property
    def team(self) -> TeamRow | None:
        """The team under the cursor."""
        return self.chosen if isinstance(self.chosen, TeamRow) else None

    @property
    def calendar(self) -> CalendarView | None:
        """The calendar under the cursor."""
        return self.chosen if isinstance(self.chosen, CalendarView) else None

    def take(
        self,
        *,
        people: tuple[PersonRow, ...] | None = None,
        teams: tuple[TeamRow, ...] | None = None,
        calendars: tuple[CalendarView, ...] | None = None,
    ) -> None:
        """Another reading of some of them; the cursor stays on what it was on."""
        held = self.chosen
        self.people = self.people if people is None else people
        self.teams = self.teams if teams is None else teams
        self.calendars = self.calendars if calendars is None else calendars
        same = (
            n
            for n, one in enumerate(self._rows())
            if held and type(one) is type(held) and _name_of(one) == _name_of(held)
        )
        self.cursor = next(same, min(self.cursor, max(0, self.count - 1)))

    def _rows(self) -> list[Chosen]:
        return [*self.people, *self.teams, *self.calendars]


def _name_of(one: Chosen) -> int | str:
    return one.key if isinstance(one, CalendarView) else one.id


def calendar_name(key: str | None, calendars: Sequence[CalendarView]) -> str:
    """A calendar by its name, else by its key."""
    found = next((one for one in calendars if one.key == (key or "")), None)
    return (clean(found.name) if found else "") or clean(key or "") or _("the desk's own")


def person_rows(view: PersonView, calendars: Sequence[CalendarView], width: int, now: datetime) -> list[Row]:
    """A person in full."""
    tz = zone(view.zone)
    about = f" {GLYPHS.dot} ".join(clean(part) for part in (word(view.role), view.team or "") if part)
    title: Row = [(clean(view.name), "bold"), (f"  {about}", "dim")]
    if not view.active:
        title.append((f"  {_('left')}", "alarm"))
    tasks = n_("{count} open", "{count} open", view.open_tasks).format(count=view.open_tasks)
    language = {"en": _("English"), "da": _("Danish")}.get(view.language, view.language)
    facts = [
        (_("login"), clean(view.login)),
        (_("e-mail"), clean(view.email) or GLYPHS.dash),
        (_("phone"), clean(view.phone) or GLYPHS.dash),
        (_("speaks"), language),
        (_("zone"), clean(view.zone)),
        (_("tasks"), tasks),
    ]
    rows = [cut_spans(title, width), []]
    for name, said in facts:
        rows += fact(name, [said], width)
    rows += fact(_("hours"), _hours(view, calendars), width)
    away = [absence_words(one, now, tz) for one in view.absences]
    rows += fact(_("away"), away or [_("not that is known: {key} says when").format(key=key_of("staff_away"))], width)
    if view.wip_cap is not None:
        rows += fact(_("at most"), [_("{cap} under way").format(cap=view.wip_cap)], width)
    # What differs most comes last: a step to somebody else then leaves most rows as they are.
    skills = [f"{clean(skill.name)} {skill.level}" for skill in view.skills]
    none = _("none: {key} says what they can do").format(key=key_of("staff_skill"))
    return [*rows, *fact(_("skills"), [f" {GLYPHS.dot} ".join(skills) or none], width)]


def calendar_rows(calendar: CalendarView, width: int, now: datetime) -> list[Row]:
    """A calendar in full: its week, then the days that are other than their weekday, past ones left out."""
    today = now.astimezone(zone(calendar.zone)).date()
    title: Row = [(clean(calendar.name) or _("The desk's own"), "bold"), (f"  {clean(calendar.zone)}", "dim")]
    rows = [cut_spans(title, width), [], *fact(_("hours"), week_lines(calendar.weekly), width)]
    days = [
        f"{day_words(one, today)}  {hours_words(hours)}"
        for one, hours in sorted(calendar.exceptions.items())
        if one >= today
    ]
    none = _("none: {key} writes one, {holidays} takes a country's holidays")
    none = none.format(key=key_of("staff_away"), holidays=key_of("staff_holidays"))
    rows += fact(_("other days"), days or [none], width)
    rows += _who_works_by(calendar, width)
    if not calendar.version:
        return [*rows, [], cut_spans([(_("as it came: nobody has set it yet"), "dim")], width)]
    since = _("version {version}, since {day}").format(
        version=calendar.version, day=day(calendar.valid_from.astimezone(zone(calendar.zone)).date(), today)
    )
    return [*rows, [], cut_spans([(since, "dim")], width)]


def _who_works_by(calendar: CalendarView, width: int) -> list[Row]:
    """The teams and customers that work by it; by the desk's own all those that have no other."""
    teams, customers = list(map(clean, calendar.teams)), list(map(clean, calendar.customers))
    customers += [GLYPHS.more] if len(customers) >= NAMED else []
    nobody = (_("none: e on a team gives it this one"), _("none: e gives it one"))
    if not calendar.key:
        nobody = (_("those without another"), _("those without another"))
    rows = fact(_("teams"), [f" {GLYPHS.dot} ".join(teams) or nobody[0]], width)
    return [*rows, *fact(_("customers"), [f" {GLYPHS.dot} ".join(customers) or nobody[1]], width)]


def absence_words(one: AbsenceRow, now: datetime, tz: ZoneInfo) -> str:
    """An absence as a person reads it: when, why, who stands in."""
    from servicedesk_tui.query.away import last_day

    today = now.astimezone(tz).date()
    starts, ends = one.starts.astimezone(tz), one.ends.astimezone(tz)
    first, last = starts.date(), last_day(one.ends, tz)
    begins = day_words(first, today)
    if one.is_day:
        when = begins if first == last else f"{begins} {GLYPHS.range} {day_words(last, today)}"
    else:
        until = f"{ends:%H:%M}" if first == last else f" {day_words(ends.date(), today)} {ends:%H:%M}"
        when = f"{begins} {starts:%H:%M}{GLYPHS.range}{until}"
    parts = [when, word(one.kind)]
    if one.substitute:
        parts.append(_("{login} stands in").format(login=clean(one.stands_in or one.substitute)))
        if one.stands_in and one.stands_in != one.substitute:
            parts.append(_("for {login}, who is away too").format(login=clean(one.substitute)))
        elif one.relief:
            parts.append(_("{login} while they are away too").format(login=clean(one.relief)))
    return f" {GLYPHS.dot} ".join(parts)


def week_lines(week: Week) -> list[str]:
    """A week, days with the same hours in a line; how many hours it has."""
    from servicedesk_tui.query.hours import write_week

    lines = [part.strip() for part in write_week(week).split(",") if part.strip()]
    return [*lines, _("{count} h a week").format(count=figure(minutes_of(week)))] if lines else [_("none")]


def hours_words(hours: Hours) -> str:
    """A day's hours, or that there are none."""
    from servicedesk_tui.query.hours import write_hours

    return write_hours(hours) if hours else _("closed")


def day_words(of: date, today: date) -> str:
    """A day with its weekday: `thu 24 dec`, and the year when it is another."""
    said = f"{_(SHORT_WEEKDAYS[of.weekday()])} {of.day} {_(SHORT_MONTHS[of.month - 1])}"
    return said if of.year == today.year else f"{said} {of.year}"


def figure(minutes: int) -> str:
    """Minutes as hours: `37`, `37.5`."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def _hours(view: PersonView, calendars: Sequence[CalendarView]) -> list[str]:
    if view.hours:
        return week_lines(view.hours)
    own = next((one for one in calendars if one.key == view.calendar), None)
    said = _("as the calendar: {count} h a week").format(count=figure(view.weekly_minutes))
    return [said, *(week_lines(own.weekly)[:-1] if own else [])]


def fact(name: str, lines: Sequence[str], width: int) -> list[Row]:
    """A fact with its name before its first line."""
    rows: list[Row] = []
    for line in lines:
        for piece in wrap(line, max(8, width - _NAME)):
            rows.append(cut_spans([(pad("" if rows else name, _NAME), "dim"), (piece, "")], width))
    return rows


def columns(width: int) -> tuple[int, int, int, int]:
    """How wide login, name, role and team are; 0 where there is no room for them."""
    if width >= WIDE:
        return 9, 16, 13, 11
    if width >= MIDDLE:
        return 9, 16, 13, 0
    return 8, max(8, width - 33), 0, 0


def person_head(width: int) -> Row:
    """What stands in which column."""
    login, name, role, team = columns(width)
    spans: Row = [(" ", ""), (pad(_("People"), login), "head"), (pad("", name), "")]
    figures = pad_left(_("week"), _WEEK) + pad_left(_("tasks"), _TASKS) + pad_left(_("wip"), _WIP)
    return cut_spans([*spans, (pad(_("role"), role) + pad(_("team"), team) + figures, "dim")], width)


def person_row(person: PersonRow, here: bool, width: int, now: datetime, tz: ZoneInfo) -> Row:
    """A person: hours of the week, open tasks, what is begun against how much that should be at most, absence."""
    login, name, role, team = columns(width)
    style = "cursor" if here else ""
    hours = _("{n} h").format(n=figure(person.weekly_minutes))
    spans: Row = [(GLYPHS.cursor if here else " ", "accent"), (pad(clean(person.login), login), style or "bold")]
    spans += [(pad(clean(person.name), name - 1), style), (" ", "")]
    if role:
        spans.append((pad(word(person.role), role - 1) + " ", "dim"))
    if team:
        spans.append((pad(clean(person.team or ""), team - 1) + " ", "dim"))
    spans += [(pad_left(hours, _WEEK), ""), (pad_left(str(person.open_tasks), _TASKS), ""), _begun(person)]
    return cut_spans([*spans, (f" {_away(person, now, tz, brief=not role)}", "accent")], width)


def _begun(person: PersonRow) -> Span:
    """What is begun, against the cap where there is one; a sign says that it is more."""
    if person.wip_cap is None:
        return pad_left(str(person.wip), _WIP), "dim"
    is_over = person.wip > person.wip_cap
    said = f"{person.wip}/{person.wip_cap}{GLYPHS.alarm if is_over else ''}"
    return pad_left(said, _WIP), "alarm" if is_over else "dim"


def _away(person: PersonRow, now: datetime, tz: ZoneInfo, *, brief: bool) -> str:
    if not person.active:
        return _("left")
    if person.away is None:
        return ""
    hatch = GLYPHS.hatch * 2
    if brief:
        return hatch
    if person.away_until is None:
        return f"{hatch} {word(person.away)}"
    until = day(person.away_until.astimezone(tz).date(), now.astimezone(tz).date())
    return f"{hatch} {_('to {day}').format(day=until)}"


def calendar_row(calendar: CalendarView, here: bool, width: int) -> Row:
    """A calendar: its hours, and who works by it."""
    login, name, _role, _team = columns(width)
    style = "cursor" if here else ""
    key = clean(calendar.key) or _("desk")
    said = clean(calendar.name) or _("the desk's own")
    spans: Row = [(GLYPHS.cursor if here else " ", "accent"), (pad(key, login), style or "bold")]
    hours = _("{count} h a week").format(count=figure(minutes_of(calendar.weekly)))
    about = f" {GLYPHS.dot} ".join((hours, *map(clean, (*calendar.teams, *calendar.customers))))
    return cut_spans([*spans, (pad(said, name - 1), style), (f" {about}", "dim")], width)

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
from servicedesk_tui.vocabulary.staffing import AbsenceRow, CalendarView, Hours, PersonView, Week

from .glyphs import GLYPHS
from .paint import Span, clean, cut_spans, pad, pad_left, wrap

Row = list[Span]
WIDE, MIDDLE = 76, 62
_NAME = 12
_OFFICE = dict.fromkeys(range(1, 6), ((8 * 60, 16 * 60),))


@dataclass(slots=True)
class Staff:
    """What is in hand of the people and calendars; `cursor` counts people first, then calendars."""

    people: tuple[PersonRow, ...] = ()
    calendars: tuple[CalendarView, ...] = ()
    views: dict[int, PersonView] = field(default_factory=dict)
    cursor: int = 0

    @property
    def count(self) -> int:
        """How many can be chosen."""
        return len(self.people) + len(self.calendars)

    @property
    def person(self) -> PersonRow | None:
        """The person under the cursor."""
        return self.people[self.cursor] if self.cursor < len(self.people) else None

    @property
    def calendar(self) -> CalendarView | None:
        """The calendar under the cursor."""
        at = self.cursor - len(self.people)
        return self.calendars[at] if 0 <= at < len(self.calendars) else None


def as_it_came(zone_name: str, now: datetime) -> CalendarView:
    """The desk's own calendar while nobody has set it: Monday to Friday from 8 to 16."""
    return CalendarView("", "", zone_name, _OFFICE, {}, 0, now)


def list_rows(staff: Staff, width: int, now: datetime, tz: ZoneInfo) -> tuple[list[Row], list[int]]:
    """The list, and the row of each that can be chosen."""
    rows: list[Row] = [_head(width)]
    places: list[int] = []
    for number, person in enumerate(staff.people):
        places.append(len(rows))
        rows.append(_person_row(person, staff.views.get(person.id), number == staff.cursor, width, now, tz))
    rows += [[], cut_spans([(" ", ""), (_("Calendars"), "head")], width)]
    for number, calendar in enumerate(staff.calendars, len(staff.people)):
        places.append(len(rows))
        rows.append(_calendar_row(calendar, number == staff.cursor, width))
    return rows, places


def person_rows(view: PersonView, calendars: Sequence[CalendarView], width: int, now: datetime) -> list[Row]:
    """A person in full."""
    tz = zone(view.zone)
    about = f" {GLYPHS.dot} ".join(clean(part) for part in (word(view.role), view.team or "") if part)
    title: Row = [(clean(view.name), "bold"), (f"  {about}", "dim")]
    if not view.active:
        title.append((f"  {_('left')}", "alarm"))
    tasks = n_("{count} open", "{count} open", view.open_tasks).format(count=view.open_tasks)
    if view.wip_cap is not None:
        tasks += f" {GLYPHS.dot} " + _("at most {cap} under way").format(cap=view.wip_cap)
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
        rows += _fact(name, [said], width)
    rows += _fact(_("hours"), _hours(view, calendars), width)
    skills = [f"{clean(skill.name)} {skill.level}" for skill in view.skills]
    rows += _fact(_("skills"), [f" {GLYPHS.dot} ".join(skills) or _("none: s says what they can do")], width)
    away = [absence_words(one, now, tz) for one in view.absences]
    return [*rows, *_fact(_("away"), away or [_("not that is known: b says when")], width)]


def calendar_rows(calendar: CalendarView, width: int, now: datetime) -> list[Row]:
    """A calendar in full: its week, then the days that are other than their weekday, past ones left out."""
    today = now.astimezone(zone(calendar.zone)).date()
    title: Row = [(clean(calendar.name) or _("The desk's own"), "bold"), (f"  {clean(calendar.zone)}", "dim")]
    rows = [cut_spans(title, width), [], *_fact(_("hours"), week_lines(calendar.weekly), width)]
    days = [
        f"{day_words(one, today)}  {hours_words(hours)}"
        for one, hours in sorted(calendar.exceptions.items())
        if one >= today
    ]
    rows += _fact(_("other days"), days or [_("none: b writes one, H takes a country's holidays")], width)
    if not calendar.version:
        return [*rows, [], cut_spans([(_("as it came: nobody has set it yet"), "dim")], width)]
    since = _("version {version}, since {day}").format(
        version=calendar.version, day=day(calendar.valid_from.astimezone(zone(calendar.zone)).date(), today)
    )
    return [*rows, [], cut_spans([(since, "dim")], width)]


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


def _fact(name: str, lines: Sequence[str], width: int) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        for piece in wrap(line, max(8, width - _NAME)):
            rows.append(cut_spans([(pad("" if rows else name, _NAME), "dim"), (piece, "")], width))
    return rows


def _columns(width: int) -> tuple[int, int, int, int]:
    """How wide login, name, role and team are; 0 where there is no room for them."""
    if width >= WIDE:
        return 9, 16, 13, 11
    if width >= MIDDLE:
        return 9, 16, 13, 0
    return 8, max(8, width - 30), 0, 0


def _head(width: int) -> Row:
    login, name, role, team = _columns(width)
    spans: Row = [(" ", ""), (pad(_("People"), login), "head"), (pad("", name), "")]
    spans += [(pad(_("role"), role), "dim"), (pad(_("team"), team), "dim")]
    return cut_spans([*spans, (pad_left(_("week"), 5) + pad_left(_("tasks"), 8) + pad_left(_("cap"), 5), "dim")], width)


def _person_row(person: PersonRow, view: PersonView | None, here: bool, width: int, now: datetime, tz: ZoneInfo) -> Row:
    login, name, role, team = _columns(width)
    style = "cursor" if here else ""
    hours = (
        _("{n} h").format(n=figure(view.weekly_minutes if not view.hours else minutes_of(view.hours))) if view else ""
    )
    cap = view.wip_cap if view else None
    spans: Row = [(GLYPHS.cursor if here else " ", "accent"), (pad(clean(person.login), login), style or "bold")]
    spans += [(pad(clean(person.name), name - 1), style), (" ", "")]
    if role:
        spans.append((pad(word(person.role), role - 1) + " ", "dim"))
    if team:
        spans.append((pad(clean(person.team or ""), team - 1) + " ", "dim"))
    spans += [(pad_left(hours, 5), ""), (pad_left(str(person.open_tasks), 8), "")]
    spans.append((pad_left(str(cap) if cap is not None else "", 5), "dim"))
    return cut_spans([*spans, (f" {_away(person, now, tz, brief=not role)}", "accent")], width)


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


def _calendar_row(calendar: CalendarView, here: bool, width: int) -> Row:
    login, name, _role, _team = _columns(width)
    style = "cursor" if here else ""
    key = clean(calendar.key) or _("desk")
    said = clean(calendar.name) or _("the desk's own")
    spans: Row = [(GLYPHS.cursor if here else " ", "accent"), (pad(key, login), style or "bold")]
    hours = _("{count} h a week").format(count=figure(minutes_of(calendar.weekly)))
    return cut_spans([*spans, (pad(said, name - 1), style), (f" {hours}", "dim")], width)

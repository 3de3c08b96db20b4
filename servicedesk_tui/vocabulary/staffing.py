"""People's time as plain data: hours, absences, skills, calendars; the commands that set them and the rows that show them.

Hours are minutes after a day's midnight, local time, `(start, end)`; an end after 1440 is in the next day. Weekdays are ISO's:
1 is Monday.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .commands import Command
from .enums import AbsenceKind, Role
from .questions import Question

Hours = tuple[tuple[int, int], ...]
Week = Mapping[int, Hours]


# -- commands ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAbsence(Command):
    """A person is away from `starts` to `ends` (whole days when `is_day`: to the end of the last one). `substitute` stands
    in; who stands in for whom must not go round in a circle at any moment."""

    person: int
    starts: datetime
    ends: datetime
    is_day: bool = True
    kind: AbsenceKind = AbsenceKind.HOLIDAY
    substitute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAbsence(Command):
    """Set fields of an absence: starts, ends, is_day, kind, substitute."""

    absence: int
    fields: Mapping[str, Any]
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAbsence(Command):
    """The person is not away after all."""

    absence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSkill(Command):
    """A person can do this, at a level from 1 (best) to 3; None: no longer. A task needs those of its tags that are
    anybody's skill."""

    person: int
    skill: str
    level: int | None = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePerson(Command):
    """A person works here no longer. Their open tasks go to `tasks_to`, or with `to_inbox` back to the inbox; asked for
    (`Needs("tasks_to")`) while they have any. Their planned visits go with the tasks, or are called off."""

    person: int
    tasks_to: int | None = None
    to_inbox: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTeam(Command):
    """Add a team, with a lead (a person's id) and a calendar where it has them."""

    name: str
    lead: int | None = None
    calendar_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTeam(Command):
    """Set a team's fields: name, lead (a person's id; None: nobody), calendar_key (None: the desk's own)."""

    team: int
    fields: Mapping[str, Any]
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCalendar(Command):
    """Keep a working calendar under a key ("" is the desk's own), as a new version of it. One in which nobody ever works is
    refused. `exceptions` are dates with other hours than their weekday's (none: closed)."""

    key: str = ""
    name: str = ""
    zone: str = ""
    weekly: Week = field(default_factory=dict)
    exceptions: Mapping[date, Hours] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSetting(Command):
    """Set a setting of the whole desk (`planning.SETTINGS` says which there are and what they hold); None: as it came."""

    key: str
    value: Any


# -- questions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonQuestion(Question):
    """A person with hours, skills and absences, past ones left out. Answer: `PersonView`."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsQuestion(Question):
    """The teams, by name. Answer: tuple of `TeamRow`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsQuestion(Question):
    """The working calendars as they are now, the desk's own first. Answer: tuple of `CalendarView`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysQuestion(Question):
    """The public holidays of a country in a year, to be looked through before they count. Answer: tuple of `Holiday`."""

    country: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsQuestion(Question):
    """The settings of the desk. Answer: mapping of key to value, as set or as they came."""


# -- rows --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SkillRow:
    """What a person can do, 1 best."""

    name: str
    level: int


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A time away. `substitute` is the login of who stands in; `stands_in` of who does so now, or when it begins: somebody
    else where the substitute is away too. `relief` stands in for a substitute who is there then, but not all of the time."""

    id: int
    starts: datetime
    ends: datetime
    is_day: bool
    kind: AbsenceKind
    substitute: str | None = None
    stands_in: str | None = None
    relief: str | None = None


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person in full. `hours` are their own ({}: the calendar's, as much of it as `weekly_minutes`)."""

    id: int
    login: str
    name: str
    role: Role
    team: str | None
    email: str
    phone: str
    zone: str
    language: str
    active: bool
    weekly_minutes: int
    hours: Week
    calendar: str
    wip_cap: int | None
    open_tasks: int
    skills: tuple[SkillRow, ...] = ()
    absences: tuple[AbsenceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team. `lead` is a login, `calendar_key` None where it works by the desk's own calendar; `open_tasks` are those of the
    team, whoever has them, `unowned` what of them nobody has."""

    id: int
    name: str
    lead: str | None
    calendar_key: str | None
    people: int
    open_tasks: int
    unowned: int = 0


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A working calendar, and since when it is as it is. `teams` and `customers` are the names of who works by it (of
    customers the first twelve)."""

    key: str
    name: str
    zone: str
    weekly: Week
    exceptions: Mapping[date, Hours]
    version: int
    valid_from: datetime
    teams: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday; `regional` when it is one in a part of the country only."""

    day: date
    name: str
    regional: bool = False

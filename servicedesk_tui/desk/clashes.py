"""What is wrong with a visit: overlaps, absences, hours, skills and ways too short, each in words. What the schedule shows,
and what planning blocks, warns of or allows by setting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.policy.capacity import WorkTime, shifts
from servicedesk_tui.policy.working import Span, WorkingCalendar
from servicedesk_tui.vocabulary.refs import ref

from .terms import Place, Terms
from .trips import Trip
from .worktimes import Host

NAMED = 3
"""How many other visits are named."""


class Clash(StrEnum):
    """What can be wrong, by the setting that says what to do about it."""

    OVERLAP = "on_overlap"
    ABSENCE = "on_absence"
    OUTSIDE_HOURS = "on_outside_hours"
    MISSING_SKILL = "on_missing_skill"


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong with a visit, in words."""

    clash: Clash
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit as it stands or is meant: whose, when, where, the skills its task asks for that the person lacks, and whom it is
    made to, where they have hours of their own."""

    login: str
    span: Span
    place: Place
    lacking: Sequence[str] = ()
    host: Host | None = None


@dataclass(frozen=True, slots=True)
class Eye:
    """Whose words they are: now, and in which zone times are told."""

    now: datetime
    zone: ZoneInfo

    def when(self, at: datetime) -> str:
        """A moment in words."""
        return moment(at, False, self.now, self.zone)


def clashes(plan: Plan, others: Sequence[Trip], worktime: WorkTime, terms: Terms, eye: Eye) -> list[Found]:
    """What is wrong with a visit, `others` being the person's other ones in order. Who is away is not outside hours too."""
    away = _absences(plan, worktime)
    return [
        *_overlaps(plan, others, eye),
        *(away or _outside(plan, plan.login, worktime.calendar)),
        *(_outside(plan, plan.host.name, plan.host.calendar) if plan.host else ()),
        *_skills(plan),
        *_ways(plan, others, worktime, terms),
    ]


def _overlaps(plan: Plan, others: Sequence[Trip], eye: Eye) -> list[Found]:
    meeting = [one for one in others if one.start < plan.span.end and plan.span.start < one.end]
    said = _("{login} has a visit to {task} then, {when}.")
    return [
        Found(Clash.OVERLAP, said.format(login=plan.login, task=ref(one.number), when=eye.when(one.start)))
        for one in meeting[:NAMED]
    ]


def _absences(plan: Plan, worktime: WorkTime) -> list[Found]:
    meets = any(span.start < plan.span.end and plan.span.start < span.end for span in worktime.away)
    return [Found(Clash.ABSENCE, _("{login} is away then.").format(login=plan.login))] if meets else []


def _outside(plan: Plan, whose: str, calendar: WorkingCalendar) -> list[Found]:
    """Outside hours is what no shift holds whole; a visit over lunch is within one."""
    if shifts(calendar, *plan.span) == [plan.span]:
        return []
    return [Found(Clash.OUTSIDE_HOURS, _("It is outside the hours of {login}.").format(login=whose))]


def _skills(plan: Plan) -> list[Found]:
    said = _("{login} lacks the skill {skill}.")
    return [Found(Clash.MISSING_SKILL, said.format(login=plan.login, skill=skill)) for skill in plan.lacking]


def _ways(plan: Plan, others: Sequence[Trip], worktime: WorkTime, terms: Terms) -> list[Found]:
    """The way from the visit before that day and to the one after must fit in between."""
    zone, found = worktime.own_zone, []
    day = plan.span.start.astimezone(zone).date()
    same = [one for one in others if one.start.astimezone(zone).date() == day]
    before = max((one for one in same if one.end <= plan.span.start), key=lambda one: one.end, default=None)
    after = min((one for one in same if one.start >= plan.span.end), key=lambda one: one.start, default=None)
    for one, gap in (
        (before, plan.span.start - before.end if before else None),
        (after, after.start - plan.span.end if after else None),
    ):
        if one is None or gap is None:
            continue
        way = terms.way(one.place, plan.place)
        if gap < timedelta(minutes=way):
            said = _("Only {gap} m between it and {task}; the way takes {way} m.")
            minutes = round(gap.total_seconds() / 60)
            found.append(Found(Clash.OVERLAP, said.format(gap=minutes, task=ref(one.number), way=way)))
    return found


def lacking(asked: Sequence[str], skills: Mapping[str, Mapping[int, int]], person: int) -> list[str]:
    """The skills of those asked for that a person does not have."""
    return [skill for skill in asked if person not in skills.get(skill, {})]

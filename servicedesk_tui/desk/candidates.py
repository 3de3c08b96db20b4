"""Who could take a task, best first, and why the others not (RULES 7): what the question answers and assignment by policy
chooses from.

Able is who is there before the deadline, has every skill the task asks for, has room for it before the deadline and has
not begun as much as they may. Among those it speaks for somebody to be good at it, to have room, to be of its team, to have been at the
customer lately, to be on shift now, to be near on one of the days, and to have begun little.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import length, moment
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.plans import Candidate
from servicedesk_tui.vocabulary.refusals import NotFound

from .conditions import IS_CLOSED, IS_OPEN
from .crew import Member, crew, needed, skills
from .kept import Kept
from .loads import Loads
from .opened import BEGUN
from .terms import Place

_T = METADATA.tables
_TASK, _SITE = _T["task"].c, _T["site"].c
HORIZON = timedelta(days=14)
"""How far ahead room is looked for when nothing says by when."""
FARTHEST = timedelta(days=60)
"""How far ahead it is looked for at most."""
KNOWN_DAYS = 90
"""Days within which who was at a customer counts as knowing them."""
_BEST = 3
_LEVELS = {1: 3.0, 2: 2.0, 3: 1.0}


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, as a candidate is measured against it."""

    task: int
    number: int
    owner: int | None
    team: int | None
    customer: int | None
    place: Place
    minutes: int
    deadline: datetime
    is_dated: bool
    skills: tuple[str, ...]


@dataclass
class Measure:
    """What the candidates of tasks are measured by, read once for all of them: the crew, what they can do, and their loads.
    Who is given a task under it has it from then on."""

    session: Session
    now: datetime
    zone: Any
    me: int | None = None
    freed: dict[int, int | None] = field(default_factory=dict)
    """Tasks measured as if they were nobody's, until they are given to one after the other."""
    kept: Kept | None = None
    _loads: dict[date, Loads] = field(default_factory=dict, repr=False)

    @cached_property
    def people(self) -> Mapping[int, Member]:
        """The crew."""
        return crew(self.session, self.me)

    @cached_property
    def skills(self) -> Mapping[str, Mapping[int, int]]:
        """What can be done, by whom and how well."""
        return skills(self.session)

    @cached_property
    def base(self) -> Loads:
        """The loads of the two weeks in which room is looked for when nothing says by when."""
        today = self.now.astimezone(self.zone).date()
        return self._read(today + HORIZON + timedelta(days=1))

    def loads(self, task: int, last: date) -> Loads:
        """The loads to a day at least, as if the task were nobody's."""
        today = self.base.today
        end = self.base.end if last < self.base.end else min(last, today + FARTHEST) + timedelta(days=1)
        if task not in self.freed and (self._is_somebodys(task) or task in self._visited):
            return self._read(end, {task: None})
        if end not in self._loads:
            self._loads[end] = self.base if end == self.base.end else self._read(end)
        return self._loads[end]

    def _read(self, end: date, moved: Mapping[int, int | None] | None = None) -> Loads:
        today = self.now.astimezone(self.zone).date()
        moved = {**self.freed, **(moved or {})}
        loads = Loads(self.session, self.now, self.zone, self.people, today, end, moved=moved, kept=self.kept)
        if "base" in self.__dict__:
            loads.__dict__["opened"] = self.base.opened  # the open work is the same whatever the days
        return loads

    @cached_property
    def _visited(self) -> set[int]:
        return {trip.task for some in self.base.trips.values() for trip in some}

    def _is_somebodys(self, task: int) -> bool:
        left = self.base.opened.left.get(task)
        return left is not None and left.owner is not None

    def give(self, task: int, person: int) -> None:
        """A task that nobody had, or that was freed, was given to a person."""
        assert self.kept is None, "what is kept is what the store says"
        left = self.base.opened.left[task]
        for loads in self._loads.values():
            loads.give(left, person)
        if task in self.freed:
            self.freed[task] = person
        self.base.opened.left[task] = left._replace(owner=person)


def job_of(session: Session, task: int, loads: Loads) -> Job:
    """The job a task is. Its deadline is when it is due, of one that is late or has none the end of two weeks."""
    query = (
        select(
            _TASK.id, _TASK.number, _TASK.owner_id, _TASK.customer_id, _TASK.site_id, _SITE.zone, _TASK.due_at,
            _TASK.estimate_minutes, _TASK.spent_minutes, _TASK.team_id, _TASK.kind,
        )
        .select_from(_T["task"].outerjoin(_T["site"], _SITE.id == _TASK.site_id))
        .where(_TASK.id == task)
    )  # fmt: skip
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(_("There is no such {what}.").format(what=_("task")))
    minutes = row.estimate_minutes or loads.opened.medians.of(row.team_id, row.kind.value)
    asked = needed(session, [task], skills(session)).get(task, ())
    is_dated = row.due_at is not None and row.due_at > loads.now
    return Job(
        row.id, row.number, row.owner_id, row.team_id, row.customer_id, Place(row.site_id, row.customer_id, row.zone or ""),
        max(1, minutes - row.spent_minutes), row.due_at if is_dated else loads.now + HORIZON, is_dated, asked,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranking:
    """A task's candidates, and what they were measured by."""

    job: Job
    loads: Loads
    candidates: tuple[Candidate, ...]
    known: Mapping[int, datetime]
    """Who was at the customer lately, and when last."""

    @property
    def able(self) -> tuple[Candidate, ...]:
        """Those who could take it, best first."""
        return tuple(one for one in self.candidates if not one.why_not)


def rank(task: int, measure: Measure) -> Ranking:
    """Who could take a task, best first, then the others by login with why not. Of many tasks, all are ranked by one
    `measure`."""
    job = job_of(measure.session, task, measure.base)
    loads = measure.loads(task, job.deadline.astimezone(measure.zone).date())
    known = _known(measure.session, job, measure.now)
    judge = _Judge(measure.session, loads, job, measure.skills, known)
    found = [judge.candidate(member) for member in measure.people.values()]
    order = sorted(found, key=lambda one: (bool(one.why_not), 0.0 if one.why_not else -one.rank, one.login))
    return Ranking(job, loads, tuple(order), known)


def _known(session: Session, job: Job, now: datetime) -> dict[int, datetime]:
    """Who had tasks of the customer within the last ninety days, and when last."""
    if job.customer is None:
        return {}
    since = now - timedelta(days=KNOWN_DAYS)
    found: dict[int, datetime] = {}
    for where in ((IS_CLOSED, _TASK.done_at >= since), (IS_OPEN, or_(_TASK.status_since >= since))):
        query = select(_TASK.owner_id, _TASK.done_at, _TASK.status_since).where(
            _TASK.customer_id == job.customer, _TASK.owner_id.is_not(None), _TASK.id != job.task, *where
        )
        for owner, done, since_then in session.execute(query):
            at = done or since_then
            found[owner] = max(at, found.get(owner, at))
    return found


@dataclass(frozen=True, slots=True)
class _Judge:
    session: Session
    loads: Loads
    job: Job
    skills: Mapping[str, Mapping[int, int]]
    known: Mapping[int, datetime]

    def candidate(self, member: Member) -> Candidate:
        """Somebody measured against the job."""
        free = self._free(member.id)
        wip = sum(left.category in BEGUN for left in self.loads.by_owner.get(member.id, ()))
        why_not = self._why_not(member, free, wip)
        reasons, points = self._reasons(member, free, wip)
        return Candidate(
            member.id, member.login, member.name, why_not, tuple(reasons), free, wip, member.cap, round(points, 2)
        )

    def _last(self, person: int) -> date:
        return self.job.deadline.astimezone(self.loads.times[person].own_zone).date()

    def _free(self, person: int) -> int:
        """The minutes free before the deadline: of its own day no more than are worked until then."""
        worktime, last = self.loads.times[person], self._last(person)
        room = self.loads.room(person)
        before = sum(minutes for day, minutes in room.items() if day < last)
        whole = before + room.get(last, 0)
        start = max(self.loads.now, worktime.day(last).start)
        until = worktime.minutes_between(start, self.job.deadline) * worktime.share if self.job.deadline > start else 0
        return before + min(whole - before, round(until))

    def _why_not(self, member: Member, free: int, wip: int) -> str:
        worktime = self.loads.times[member.id]
        if self.job.owner == member.id:
            return _("has it already")
        lacking = [name for name in self.job.skills if member.id not in self.skills[name]]
        if lacking:
            return _("lacks the skill {skill}").format(skill=", ".join(lacking))
        if worktime.away and not round(worktime.minutes_between(self.loads.now, self.job.deadline)):
            held = [span for span in worktime.away if span.end > self.loads.now]
            if held:
                return _("away until {when}").format(when=self._when(held[0].end))
        if member.cap is not None and wip >= member.cap:
            return _("has begun {count} of at most {cap}").format(count=wip, cap=member.cap)
        if free < self.job.minutes:
            return _("only {length} free before {when}").format(length=length(free), when=self._when(self.job.deadline))
        return ""

    def _when(self, at: datetime) -> str:
        return moment(at.astimezone(UTC), False, self.loads.now, self.loads.zone)

    def _reasons(self, member: Member, free: int, wip: int) -> tuple[list[str], float]:
        """What speaks for somebody, and how much."""
        reasons, points = [], 0.0
        levels = [self.skills[name].get(member.id, _BEST + 1) for name in self.job.skills]
        if levels and max(levels) <= _BEST:
            points += sum(_LEVELS.get(level, 0.0) for level in levels) / len(levels)
            reasons.append(
                _("skill {skill}, level {level}").format(skill=", ".join(self.job.skills), level=max(levels))
            )
        points += min(2.0, free / max(1, self.job.minutes) / 4)
        reasons.append(_("{length} free before {when}").format(length=length(free), when=self._when(self.job.deadline)))
        if self.job.team is not None and member.team == self.job.team:
            points += 1.0
            reasons.append(_("in the team {team}").format(team=member.team_name))
        if member.id in self.known:
            days = (self.loads.now - self.known[member.id]).days
            points += 1.5
            reasons.append(
                n_("was at the customer {n} day ago", "was at the customer {n} days ago", days).format(n=days)
                if days > 0
                else _("was at the customer lately")
            )
        if self.loads.times[member.id].is_on_shift(self.loads.now):
            points += 1.0
            reasons.append(_("on shift now"))
        near = self._near(member.id)
        if near is not None:
            points += 1.0
            reasons.append(_("in the neighbourhood {when}").format(when=self._when(near)))
        points -= wip / member.cap if member.cap else min(1.0, wip / 10)
        if member.cap is not None:
            reasons.append(_("has begun {count} of at most {cap}").format(count=wip, cap=member.cap))
        return reasons, points

    def _near(self, person: int) -> datetime | None:
        """When somebody is at the same place or in the same zone before the deadline."""
        for trip in self.loads.trips.get(person, ()):
            if self.loads.now <= trip.end and trip.start < self.job.deadline and trip.is_standing:
                place = trip.place
                same = place.site is not None and place.site == self.job.place.site
                if same or (place.zone and place.zone == self.job.place.zone):
                    return trip.start
        return None

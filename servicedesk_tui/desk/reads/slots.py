"""Free times for a visit to a task: in both calendars, between other visits with the way to and from them, best first.

Best is before the deadline, then the earliest day; on a day first whoever has the task, then the task's team, who was at the
customer before, who is in the neighbourhood, and the shortest way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.policy.capacity import WorkTime, free_spans, shifts
from servicedesk_tui.policy.working import Span, WorkingCalendar, open_spans, subtract, union
from servicedesk_tui.vocabulary.planning import SlotsQuestion
from servicedesk_tui.vocabulary.plans import Slot
from servicedesk_tui.vocabulary.refusals import Invalid

from ..candidates import HORIZON, Job, Ranking, rank
from ..crew import skills
from ..registry import answers
from ..terms import Terms
from ..trips import Trip
from ..worktimes import calendars
from .asking import Asking
from .cards import CUSTOMER
from .undisturbed import undisturbed
from .who import measure_for

QUARTER = 15 * 60
MOST_EACH = 6
"""Times offered of each person."""


@answers(SlotsQuestion)
@undisturbed
def slots(asking: Asking, question: SlotsQuestion) -> tuple[Slot, ...]:
    """Free times, best first."""
    ranking = rank(question.task, measure_for(asking))
    job = ranking.job
    minutes = question.minutes or job.minutes
    if minutes <= 0:
        raise Invalid(_("A visit takes a minute at least."))
    start = max(question.start or asking.now, asking.now)
    until = max(job.deadline if job.is_dated else start, start + HORIZON)
    known, window = skills(asking.session), _window(asking, job)
    found: list[_Fit] = []
    for person, worktime in ranking.loads.times.items():
        if question.person not in (None, person) or any(person not in known[name] for name in job.skills):
            continue
        trips = [trip for trip in ranking.loads.trips.get(person, []) if trip.is_standing]
        search = _Search(person, worktime, trips, window, job, ranking.loads.terms, timedelta(minutes=minutes))
        found += search.fits(start, until)
    order = sorted(found, key=lambda fit: _place(asking, ranking, fit))
    return tuple(_slot(ranking, fit) for fit in order[: question.limit])


@dataclass(frozen=True, slots=True)
class _Fit:
    """A free time of a person, with the minutes on the way to it and from it."""

    person: int
    span: Span
    way: int
    is_near: bool


@dataclass(frozen=True, slots=True)
class _Search:
    """Looking for free times of one person. `trips` are their visits in order."""

    person: int
    worktime: WorkTime
    trips: Sequence[Trip]
    window: WorkingCalendar | None
    job: Job
    terms: Terms
    length: timedelta

    def fits(self, start: datetime, until: datetime) -> list[_Fit]:
        """The first of them, one of each gap."""
        found = []
        busy = [trip.span for trip in self.trips]
        for gap in free_spans(self._open(start, until), busy):
            fit = self._fit(gap)
            if fit is not None:
                found.append(fit)
                if len(found) >= MOST_EACH:
                    break
        return found

    def _open(self, start: datetime, until: datetime) -> list[Span]:
        """Working time without absences in the customer's hours; over a break only where nothing shorter would do."""
        calendar = self.worktime.calendar
        spans = list(open_spans(calendar, start, until))
        if self.length > max((span.length for span in spans), default=timedelta()):
            spans = shifts(calendar, start, until)
        away = union(self.worktime.away)
        mine = [rest for span in spans for rest in subtract(span, away)]
        if self.window is None:
            return mine
        theirs = shifts(self.window, start, until)
        return [both for span in mine for both in _meeting(span, theirs)]

    def _fit(self, gap: Span) -> _Fit | None:
        """The first time in a gap, after the way from the visit before and with room for the way to the next one."""
        zone = self.worktime.own_zone
        day = gap.start.astimezone(zone).date()
        near = [trip for trip in self.trips if trip.start.astimezone(zone).date() == day]
        before = max((t for t in near if t.end <= gap.start), key=lambda t: t.end, default=None)
        after = min((t for t in near if t.start >= gap.end), key=lambda t: t.start, default=None)
        start, end, way = gap.start, gap.end, 0
        if before is not None:
            minutes = self.terms.way(before.place, self.job.place)
            start, way = max(start, before.end + timedelta(minutes=minutes)), way + minutes
        if after is not None:
            minutes = self.terms.way(self.job.place, after.place)
            end, way = min(end, after.start - timedelta(minutes=minutes)), way + minutes
        start = _rounded(start)
        if start + self.length > end:
            return None
        is_near = any(t.place.zone and t.place.zone == self.job.place.zone for t in near)
        return _Fit(self.person, Span(start, start + self.length), way, is_near)


def _meeting(span: Span, others: Sequence[Span]) -> Iterator[Span]:
    for other in others:
        start, end = max(span.start, other.start), min(span.end, other.end)
        if start < end:
            yield Span(start, end)


def _rounded(at: datetime) -> datetime:
    """The next quarter of an hour."""
    return at + timedelta(seconds=-int(at.timestamp()) % QUARTER, microseconds=-at.microsecond)


def _window(asking: Asking, job: Job) -> WorkingCalendar | None:
    """The customer's own hours, if they have some."""
    if job.customer is None:
        return None
    query = select(CUSTOMER.calendar_key).where(CUSTOMER.id == job.customer)
    key = asking.session.execute(query).scalar_one_or_none()
    return calendars(asking.session).get(key) if key else None


def _place(asking: Asking, ranking: Ranking, fit: _Fit) -> Any:
    late = fit.span.end > ranking.job.deadline and ranking.job.is_dated
    day = fit.span.start.astimezone(asking.zone).date()
    job, member = ranking.job, ranking.loads.people[fit.person]
    speaks = (fit.person == job.owner, job.team is not None and member.team == job.team, fit.person in ranking.known)
    return (late, day, *(not one for one in speaks), not fit.is_near, fit.way, fit.span.start, fit.person)


def _slot(ranking: Ranking, fit: _Fit) -> Slot:
    """A free time with what speaks for it."""
    job, member = ranking.job, ranking.loads.people[fit.person]
    reasons = []
    if job.is_dated:
        reasons.append(_("before the deadline") if fit.span.end <= job.deadline else _("after the deadline"))
    if fit.person == job.owner:
        reasons.append(_("{login} has it").format(login=member.login))
    if fit.is_near:
        reasons.append(_("in the neighbourhood that day"))
    if fit.way:
        reasons.append(_("{n} m on the way to it and from it").format(n=fit.way))
    if fit.person in ranking.known:
        reasons.append(_("{login} was there before").format(login=member.login))
    return Slot(fit.person, member.login, fit.span.start, fit.span.end, tuple(reasons))

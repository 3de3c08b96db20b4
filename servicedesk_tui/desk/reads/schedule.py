"""The schedule: people down, their visits, hours and absences across, with what is wrong in words; and what is not planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import WorkTime
from servicedesk_tui.policy.working import open_spans
from servicedesk_tui.store.ids import among
from servicedesk_tui.store.search import Among
from servicedesk_tui.vocabulary.planning import ScheduleQuestion
from servicedesk_tui.vocabulary.plans import Bar, ScheduleRow, ScheduleView, Stretch
from servicedesk_tui.vocabulary.refusals import Invalid

from ..clashes import Eye, Plan, clashes, lacking
from ..crew import Member, crew, needed, skills
from ..opened import opened
from ..registry import answers
from ..terms import Terms, terms
from ..trips import Trip, by_person, trips, ways
from ..worktimes import Host, hosts, worktimes
from .asking import Asking
from .cards import CUSTOMER, TASK
from .undisturbed import undisturbed
from .unplanned import unplanned

MOST = 62
"""Days that can be asked for."""
_SITE = METADATA.tables["site"].c
_AROUND = timedelta(days=1)


@answers(ScheduleQuestion)
@undisturbed
def schedule(asking: Asking, question: ScheduleQuestion) -> ScheduleView:
    """The days of people, and the work not planned yet."""
    if not 0 < question.days <= MOST:
        raise Invalid(_("The schedule shows 1 to {most} days.").format(most=MOST))
    days = tuple(question.start + timedelta(days=n) for n in range(question.days))
    people = crew(asking.session, asking.me.id)
    shown = [one for one in people.values() if question.person in (None, one.id)]
    start, end = _midnight(asking, days[0]) - _AROUND, _midnight(asking, days[-1]) + 2 * _AROUND
    found = trips(asking.session, [one.id for one in shown], start, end)
    times = worktimes(asking.session, [one.id for one in shown], start, end)
    looking = _Looking(
        asking, days, terms(asking.session), *_named(asking, found, question.filter), _hosts(asking, found)
    )
    visits = by_person(found)
    rows = tuple(looking.row(one, times[one.id], visits.get(one.id, [])) for one in shown)
    medians = (asking.kept.opened(asking.session) if asking.kept else opened(asking.session)).medians
    rest = unplanned(asking, question.filter, question.unplanned, medians) if question.unplanned else ()
    return ScheduleView(days, rows, rest, asking.now, sum(bool(bar.conflicts) for row in rows for bar in row.bars))


def _midnight(asking: Asking, day: date) -> datetime:
    return datetime.combine(day, time(), asking.zone)


def _named(asking: Asking, found: Sequence[Trip], text: str) -> tuple[dict[int, Any], dict[int, tuple[str, ...]], Any]:
    """The customers and places of tasks that are let through, the skills they ask for, and who has which."""
    query = (
        select(TASK.id, CUSTOMER.name, _SITE.name.label("site"), _SITE.address)
        .select_from(
            METADATA.tables["task"]
            .outerjoin(METADATA.tables["customer"], CUSTOMER.id == TASK.customer_id)
            .outerjoin(METADATA.tables["site"], _SITE.id == TASK.site_id)
        )
        .where(among(asking.session, TASK.id, {trip.task for trip in found}))
    )
    if text.strip():
        from ..filtering import condition, filter_for  # the language is loaded with the first filter

        query = query.where(condition(filter_for(asking, text).where, asking.session, asking.now, Among.ALL))
    names = {row.id: row for row in asking.rows(query)} if found else {}
    known = skills(asking.session)
    return names, needed(asking.session, names, known), known


def _hosts(asking: Asking, found: Sequence[Trip]) -> dict[int, Host]:
    """The customers with hours of their own to whom visits are made."""
    return hosts(asking.session, {trip.place.customer for trip in found if trip.place.customer is not None})


@dataclass(frozen=True, slots=True)
class _Looking:
    """What all rows are looked at with."""

    asking: Asking
    days: tuple[date, ...]
    terms: Terms
    names: Mapping[int, Any]
    needed: Mapping[int, tuple[str, ...]]
    skills: Mapping[str, Mapping[int, int]]
    hosts: Mapping[int, Host]

    def row(self, member: Member, worktime: WorkTime, visits: Sequence[Trip]) -> ScheduleRow:
        """A person's days, which begin at their own midnight."""
        start, end = worktime.day(self.days[0]).start, worktime.day(self.days[-1]).end
        on_the_way = dict(zip((t.visit for t in visits), ways(visits, worktime, self.terms), strict=True))
        shown = [trip for trip in visits if trip.start < end and start < trip.end and trip.task in self.names]
        bars = tuple(self._bar(trip, member, worktime, visits, on_the_way[trip.visit]) for trip in shown)
        hours = tuple(Stretch(*span) for span in open_spans(worktime.calendar, start, end))
        away = tuple(
            Stretch(max(span.start, start), min(span.end, end), worktime.kinds.get(span))
            for span in worktime.away
            if span.start < end and start < span.end
        )
        return ScheduleRow(member.id, member.login, member.name, bars, hours, away, member.id == self.asking.me.id)

    def _bar(self, trip: Trip, member: Member, worktime: WorkTime, visits: Sequence[Trip], way: int) -> Bar:
        row = self.names[trip.task]
        return Bar(
            trip.visit, trip.task, trip.number, trip.title, trip.start, trip.end, trip.state, trip.priority,
            trip.category, row.name or "", ", ".join(filter(None, (row.site, row.address))), way,
            self._conflicts(trip, member, worktime, visits),
        )  # fmt: skip

    def _conflicts(self, trip: Trip, member: Member, worktime: WorkTime, visits: Sequence[Trip]) -> tuple[str, ...]:
        """What is wrong with a visit that is still to be made."""
        if not trip.is_standing:
            return ()
        without = lacking(self.needed.get(trip.task, ()), self.skills, member.id)
        plan = Plan(member.login, trip.span, trip.place, without, self.hosts.get(trip.place.customer or 0))
        others = [other for other in visits if other.visit != trip.visit and other.is_standing]
        eye = Eye(self.asking.now, self.asking.zone)
        return tuple(found.words for found in clashes(plan, others, worktime, self.terms, eye))

"""What is looked at before a visit is planned or moved: what is wrong with it is refused, warned of or let be, by setting."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import Person, Site, Task, Visit
from servicedesk_tui.policy.capacity import WorkTime
from servicedesk_tui.policy.working import Span
from servicedesk_tui.vocabulary.refusals import Invalid

from ..clashes import Eye, Plan, clashes, lacking
from ..crew import needed, skills
from ..terms import Place, Terms, terms
from ..trips import LONGEST, STANDING, Trip, trips
from ..work import Work, is_open
from ..worktimes import Host, hosts, worktimes

T = TypeVar("T")
_AROUND = timedelta(days=1)


def guard(work: Work, task: Task, person: Person, span: Span, visit: Visit | None = None) -> None:
    """Look at a person's visit to a task before it is made or moved (`visit`); raises `Invalid` for what is blocked."""
    assert person.id is not None
    found = clashes(
        Plan(person.login, span, _place(work, task), _lacking(work, task, person.id), _host(work, task)),
        _others(work, person.id, span, visit),
        _worktime(work, person.id, span),
        _kept(work, "terms", lambda: terms(work.session)),
        Eye(work.now, zone(work.me.zone)),
    )
    settings: Terms = work.kept["terms"]
    if span.end <= work.now:
        work.warnings.append(_("That time has passed."))
    blocked = [one.words for one in found if settings[one.clash] == "block"]
    if blocked:
        raise Invalid(" ".join(blocked))
    work.warnings += [one.words for one in found if settings[one.clash] == "warn"]


def _kept(work: Work, key: Any, read: Callable[[], T]) -> T:
    if key not in work.kept:
        work.kept[key] = read()
    found: T = work.kept[key]
    return found


def _worktime(work: Work, person: int, span: Span) -> WorkTime:
    key = ("worktime", person, span.start.date(), span.end.date())
    start, end = span.start - _AROUND, span.end + _AROUND
    return _kept(work, key, lambda: worktimes(work.session, [person], start, end)[person])


def _lacking(work: Work, task: Task, person: int) -> list[str]:
    known = _kept(work, "skills", lambda: skills(work.session))
    if not known or task.id is None:
        return []
    names = set(work.tags_on(task.id)) | set(needed(work.session, [task.id], known).get(task.id, ()))
    return lacking(sorted(names & set(known)), known, person)


def _host(work: Work, task: Task) -> Host | None:
    """The task's customer, where it has hours of its own."""
    customer = task.customer_id
    if customer is None:
        return None
    return _kept(work, ("host", customer), lambda: hosts(work.session, [customer]).get(customer))


def _place(work: Work, task: Task) -> Place:
    key = ("site", task.site_id)
    site = _kept(work, key, lambda: work.session.get(Site, task.site_id)) if task.site_id is not None else None
    return Place(task.site_id, task.customer_id, site.zone if site else "")


@dataclass
class Passing:
    """Visits that go from one person to another, by whose they are now and when: a bulk may pass thousands on, and those of
    one person at one time are wanted for each of them."""

    ids: set[int] = field(default_factory=set)
    _by_day: dict[tuple[int, date], list[Visit]] = field(default_factory=lambda: defaultdict(list))

    def add(self, visit: Visit) -> None:
        """A visit is another person's now."""
        self.ids.add(visit.id or 0)
        self._by_day[visit.person_id, visit.starts_at.date()].append(visit)

    def around(self, person: int, span: Span) -> list[Visit]:
        """A person's that may meet a stretch of time."""
        first, last = (span.start - _AROUND - LONGEST).date(), (span.end + _AROUND).date()
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        some = (visit for day in days for visit in self._by_day.get((person, day), ()))
        return [v for v in some if v.starts_at < span.end + _AROUND and v.ends_at > span.start - _AROUND]


def passing(work: Work) -> Passing:
    """The visits that a command passes on. One that does changes no other visits."""
    found: Passing = work.kept.setdefault("passing", Passing())
    return found


def _changing(work: Work, person: int, span: Span) -> tuple[Collection[int], list[Visit]]:
    """The ids of the visits that this very command plans and moves, and those of them that may meet a stretch of time."""
    if "passing" in work.kept:
        return passing(work).ids, passing(work).around(person, span)
    changing = [v for v in (*work.session.new, *work.session.dirty) if isinstance(v, Visit)]
    return {v.id for v in changing if v.id is not None}, changing


def _others(work: Work, person: int, span: Span, visit: Visit | None) -> list[Trip]:
    """The person's other visits around that time, those that this very command plans and moves among them."""
    known, changing = _changing(work, person, span)
    mine_is = visit.id if visit is not None else None
    found = trips(work.session, [person], span.start - _AROUND, span.end + _AROUND)
    others = [trip for trip in found if trip.visit not in known and trip.visit != mine_is and trip.state in STANDING]
    mine = [v for v in changing if v is not visit and v.person_id == person and v.state in STANDING and v.task_id]
    others += [trip for trip in (_trip(work, v) for v in mine) if trip is not None]
    return sorted(others, key=lambda trip: (trip.start, trip.visit))


def _trip(work: Work, visit: Visit) -> Trip | None:
    task = work.task(visit.task_id)
    if not is_open(task):
        return None
    return Trip(
        visit.id or 0, visit.task_id, visit.person_id, visit.starts_at, visit.ends_at, visit.state, True,
        _place(work, task), task.number, task.title, task.priority, task.category,
    )  # fmt: skip

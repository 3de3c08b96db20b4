"""Who has how much to do on which day (RULES 6): hours, visits with the way to them, and open work without a time spread
before it is due. What workload, shifts, candidates and assignment by policy all look at.

Booked are a day's visits, cut at midnight in the person's zone, the way between them, and what is left of their open tasks
without a visit to come, as early as there is room before it is due. Of today only what is left of it is room. A filter
narrows which tasks are counted, never where work falls nor the hours.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from servicedesk_tui.policy.capacity import Open, WorkTime, reserve, spread

from .crew import Member
from .kept import Kept
from .opened import BEGUN, WEEK, Left, Opened, as_given, opened
from .terms import Terms, terms
from .trips import Trip, bare_trips, by_person, courses, in_order
from .worktimes import worktimes

_FARTHEST = timedelta(hours=26)
"""From a day's noon in UTC back to before its midnight in every zone."""
AHEAD = 14
"""Days from today on whose hours say how many minutes a day work is cleared with."""
HORIZON = 28
"""Days from today on over which work is spread at least: a day has the same load whatever period it is seen in. More than
`AHEAD`, so that the hours of those days are known too."""


@dataclass(slots=True)
class DayLoad:
    """A person's day in minutes: hours without absences, what of them is kept for emergencies, and what is booked."""

    hours: int = 0
    reserve: int = 0
    visits: int = 0
    travel: int = 0
    estimated: int = 0
    guessed: int = 0

    @property
    def available(self) -> int:
        """What can be booked."""
        return self.hours - self.reserve

    @property
    def booked(self) -> int:
        """All that is."""
        return self.visits + self.travel + self.estimated + self.guessed


class Piece(NamedTuple):
    """A piece of a day's load: of a task that is left, or of a visit (with `way` the minutes on the way to it)."""

    day: date
    minutes: int
    left: Left | None = None
    trip: Trip | None = None
    is_way: bool = False


@dataclass(slots=True)
class Sums:
    """What a person's open tasks come to: minutes left, the same a week ago, and how many were begun."""

    left: int = 0
    left_then: int = 0
    begun: int = 0


@dataclass
class Loads:
    """The loads of people from a day to before another. `counted` are the tasks that count (None: all)."""

    session: Session
    now: datetime
    zone: ZoneInfo
    people: Mapping[int, Member]
    start: date
    end: date
    counted: Collection[int] | None = None
    moved: Mapping[int, int | None] = field(default_factory=dict)
    """Tasks looked at as if they and their visits were somebody else's (None: nobody's, and nobody goes there)."""
    kept: Kept | None = None
    _days: dict[int, dict[date, DayLoad]] = field(default_factory=dict, repr=False)
    _rooms: dict[int, dict[date, int]] = field(default_factory=dict, repr=False)

    @cached_property
    def terms(self) -> Terms:
        """The settings of planning."""
        return terms(self.session)

    @cached_property
    def today(self) -> date:
        """Today, where it is asked."""
        return self.now.astimezone(self.zone).date()

    @cached_property
    def horizon(self) -> date:
        """The day before which work is spread."""
        return max(self.end, self.today + timedelta(days=HORIZON))

    @cached_property
    def times(self) -> dict[int, WorkTime]:
        """When people work, from a week ago on."""
        first = min(self.start, self.today - timedelta(days=8))
        return worktimes(self.session, self.people, _noon(first), _noon(self.horizon + timedelta(days=1)))

    @cached_property
    def opened(self) -> Opened:
        """The open work."""
        return opened(self.session) if self.kept is None else self.kept.opened(self.session)

    @cached_property
    def a_week_ago(self) -> Any:
        """The moment, to compare with when tasks were made."""
        return as_given(self.session, self.now - WEEK)

    @cached_property
    def trips(self) -> dict[int, list[Trip]]:
        """The visits of the days asked for and from today on, by person."""
        start = _noon(min(self.start, self.today)) - _FARTHEST
        if self.kept is None:
            found = by_person(bare_trips(self.session, self.people, start, self.opened.left))
        else:
            found = self.kept.trips(self.session, self.people, start, self.now)
        if not self.moved:
            return found
        changed = [
            trip._replace(person=self.moved[trip.task] or 0) if trip.task in self.moved else trip
            for some in found.values()
            for trip in some
        ]
        return by_person(sorted(changed, key=in_order))

    @cached_property
    def visited(self) -> set[int]:
        """The tasks with a visit to come, or one that should have been today: they count by their visits."""
        midnight = datetime.combine(self.today, time(), self.zone)
        return {t.task for who, some in self.trips.items() if who for t in some if t.is_standing and t.end > midnight}

    @cached_property
    def sums(self) -> dict[int, "Sums"]:
        """What the open tasks that count come to, by owner."""
        found: dict[int, Sums] = defaultdict(Sums)
        for owner, some in self.by_owner.items():
            if not owner:
                continue
            sums = found[owner]
            for left in some if self.counted is None else self.tasks(owner):
                sums.left += left.minutes
                if left.made <= self.a_week_ago:
                    sums.left_then += left.minutes
                if left.category in BEGUN:
                    sums.begun += 1
        return found

    @cached_property
    def by_owner(self) -> dict[int | None, list[Left]]:
        """The open tasks by owner."""
        found: dict[int | None, list[Left]] = defaultdict(list)
        for left in self.opened.left.values():
            found[self.moved.get(left.task, left.owner) if self.moved else left.owner].append(left)
        return found

    def counts(self, task: int) -> bool:
        """True when a task counts."""
        return self.counted is None or task in self.counted

    def tasks(self, owner: int | None) -> Iterator[Left]:
        """The open tasks of an owner that count."""
        return (left for left in self.by_owner.get(owner, ()) if self.counts(left.task))

    def days(self, person: int) -> dict[date, DayLoad]:
        """A person's days."""
        known = self._days.get(person)
        if known is None:
            known = self._days[person] = self._hours(person)
            for piece in self.pieces(person, whole=self.counted is not None):
                self._add(known[piece.day], piece)
        return known

    def _hours(self, person: int) -> dict[date, DayLoad]:
        worktime, found = self.times[person], {}
        percent, hours = self.terms["reserve_percent"], self.terms["reserve_released_hours"]
        for day in _days(self.start, self.end):
            minutes = worktime.minutes(day)
            kept = reserve(minutes, percent, worktime.begins(day), self.now, hours) if day >= self.today else 0
            found[day] = DayLoad(minutes, kept)
        return found

    @staticmethod
    def _add(day: DayLoad, piece: Piece) -> None:
        if piece.is_way:
            day.travel += piece.minutes
        elif piece.trip is not None:
            day.visits += piece.minutes
        elif piece.left is None or piece.left.is_guess:
            day.guessed += piece.minutes
        else:
            day.estimated += piece.minutes

    def pieces(self, person: int, *, whole: bool = True) -> Iterator[Piece]:
        """What a person's days are made of, of the tasks that count. Not `whole`, the open tasks due on one day are one
        piece, which is quicker and comes to the same."""
        fixed = self._fixed(person)
        for piece in fixed:
            if self.start <= piece.day < self.end and piece.trip is not None and self.counts(piece.trip.task):
                yield piece
        for key, parts in spread(self._spreadable(person, whole=whole), self._free(person, fixed)).items():
            left: Left = key[-1]
            for day, minutes in parts.items():
                if self.start <= day < self.end and (not whole or self.counts(left.task)):
                    yield Piece(day, minutes, left)

    def _fixed(self, person: int) -> list[Piece]:
        """A person's visits and the ways to them, by day."""
        worktime, made = self.times[person], self.trips.get(person, [])
        found = []
        for trip, days, way in courses(made, worktime, self.terms):
            found += [Piece(day, minutes, None, trip) for day, minutes in days]
            if way:
                found.append(Piece(days[0][0], way, None, trip, True))
        return found

    def _spreadable(self, person: int, *, whole: bool) -> list[Open]:
        """A person's open tasks without a visit; with estimates first of what is due on one day."""
        days, visited = self.opened.days(self.times[person].own_zone), self.visited
        work = [
            left
            for left in self.by_owner.get(person, ())
            if left.due is not None and left.minutes and left.task not in visited
        ]
        if whole:
            return [Open((left.is_guess, left.task, left), left.minutes, days[left.due]) for left in work]
        sums: dict[tuple[date, bool], int] = defaultdict(int)
        some: dict[tuple[date, bool], Left] = {}
        for left in work:
            key = days[left.due], left.is_guess
            sums[key] += left.minutes
            some[key] = left
        return [Open((key[1], key[0].toordinal(), some[key]), minutes, key[0]) for key, minutes in sums.items()]

    def _free(self, person: int, fixed: Iterable[Piece]) -> dict[date, int]:
        """The minutes that nothing is planned in, from today on; of today those still to come."""
        worktime = self.times[person]
        today = self.now.astimezone(worktime.own_zone).date()
        percent, hours = self.terms["reserve_percent"], self.terms["reserve_released_hours"]
        free = {}
        for day in _days(today, self.horizon):
            minutes = worktime.minutes(day)
            if day == today and minutes:
                ahead = worktime.minutes_between(self.now, worktime.day(day).end) * worktime.share
                minutes = min(minutes, round(ahead))
            free[day] = minutes - reserve(minutes, percent, worktime.begins(day), self.now, hours)
        for piece in fixed:
            if piece.day in free and piece.trip is not None and piece.trip.end > self.now:
                free[piece.day] -= piece.minutes
        return free

    def room(self, person: int) -> dict[date, int]:
        """The minutes free on each day from today on, after all that is booked."""
        known = self._rooms.get(person)
        if known is None:
            known = self._rooms[person] = self._room(person)
        return known

    def give(self, left: Left, person: int) -> None:
        """What nobody had, or was looked at as if nobody had it, is a person's from now on; only what is booked of theirs is
        counted anew."""
        self.by_owner[self.moved.get(left.task, left.owner)].remove(left)
        self.by_owner[person].append(left._replace(owner=person))
        if left.task in self.moved:
            self.moved = {**self.moved, left.task: person}
            self._go_along(left.task, person)
        for known in (self._rooms, self._days):
            known.pop(person, None)
        self.__dict__.pop("sums", None)

    def _go_along(self, task: int, person: int) -> None:
        """The visits to a task that were nobody's are a person's too."""
        mine = [trip._replace(person=person) for trip in self.trips.get(0, ()) if trip.task == task]
        if mine:
            known = [*self.trips.get(person, ()), *mine]
            self.trips[person] = sorted(known, key=in_order)
            self.trips[0] = [trip for trip in self.trips[0] if trip.task != task]
            self.__dict__.pop("visited", None)

    def _room(self, person: int) -> dict[date, int]:
        free = self._free(person, self._fixed(person))
        for parts in spread(self._spreadable(person, whole=False), free).values():
            for day, minutes in parts.items():
                free[day] -= minutes
        return {day: max(0, minutes) for day, minutes in free.items() if day < self.end}

    def a_day(self, people: Iterable[int], first: date) -> float:
        """The minutes of a working day of people together, by the two weeks from `first` on."""
        days = list(_days(first, first + timedelta(days=AHEAD)))
        sums = [sum(self.times[person].minutes(day) for person in people) for day in days]
        worked = [minutes for minutes in sums if minutes]
        return sum(worked) / len(worked) if worked else 0.0


def _days(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days):
        yield start + timedelta(days=number)


def _noon(day: date) -> datetime:
    """A moment within a day, whatever the zone: to look around it, not to count from."""
    return datetime.combine(day, time(12), UTC)


def counted(session: Session, where: Any, found: Iterable[Any]) -> set[int]:
    """The tasks among `found` queries of ids that a condition lets through."""
    return {task for query in found for task in session.execute(query.where(where)).scalars()}

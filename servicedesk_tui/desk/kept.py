"""What a desk's reads saw last of the open work and of the visits, so that the next one reads only what has changed since.

The feed says what that is: every commit appends to it, under the store's one lock and so in the order of commits. What is
kept holds as long as the feed ends where it ended then. After that the tasks it names are read anew, and everything when it
names something else, says "many", or no longer has the row it ended with: it is pruned after a day, and a restored store goes
on from an earlier one.

The feed is read before the rows, so that where each query sees what is committed by then (PostgreSQL) rows can only be newer
than it says, and are read once more. Nothing is put in the place of what is kept before it is whole, so that a read that is
stopped leaves it as it was. It is for reads of what is committed: neither for a session that has written nor for one that
went back in time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from servicedesk_tui.store import feed
from servicedesk_tui.vocabulary.rows import ONES_OWN

from .opened import Opened, opened, opened_since
from .trips import LONGEST, Trip, bare_trips, bare_trips_to, by_person, in_order

BACK = timedelta(days=9)
"""How far back visits are kept: to before this week's Monday, wherever. Who looks further back has them read."""
MOST_ITEMS = 1000
MOST_TASKS = 300
"""From how many changed tasks on all are read anew."""
ASIDE = ONES_OWN | {"view", "person"}
"""Topics that change nothing that is kept."""


@dataclass(frozen=True, slots=True)
class _Visits:
    """The visits of some people from a moment on, by person, in order."""

    people: frozenset[int]
    start: datetime
    trips: dict[int, list[Trip]]

    def have(self, people: Collection[int], start: datetime) -> bool:
        """True when they are all that is asked for, and not many more."""
        return self.people.issuperset(people) and start - BACK <= self.start <= start

    def of(self, people: Iterable[int], start: datetime) -> dict[int, list[Trip]]:
        """Those of `people` from a moment on."""
        first = start - LONGEST
        found = {
            person: [trip for trip in self.trips.get(person, ()) if trip.end > start and trip.start > first]
            for person in people
        }
        return {person: some for person, some in found.items() if some}

    def since(self, session: Session, now: Opened, tasks: Collection[int]) -> "_Visits":
        """The same when only some tasks have changed."""
        fresh = by_person(bare_trips_to(session, tasks, self.start, now.left))
        trips = dict(self.trips)
        for person in self.people:
            known = trips.get(person, [])
            rest = [trip for trip in known if trip.task not in tasks]
            if person in fresh or len(rest) < len(known):
                trips[person] = sorted([*rest, *fresh.get(person, ())], key=in_order)
        return replace(self, trips=trips)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was there when the feed ended with `mark`; visits only once they were asked for."""

    mark: feed.Mark | None
    opened: Opened
    visits: _Visits | None = None

    def since(self, session: Session, tasks: Collection[int], mark: feed.Mark) -> "_Seen":
        """The same when only some tasks have changed, by `mark`."""
        if not tasks:
            return replace(self, mark=mark)
        now = opened_since(session, self.opened, tasks)
        return _Seen(mark, now, self.visits and self.visits.since(session, now, tasks))


class Kept:
    """What one desk keeps. Belongs to its thread; what it hands out is not to be changed."""

    def __init__(self) -> None:
        self._seen: _Seen | None = None

    def opened(self, session: Session) -> Opened:
        """The open work."""
        return self._now(session).opened

    def trips(self, session: Session, people: Collection[int], start: datetime, now: datetime) -> dict[int, list[Trip]]:
        """The visits of people from a moment on, by person, as `bare_trips` finds them."""
        seen = self._now(session)
        if start < now - BACK:
            return by_person(bare_trips(session, people, start, seen.opened.left))
        visits = seen.visits
        if visits is None or not visits.have(people, now - BACK):
            found = by_person(bare_trips(session, people, now - BACK, seen.opened.left))
            visits = _Visits(frozenset(people), now - BACK, found)
            self._seen = replace(seen, visits=visits)
        return visits.of(people, start)

    def _now(self, session: Session) -> _Seen:
        """What is kept, brought up to date."""
        seen = self._seen
        found = None if seen is None or seen.mark is None else feed.following(session, seen.mark, MOST_ITEMS)
        tasks = None if found is None else _tasks(found)
        if seen is None or found is None or tasks is None:
            mark = feed.newest(session)
            seen = _Seen(mark, opened(session))
        elif found:
            seen = seen.since(session, tasks, found[-1])
        self._seen = seen
        return seen


def _tasks(found: Iterable[feed.Mark]) -> set[int] | None:
    """The tasks that have changed; None when more may have."""
    tasks = set()
    for item in found:
        if item.topic == "task" and item.ref:
            tasks.add(item.ref)
        elif item.topic not in ASIDE:
            return None
    return tasks if len(tasks) <= MOST_TASKS else None

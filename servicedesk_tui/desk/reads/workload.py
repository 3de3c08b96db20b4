"""The workload: people, teams or skills down, days or weeks across, and how long what they have takes to clear.

Teams and skills are the sums of their people. A team's cells hold what its people have; what nobody has yet counts in its
days to clear. The row of all counts everybody once, however many skills they have.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.policy.capacity import days_to_clear
from servicedesk_tui.store.search import Among
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.planning import LoadBy, WorkloadQuestion
from servicedesk_tui.vocabulary.plans import LoadCell, LoadRow, WorkloadView
from servicedesk_tui.vocabulary.refusals import Invalid

from ..crew import Member, crew, skill_keys, skills
from ..loads import DayLoad, Loads, counted
from ..opened import WEEK, closed_since
from ..registry import answers
from .asking import Asking
from .cards import IS_OPEN, TASK, chunks
from .undisturbed import undisturbed

MOST = 400
"""Days that can be asked for."""


@answers(WorkloadQuestion)
@undisturbed
def workload(asking: Asking, question: WorkloadQuestion) -> WorkloadView:
    """The load of people, teams or skills."""
    step = 7 if question.weeks else 1
    days = question.days * step
    if not 0 < days <= MOST:
        raise Invalid(_("The workload shows 1 to {most} days.").format(most=MOST))
    people = crew(asking.session, asking.me.id)
    loads = loads_for(asking, people, question.start, question.start + timedelta(days=days), question.filter)
    table = _Table(asking, loads, step, _condition(asking, question.filter))
    groups = groups_of(asking, people, question.by)
    mine = asking.me.id if question.by is LoadBy.PERSON else 0
    teams = question.by is LoadBy.TEAM
    rows = tuple(
        table.row(key, name, some, mine, queue=key if teams and key else -1) for key, (name, some) in groups.items()
    )
    total = table.row(0, _("Everybody"), tuple(people), 0, queue=None)
    starts = tuple(question.start + timedelta(days=n) for n in range(0, days, step))
    return WorkloadView(starts, rows, total, loads.today, asking.now, question.weeks, question.by)


def loads_for(asking: Asking, people: Mapping[int, Member], start: date, end: date, text: str = "") -> Loads:
    """The loads of people, of the tasks that a filter lets through."""
    loads = Loads(asking.session, asking.now, asking.zone, people, start, end, kept=asking.kept)
    if text.strip():
        open_ones = select(TASK.id).where(IS_OPEN)
        closed = {trip.task for some in loads.trips.values() for trip in some if not trip.is_open}
        queries = [open_ones, *(select(TASK.id).where(TASK.id.in_(some)) for some in chunks(sorted(closed)))]
        loads.counted = counted(asking.session, _condition(asking, text)[0], queries)
    return loads


def _condition(asking: Asking, text: str) -> tuple[object, ...]:
    """The filter as a condition on tasks, if there is one."""
    if not text.strip():
        return ()
    from ..filtering import condition, filter_for  # the language is loaded with the first filter

    return (condition(filter_for(asking, text).where, asking.session, asking.now, Among.ALL),)


def groups_of(asking: Asking, people: Mapping[int, Member], by: LoadBy) -> dict[int, tuple[str, tuple[int, ...]]]:
    """The rows: by key their name and who they are made of."""
    if by is LoadBy.PERSON:
        return {member.id: (member.login, (member.id,)) for member in people.values()}
    if by is LoadBy.TEAM:
        teams: dict[tuple[str, int], list[int]] = defaultdict(list)
        for member in people.values():
            teams[member.team_name, member.team or 0].append(member.id)
        ordered = sorted(teams.items(), key=lambda team: (not team[0][1], team[0]))
        return {key: (name or _("No team"), tuple(some)) for (name, key), some in ordered}
    keys = skill_keys(asking.session)
    found = {skill: tuple(p for p in people if p in who) for skill, who in skills(asking.session).items()}
    return {keys[skill]: (skill, some) for skill, some in found.items() if some}


@dataclass
class _Table:
    """What all rows are read from."""

    asking: Asking
    loads: Loads
    step: int
    wanted: tuple[object, ...]

    @cached_property
    def closed(self) -> list[tuple[int | None, int | None, int]]:
        """What was open a week ago and is closed by now."""
        return closed_since(self.asking.session, self.asking.now, self.loads.opened.medians.of, *self.wanted)

    @cached_property
    def left_then(self) -> dict[int | None, int]:
        """What was left a week ago, by owner, as far as today's rows tell: nothing is replayed."""
        found: dict[int | None, int] = defaultdict(int)
        for owner, _team, minutes in self.closed:
            found[owner] += minutes
        for owner, sums in self.loads.sums.items():
            found[owner] += sums.left_then
        return found

    def queue(self, team: int | None, *, then: bool) -> int:
        """What is left of what nobody has, of a team (None: of all)."""
        now = sum(
            left.minutes
            for left in self.loads.tasks(None)
            if team in (None, left.team) and (not then or left.made <= self.loads.a_week_ago)
        )
        gone = sum(m for owner, of, m in self.closed if owner is None and team in (None, of)) if then else 0
        return now + gone

    def row(self, key: int, name: str, people: Sequence[int], me: int, *, queue: int | None = -1) -> LoadRow:
        """A row of one or more people; `queue` says of which team what nobody has belongs to it (-1: of none)."""
        by_day = [self.loads.days(person) for person in people]
        days = sorted(by_day[0]) if by_day else []
        firsts = days[:: self.step]
        cells = tuple(self._cell(days[n : n + self.step], people, by_day) for n in range(0, len(days), self.step))
        assert len(cells) == len(firsts)
        caps = [self.loads.people[person].cap for person in people]
        return LoadRow(
            key,
            name,
            cells,
            sum(cell.booked for cell in cells),
            sum(cell.available for cell in cells),
            sum(self.loads.sums[person].begun for person in people),
            None if None in caps or not caps else sum(cap or 0 for cap in caps),
            self._clear(people, queue, then=False),
            self._clear(people, queue, then=True),
            is_me=bool(me) and key == me,
        )

    def _clear(self, people: Sequence[int], queue: int | None, *, then: bool) -> float | None:
        minutes = sum(self.left_then[one] if then else self.loads.sums[one].left for one in people)
        minutes += self.queue(queue, then=then) if queue != -1 else 0
        first = self.loads.today - WEEK if then else self.loads.today
        return days_to_clear(minutes, self.loads.a_day(people, first))

    def _cell(self, days: Sequence[date], people: Sequence[int], by_day: Sequence[Mapping[date, DayLoad]]) -> LoadCell:
        booked = available = guessed = reserve = 0
        for person in by_day:
            for day in days:
                load = person[day]
                booked += load.booked
                available += load.available
                guessed += load.guessed
                reserve += load.reserve
        return LoadCell(days[0], booked, available, guessed, reserve, self._away(days, people))

    def _away(self, days: Iterable[date], people: Sequence[int]) -> AbsenceKind | None:
        """Why nobody of a row is there on any of its days; None when somebody is, or could not be anyway."""
        found = None
        for person in people:
            worktime = self.loads.times[person]
            if not worktime.away:
                return None
            for day in days:
                kind = worktime.away_on(day)
                if kind is None and (worktime.minutes(day) or self.step == 1):
                    return None
                found = found or kind
        return found

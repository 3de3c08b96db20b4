"""What moving tasks would do to the loads of those who have them and of who would."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import day as day_in_words
from servicedesk_tui.locale.dates import length
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.planning import ShiftQuestion
from servicedesk_tui.vocabulary.plans import LoadChange, ShiftView
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import NotFound

from ..crew import crew, needed, skills
from ..loads import Loads
from ..opened import Left
from ..registry import answers
from ..trips import in_order
from .asking import Asking
from .cards import TASK
from .undisturbed import undisturbed

MOST_AHEAD = 60
"""Days ahead that a move is looked at."""


@answers(ShiftQuestion)
@undisturbed
def shift(asking: Asking, question: ShiftQuestion) -> ShiftView:
    """The loads before and after of the days concerned: those on which the tasks fall now or would, at least this week."""
    people = crew(asking.session, asking.me.id)
    if question.person not in people:
        raise NotFound(_("There is no such {what}.").format(what=_("person")))
    today = asking.now.astimezone(asking.zone).date()
    rows = {row.id: row for row in asking.rows(_tasks(asking, question.tasks))}
    end = _end(asking, question, rows, today)
    before = Loads(asking.session, asking.now, asking.zone, people, today, end, kept=asking.kept)
    moved = dict.fromkeys(question.tasks, None if question.day else question.person)
    after = Loads(asking.session, asking.now, asking.zone, people, today, end, moved=moved, kept=asking.kept)
    # What both look at alike is read once.
    after.__dict__.update(terms=before.terms, times=before.times, opened=before.opened)
    left = {task: before.opened.left[task] for task in rows if task in before.opened.left}
    added = _minutes(before, question, left) if question.day else 0
    concerned = {one.owner for one in left.values() if one.owner in people} | {question.person}
    concerned |= {who for who, some in before.trips.items() for trip in some if trip.task in rows}
    changes = [
        LoadChange(
            people[person].login,
            sum(load.booked for load in before.days(person).values()),
            sum(load.booked for load in after.days(person).values()) + (added if person == question.person else 0),
            sum(load.available for load in before.days(person).values()),
        )
        for person in sorted(concerned, key=lambda one: (one == question.person, people[one].login))
    ]
    seen = {task: {"owner": row.owner_id, "start": row.planned_at} for task, row in rows.items()}
    return ShiftView(tuple(changes), tuple(_warnings(asking, question, rows, left, after, added)), seen)


def _tasks(asking: Asking, tasks: tuple[int, ...]) -> Any:
    of_task = (TASK.id, TASK.number, TASK.due_at, TASK.owner_id, TASK.planned_at)
    return select(*of_task).where(among(asking.session, TASK.id, tasks))


def _end(asking: Asking, question: ShiftQuestion, rows: dict[int, Any], today: date) -> date:
    dues: list[date] = [row.due_at.astimezone(asking.zone).date() for row in rows.values() if row.due_at is not None]
    last = max([*dues, question.day or today, today + timedelta(days=6)])
    return min(last, today + timedelta(days=MOST_AHEAD)) + timedelta(days=1)


def _minutes(loads: Loads, question: ShiftQuestion, left: dict[int, Left]) -> int:
    """What the tasks put on the day: their visits as long as they are planned, else what is left of them."""
    visits: dict[int, int] = defaultdict(int)
    for some in loads.trips.values():
        for trip in some:
            if trip.task in question.tasks and trip.task in loads.visited and trip.is_standing:
                visits[trip.task] += round((trip.end - trip.start).total_seconds() / 60)
    return sum(visits.get(task, left[task].minutes) for task in question.tasks if task in left)


def _warnings(
    asking: Asking, question: ShiftQuestion, rows: dict[int, Any], left: dict[int, Left], after: Loads, added: int
) -> list[str]:
    """What speaks against it."""
    member, said = after.people[question.person], []
    known = skills(asking.session)
    for task, names in needed(asking.session, question.tasks, known).items():
        lacking = [name for name in names if member.id not in known[name]]
        if lacking and task in rows:
            said.append(
                _("{login} does not have the skill {skill} that {task} asks for.").format(
                    login=member.login, skill=", ".join(lacking), task=ref(rows[task].number)
                )
            )
    if question.day is None:
        said += [
            _("{task} is due on no day, and so falls on none.").format(task=ref(rows[task].number))
            for task, one in left.items()
            if one.due is None and task not in after.visited
        ]
        return said
    when = day_in_words(question.day, after.today)
    said += _over(question, rows, question.day, after)
    if after.times[member.id].away_on(question.day) is not None:
        said.append(_("{login} is away {day}.").format(login=member.login, day=when))
    load = after.days(member.id).get(question.day)
    if load is not None and load.booked + added > load.available:
        over = length(load.booked + added - load.available)
        said.append(_("{login} then has {length} more than there is time for {day}.").format(
            login=member.login, length=over, day=when))  # fmt: skip
    for row in rows.values():
        if row.due_at is not None and row.due_at.astimezone(asking.zone).date() < question.day:
            said.append(_("{task} is due before that.").format(task=ref(row.number)))
    return said


def _over(question: ShiftQuestion, rows: dict[int, Any], day: date, after: Loads) -> Iterator[str]:
    """What would be in the past."""
    here = after.times[question.person].own_zone
    if day < after.now.astimezone(here).date():
        yield _("That day is over; choose today or a day to come.")
        return
    coming = (
        t for some in after.trips.values() for t in some if t.task in rows and t.is_standing and t.end > after.now
    )
    for task, trip in {trip.task: trip for trip in sorted(coming, key=in_order, reverse=True)}.items():
        start = datetime.combine(day, trip.start.astimezone(here).time(), here)
        if start + (trip.end - trip.start) <= after.now:
            time_of_day = f"{start.astimezone(after.zone):%H:%M}"
            yield _("{task} would be at {time}, and that has passed.").format(
                task=ref(rows[task].number), time=time_of_day
            )

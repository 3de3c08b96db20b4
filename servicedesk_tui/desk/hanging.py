"""When reminders are raised next: computed anew, in the same transaction, wherever something that they hang on has changed."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import Absence, Calendar, Person, Reminder, Task, Team, Visit
from servicedesk_tui.policy.capacity import WorkTime
from servicedesk_tui.policy.reminding import HORIZON, Asked, Hung, moment_of
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.planning import SETTINGS
from servicedesk_tui.vocabulary.reminding import ReminderState

from .recorder import Touched
from .recurrence import Rhythm
from .work import Work, is_open
from .worktimes import worktimes

_AHEAD = timedelta(days=400)
_LEAD = "remind_visit_minutes"
HUNG_ON = frozenset({"status_id", "due_at", "waiting_until", "snoozed_until"})
"""What of a task reminders hang on, besides its visits."""
_TIMES = frozenset({"active", "zone", "hours", "weekly_minutes", "team_id"})


def asked_of(reminder: Reminder, person: Person) -> Asked:
    """The reminder as it was asked for."""
    return Asked(
        reminder.anchor,
        reminder.at,
        reminder.minutes_before,
        reminder.working,
        Rhythm(reminder.every, reminder.at, zone(reminder.zone), zone(person.zone))
        if reminder.every and reminder.at is not None
        else None,
        reminder.last_at,
    )


def hung_of(task: Task) -> Hung:
    """What there is of a task to hang on."""
    return Hung(is_open(task), task.due_at, task.planned_at, task.waiting_until or task.snoozed_until)


def follow(work: Work, touched: Iterable[Touched]) -> None:
    """Whatever a command changed: what hangs on it moves with it."""
    tasks: set[int] = set()
    people: set[int] = set()
    everybody = False
    for one in touched:
        row = one.row
        if isinstance(row, Task) and row.id is not None and (one.op != "update" or HUNG_ON & one.values.keys()):
            tasks.add(row.id)
            _pass_over_the_past(work, row, one)
        elif isinstance(row, Visit):
            tasks.add(row.task_id)
            if one.op != "update" or {"starts_at", "person_id"} & one.values.keys():
                _mark_visit(work, row, moved="person_id" in one.values)
        elif isinstance(row, Person) and row.id is not None and _TIMES & one.values.keys():
            people.add(row.id)
        elif isinstance(row, Absence):
            people.add(row.person_id)
        elif isinstance(row, Calendar | Team):
            everybody = True
    if people or everybody:
        work.session.flush()  # hours are read from the store
    if tasks or people or everybody:
        compute(work, tasks, people, everybody=everybody)


def _pass_over_the_past(work: Work, task: Task, touched: Touched) -> None:
    """Who sets a moment that has passed already knows that it has: nobody is told of it."""
    inserted = touched.op == "insert"
    if task.due_at is not None and task.due_at <= work.now and (inserted or "due_at" in touched.values):
        task.due_told_at = task.soon_told_at = task.due_at
    until = task.waiting_until
    if until is not None and until <= work.now and (inserted or "waiting_until" in touched.values):
        task.wake_told_at = until


def _mark_visit(work: Work, visit: Visit, *, moved: bool) -> None:
    """Whoever writes down a visit that has begun knows of it, and so does who plans their own within the time in which they would
    be reminded of it. Whose it becomes was told of nothing yet."""
    if moved:
        visit.told_at = None
    ahead = timedelta()
    if visit.person_id == work.my_id and visit.starts_at < work.now + timedelta(days=1):
        ahead = timedelta(minutes=int(work.setting(_LEAD, SETTINGS[_LEAD])))
    if visit.starts_at <= work.now + ahead:
        visit.told_at = visit.starts_at


def follow_back(work: Work, inverse: Iterable[dict[str, Any]]) -> None:
    """The same for changes that were taken back."""
    tasks: set[int] = set()
    people: set[int] = set()
    reminders: set[int] = set()
    everybody = False
    for change in inverse:
        entity = change["entity"]
        if entity == "visit" and "person_id" in change["values"]:
            visit = work.session.get(Visit, change["row_id"])
            if visit is not None:
                _mark_visit(work, visit, moved=True)
        if entity in ("task", "visit") and change["task_id"] is not None:
            tasks.add(change["task_id"])
        elif entity == "person":
            people.add(change["row_id"])
        elif entity == "reminder":
            reminders.add(change["row_id"])
        everybody = everybody or entity in ("calendar", "absence", "team")
    if tasks or people or reminders or everybody:
        compute(work, tasks, people, reminders, everybody=everybody)


def compute(
    work: Work,
    tasks: Collection[int] = (),
    people: Collection[int] = (),
    reminders: Collection[int] = (),
    *,
    everybody: bool = False,
) -> None:
    """Set when the pending reminders of these tasks and people, and these reminders, are raised next; of `everybody` those that
    count in working time."""
    session = work.session
    which = [
        among(session, col(Reminder.task_id), tasks),
        among(session, col(Reminder.person_id), people),
        among(session, col(Reminder.id), reminders),
    ]
    if everybody:
        which.append(col(Reminder.working))
    query = select(Reminder).where(col(Reminder.state) == ReminderState.PENDING, or_(*which))
    for reminder in compute_each(work, work.all(query)):
        work.topics.append(("reminder", reminder.id or 0))


def compute_each(work: Work, reminders: Collection[Reminder]) -> list[Reminder]:
    """Set when each of these is raised next; answers those for which that is another moment than it was."""
    times = _times(work, {r.person_id for r in reminders if r.working})
    moved = []
    for reminder in reminders:
        person = work.get(Person, reminder.person_id, _("person"))
        task = work.session.get(Task, reminder.task_id) if reminder.task_id is not None else None
        found = None
        if reminder.state is ReminderState.PENDING and person.active:
            worktime = times.get(reminder.person_id)
            found = moment_of(asked_of(reminder, person), hung_of(task) if task else None, worktime)
        if found != reminder.next_at:
            reminder.next_at = found
            moved.append(reminder)
    return moved


def _times(work: Work, people: Collection[int]) -> dict[int, WorkTime]:
    return worktimes(work.session, people, work.now - HORIZON, work.now + _AHEAD) if people else {}

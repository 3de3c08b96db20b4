"""Moments that have come: visits, due moments, waiting that is over, offers that nobody answers, and reminders people set.

Whether somebody was told of a moment is a mark beside it that holds that very moment: one that moves is told of anew, one that
moves back is not told of twice, and nothing has to be kept in step. Indices hold only what nobody was told of yet.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, literal_column, select, update
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import METADATA, Counter, Person, Reminder, Task
from servicedesk_tui.models.handing import UNCHASED
from servicedesk_tui.models.parts import UNTOLD_VISITS
from servicedesk_tui.models.tasks import UNTOLD
from servicedesk_tui.policy.reminding import latest_of
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import Priority
from servicedesk_tui.vocabulary.reminding import NoticeKind

from ..conditions import IS_OPEN
from ..handlers.escalating import who_looks_after
from ..hanging import asked_of, compute_each
from ..terms import Terms
from ..work import Work
from ..worktimes import desk_zone
from .telling import Inboxes, Telling

_T = METADATA.tables
_TASK, _VISIT, _HANDOVER, _CHANGE, _BATCH = (
    _T["task"].c, _T["visit"].c, _T["handover"].c, _T["change"].c, _T["batch"].c,
)  # fmt: skip
STALE = timedelta(days=31)
"""What is older is marked as told of without a word: a desk that was asleep for a month is not told everything."""
MORNING = time(8)
"""When the day's overdue work is told of, on the desk's clock."""
OVERDUE_DAY = "overdue_day"
_KINDS = {"due": NoticeKind.DUE, "soon": NoticeKind.SOON, "wake": NoticeKind.CHASE, "unowned": NoticeKind.UNOWNED}
_SETTING_OF = {"due": "remind_due", "soon": "remind_before_due_minutes", "wake": "remind_chase", "unowned": "remind_unowned_minutes"}  # fmt: skip


def lead(name: str, settings: Terms) -> timedelta:
    """How long before its moment (negative: after it) people are told of a task's moment."""
    minutes = int(settings[_SETTING_OF[name]]) if name in ("soon", "unowned") else 0
    return timedelta(minutes=-minutes if name == "unowned" else minutes)


def raise_moments(inboxes: Inboxes, most: int) -> None:
    """Tell of every moment that has come."""
    for name in UNTOLD:
        _of_tasks(inboxes, name, most)
    _visits(inboxes, most)
    _offers(inboxes, most)
    _reminders(inboxes, most)
    _overdue(inboxes)


def _of_tasks(inboxes: Inboxes, name: str, most: int) -> None:
    work, (column, where) = inboxes.work, UNTOLD[name]
    at, ahead = _TASK[column], lead(name, inboxes.settings)
    query = (
        select(_TASK.id, _TASK.owner_id, _TASK.priority, at, _TASK.team_id)
        .where(literal_column(where), at <= work.now + ahead)
        .order_by(at)
        .limit(most)
    )
    rows = work.session.execute(query).all()
    if not rows:
        return
    if inboxes.settings[_SETTING_OF[name]]:
        fresh = [row for row in rows if row[3] > work.now - STALE]
        people = {row[0]: [row[1]] if row[1] is not None else who_looks_after(work, row[4]) for row in fresh}
        inboxes.tell(
            [
                Telling(
                    person,
                    f"{name}:{task}:{moment.isoformat()}",
                    _KINDS[name],
                    task,
                    moment,
                    urgent=priority is Priority.P1,
                )
                for task, _owner, priority, moment, _team in fresh
                for person in people[task]
            ]
        )
    _mark(work, _T["task"], {f"{name}_told_at": at}, [row[0] for row in rows])


def _mark(work: Work, table: Any, values: dict[str, Any], ids: Iterable[int]) -> None:
    """Set marks; a mark is no change of the thing."""
    work.session.execute(update(table).where(among(work.session, table.c.id, ids)).values(values))


def _visits(inboxes: Inboxes, most: int) -> None:
    work, minutes = inboxes.work, int(inboxes.settings["remind_visit_minutes"])
    query = (
        select(_VISIT.id, _VISIT.person_id, _VISIT.task_id, _VISIT.starts_at)
        .where(literal_column(UNTOLD_VISITS), _VISIT.starts_at <= work.now + timedelta(minutes=minutes))
        .order_by(_VISIT.starts_at)
        .limit(most)
    )
    rows = work.session.execute(query).all()
    if not rows:
        return
    open_ones = _open_among(work, {row[2] for row in rows})
    if minutes:
        inboxes.tell(
            [
                Telling(person, f"visit:{visit}:{starts.isoformat()}", NoticeKind.VISIT, task, starts)
                for visit, person, task, starts in rows
                if task in open_ones and starts > work.now - STALE
            ]
        )
    _mark(work, _T["visit"], {"told_at": _VISIT.starts_at}, [row[0] for row in rows])


def _open_among(work: Work, tasks: Iterable[int]) -> set[int]:
    query = select(_TASK.id).select_from(_T["task"]).where(IS_OPEN, among(work.session, _TASK.id, tasks))
    return set(work.session.execute(query).scalars())


def _offers(inboxes: Inboxes, most: int) -> None:
    work = inboxes.work
    stale = timedelta(hours=int(inboxes.settings["handover_stale_hours"]))
    query = (
        select(_HANDOVER.id, _HANDOVER.to_id, _HANDOVER.task_id, _HANDOVER.created_at)
        .where(literal_column(UNCHASED), _HANDOVER.created_at <= work.now - stale)
        .order_by(_HANDOVER.created_at)
        .limit(most)
    )
    rows = work.session.execute(query).all()
    if rows:
        inboxes.tell(
            [Telling(to, f"offer:{offer}", NoticeKind.UNANSWERED, task, made + stale) for offer, to, task, made in rows]
        )
        _mark(work, _T["handover"], {"chased_at": work.now}, [row[0] for row in rows])


# -- reminders that somebody set ---------------------------------------------------------------------------------------


def _reminders(inboxes: Inboxes, most: int) -> None:
    work = inboxes.work
    coming: Any = literal_column("reminder.next_at IS NOT NULL")
    query = select(Reminder).where(coming, col(Reminder.next_at) <= work.now).order_by(col(Reminder.next_at))
    due: list[Reminder] = work.all(query.limit(most))
    telling = []
    for reminder in due:
        assert reminder.next_at is not None
        person = work.get(Person, reminder.person_id, _("person"))
        moment = latest_of(asked_of(reminder, person), reminder.next_at, work.now)
        reminder.last_at = moment
        if reminder.unless_changed and _has_changed(work, reminder):
            continue
        task = work.session.get(Task, reminder.task_id) if reminder.task_id is not None else None
        urgent = reminder.urgent or (task is not None and task.priority is Priority.P1)
        key = f"reminder:{reminder.id}:{moment.isoformat()}"
        telling.append(
            Telling(
                reminder.person_id,
                key,
                NoticeKind.REMINDER,
                reminder.task_id,
                moment,
                reminder.text,
                reminder=reminder.id,
                urgent=urgent,
            )
        )
    compute_each(work, due)
    work.topics += [("reminder", reminder.id or 0) for reminder in due]
    work.session.flush()  # a mark is no change of the thing: nothing of it is recorded
    inboxes.tell(telling)


def _has_changed(work: Work, reminder: Reminder) -> bool:
    """True when anything has happened to its task since it was set."""
    since = (_CHANGE.task_id == reminder.task_id, _CHANGE.batch_id > reminder.since_batch_id)
    return work.session.execute(select(_CHANGE.id).where(*since).limit(1)).first() is not None


# -- once a day --------------------------------------------------------------------------------------------------------


def _overdue(inboxes: Inboxes) -> None:
    """In the morning everybody is told once how much of theirs is overdue, where the desk wants that."""
    work = inboxes.work
    if not inboxes.settings["remind_overdue_daily"]:
        return
    here = zone(desk_zone(work.session))
    local = work.now.astimezone(here)
    today = local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)
    counter = counter_of(work, OVERDUE_DAY, today.toordinal() - 1)
    if told_on(counter.value, today):
        return
    counter.value = today.toordinal()
    theirs = (
        select(_TASK.owner_id, func.count())
        .select_from(_T["task"])
        .where(IS_OPEN, _TASK.due_at < work.now, _TASK.owner_id.is_not(None))
        .group_by(_TASK.owner_id)
    )
    at = datetime.combine(today, MORNING, here).astimezone(UTC)
    rows: Any = work.session.execute(theirs)
    inboxes.tell(
        [
            Telling(owner, f"overdue:{today.isoformat()}", NoticeKind.OVERDUE, moment=at, count=count)
            for owner, count in rows
        ]
    )


def told_on(last: int, today: date) -> bool:
    """True when the day of that ordinal is today, or tomorrow where a clock is a little ahead; one that was further ahead counts
    for nothing."""
    return 0 <= last - today.toordinal() <= 1


def next_morning(now: datetime, here: tzinfo, last: int) -> datetime:
    """When the day's overdue work is told of next, after the day of that ordinal (0: never before)."""
    today = now.astimezone(here).date()
    day = date.fromordinal(last) + timedelta(days=1) if last and last <= today.toordinal() + 1 else today
    return datetime.combine(day, MORNING, here).astimezone(UTC)


def counter_of(work: Work, name: str, begin: int = 0) -> Counter:
    """A number of the desk's that is kept from one look to the next."""
    found: Counter | None = work.one(select(Counter).where(col(Counter.name) == name))
    if found is None:
        found = Counter(name=name, value=begin)
        work.session.add(found)
        work.session.flush()
    return found

"""A person's day, read in a handful of indexed queries: what runs, where they go, what wakes, what is offered. What is due and
what could be done next is in `day_tasks`."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select

from servicedesk_tui.locale import _
from servicedesk_tui.models import METADATA, Person
from servicedesk_tui.policy.capacity import WorkTime
from servicedesk_tui.vocabulary.day import DayQuestion, DayView, DayVisit, Offered, Waking
from servicedesk_tui.vocabulary.enums import Category, VisitState
from servicedesk_tui.vocabulary.refusals import NotFound
from servicedesk_tui.vocabulary.reminding import ReminderRow, RemindersQuestion

from ..conditions import IS_OFFERED, IS_OPEN
from ..registry import answers
from ..trips import LONGEST
from ..worktimes import worktimes
from .asking import Asking
from .day_tasks import due_and_next
from .reminders import reminders
from .timer import running_of

AHEAD = 14
"""Days in which the next working day is looked for."""
_UNDER_WAY = (VisitState.ON_MY_WAY, VisitState.ARRIVED)

_T = METADATA.tables
_VISIT, _TASK, _CUSTOMER, _SITE, _CONTACT = (_T[name].c for name in ("visit", "task", "customer", "site", "contact"))
_HANDOVER, _PART, _PERSON = (_T[name].c for name in ("handover", "task_person", "person"))
_VISITS = select(
    _VISIT.id, _VISIT.task_id, _TASK.number, _TASK.title, _VISIT.starts_at, _VISIT.ends_at, _VISIT.state, _TASK.priority,
    _CUSTOMER.name.label("customer"), _SITE.name.label("place"), _SITE.address, _SITE.zone, _SITE.access_notes,
    _CONTACT.name.label("contact"), _CONTACT.phone, _CUSTOMER.phone.label("customer_phone"), _TASK.next_step,
    _VISIT.on_my_way_at, _VISIT.arrived_at,
).select_from(
    _T["visit"]
    .join(_T["task"], _TASK.id == _VISIT.task_id)
    .outerjoin(_T["customer"], _CUSTOMER.id == _TASK.customer_id)
    .outerjoin(_T["site"], _SITE.id == _TASK.site_id)
    .outerjoin(_T["contact"], _CONTACT.id == _TASK.contact_id)
)  # fmt: skip


@answers(DayQuestion)
def day(asking: Asking, question: DayQuestion) -> DayView:
    """The day as it stands now."""
    person, login, name = _who(asking, question.person)
    today = asking.now.astimezone(asking.zone).date()
    start, tonight = _midnight(asking, today), _midnight(asking, today + timedelta(days=1))
    end = _midnight(asking, today + timedelta(days=AHEAD + 1))
    worktime = worktimes(asking.session, [person], start, end)[person]
    next_day = _next_working_day(worktime, today)
    until = _midnight(asking, (next_day or today) + timedelta(days=1))
    visits = [_visit(row) for row in _visits(asking, person, start, until)]
    ahead = [one for one in visits if one.state is not VisitState.LEFT]
    of_today = [one for one in ahead if one.start < tonight or one.state in _UNDER_WAY]
    current = _current(of_today, asking.now)
    due, count, following = due_and_next(asking, person, tonight, question.limit)
    return DayView(
        person, login, name, today, asking.now,
        running=running_of(asking, person),
        current=current,
        visits=tuple(one for one in of_today if one is not current),
        made=len(visits) - len(ahead),
        next_day=next_day,
        then=tuple(
            one for one in ahead if next_day and one.start >= _midnight(asking, next_day) and one not in of_today
        ),
        due=due,
        due_count=count,
        waking=_waking(asking, person, tonight, question.limit),
        reminders=_reminders(asking, person, tonight, question.limit),
        offers=_offers(asking, person),
        next=following,
        away=worktime.away_on(today),
    )  # fmt: skip


def _who(asking: Asking, person: int | None) -> tuple[int, str, str]:
    if person is None or person == asking.me.id:
        return asking.me.id, asking.me.login, asking.me.name
    found = asking.session.get(Person, person)
    if found is None:
        raise NotFound(_("There is no such {what}.").format(what=_("person")))
    return person, found.login, found.name


def _midnight(asking: Asking, day: date) -> datetime:
    return datetime.combine(day, time(), asking.zone)


def _next_working_day(worktime: WorkTime, today: date) -> date | None:
    days = (today + timedelta(days=n) for n in range(1, AHEAD + 1))
    return next((one for one in days if worktime.minutes(one) > 0), None)


# -- visits ------------------------------------------------------------------------------------------------------------


def _visits(asking: Asking, person: int, start: datetime, until: datetime) -> list[Any]:
    """Those of the days asked about to open tasks, those that were made, and what is under way since whenever."""
    standing = _VISIT.state.in_(_UNDER_WAY) | (_VISIT.ends_at > start)
    query = _VISITS.where(
        _VISIT.person_id == person, _VISIT.starts_at > start - LONGEST, _VISIT.starts_at < until, standing,
        _VISIT.state != VisitState.CANCELLED, or_(_VISIT.state.in_((*_UNDER_WAY, VisitState.LEFT)), IS_OPEN),
    )  # fmt: skip
    return asking.rows(query.order_by(_VISIT.starts_at, _VISIT.id))


def _visit(row: Any) -> DayVisit:
    return DayVisit(
        row.id, row.task_id, row.number, row.title, row.starts_at, row.ends_at, row.state, row.priority,
        row.customer or "", row.place or "", row.address or "", row.zone or "", row.access_notes or "",
        row.contact or "", row.phone or row.customer_phone or "", row.next_step, row.on_my_way_at, row.arrived_at,
    )  # fmt: skip


def _current(visits: list[DayVisit], now: datetime) -> DayVisit | None:
    """Where they are, else where they are going, else where they should be now."""
    for state in reversed(_UNDER_WAY):
        found = [one for one in visits if one.state is state]
        if found:
            return found[-1]
    return next((one for one in visits if one.start <= now < one.end), None)


# -- what comes to them ------------------------------------------------------------------------------------------------


def _waking(asking: Asking, person: int, tonight: datetime, limit: int) -> tuple[Waking, ...]:
    """What of theirs waits until today at the latest, and what they watch in the inbox and is snoozed until today."""
    columns = (
        _TASK.id, _TASK.number, _TASK.title, _TASK.waiting_until, _TASK.waiting_until_is_day, _TASK.waiting_on,
        _TASK.snoozed_until, _CUSTOMER.name,
    )  # fmt: skip
    tasks = _T["task"].outerjoin(_T["customer"], _CUSTOMER.id == _TASK.customer_id)
    waits = select(*columns).select_from(tasks).where(
        IS_OPEN, _TASK.owner_id == person, _TASK.category == Category.WAITING, _TASK.waiting_until < tonight
    ).order_by(_TASK.waiting_until, _TASK.number)  # fmt: skip
    watched = select(_PART.task_id).where(_PART.person_id == person)
    sleeps = select(*columns).select_from(tasks).where(
        _TASK.id.in_(watched), _TASK.category == Category.INBOX, _TASK.snoozed_until >= asking.now,
        _TASK.snoozed_until < tonight,
    ).order_by(_TASK.snoozed_until, _TASK.number)  # fmt: skip
    rows = [*asking.rows(waits.limit(limit)), *asking.rows(sleeps.limit(limit))]
    found = [
        Waking(
            row.id, row.number, row.title, row.waiting_until or row.snoozed_until, row.waiting_until_is_day,
            row.waiting_on, row.name or "",
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.until, one.number))[:limit])


def _reminders(asking: Asking, person: int, tonight: datetime, limit: int) -> tuple[ReminderRow, ...]:
    """Those that are raised by tonight. They are nobody else's affair."""
    if person != asking.me.id:
        return ()
    pending = reminders(asking, RemindersQuestion(limit=limit))
    return tuple(one for one in pending if one.next_at is not None and one.next_at < tonight)


def _offers(asking: Asking, person: int) -> tuple[Offered, ...]:
    query = (
        select(
            _TASK.id, _TASK.number, _TASK.title, _TASK.priority, _PERSON.login, _HANDOVER.created_at, _HANDOVER.why,
            _HANDOVER.next,
        )
        .select_from(
            _T["handover"]
            .join(_T["task"], _TASK.id == _HANDOVER.task_id)
            .join(_T["person"], _PERSON.id == _HANDOVER.given_by_id)
        )
        .where(IS_OFFERED, _HANDOVER.to_id == person)
        .order_by(_TASK.priority, _HANDOVER.created_at, _HANDOVER.id)
    )  # fmt: skip
    return tuple(Offered(*row) for row in asking.rows(query))

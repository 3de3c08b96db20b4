"""Adding a task, with all that one line can say of it: a new customer, a visit, what blocks it, how often it comes again.
One that nobody has is given by its policy in the same batch, if that policy does so by itself."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import Customer, Link, Person, Recurrence, Status, Task, Template, Visit
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import Category, Kind, Level, LinkKind, WaitingOn
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Needs, NotFound

from ..recurrence import next_after
from ..registry import Told, handles
from ..work import Work
from . import values
from .customers import new_customer
from .policies import give_at_once
from .tags import put_tags
from .tasks import refuse_strangers
from .visits import length_of, warn_of_overlaps


@handles(CreateTask)
def create(work: Work, command: CreateTask) -> Told:
    """Add a task."""
    work.require(Right.ADD)
    task = _new_task(work, command)
    owner = work.person(command.owner) if command.owner is not None else None
    refuse_strangers(work, task)
    names = tuple(values.tag(t) for t in command.tags)
    status = _status(work, command, owner, task)
    blockers = _blockers(work, command.blocked_by)
    visit = _visit(work, command, owner, task)
    rule = _rule(work, command)
    if command.new_customer:
        task.customer_id = _customer(work, command).id
    if rule:
        task.template_id = _template(work, command, task).id
    _enter(work, task, status, owner)
    task.number = work.next_numbers(1)[0]
    work.add(task)
    work.created = task.id
    put_tags(work, task, names, ())
    _attach(work, task, blockers, visit)
    if rule:
        _repeat(work, task, rule)
    told = {"task": task.number, "title": task.title, "owner": owner.login if owner else None}
    return Told({**told, **give_at_once(work, task)})


def _status(work: Work, command: CreateTask, owner: Person | None, task: Task) -> Status:
    """The status asked for; else scheduled for a visit, ready with an owner, the inbox without."""
    usual = Category.INBOX if owner is None else Category.SCHEDULED if command.at else Category.READY
    status = work.status(command.status) if command.status else work.first_status(usual)
    if (status.category.needs_owner or command.at) and owner is None:
        work.need_owner(task)
    if status.category is Category.WAITING and command.waiting_on is None:
        raise Needs("waiting_on", _("What does it wait for?"), [Choice(w, word(w)) for w in WaitingOn])
    if status.category is Category.INBOX and owner is not None:
        raise Invalid(_("A task with an owner is past the inbox; leave the owner or the status out."))
    return status


def _enter(work: Work, task: Task, status: Status, owner: Person | None) -> None:
    assert status.id is not None
    task.status_id, task.category = status.id, status.category
    task.owner_id = owner.id if owner else None
    task.done_at = None if status.category.is_open else work.now
    if status.category is not Category.WAITING:
        task.waiting_on = None
    work.entered.add(status.id)


def _blockers(work: Work, numbers: tuple[int, ...]) -> list[int]:
    wanted = list(dict.fromkeys(numbers))
    query: Any = select(Task.number, Task.id).where(col(Task.number).in_(wanted))  # type: ignore[call-overload]
    known: dict[int, int] = dict(tuple(row) for row in work.session.execute(query))
    missing = [number for number in wanted if number not in known]
    if missing:
        raise NotFound(_("There is no {refs}.").format(refs=", ".join(ref(n) for n in missing)))
    return [known[number] for number in wanted]


def _visit(work: Work, command: CreateTask, owner: Person | None, task: Task) -> Visit | None:
    """The owner's visit, with the right to plan one."""
    start = values.moment(command.at, "planned_at")
    if start is None or owner is None:
        return None
    work.require(Right.VISITS, Task.model_construct(owner_id=owner.id, team_id=owner.team_id, number=0))
    task.planned_at = start
    assert owner.id is not None
    return Visit(task_id=0, person_id=owner.id, starts_at=start, ends_at=start + length_of(task))


def _attach(work: Work, task: Task, blockers: list[int], visit: Visit | None) -> None:
    assert task.id is not None
    if visit is not None:
        visit.task_id = task.id
        warn_of_overlaps(work, visit)
        work.session.add(visit)
    for blocker in blockers:
        work.session.add(Link(kind=LinkKind.BLOCKS, task_id=blocker, other_id=task.id))


def _customer(work: Work, command: CreateTask) -> Customer:
    if command.customer is not None:
        raise Invalid(_("A task is for one customer: one that is known, or a new one."))
    return new_customer(work, AddCustomer(name=command.new_customer, phone=command.new_phone))


def _rule(work: Work, command: CreateTask) -> str:
    if not command.every:
        return ""
    try:
        next_after(command.every, work.now, zone(work.me.zone))
    except ValueError:
        raise Invalid(_("{rule} is no rhythm.").format(rule=command.every[:40])) from None
    return values.line(command.every, "name", most=300)


def _template(work: Work, command: CreateTask, task: Task) -> Template:
    """What is made again: the task as it was added, without its moments."""
    body: dict[str, Any] = {
        "title": task.title,
        "description": task.description,
        "owner": command.owner,
        "customer": task.customer_id,
        "tags": list(command.tags),
        "impact": int(task.impact),
        "urgency": int(task.urgency),
        "estimate_minutes": task.estimate_minutes,
    }
    name, taken = task.title[:90], 1
    while work.one(select(Template).where(col(Template.name) == name)) is not None:
        taken += 1
        name = f"{task.title[:90]} {taken}"
    return work.add(Template(name=name, body=body))


def _repeat(work: Work, task: Task, rule: str) -> None:
    assert task.template_id is not None
    first = task.planned_at or task.due_at or work.now
    here = zone(work.me.zone)
    work.session.add(
        Recurrence(template_id=task.template_id, rule=rule, zone=work.me.zone, next_at=next_after(rule, first, here))
    )


def _new_task(work: Work, command: CreateTask) -> Task:
    parent = work.task(command.parent) if command.parent is not None else None
    is_for_somebody = command.customer is not None or bool(command.new_customer)
    kind = command.kind or (Kind.CUSTOMER if is_for_somebody else Kind.INTERNAL)
    due = values.moment(command.due, "due")
    return Task(
        number=0,
        title=values.title(command.title),
        description=values.body(command.description, "description"),
        next_step=values.line(command.next_step, "next_step"),
        kind=values.member(Kind, kind, "kind"),
        customer_id=command.customer,
        contact_id=command.contact,
        site_id=command.site,
        team_id=command.team,
        status_id=0,
        category=Category.INBOX,
        impact=values.member(Level, command.impact, "impact"),
        urgency=values.member(Level, command.urgency, "urgency"),
        due_at=due,
        due_is_day=command.due_is_day and due is not None,
        rank=values.rank_of(due),
        estimate_minutes=values.minutes(command.estimate_minutes, "estimate_minutes"),
        parent_id=parent.id if parent else None,
        waiting_on=None if command.waiting_on is None else values.member(WaitingOn, command.waiting_on, "waiting_on"),
        status_since=work.now,
        created_at=work.now,
        created_by_id=work.my_id,
        updated_at=work.now,
    )

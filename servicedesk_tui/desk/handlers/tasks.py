"""The task itself: setting its fields, its priority and its due moment."""

from collections.abc import Callable, Mapping
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import field_word
from servicedesk_tui.models import Contact, Customer, Site, Task, Team
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import EditTask, PrioritiseTask, SetDue
from servicedesk_tui.vocabulary.enums import Kind, Level
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid

from ..conflicts import COLUMNS, refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work
from . import values


def refuse_strangers(work: Work, task: Task) -> None:
    """A contact and a site belong to the task's customer; a team exists."""
    if task.customer_id is not None:
        work.get(Customer, task.customer_id, _("customer"))
    if task.team_id is not None:
        work.get(Team, task.team_id, _("team"))
    places: tuple[tuple[Any, int | None, str], ...] = (
        (Contact, task.contact_id, _("contact")),
        (Site, task.site_id, _("site")),
    )
    for row, row_id, what in places:
        if row_id is not None and work.get(row, row_id, what).customer_id != task.customer_id:
            raise Invalid(_("That {what} belongs to another customer.").format(what=what))


# The fields `EditTask` sets, and how each is read.
_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "title": values.title,
    "description": lambda v: values.body(v, "description"),
    "next_step": lambda v: values.line(v, "next_step"),
    "kind": lambda v: values.member(Kind, v, "kind"),
    "customer": lambda v: v,
    "contact": lambda v: v,
    "site": lambda v: v,
    "team": lambda v: v,
    "estimate_minutes": lambda v: values.minutes(v, "estimate_minutes"),
    "parent": lambda v: v,
}


@handles(EditTask)
def edit(work: Work, command: EditTask) -> Told:
    """Set fields of a task."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    unknown = sorted(set(command.fields) - set(_FIELDS))
    if unknown:
        raise Invalid(
            _("A task has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(_FIELDS))
        )
    read = {name: _FIELDS[name](value) for name, value in command.fields.items()}
    refuse_conflicts(work.session, task, read, command.base)
    read = {n: v for n, v in read.items() if getattr(task, COLUMNS.get(n, n)) != v}
    if not read:
        return NOTHING
    if "customer" in read:
        # Another customer's contact and site do not come along.
        read = {**{n: None for n in ("contact", "site") if getattr(task, COLUMNS[n]) is not None}, **read}
    if read.get("parent") is not None:
        work.flush()  # what leads to that parent may be anybody's: not without the lock
        refuse_parent_cycle(work, task, read["parent"])
    _refuse_strangers_in(work, task, read)
    for name, value in read.items():
        setattr(task, COLUMNS.get(name, name), value)
    return Told({"fields": sorted(read), "values": {n: _shown(work, n, v) for n, v in read.items()}})


def _refuse_strangers_in(work: Work, task: Task, read: Mapping[str, Any]) -> None:
    now = {n: getattr(task, COLUMNS[n]) for n in ("customer", "contact", "site", "team")} | dict(read)
    refuse_strangers(
        work,
        Task.model_construct(
            customer_id=now["customer"], contact_id=now["contact"], site_id=now["site"], team_id=now["team"]
        ),
    )


def refuse_parent_cycle(work: Work, task: Task, parent: int) -> None:
    """Refuse a parent that is below the task already, and show the path."""
    path = [task.number]
    at: int | None = parent
    while at is not None:
        above = work.task(at)
        if above.number in path[1:]:
            return
        path.append(above.number)
        if above.id == task.id:
            raise Invalid(_("A task cannot be its own parent: {path}.").format(path=" › ".join(map(ref, path))))
        at = above.parent_id


def _shown(work: Work, name: str, value: Any) -> Any:
    """A field's value as a sentence says it: names, not ids; long texts not at all."""
    rows: Mapping[str, Any] = {"customer": Customer, "contact": Contact, "site": Site, "team": Team}
    if value is None or name == "description":
        return None
    if name in rows:
        return work.get(rows[name], value, field_word(name)).name
    return ref(work.task(value).number) if name == "parent" else value


@handles(PrioritiseTask)
def prioritise(work: Work, command: PrioritiseTask) -> Told:
    """Set impact and urgency; the priority follows."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    asked = {
        name: values.member(Level, value, name)
        for name, value in (("impact", command.impact), ("urgency", command.urgency))
        if value is not None
    }
    refuse_conflicts(work.session, task, asked, command.base)
    if all(getattr(task, name) is value for name, value in asked.items()):
        return NOTHING
    for name, value in asked.items():
        setattr(task, name, value)
    return Told({"impact": int(task.impact), "urgency": int(task.urgency)})


@handles(SetDue)
def set_due(work: Work, command: SetDue) -> Told:
    """Set or clear the due moment; the rank follows it, and moving it later is a slip."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    due = values.moment(command.due, "due")
    is_day = command.is_day and due is not None
    refuse_conflicts(work.session, task, {"due": due}, command.base)
    if task.due_at == due and task.due_is_day == is_day:
        return NOTHING
    if task.due_at is not None and due is not None and due > task.due_at:
        task.slips += 1
    task.due_at, task.due_is_day, task.rank = due, is_day, values.rank_of(due)
    return Told({"due": due.isoformat() if due else None, "due_is_day": is_day})

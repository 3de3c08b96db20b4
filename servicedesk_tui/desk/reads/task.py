"""One task in full, and what happened to it."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import CLOSED, Part
from servicedesk_tui.vocabulary.questions import FactsQuestion, FindTasks, TaskQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import NotFound
from servicedesk_tui.vocabulary.reminding import RemindersQuestion
from servicedesk_tui.vocabulary.task_rows import Involved, LinkRow, TaskFacts, TaskView

from ..registry import answers
from .asking import Asking
from .cards import CARDS, TASK, cards, chunks
from .hanging import checklist_of, files_of, handover_of, parts_of_task, rollup_of, times_of, visits_of
from .history import history_of, pinned_notes
from .reminders import reminders
from .statuses import statuses
from .writing import has_draft

_T = METADATA.tables
_PERSON, _PART, _TAG, _TASK_TAG = _T["person"].c, _T["task_person"].c, _T["tag"].c, _T["task_tag"].c
_LINK, _VISIT, _TEAM = _T["link"].c, _T["visit"].c, _T["team"].c
_CONTACT, _SITE, _CUSTOMER = _T["contact"].c, _T["site"].c, _T["customer"].c


@answers(FindTasks)
def find_tasks(asking: Asking, question: FindTasks) -> tuple[int, ...]:
    """The ids behind task numbers."""
    known: dict[int, int] = {}
    for some in chunks(question.numbers):
        known.update(tuple(row) for row in asking.rows(select(TASK.number, TASK.id).where(TASK.number.in_(some))))
    missing = [n for n in question.numbers if n not in known]
    if missing:
        raise NotFound(_("There is no {refs}.").format(refs=", ".join(ref(n) for n in missing)))
    return tuple(known[n] for n in question.numbers)


@answers(TaskQuestion)
def task(asking: Asking, question: TaskQuestion) -> TaskView:
    """One task in full."""
    here = TASK.id == question.id if question.id is not None else TASK.number == question.number
    found = cards(asking, CARDS.where(here))
    if not found:
        name = ref(question.number) if question.number is not None else _("that task")
        raise NotFound(_("There is no {refs}.").format(refs=name))
    card = found[0]
    row = asking.rows(_FACTS.where(TASK.id == card.id))[0]
    start, end = _visits(asking, [card.id]).get(card.id, (None, None))
    return TaskView(
        card=card,
        status=next(s for s in statuses(asking) if s.id == card.status_id),
        description=row.description,
        next_step=row.next_step,
        team=row.team,
        customer_id=row.customer_id,
        contact=row.contact,
        contact_phone=row.contact_phone,
        site=row.site,
        site_address=row.site_address,
        site_access=row.site_access,
        planned_start=start,
        planned_end=end,
        estimate_minutes=row.estimate_minutes,
        spent_minutes=row.spent_minutes,
        parent=row.parent,
        created_at=row.created_at,
        created_by=row.created_by,
        updated_at=row.updated_at,
        status_since=row.status_since,
        tags=_tags(asking, [card.id])[card.id],
        involved=_involved(asking, card.id),
        checklist=checklist_of(asking, card.id),
        links=_links(asking, card.id),
        history=history_of(asking, card.id, question.history),
        close_reason=word(row.close_reason) if row.close_reason else None,
        contact_email=row.contact_email,
        customer_phone=row.customer_phone,
        customer_email=row.customer_email,
        visits=visits_of(asking, card.id),
        files=files_of(asking, card.id),
        times=times_of(asking, card.id),
        pinned=pinned_notes(asking, card.id),
        handover=handover_of(asking, card.id),
        hand_offs=row.hand_offs,
        bounces=row.bounces,
        parts=parts_of_task(asking, card.id),
        rollup=rollup_of(asking, card.id),
        reminders=reminders(asking, RemindersQuestion(person=asking.me.id, task=card.id)),
        drafted=has_draft(asking, card.id),
    )


_ABOVE = _T["task"].alias("above")
_CREATOR = _T["person"].alias("creator")
_FACTS = (
    select(
        TASK.id, TASK.description, TASK.next_step, TASK.customer_id, TASK.estimate_minutes, TASK.spent_minutes,
        TASK.created_at, TASK.updated_at, TASK.status_since, TASK.close_reason, TASK.hand_offs, TASK.bounces,
        _CUSTOMER.phone.label("customer_phone"), _CUSTOMER.email.label("customer_email"),
        _CONTACT.email.label("contact_email"), _TEAM.name.label("team"),
        _CONTACT.name.label("contact"), _CONTACT.phone.label("contact_phone"), _SITE.name.label("site"),
        _SITE.address.label("site_address"), _SITE.access_notes.label("site_access"),
        _ABOVE.c.number.label("parent"), _CREATOR.c.login.label("created_by"),
    )
    .select_from(
        _T["task"]
        .outerjoin(_T["team"], _TEAM.id == TASK.team_id)
        .outerjoin(_T["contact"], _CONTACT.id == TASK.contact_id)
        .outerjoin(_T["customer"], _CUSTOMER.id == TASK.customer_id)
        .outerjoin(_T["site"], _SITE.id == TASK.site_id)
        .outerjoin(_ABOVE, _ABOVE.c.id == TASK.parent_id)
        .join(_CREATOR, _CREATOR.c.id == TASK.created_by_id)
    )
)  # fmt: skip


def _visits(asking: Asking, ids: list[int]) -> dict[int, tuple[datetime, datetime]]:
    """Each task's next visit; the latest one where none is to come."""
    found: dict[int, tuple[datetime, datetime]] = {}
    query = select(_VISIT.task_id, _VISIT.starts_at, _VISIT.ends_at).where(_VISIT.state != "cancelled")
    for some in chunks(ids):
        for task_id, start, end in asking.rows(query.where(_VISIT.task_id.in_(some)).order_by(_VISIT.starts_at)):
            if task_id not in found or found[task_id][1] < asking.now:
                found[task_id] = (start, end)
    return found


def _tags(asking: Asking, ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    query = select(_TASK_TAG.task_id, _TAG.name).join(_T["tag"], _TAG.id == _TASK_TAG.tag_id).order_by(_TAG.name)
    for some in chunks(ids):
        for task_id, name in asking.rows(query.where(_TASK_TAG.task_id.in_(some))):
            found[task_id] += (name,)
    return found


def _involved(asking: Asking, task_id: int) -> tuple[Involved, ...]:
    query = (
        select(_PERSON.login, _PART.part)
        .join(_T["person"], _PERSON.id == _PART.person_id)
        .where(_PART.task_id == task_id)
        .order_by(_PART.part, _PERSON.login)
    )
    return tuple(Involved(*row) for row in asking.rows(query))


def _links(asking: Asking, task_id: int) -> tuple[LinkRow, ...]:
    query = select(_LINK.kind, _LINK.task_id, _LINK.other_id).where(
        or_(_LINK.task_id == task_id, _LINK.other_id == task_id)
    )
    ends = [(kind, b if a == task_id else a, a == task_id) for kind, a, b in asking.rows(query.order_by(_LINK.id))]
    others: dict[int, Any] = {}
    for some in chunks([other for _k, other, _o in ends]):
        rows = asking.rows(select(TASK.id, TASK.number, TASK.title, TASK.category).where(TASK.id.in_(some)))
        others.update({row.id: row for row in rows})
    return tuple(
        LinkRow(other, others[other].number, others[other].title, kind, outward, others[other].category not in CLOSED)
        for kind, other, outward in ends
    )


@answers(FactsQuestion)
def facts(asking: Asking, question: FactsQuestion) -> tuple[TaskFacts, ...]:
    """Everything a script may read of these tasks."""
    ids = list(question.ids)
    keys = {s.id: s.key for s in statuses(asking)}
    rows: dict[int, Any] = {}
    found: dict[int, Any] = {}
    for some in chunks(ids):
        rows.update({row.id: row for row in asking.rows(_FACTS.where(TASK.id.in_(some)))})
        found.update({card.id: card for card in cards(asking, CARDS.where(TASK.id.in_(some)))})
    tags, visits, helpers = _tags(asking, ids), _visits(asking, ids), _collaborators(asking, ids)
    return tuple(
        TaskFacts(
            id=i,
            number=found[i].number,
            title=found[i].title,
            description=rows[i].description,
            next_step=rows[i].next_step,
            kind=found[i].kind,
            status=keys.get(found[i].status_id, ""),
            category=found[i].category,
            owner=found[i].owner,
            team=rows[i].team,
            collaborators=helpers[i],
            customer=found[i].customer,
            contact=rows[i].contact,
            site=rows[i].site,
            impact=found[i].impact,
            urgency=found[i].urgency,
            priority=found[i].priority,
            due=found[i].due,
            due_is_day=found[i].due_is_day,
            planned_start=visits.get(i, (None, None))[0],
            planned_end=visits.get(i, (None, None))[1],
            estimate_minutes=rows[i].estimate_minutes,
            tags=tags[i],
            blocked=found[i].blocked,
            waiting_on=found[i].waiting_on,
            waiting_until=found[i].waiting_until,
            parent=rows[i].parent,
            created_at=rows[i].created_at,
            created_by=rows[i].created_by,
            updated_at=rows[i].updated_at,
            done_at=found[i].done_at,
            version=found[i].version,
        )
        for i in ids
        if i in rows
    )


def _collaborators(asking: Asking, ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    query = (
        select(_PART.task_id, _PERSON.login).join(_T["person"], _PERSON.id == _PART.person_id).order_by(_PERSON.login)
    )
    for some in chunks(ids):
        for task_id, login in asking.rows(query.where(_PART.task_id.in_(some), _PART.part == Part.COLLABORATOR)):
            found[task_id] += (login,)
    return found

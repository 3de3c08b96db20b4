"""Lists: tasks for the shell, people, customers, my drafts, myself."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, cast, func, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import AbsenceKind, Category, PersonKind
from servicedesk_tui.vocabulary.questions import (
    CustomersQuestion,
    DraftQuestion,
    ListQuestion,
    MeQuestion,
    PeopleQuestion,
)
from servicedesk_tui.vocabulary.rows import Card, CustomerRow, Me, PersonRow

from ..registry import answers
from .asking import Asking
from .cards import CARDS, CUSTOMER, IS_OPEN, PERSON, TASK, cards
from .phones import phones

_STATUS, _TEAM, _DRAFT = METADATA.tables["status"].c, METADATA.tables["team"].c, METADATA.tables["draft"].c
_ABSENCE = METADATA.tables["absence"].c
_AWAY = 11
"""Where a person's absence goes among the fields of `PersonRow`."""
_PLACE = {category: place for place, category in enumerate(Category)}


@answers(ListQuestion)
def tasks(asking: Asking, question: ListQuestion) -> tuple[Card, ...]:
    """Tasks in board order. One bounded query a status, so that an index serves each; through a filter, in its order."""
    if question.filter.strip():
        from .through import filtered_list  # the language is loaded with the first filter

        return filtered_list(asking, question)
    statuses = asking.rows(select(_STATUS.id, _STATUS.key, _STATUS.category, _STATUS.position))
    wanted = [s for s in statuses if question.status in (None, s.key)]
    found: list[Card] = []
    for status in sorted(wanted, key=lambda s: (_PLACE[s.category], s.position)):
        if not status.category.is_open and not question.all and question.status is None:
            continue
        query = _listed(status)
        if question.mine:
            query = query.where(TASK.owner_id == asking.me.id)
        found += cards(asking, query.limit(question.limit - len(found)))
        if len(found) >= question.limit:
            break
    return tuple(found)


def _listed(status: Any) -> Any:
    query = CARDS.where(TASK.status_id == status.id)
    if status.category.is_open:
        return query.where(IS_OPEN).order_by(TASK.priority, TASK.rank, TASK.number)
    return query.order_by(TASK.done_at.desc(), TASK.number.desc())


@answers(PeopleQuestion)
def people(asking: Asking, question: PeopleQuestion) -> tuple[PersonRow, ...]:
    """People by login; without `all` only those work can be given to."""
    begun = func.sum(cast(TASK.category.in_([Category.DOING, Category.WAITING]), Integer)).label("wip")
    loads = select(TASK.owner_id, func.count().label("open_tasks"), begun).where(IS_OPEN)
    load = loads.group_by(TASK.owner_id).subquery()
    query = (
        select(
            PERSON.id, PERSON.login, PERSON.name, PERSON.role, _TEAM.name, PERSON.active, PERSON.email, PERSON.phone,
            PERSON.language, func.coalesce(load.c.open_tasks, 0), PERSON.kind == PersonKind.SYSTEM,
            PERSON.weekly_minutes, func.coalesce(load.c.wip, 0), PERSON.wip_cap,
        )
        .select_from(
            METADATA.tables["person"]
            .outerjoin(METADATA.tables["team"], _TEAM.id == PERSON.team_id)
            .outerjoin(load, load.c.owner_id == PERSON.id)
        )
        .order_by(PERSON.login)
    )  # fmt: skip
    if not question.all:
        query = query.where(PERSON.active, PERSON.kind == PersonKind.HUMAN)
    away = _away(asking)
    return tuple(PersonRow(*row[:_AWAY], *away.get(row.id, (None, None)), *row[_AWAY:]) for row in asking.rows(query))


def _away(asking: Asking) -> dict[int, tuple[AbsenceKind, datetime]]:
    """Who is away now, why and until when; of absences that overlap the one that ends last."""
    query = (
        select(_ABSENCE.person_id, _ABSENCE.kind, _ABSENCE.ends_at)
        .where(_ABSENCE.starts_at <= asking.now, _ABSENCE.ends_at > asking.now)
        .order_by(_ABSENCE.ends_at)
    )
    return {person: (kind, until) for person, kind, until in asking.rows(query)}


@answers(CustomersQuestion)
def customers(asking: Asking, question: CustomersQuestion) -> tuple[CustomerRow, ...]:
    """Customers by name."""
    columns = (CUSTOMER.id, CUSTOMER.name, CUSTOMER.tier, CUSTOMER.email, CUSTOMER.phone, CUSTOMER.calendar_key)
    query = select(*columns).order_by(func.lower(CUSTOMER.name))
    if question.text:
        query = query.where(func.lower(CUSTOMER.name).contains(question.text.lower(), autoescape=True))
    rows = asking.rows(query.limit(question.limit))
    ids = [row.id for row in rows]
    load = select(TASK.customer_id, func.count()).where(IS_OPEN, TASK.customer_id.in_(ids)).group_by(TASK.customer_id)
    counts = dict(tuple(row) for row in asking.rows(load)) if ids else {}
    numbers: dict[int, list[str]] = defaultdict(list)
    for customer, number in phones(asking):
        numbers[customer].append(number)
    return tuple(
        CustomerRow(id, name, tier, email, phone, counts.get(id, 0), tuple(numbers[id]), calendar)
        for id, name, tier, email, phone, calendar in rows
    )


@answers(DraftQuestion)
def draft(asking: Asking, question: DraftQuestion) -> str:
    """My draft under a key."""
    query = select(_DRAFT.body).where(_DRAFT.person_id == asking.me.id, _DRAFT.key == question.key)
    rows = asking.rows(query)
    return str(rows[0].body) if rows else ""


@answers(MeQuestion)
def me(asking: Asking, _question: MeQuestion) -> Me:
    """Who I am."""
    return asking.me

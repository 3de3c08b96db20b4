"""How a line could go on: names of the desk that fit what is being written, most used first."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, or_, select

from servicedesk_tui.locale import n_
from servicedesk_tui.models import METADATA
from servicedesk_tui.query.completing import Asked, asked_at, fixed_offers, written
from servicedesk_tui.query.fields import Takes
from servicedesk_tui.query.names import fold
from servicedesk_tui.vocabulary.enums import PersonKind
from servicedesk_tui.vocabulary.questions import CompletionQuestion
from servicedesk_tui.vocabulary.task_rows import Completion, Offer

from ..registry import answers
from .asking import Asking
from .cards import IS_OPEN, PERSON, TASK
from .statuses import statuses

_T = METADATA.tables
_TAG, _TASK_TAG, _VIEW = _T["tag"].c, _T["task_tag"].c, _T["saved_view"].c
COUNTED = 1_000
"""Uses of a name are counted up to here: past that the order hardly matters."""
_LOOKED_AT = 200
_CUSTOMER_NAMES = {Takes.CUSTOMER: "customer", Takes.SITE: "site", Takes.CONTACT: "contact"}


@answers(CompletionQuestion)
def complete(asking: Asking, question: CompletionQuestion) -> Completion:
    """What could stand at the cursor."""
    asked = asked_at(question.text, question.cursor, adding=question.adding)
    if asked is None:
        return Completion(question.cursor, question.cursor)
    offers = fixed_offers(asked, asking.now, asking.zone)
    if offers is None:
        read = _READ.get(asked.takes) if asked.takes else None
        offers = read(asking, asked) if read else []
    return Completion(asked.start, asked.end, tuple(offers[: question.limit]))


def _fits(typed: str, *names: str) -> bool:
    """True when a name, or a word of it, begins with what is typed."""
    wanted = fold(typed)
    return any(f" {fold(name)}".find(f" {wanted}") >= 0 for name in names)


def _open(count: int) -> str:
    return n_("{count} open", "{count} open", count).format(count=count)


def _people(asking: Asking, asked: Asked) -> list[Offer]:
    load = select(TASK.owner_id, func.count().label("uses")).where(IS_OPEN).group_by(TASK.owner_id).subquery()
    query = (
        select(PERSON.login, PERSON.name, func.coalesce(load.c.uses, 0))
        .select_from(_T["person"].outerjoin(load, load.c.owner_id == PERSON.id))
        .where(PERSON.active, PERSON.kind == PersonKind.HUMAN)
    )
    rows = [row for row in asking.rows(query) if _fits(asked.typed, row[0], row[1])]
    rows.sort(key=lambda row: (not fold(row[0]).startswith(fold(asked.typed)), -row[2], row[0]))
    me = [Offer("me", asking.me.name)] if "me".startswith(asked.typed.casefold()) else []
    return [*me, *(Offer(written(login), f"{name} · {_open(count)}") for login, name, count in rows)]


def _tags(asking: Asking, asked: Asked) -> list[Offer]:
    """Tags by how many tasks have them, counted up to `COUNTED`."""
    some = select(_TASK_TAG.id).where(_TASK_TAG.tag_id == _TAG.id).limit(COUNTED).correlate(_T["tag"]).subquery()
    uses = select(func.count()).select_from(some).scalar_subquery()
    beginning = asked.typed.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    query = select(_TAG.name, uses).where(_TAG.name.like(f"{beginning}%", escape="\\")).limit(_LOOKED_AT)
    rows = sorted(asking.rows(query), key=lambda row: (-row[1], row[0]))
    return [Offer(name, n_("{count} task", "{count} tasks", count).format(count=count)) for name, count in rows]


def _named_by_customers(asking: Asking, asked: Asked) -> list[Offer]:
    """Customers, sites and contacts, those of customers with most open work first."""
    assert asked.takes is not None
    table = _CUSTOMER_NAMES[asked.takes]
    rows: Any = _T[table].c
    customer = rows.id if table == "customer" else rows.customer_id
    some = select(TASK.id).where(IS_OPEN, TASK.customer_id == customer).limit(COUNTED).correlate(_T[table]).subquery()
    uses = select(func.count()).select_from(some).scalar_subquery()
    fitting = [row.id for row in asking.rows(select(rows.id, rows.name)) if _fits(asked.typed, row.name)][:_LOOKED_AT]
    found = asking.rows(select(rows.name, uses).where(rows.id.in_(fitting)))
    ordered = sorted(found, key=lambda row: (not fold(row[0]).startswith(fold(asked.typed)), -row[1], row[0]))
    return [Offer(written(name), _open(count)) for name, count in ordered]


def _teams(asking: Asking, asked: Asked) -> list[Offer]:
    teams = asking.rows(select(_T["team"].c.name).order_by(_T["team"].c.name))
    return [Offer(written(row.name)) for row in teams if _fits(asked.typed, row.name)]


def _statuses(asking: Asking, asked: Asked) -> list[Offer]:
    return [Offer(written(s.key), s.name) for s in statuses(asking) if _fits(asked.typed, s.key, s.name)]


def _views(asking: Asking, asked: Asked) -> list[Offer]:
    mine = or_(_VIEW.owner_id.is_(None), _VIEW.owner_id == asking.me.id)
    found = asking.rows(select(_VIEW.name, _VIEW.query).where(mine).order_by(_VIEW.name))
    return [Offer(written(row.name), row.query) for row in found if _fits(asked.typed, row.name)]


_READ: Mapping[Takes, Callable[[Asking, Asked], list[Offer]]] = {
    Takes.PERSON: _people,
    Takes.TAG: _tags,
    Takes.CUSTOMER: _named_by_customers,
    Takes.SITE: _named_by_customers,
    Takes.CONTACT: _named_by_customers,
    Takes.TEAM: _teams,
    Takes.STATUS: _statuses,
    Takes.VIEW: _views,
}

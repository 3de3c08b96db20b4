"""Cards: what a list shows of a task, read in a few set-based queries whatever the number of tasks."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Integer, cast, func, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.standing import idle_since, untouched_before
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import CLOSED, Category, LinkKind
from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card, Key

from ..conditions import IS_CLOSED, IS_OFFERED, IS_OPEN
from ..registry import answers
from .asking import Asking
from .standing import Held, standing
from .untended import stale_hours, untouched_hours

__all__ = ["CARDS", "CUSTOMER", "FROM", "IS_CLOSED", "IS_OPEN", "PERSON", "TASK", "cards", "chunks", "dress"]
CHUNK = 500
TASK = METADATA.tables["task"].c
PERSON = METADATA.tables["person"].c
CUSTOMER = METADATA.tables["customer"].c
_ITEM = METADATA.tables["checklist_item"].c
_LINK = METADATA.tables["link"].c
_HANDOVER = METADATA.tables["handover"].c
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FROM = (
    METADATA.tables["task"]
    .outerjoin(METADATA.tables["person"], PERSON.id == TASK.owner_id)
    .outerjoin(METADATA.tables["customer"], CUSTOMER.id == TASK.customer_id)
)
# In the order of `Card`'s fields, with the rank where its key comes: rows are taken over whole, as there may be thousands.
_COLUMNS = (
    TASK.id, TASK.number, TASK.title, TASK.kind, TASK.status_id, TASK.category, TASK.priority, TASK.impact, TASK.urgency,
    TASK.rank,
    PERSON.login.label("owner"), TASK.owner_id, CUSTOMER.name.label("customer"), TASK.customer_id, TASK.team_id,
    CUSTOMER.tier, TASK.due_at, TASK.due_is_day, TASK.planned_at, TASK.waiting_on, TASK.waiting_until,
    TASK.waiting_until_is_day,
    TASK.blocked_reason,
    TASK.done_at, TASK.snoozed_until, TASK.next_step,
    TASK.version, PERSON.team_id.label("owner_team"), TASK.status_since, TASK.updated_at, TASK.escalated_at,
)  # fmt: skip
_ID, _NUMBER, _CATEGORY, _PRIORITY, _RANK, _OWNER, _TEAM, _PLANNED, _UNTIL, _BLOCKED, _DONE_AT, _SNOOZED = (
    0, 1, 5, 6, 9, 11, 14, 18, 20, 22, 23, 24,
)  # fmt: skip
_VERSION, _OWNERS_TEAM, _STATUS_SINCE, _TOUCHED, _ESCALATED = (
    26, 27, 28, 29, 30,
)  # fmt: skip
"""Where a row holds what is looked at here."""
CARDS = select(*_COLUMNS).select_from(FROM)
_MADE: Callable[..., Card] = Card
"""A card by the order of its first fields, and by name past them: no checker counts what a row holds."""


def micros(at: datetime) -> int:
    """A moment as microseconds since 1970, the form a key holds it in."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def from_micros(value: int) -> datetime:
    """The moment of a key."""
    return _EPOCH + timedelta(microseconds=value)


def cards(asking: Asking, query: Any) -> tuple[Card, ...]:
    """The cards of a `CARDS` query, with all that hangs on them."""
    return dress(asking, asking.rows(query))


def dress(asking: Asking, rows: Sequence[Any]) -> tuple[Card, ...]:
    """The cards of rows of `CARDS`: with checklist counts and blocks, and how the asker stands to them."""
    listed = [tuple(row) for row in rows]
    held = [Held(v[_ID], v[_CATEGORY] not in CLOSED, v[_OWNER], v[_OWNERS_TEAM], v[_TEAM]) for v in listed]
    opened = [task.task for task in held if task.is_open]
    items, blocks = _items(asking, opened), _blocks(asking, opened)
    unread, locked = standing(asking, held)
    offers = _offers(asking, opened)
    nothing, before = (0, 0), untouched_before(asking.now, untouched_hours(asking)) if opened else asking.now
    return tuple(
        _card(
            v,
            items.get(v[_ID], nothing),
            blocks.get(v[_ID]),
            v[_ID] in unread,
            v[_ID] in locked,
            *since,
            *offers.get(v[_ID], (None, None, False)),
        )
        for v, since in zip(listed, (_untended(v, asking.now, before) for v in listed), strict=True)
    )


def _untended(values: Sequence[Any], now: datetime, before: datetime) -> tuple[datetime | None, datetime | None]:
    """Since when nobody has the task of a row, and since when nobody touched it; what is closed is nobody's concern."""
    if values[_CATEGORY] in CLOSED:
        return None, None
    unowned = values[_STATUS_SINCE] if values[_OWNER] is None else None
    return unowned, idle_since(values[_TOUCHED], (values[_SNOOZED], values[_UNTIL], values[_PLANNED]), now, before)


def _card(
    values: Sequence[Any],
    items: tuple[int, int],
    blocked: str | None,
    unread: bool,
    locked: bool,
    unowned_since: datetime | None,
    idle: datetime | None,
    offered_to: str | None,
    offered_at: datetime | None,
    is_stale: bool,
) -> Card:
    """The card of a row and of what hangs on it."""
    fields = (
        *values[:_RANK],
        _key(values),
        *values[_RANK + 1 : _BLOCKED],
        values[_BLOCKED] or blocked,
        *items,
        *values[_BLOCKED + 1 : _VERSION],
        unread,
        locked,
        values[_VERSION],
    )
    escalated = values[_ESCALATED]
    return _MADE(*fields, unowned_since, idle, escalated, offered_to, offered_at, is_stale)


def _key(values: Sequence[Any]) -> Key:
    """A task's place in its column: open ones by priority, rank and number; closed ones by when, and number."""
    if values[_CATEGORY] in CLOSED:
        return (micros(values[_DONE_AT]), values[_NUMBER])
    return (int(values[_PRIORITY]), values[_RANK], values[_NUMBER])


def chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """`ids` in pieces a database takes in one statement."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _items(asking: Asking, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    if not ids:
        return {}
    done = func.sum(cast(_ITEM.done, Integer))
    query = select(_ITEM.task_id, done, func.count()).where(among(asking.session, _ITEM.task_id, ids))
    return {task: (int(ticked), total) for task, ticked, total in asking.rows(query.group_by(_ITEM.task_id))}


def _blocks(asking: Asking, ids: Sequence[int]) -> dict[int, str]:
    """The open task that blocks each, as a reference; the first by number where there are several."""
    if not ids:
        return {}
    query = (
        select(_LINK.other_id, func.min(TASK.number))
        .join(METADATA.tables["task"], TASK.id == _LINK.task_id)
        .where(
            _LINK.kind == LinkKind.BLOCKS,
            among(asking.session, _LINK.other_id, ids),
            TASK.category.not_in([Category.DONE, Category.CANCELLED]),
        )
        .group_by(_LINK.other_id)
    )
    return {other: ref(number) for other, number in asking.rows(query)}


def _offers(asking: Asking, ids: Sequence[int]) -> dict[int, tuple[str, datetime, bool]]:
    """To whom each is offered who has not answered, since when, and whether that is long."""
    if not ids:
        return {}
    query = (
        select(_HANDOVER.task_id, PERSON.login, _HANDOVER.created_at)
        .join(METADATA.tables["person"], PERSON.id == _HANDOVER.to_id)
        .where(IS_OFFERED, among(asking.session, _HANDOVER.task_id, ids))
    )
    found = asking.rows(query)
    long_ago = asking.now - timedelta(hours=stale_hours(asking)) if found else asking.now
    return {task: (login, at, at <= long_ago) for task, login, at in found}


@answers(CardsQuestion)
def cards_by_id(asking: Asking, question: CardsQuestion) -> tuple[Card, ...]:
    """The cards of these ids."""
    found: list[Card] = []
    for some in chunks(question.ids):
        found += cards(asking, CARDS.where(TASK.id.in_(some)))
    return tuple(found)

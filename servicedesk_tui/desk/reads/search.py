"""Tasks by what is typed: the number, the titles that begin with it, then wherever it stands."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import false, or_, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.query.words import sought
from servicedesk_tui.store.search import Among, opening_condition, text_condition
from servicedesk_tui.vocabulary.enums import CLOSED
from servicedesk_tui.vocabulary.questions import SearchQuestion
from servicedesk_tui.vocabulary.refs import number_of
from servicedesk_tui.vocabulary.rows import Card

from ..registry import answers
from .asking import Asking
from .cards import CARDS, IS_CLOSED, IS_OPEN, TASK, cards

_STATUS = METADATA.tables["status"].c
_LARGEST = 2**31 - 1
_MORE_DIGITS = 2
"""Numbers that begin with the one typed have at most so many digits more."""


@answers(SearchQuestion)
def search(asking: Asking, question: SearchQuestion) -> tuple[Card, ...]:
    """The tasks found, best first."""
    found: dict[int, Card] = {}
    if sought(question.text):
        for some in _ranks(asking, question):
            for card in some:
                found.setdefault(card.id, card)
            if len(found) >= question.limit:
                break
    return tuple(found.values())[: question.limit]


def _ranks(asking: Asking, question: SearchQuestion) -> Iterator[tuple[Card, ...]]:
    """What was found rank by rank; a lower one may repeat what a higher one had."""
    text, limit = question.text, question.limit
    number = number_of(text)
    if number is not None:
        yield cards(asking, CARDS.where(TASK.number == number))
        yield cards(asking, CARDS.where(IS_OPEN, _begins_with(number)).order_by(TASK.number).limit(limit))
    for condition in (opening_condition, text_condition):
        order = (TASK.priority, TASK.rank, TASK.number)
        yield _ordered(asking, [IS_OPEN, condition(asking.session, text, among=Among.OPEN)], order, limit)
    if question.closed:
        for condition in (opening_condition, text_condition):
            yield _closed(asking, condition(asking.session, text, among=Among.CLOSED), limit)


def _begins_with(number: int) -> Any:
    tens = (10**more for more in range(1, _MORE_DIGITS + 1) if number * 10**more + 10**more <= _LARGEST)
    return or_(false(), *(TASK.number.between(number * ten, number * ten + ten - 1) for ten in tens))


def _closed(asking: Asking, condition: Any, limit: int) -> tuple[Card, ...]:
    """The latest first; asked of each closed status, so that an index serves."""
    found: list[Card] = []
    for status in asking.session.execute(select(_STATUS.id).where(_STATUS.category.in_(CLOSED))).scalars():
        order = (TASK.done_at.desc(), TASK.number.desc())
        found += _ordered(asking, [IS_CLOSED, TASK.status_id == status, condition], order, limit)
    return tuple(sorted(found, key=lambda card: card.key, reverse=True)[:limit])


def _ordered(asking: Asking, conditions: Sequence[Any], order: Sequence[Any], limit: int) -> tuple[Card, ...]:
    """A page of cards: their ids first, so that no more than a page of whole rows is read."""
    page = select(TASK.id).where(*conditions).order_by(*order).limit(limit)
    ids = [row.id for row in asking.rows(page)]
    return cards(asking, CARDS.where(TASK.id.in_(ids)).order_by(*order)) if ids else ()

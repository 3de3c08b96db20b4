"""A list through a filter."""

from servicedesk_tui.query.meaning import All, Filter, Says
from servicedesk_tui.store.search import Among
from servicedesk_tui.vocabulary.questions import ListQuestion, SearchQuestion
from servicedesk_tui.vocabulary.rows import Card

from ..filtering import condition, filter_for, ordering
from .asking import Asking
from .cards import CARDS, IS_OPEN, cards
from .filtered import speaks_of_closed
from .search import search


def filtered_list(asking: Asking, question: ListQuestion) -> tuple[Card, ...]:
    """What a filter lets through: open ones, unless it speaks of closed ones; plain words best first."""
    wanted = filter_for(asking, question.filter)
    is_whole = question.all or speaks_of_closed(wanted.where)
    words = _only_words(wanted)
    if words:
        found: tuple[Card, ...] = search(
            asking, SearchQuestion(text=" ".join(words), limit=question.limit, closed=is_whole)
        )
        return found
    where = condition(wanted.where, asking.session, asking.now, Among.ALL if is_whole else Among.OPEN)
    query = CARDS.where(where) if is_whole else CARDS.where(IS_OPEN, where)
    return cards(asking, query.order_by(*ordering(wanted)).limit(question.limit))


def _only_words(wanted: Filter) -> list[str]:
    """The words of a filter that is nothing else, and leaves the order open."""
    nodes = wanted.where.nodes if isinstance(wanted.where, All) else (wanted.where,)
    words = [node.text for node in nodes if isinstance(node, Says) and " " not in node.text]
    return words if len(words) == len(nodes) and not wanted.order else []

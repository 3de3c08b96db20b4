"""What is being acted on, in as few words as a line has room for."""

from servicedesk_tui.locale import n_
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card


def named(cards: list[Card]) -> str:
    """`SD-12`, or how many tasks it is about."""
    if len(cards) == 1:
        return ref(cards[0].number)
    return n_("{count} task", "{count} tasks", len(cards)).format(count=len(cards))

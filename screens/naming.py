"""What is being acted on, in as few words as a line has room for."""

from servicedesk_tui.locale import n_
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card

from .columns import Column
from .paint import clean


def named(cards: list[Card]) -> str:
    """`SD-12`, or how many tasks it is about."""
    if len(cards) == 1:
        return ref(cards[0].number)
    return n_("{count} task", "{count} tasks", len(cards)).format(count=len(cards))


def name_of(column: Column) -> str:
    """What a column is called."""
    return clean(column.row.name)

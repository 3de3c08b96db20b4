"""What is being acted on, in as few words as a line has room for."""

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.enums import Grouping
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
    """What a column is called; tasks without an owner, a customer or a team have a column too."""
    if column.row.key == 0:
        nobody = {Grouping.OWNER: _("nobody"), Grouping.CUSTOMER: _("no customer"), Grouping.TEAM: _("no team")}
        return nobody.get(column.by, "")
    return clean(column.row.name)

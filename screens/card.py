"""A task as four rows of a board column."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.enums import Priority
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS
from .paint import Span, clean, cut_spans, lay
from .words import is_overdue, state_words

ROWS = 4
PRIORITY_STYLES = {Priority.P1: "urgent", Priority.P2: "bold", Priority.P3: "", Priority.P4: "dim"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a card is to be drawn: its width, and whether the cursor or a mark is on it."""

    width: int
    cursor: bool = False
    marked: bool = False


def draw_card(card: Card, look: Look, now: datetime, zone: ZoneInfo) -> list[list[Span]]:
    """The four rows of `card`, each `look.width` cells: reference, title, for whom and whose, and when."""
    words, is_late = state_words(card, now, zone)
    rows = (
        lay(_reference(card, look), _priority(card), look.width - 2),
        cut_spans([(clean(card.title), "")], look.width - 2),
        lay(_people(card), [(card.tier, "dim")] if card.customer and card.tier else [], look.width - 2),
        lay([(clean(words), "alarm" if is_late else "dim")], _tail(card, is_overdue(card, now)), look.width - 2),
    )
    return [_frame(row, number, look) for number, row in enumerate(rows)]


def _reference(card: Card, look: Look) -> list[Span]:
    mark = f" {GLYPHS.mark}" if look.marked else ""
    return [(ref(card.number) + mark, "bold")]


def _priority(card: Card) -> list[Span]:
    return [(card.priority.name, PRIORITY_STYLES[card.priority])]


def _people(card: Card) -> list[Span]:
    parts = [clean(part) for part in (card.owner, card.customer) if part]
    return [(f" {GLYPHS.dot} ".join(parts), "dim")]


def _tail(card: Card, late: bool) -> list[Span]:
    items = f"{card.items_done}/{card.items}" if card.items else ""
    spans = [(items, "dim")] if items else []
    return [*spans, (f" {GLYPHS.alarm}" if items else GLYPHS.alarm, "urgent")] if late else spans


def _frame(row: list[Span], number: int, look: Look) -> list[Span]:
    """A margin on both sides; on the cursor's card the sign stands in the first, and the first two rows are reversed."""
    if not look.cursor:
        return [(" ", ""), *row, (" ", "")]
    if number > 1:
        return [(GLYPHS.cursor, "accent"), *row, (" ", "")]
    text = "".join(text for text, _ in row)
    return [(GLYPHS.cursor, "accent"), (text + " ", "cursor_head" if number == 0 else "cursor")]

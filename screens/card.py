"""A task as the rows of a board column: five, two or one, as the layout asks for."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from servicedesk_tui.vocabulary.enums import Grouping, Priority
from servicedesk_tui.vocabulary.notes import Around
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card

from .clocks import idle_words, nobody_span
from .glyphs import GLYPHS
from .paint import Span, clean, cut, cut_spans, lay, pad_left, spans_width, wrap
from .words import brief_words, is_overdue, state_words

FULL, SHORT, LINE = 3, 2, 1
"""The densities of a layout."""
ROWS = {FULL: 5, SHORT: 2, LINE: 1}
NARROWEST = {FULL: 22, SHORT: 28, LINE: 38}
"""The cells a column has at least: what is said in fewer rows wants longer ones."""
PRIORITY_STYLES = {Priority.P1: "urgent", Priority.P2: "bold", Priority.P3: "", Priority.P4: "dim"}
_DUE_FROM, _OWNER_FROM, _ALL_FROM = 26, 34, 60
"""Cells from which a card of one line says when it is due, whose it is, and beside how long it is left alone when it is due."""
LEAST, NAME = 3, 8
"""Cells of a name that say anything, and that say for whom it is."""
_DUE = 5
"""Cells that most of what says when fits in, so that owners stand under each other."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a card is to be drawn: its width and density, what its column stands for (that need not be said again), whether
    the cursor or a mark is on it, the name of its status where the column does not say it, and whether others have it open
    or are writing on it."""

    width: int
    density: int = FULL
    by: Grouping = Grouping.STATUS
    cursor: bool = False
    marked: bool = False
    status: str = ""
    around: Around = Around.NOBODY


def draw_card(card: Card, look: Look, now: datetime, zone: ZoneInfo) -> list[list[Span]]:
    """The rows of `card`, each `look.width` cells."""
    draw = {FULL: _full, SHORT: _short, LINE: _line}[look.density]
    rows = draw(card, look, now, zone)
    return [_frame(row, number, look) for number, row in enumerate(rows)]


def _full(card: Card, look: Look, now: datetime, zone: ZoneInfo) -> list[list[Span]]:
    """Reference and priority; the title in one or two rows; for whom and whose; when. What is left over stays empty."""
    width = look.width - 2
    rows = [lay(_reference(card, look), _priority(card, look), width), *_title(card, width)]
    left, right = _people(card, look, width, now)
    state, idle = _state(card, width, now, zone), idle_words(card, now)
    free = ROWS[FULL] - len(rows) - (2 if left or right else 1)
    apart: list[list[Span]] = []
    if (
        left
        and free
        and not card.owner
        and width - 1 - spans_width([*left[1:], *right]) < min(NAME, cell_len(left[0][0]))
    ):
        apart, right, free = [right], [], free - 1
    if idle and free and not _fits_beside(idle, state, width):
        apart, idle = [*apart, [(idle, "")]], ""
    rows += [_apart_row(left, right, width)] if left or right else []
    rows += [cut_spans(row, width) for row in apart]
    rows.append(_state_row(state, idle, width))
    return [*rows, *([(" " * width, "")] for _row in range(ROWS[FULL] - len(rows)))]


def _short(card: Card, look: Look, now: datetime, zone: ZoneInfo) -> list[list[Span]]:
    """Reference and title; whose, and when in a word, which is never cut for it."""
    width = look.width - 2
    title: list[Span] = [*_reference(card, look), (" ", ""), (clean(card.title), "")]
    words, is_late = brief_words(card, now, zone)
    right = [*_items(card), (clean(words), "alarm" if is_late else "dim")] if words else _items(card)
    right = _apart([*right, *([(GLYPHS.alarm, "urgent")] if is_overdue(card, now) else [])])
    who = [(part, style) for part, style in ((clean(look.status), "dim"), *_who(card, look)) if part]
    alone = _alone(card, now)
    left = _dotted([*([alone] if alone else []), *who])
    return [lay(title, _priority(card, look), width), lay(left, right, width)]


def _line(card: Card, look: Look, now: datetime, zone: ZoneInfo) -> list[list[Span]]:
    """Reference, title, whose, and when in a word."""
    width = look.width - 2
    spans: list[Span] = [*_reference(card, look), (" ", "")]
    priority = _priority(card, look)
    spans += [*priority, (" ", "")] if priority else []
    words, is_late = brief_words(card, now, zone) if width >= _DUE_FROM else ("", False)
    owner, style = whose(card, by_owner=look.by is Grouping.OWNER) if width >= _OWNER_FROM else ("", "")
    if owner and style != "dim" and width < _ALL_FROM:
        owner, style = whose(card, by_owner=True)
    due: Span = (pad_left(clean(words), _DUE), "alarm" if is_late else "dim")
    alone = _alone(card, now) if width >= _OWNER_FROM else None
    if alone and width < _ALL_FROM:
        due = (GLYPHS.alarm, "urgent") if is_late else ("", "")
    right = [(cut(owner, 8 if width < _ALL_FROM else 20), style), *([alone] if alone else []), due]
    right = _apart([span for span in right if span[0].strip()])
    return [lay([*spans, (clean(card.title), "")], right, width)]


def _apart(spans: list[Span]) -> list[Span]:
    """`spans` with a blank between them."""
    return [one for span in spans for one in ((" ", ""), span)][1:]


def _alone(card: Card, now: datetime) -> Span | None:
    """For how long nobody has it, else for how long nobody touched it: the first says the second too."""
    idle = idle_words(card, now)
    return nobody_span(card, now) or ((idle, "") if idle else None)


def _dotted(spans: list[Span]) -> list[Span]:
    """`spans` with a dot between them."""
    return [one for span in spans for one in ((f" {GLYPHS.dot} ", "dim"), span)][1:]


def _items(card: Card) -> list[Span]:
    return [(f"{card.items_done}/{card.items}", "dim")] if card.items else []


def _reference(card: Card, look: Look) -> list[Span]:
    spans: list[Span] = [(ref(card.number), "bold")]
    if card.unread:
        spans.append((f" {GLYPHS.live}", "accent"))
    if look.marked:
        spans.append((f" {GLYPHS.mark}", "accent"))
    if look.around:
        spans.append((f" {GLYPHS.writes if look.around is Around.WRITING else GLYPHS.here}", "accent"))
    return spans


def _priority(card: Card, look: Look) -> list[Span]:
    """What stands at the end of the first row: the status where the column is something else, and the priority."""
    status: list[Span] = [(clean(look.status), "dim")] if look.status and look.density == FULL else []
    if look.by is Grouping.PRIORITY:
        return status
    return [*status, (" ", ""), (card.priority.name, PRIORITY_STYLES[card.priority])][0 if status else 1 :]


def _title(card: Card, width: int) -> list[list[Span]]:
    """The title in two rows at most. One that fits in one leaves the second to the next step, when there is one."""
    first, *rest = wrap(clean(card.title), width)
    rows: list[list[Span]] = [cut_spans([(first, "")], width)]
    if rest:
        rows.append(cut_spans([(cut(" ".join(rest), width), "")], width))
    elif card.next_step and card.category.is_open:
        rows.append(cut_spans([(f"{GLYPHS.arrow} {clean(card.next_step)}", "dim")], width))
    return rows


def _people(card: Card, look: Look, width: int, now: datetime) -> tuple[list[Span], list[Span]]:
    """The customer with its tier, and at the end the owner, or for how long there is none."""
    owner, style = whose(card, by_owner=look.by is Grouping.OWNER)
    customer = clean(card.customer) if card.customer and look.by is not Grouping.CUSTOMER else ""
    tier: list[Span] = [(f" {card.tier}", "bold")] if customer and card.tier else []
    nobody = nobody_span(card, now)
    right: list[Span] = (
        [nobody] if nobody else [(cut(owner, width // 2 if style == "dim" else width * 2 // 3), style)] if owner else []
    )
    return [(customer, "dim"), *tier] if customer else [], right


def _apart_row(left: list[Span], right: list[Span], width: int) -> list[Span]:
    """The customer and whose it is, which is never cut for it; a name of which nothing would be left is left out."""
    if not left:
        return cut_spans(right, width)
    (customer, style), *tier = left
    room = width - spans_width(right) - spans_width(tier) - (1 if right else 0)
    if room < LEAST and cell_len(customer) > room:
        return cut_spans(right, width)
    return lay([(cut(customer, max(0, room)), style), *tier], right, width)


def whose(card: Card, *, by_owner: bool = False) -> Span:
    """Whose it is, and to whom it is offered, with a sign when nobody answered for long; by owner only the latter."""
    owner = clean(card.owner) if card.owner and not by_owner and card.owner != card.offered_to else ""
    if not card.offered_to:
        return owner, "dim"
    offered = f"{GLYPHS.arrow} {clean(card.offered_to)}?{' ' + GLYPHS.alarm if card.offer_is_stale else ''}"
    return f"{owner} {offered}".strip(), "alarm" if card.offer_is_stale else "accent"


def _who(card: Card, look: Look) -> list[Span]:
    owner = whose(card, by_owner=look.by is Grouping.OWNER)
    customer: Span = (clean(card.customer or "") if look.by is not Grouping.CUSTOMER else "", "dim")
    return [customer, owner] if look.by is Grouping.OWNER else [owner, customer]


State = tuple[str, bool, list[Span]]
"""When, whether that is the overdue, and what stands at the end of its row."""


def _state(card: Card, width: int, now: datetime, zone: ZoneInfo) -> State:
    words, is_late = state_words(card, now, zone)
    tail = _tail(card, is_overdue(card, now))
    return _fitted(clean(words), width - _taken(tail)), is_late, tail


def _state_row(state: State, idle: str, width: int) -> list[Span]:
    """When; or for how long it was not touched, where there is no room for both."""
    words, is_late, tail = state
    spans: list[Span] = [(words, "alarm" if is_late else "dim")] if words else []
    if idle:
        spans = _dotted([*(spans if _fits_beside(idle, state, width) else []), (idle, "")])
    return lay(spans, tail, width)


def _fits_beside(idle: str, state: State, width: int) -> bool:
    words, _is_late, tail = state
    return spans_width(_dotted([*([(words, "")] if words else []), (idle, "")])) <= width - _taken(tail)


def _taken(tail: list[Span]) -> int:
    return spans_width(tail) + (1 if tail else 0)


def _fitted(words: str, width: int) -> str:
    """As many whole parts of `words` as fit; what is not whole says less than nothing."""
    while cell_len(words) > width and f" {GLYPHS.dot} " in words:
        words = words.rpartition(f" {GLYPHS.dot} ")[0]
    return words


def _tail(card: Card, late: bool) -> list[Span]:
    return _apart([*_items(card), *([(GLYPHS.alarm, "urgent")] if late else [])])


def _frame(row: list[Span], number: int, look: Look) -> list[Span]:
    """A margin on both sides; on the cursor's card the sign stands in the first, and what names it is reversed."""
    if not look.cursor:
        return [(" ", ""), *row, (" ", "")]
    text = "".join(text for text, _ in row)
    # Only what says something is reversed: a step of the cursor sends these cells again.
    last = {FULL: 2, SHORT: 0, LINE: 0}[look.density]
    if number > last or (number and not text.strip()):
        return [(GLYPHS.cursor, "accent"), *row, (" ", "")]
    return [(GLYPHS.cursor, "accent"), (text + " ", "cursor_head" if number == 0 else "cursor")]

"""Pages to read: blocks of entries under titles, laid out for a width, and what is left of them by a search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servicedesk_tui.locale import _

from ..paint import Span, spans_width, wrap
from ..prompts import Row, matches

TWO_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """What belongs together: a key with what it does, a paragraph. `also` are words it is found by."""

    rows: tuple[Row, ...]
    also: str = ""

    def says(self, text: str) -> bool:
        """True when all of `text` occurs in it."""
        return matches(
            text, " ".join(["".join(part for part, _style in row).strip() for row in self.rows] + [self.also])
        )


@dataclass(frozen=True, slots=True)
class Block:
    """Entries under a title."""

    title: str
    entries: tuple[Entry, ...]

    def rows(self) -> list[Row]:
        """The title, the entries, and an empty row."""
        return [[(f" {self.title}", "bold")], *(row for entry in self.entries for row in entry.rows), []]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, its blocks for a width, what it is called in a word, and whether its blocks may stand beside
    each other where there is room."""

    title: Callable[[], str]
    lay: Callable[[int], Sequence[Block]]
    word: Callable[[], str] = str
    beside: bool = False


def rows_of(page: Page, width: int, text: str = "") -> list[Row]:
    """The page in rows; only what `text` occurs in, when there is any."""
    two = page.beside and width >= TWO_COLUMNS
    blocks = _found(page.lay(width // 2 if two else width), text)
    title: Row = [(f" {page.title()}", "here")]
    if not blocks:
        return [title, [], [(f" {_('Nothing here says that.')}", "")]]
    if two:
        left, right = ([row for block in half for row in block.rows()] for half in (blocks[::2], blocks[1::2]))
        return [title, [], *_beside(left, right, width // 2)]
    return [title, [], *(row for block in blocks for row in block.rows())]


def paragraph(text: str, width: int, *, indent: int = 3, style: str = "") -> Entry:
    """A text broken into rows."""
    return Entry(tuple([(" " * indent + line, style)] for line in wrap(text, max(12, width - indent - 1))))


def _found(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks that `text` leaves: whole when their title says it, else those of their entries that do."""
    if not text.strip():
        return list(blocks)
    left = [
        block if matches(text, block.title) else Block(block.title, tuple(e for e in block.entries if e.says(text)))
        for block in blocks
    ]
    return [block for block in left if block.entries]


def _beside(left: list[Row], right: list[Row], half: int) -> list[Row]:
    rows: list[list[Span]] = []
    for y in range(max(len(left), len(right))):
        first = left[y] if y < len(left) else []
        rows.append([*first, (" " * max(1, half - spans_width(first)), ""), *(right[y] if y < len(right) else [])])
    return rows

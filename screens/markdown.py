"""What people write, as rows: Markdown as it is meant, and everything else as it stands.

Nothing of it is ever run, fetched or opened: a link shows where it leads, HTML stays text. A line that was broken stays
broken. The parser is loaded with the first text that has any Markdown in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from rich.cells import cell_len

from .glyphs import GLYPHS
from .paint import Span, clean, clean_lines, pad, safe, spans_width, take, wrap

Row = list[Span]
LONGEST = 100_000
"""Characters beyond which a text is shown as it was written."""
_LEAST = 8
_MEANT = re.compile(r"[*_`~|\[\]<]|^\s{0,3}(#{1,6} |[-+] |\d{1,9}[.)] |>|={3,}\s*$|-{3,}\s*$)|^ {4}|\t", re.MULTILINE)


@lru_cache(256)
def written(text: str, width: int, *, raw: bool = False) -> list[Row]:
    """A text as rows of at most `width` cells; not to be changed by who gets them."""
    width = max(_LEAST, width)
    if raw or len(text) > LONGEST or not _MEANT.search(text):
        return [[(line, "")] for part in clean_lines(text) for line in wrap(part, width)]
    rows = _blocks(_tree(text).children, width)
    return rows or [[("", "")]]


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _tree(text: str) -> Any:
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(_parser().parse("\n".join(clean_lines(text))))


# -- blocks ------------------------------------------------------------------------------------------------------------


def _blocks(nodes: Iterable[Any], width: int, *, tight: bool = False) -> list[Row]:
    """Blocks under each other, with a row between them unless they are `tight`."""
    rows: list[Row] = []
    for node in nodes:
        found = _BLOCKS.get(node.type, _plain_block)(node, max(_LEAST, width))
        if found:
            rows += [*([[]] if rows and not tight else []), *found]
    return rows


def _paragraph(node: Any, width: int) -> list[Row]:
    return wrap_spans(_inline(node), width)


def _heading(node: Any, width: int) -> list[Row]:
    style = "here" if node.tag == "h1" else "bold"
    return wrap_spans([(text, style) for text, _style in _inline(node)], width)


def _list(node: Any, width: int) -> list[Row]:
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    rows: list[Row] = []
    for number, item in enumerate(node.children):
        sign = f"{GLYPHS.dot} " if first is None else f"{first + number}. "
        found = _blocks(item.children, width - cell_len(sign), tight=tight)
        rows += [*([[]] if rows and not tight else []), *_behind(sign, " " * cell_len(sign), "dim", found or [[]])]
    return rows


def _quote(node: Any, width: int) -> list[Row]:
    bar = f"{GLYPHS.bar} "
    return _behind(bar, bar, "dim", _blocks(node.children, width - cell_len(bar)))


def _code(node: Any, width: int) -> list[Row]:
    lines = [safe(line) for line in node.content.rstrip("\n").split("\n")]
    return [[("  ", ""), (piece, "code")] for line in lines for piece in _hard(line, width - 2)]


def _rule(_node: Any, width: int) -> list[Row]:
    return [[(GLYPHS.rule * width, "dim")]]


def _table(node: Any, width: int) -> list[Row]:
    lines = [[_inline(cell) for cell in line.children] for part in node.children for line in part.children]
    columns = max((len(line) for line in lines), default=0)
    widths = _fit([max(spans_width(line[n]) if n < len(line) else 0 for line in lines) for n in range(columns)], width)
    rows: list[Row] = []
    for number, line in enumerate(lines):
        cells = [pad(_said(line[n]) if n < len(line) else "", widths[n]) for n in range(columns)]
        rows.append([("  ".join(cells).rstrip(), "bold" if number == 0 else "")])
        if number == 0:
            rows.append([("  ".join(GLYPHS.rule * size for size in widths), "dim")])
    return rows


def _fit(widths: list[int], width: int) -> list[int]:
    """Column widths that fit beside each other: the widest give way first."""
    room = max(len(widths) * 3, width - 2 * (len(widths) - 1))
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _plain_block(node: Any, width: int) -> list[Row]:
    """HTML, and whatever else there is: as it was written."""
    return [[(line, "")] for part in clean_lines(node.content.rstrip("\n")) for line in wrap(part, width)]


_BLOCKS: Mapping[str, Callable[[Any, int], list[Row]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "table": _table,
}


def _behind(first: str, further: str, style: str, rows: list[Row]) -> list[Row]:
    return [[(further if n else first, style), *row] for n, row in enumerate(rows)]


def _hard(line: str, width: int) -> Iterator[str]:
    """A line broken where it is full, wherever that is."""
    while cell_len(line) > width:
        head = take(line, width) or line[:1]
        yield head
        line = line[len(head) :]
    yield line


# -- within a line -----------------------------------------------------------------------------------------------------


def _inline(node: Any) -> list[Span]:
    """The spans of a block's text; `\\n` stands for where a line was broken."""
    return [span for child in node.children for span in _spans(child, "")]


def _spans(node: Any, style: str) -> Iterator[Span]:
    kind = node.type
    if kind in ("softbreak", "hardbreak"):
        yield "\n", ""
    elif kind in _INSIDE:
        for child in node.children:
            yield from _spans(child, _INSIDE[kind])
    elif kind == "link":
        yield from _link(
            [span for child in node.children for span in _spans(child, "under")], node.attrs.get("href", "")
        )
    elif kind == "image":
        yield from _link([(node.content, "under")], node.attrs.get("src", ""))
    elif kind == "code_inline":
        yield node.content, "code"
    elif node.children:
        for child in node.children:
            yield from _spans(child, style)
    else:
        yield node.content, style


_INSIDE = {"inline": "", "strong": "bold", "em": "slant", "s": "gone"}


def _link(name: list[Span], address: Any) -> Iterator[Span]:
    """A link's text and where it leads: nobody follows what they have not seen."""
    yield from name
    shown = clean(str(address))
    if _said(name) != shown:
        yield f" ({shown})", "dim"


def _said(spans: Iterable[Span]) -> str:
    return clean("".join(text for text, _style in spans))


def wrap_spans(spans: Iterable[Span], width: int) -> list[Row]:
    """Spans broken into rows at blanks, and where a line was broken."""
    rows: list[Row] = [[]]
    room = width
    for word in _words(spans):
        if word == [("\n", "")]:
            rows.append([])
            room = width
            continue
        size = spans_width(word)
        if rows[-1] and size < room:
            rows[-1].append((" ", ""))
            room -= 1
        elif rows[-1]:
            rows.append([])
            room = width
        for text, style in word:
            for piece in _hard(text, width) if size > width else (text,):
                if cell_len(piece) > room and rows[-1]:
                    rows.append([])
                    room = width
                rows[-1].append((piece, style))
                room -= cell_len(piece)
    return [_joined(row) for row in rows]


def _words(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Words, each as the spans it is of; a broken line is a word of its own."""
    word: list[Span] = []
    for text, style in spans:
        if text == "\n":
            yield from ([word] if word else [])
            yield [("\n", "")]
            word = []
            continue
        for number, piece in enumerate(clean_blanks(text).split(" ")):
            if number and word:
                yield word
                word = []
            if piece:
                word.append((piece, style))
    if word:
        yield word


def clean_blanks(text: str) -> str:
    """A text of one line with its outer blanks, which part it from its neighbours."""
    lead, tail = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return f"{lead}{clean(text)}{tail}"


def _joined(row: Row) -> Row:
    """A row with neighbours of one style put together."""
    joined: Row = []
    for text, style in row:
        if joined and joined[-1][1] == style:
            joined[-1] = (joined[-1][0] + text, style)
        else:
            joined.append((text, style))
    return joined

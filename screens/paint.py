"""Text into terminal cells: cleaned, measured, cut and padded, never parsed as markup.

Terminals disagree on how wide joined emoji and variation selectors are; so joiners and selectors are left out and every
character stands for itself, which all of them agree on.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from servicedesk_tui.vocabulary.text import many_lines, one_line

from . import themes
from .glyphs import GLYPHS, in_ascii, is_ascii

Span = tuple[str, str]

_JOINERS = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\U000e0000-\U000e01ef\U0001f3fb-\U0001f3ff]")


@lru_cache(4096)
def clean(text: str) -> str:
    """User text as one line that is safe to draw."""
    return _JOINERS.sub("", one_line(text))


@lru_cache(4096)
def safe(text: str) -> str:
    """A text of our own that may hold users' words, as one line with its blanks kept."""
    return _JOINERS.sub("", many_lines(text).replace("\n", " "))


def clean_lines(text: str) -> list[str]:
    """User text as lines that are safe to draw."""
    return [_JOINERS.sub("", line) for line in many_lines(text).split("\n")]


@lru_cache(8192)
def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells; what is left out shows as a sign. A wide character is never halved."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return take(text, width - 1) + GLYPHS.more


def take(text: str, width: int) -> str:
    """The longest beginning of `text` that fits in `width` cells."""
    if text.isascii():
        return text[: max(0, width)]
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[:index]
    return text


def pad(text: str, width: int) -> str:
    """`text` cut or filled to exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - cell_len(text))


def pad_left(text: str, width: int) -> str:
    """`text` filled from the left to at least `width` cells."""
    return " " * (width - cell_len(text)) + text


def spans_width(spans: Iterable[Span]) -> int:
    """The cells that `spans` take."""
    return sum(cell_len(text) for text, _ in spans)


def lay(left: Sequence[Span], right: Sequence[Span], width: int) -> list[Span]:
    """A row of exactly `width` cells: `left` cut where `right` begins; `right` gives way when there is no room."""
    right_width = spans_width(right)
    if right_width > width:
        return cut_spans(right, width)
    room = width - right_width - (1 if right else 0)
    return [*cut_spans(left, max(0, room)), *([(" ", "")] if right and room >= 0 else []), *right]


def cut_spans(spans: Sequence[Span], width: int) -> list[Span]:
    """`spans` cut or filled to exactly `width` cells."""
    done: list[Span] = []
    room = width
    for index, (text, style) in enumerate(spans):
        following = any(text for text, _ in spans[index + 1 :])
        size = cell_len(text)
        if size > room or (following and size == room):
            text = cut(text + ("" if size > room else " "), room)
            done.append((text, style))
            room -= cell_len(text)
            break
        done.append((text, style))
        room -= size
    return [*done, (" " * room, "")] if room else done


def segments_of(spans: Iterable[Span]) -> list[Segment]:
    """`spans` in the colours in force, as Textual draws them."""
    styles = themes.current().styles
    if is_ascii():
        spans = [(in_ascii(text), style) for text, style in spans]
    return [Segment(text, styles[style]) for text, style in spans if text]


def strip_of(spans: Iterable[Span], width: int) -> Strip:
    """A strip of `spans` that are `width` cells wide."""
    return Strip(segments_of(spans), width)


def blank(width: int) -> Strip:
    """A strip on which nothing is written."""
    return Strip.blank(width, themes.style(""))


def wrap(text: str, width: int) -> list[str]:
    """One line broken into lines of at most `width` cells, at blanks where there are any."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while word and cell_len(word) > width:
            head = take(word, width) or word[:1]
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line]

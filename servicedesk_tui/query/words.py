"""Words looked for in a task's texts: how a text is kept for searching, and what is looked for in it.

A text is kept folded, as its words, each after two blanks; whatever is no letter, digit or sign of its own (`°`, an
emoji) only parts words. One or two letters then find beginnings of words, as three characters with a blank before them,
and three or more find any part of a word (`ror` is in `  varmeror`). A number that is written in groups, like a
telephone's, is kept once more as one word, and looked for so too.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from servicedesk_tui.vocabulary.refs import number_of

from .names import fold

GAP = "  "
"""What stands before every word."""
LINE = "\n"
"""What parts texts, so that nothing is found across them."""
OPENING = "^^"
"""What stands before a title kept for its beginning, in place of a gap."""
LONGEST = 200
"""The most that is looked for, in characters; whoever types more is answered by its beginning."""

_WORD = re.compile(r"[^\W_]+|[^\w\s\x00-\xa0\u2000-\u206f\ud800-\udfff]+")
_GROUPED = re.compile(r"(?<![^\W_])\+?\d{1,4}(?:[ ./-]\d{1,4})+(?![^\W_])")
_PHONE = re.compile(r"[+(]*\d[\d ()./+-]*")
_FEWEST_DIGITS = 6


class Searched(Protocol):
    """A task as a search sees it."""

    @property
    def fields(self) -> dict[str, object]:
        """At least its `number`."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its searchable texts."""


def words_of(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return _WORD.findall(fold(unicodedata.normalize("NFKC", text)))


def searchable(*texts: str) -> str:
    """`texts` as they are searched: a line each, and the numbers that are written in groups."""
    lines = ["".join(GAP + word for word in words_of(text)) for text in texts if text]
    lines += [GAP + number for text in texts for number in _grouped_numbers(text)]
    return LINE.join(lines)


def opening(title: str) -> str:
    """A title kept for its beginning."""
    return OPENING + GAP.join(words_of(title))


def sought(text: str) -> tuple[str, ...]:
    """What to look for in searchable texts, any of it; nothing when `text` has neither letters, digits nor signs."""
    words = words_of(text[:LONGEST])
    if not words:
        return ()
    one = GAP.join(words)
    if len(one) < 3:
        return (GAP + one,)
    number = re.sub(r"\D", "", one)
    return (one, number) if len(words) > 1 and len(number) > 2 and _PHONE.fullmatch(text.strip()) else (one,)


def sought_opening(text: str) -> str:
    """What to look for to find the titles that begin with `text`."""
    return OPENING + GAP.join(words_of(text[:LONGEST]))


def finds(text: str, task: Searched) -> bool:
    """True when the task is found by `text`: by its number, or in any of its texts. What holds no word finds all."""
    wanted = sought(text)
    number = number_of(text)
    if not wanted or (number is not None and number == task.fields.get("number")):
        return True
    return any(one in body for one in wanted for body in task.texts)


def _grouped_numbers(text: str) -> Iterable[str]:
    for found in _GROUPED.findall(unicodedata.normalize("NFKC", text)):
        number = re.sub(r"\D", "", found)
        if len(number) >= _FEWEST_DIGITS:
            yield number

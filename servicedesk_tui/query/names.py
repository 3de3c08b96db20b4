"""Finding who is meant: a name or a beginning of it among those there are, and the nearest one when nobody fits."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from servicedesk_tui.vocabulary.text import digits

Named = tuple[int, str]
"""An id and the name people type for it."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o", "ß": "ss"})


def fold(text: str) -> str:
    """`text` for comparing: case and accents gone, `ae=æ`, `oe=ø=o`, `aa=å=a`, blanks folded."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return " ".join(plain.replace("oe", "o").replace("aa", "a").split())


def find_exact(text: str, among: Iterable[Named]) -> list[Named]:
    """Those called `text`, as it is written or else as it is folded (a folded name may be several people's)."""
    found = list(among)
    wanted = text.casefold()
    return [n for n in found if n[1].casefold() == wanted] or [n for n in found if fold(n[1]) == fold(text)]


def find_by_beginning(text: str, among: Iterable[Named]) -> list[Named]:
    """Those called `text`; else those that begin with it; else those with a word that does."""
    found = list(among)
    wanted = fold(text)
    if not wanted:
        return []
    return (
        find_exact(text, found)
        or [n for n in found if fold(n[1]).startswith(wanted)]
        or [n for n in found if f" {wanted}" in f" {fold(n[1])}"]
    )


_FEWEST_DIGITS = 3
_PHONE = re.compile(r"[+(]*\d[\d ()./+-]*")


def find_by_phone(text: str, among: Iterable[Named], phones: Iterable[Named]) -> list[Named]:
    """Those with a telephone number that holds the digits of `text`, however it is written."""
    wanted = digits(text)
    if len(wanted) < _FEWEST_DIGITS or not _PHONE.fullmatch(text):
        return []
    ids = {row_id for row_id, number in phones if wanted in number}
    return [named for named in among if named[0] in ids]


def find_nearest(text: str, names: Sequence[str]) -> str | None:
    """The name most like `text`, whole or by one of its words, or None when none is like it."""
    by_folded = {word: name for name in reversed(names) for word in fold(name).split() if len(word) > 2}
    by_folded |= {fold(name): name for name in reversed(names)}
    near = get_close_matches(fold(text), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None

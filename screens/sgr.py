"""How a terminal is told to write: the codes in force as one text in a fixed order, and the shortest way from one to
another.

A text is what stands between `ESC [` and `m`: attributes, then ink, then paper; "" is the terminal's own look.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_OFF = {"22": ("1", "2"), "23": ("3",), "24": ("4", "21"), "25": ("5", "6"), "27": ("7",), "28": ("8",), "29": ("9",)}
"""What takes an attribute off, and which."""
_SEEN_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21"})
"""Attributes that show where nothing is written."""


class Look(NamedTuple):
    """Attributes, ink and paper, as codes."""

    flags: frozenset[str] = frozenset()
    ink: str = ""
    paper: str = ""

    def __str__(self) -> str:
        return ";".join(part for part in (*sorted(self.flags, key=int), self.ink, self.paper) if part)


@lru_cache(4096)
def read(sgr: str) -> Look:
    """The look of a text in the fixed order, or of any other codes after a reset."""
    return _turn(Look(), sgr)


@lru_cache(4096)
def added(sgr: str, codes: str) -> str:
    """What is in force when `codes` come after `sgr`."""
    return str(_turn(read(sgr), codes))


@lru_cache(4096)
def change(before: str, after: str) -> str:
    """The codes that make `after` of `before`, whichever are fewer: a reset and all, or only what differs."""
    old, new = read(before), read(after)
    anew = f"0;{after}" if after else ""
    less = _taken_off(old.flags - new.flags)
    lost = {flag for code in less for flag in _OFF[code]}
    parts = [
        *less,
        *sorted(new.flags - (old.flags - lost), key=int),
        (new.ink or "39") if new.ink != old.ink else "",
        (new.paper or "49") if new.paper != old.paper else "",
    ]
    stepwise = ";".join(part for part in parts if part)
    return anew if len(anew) < len(stepwise) else stepwise


@lru_cache(4096)
def of_blank(sgr: str) -> str:
    """What of `sgr` is seen where nothing is written: its paper, unless a line or a reversal shows the ink too."""
    look = read(sgr)
    return sgr if look.flags & _SEEN_ON_BLANKS else look.paper


def _taken_off(flags: frozenset[str]) -> list[str]:
    return [code for code, off in _OFF.items() if flags.intersection(off)]


def _turn(look: Look, codes: str) -> Look:
    flags, ink, paper = set(look.flags), look.ink, look.paper
    for code in _pieces(codes):
        number = int(code.partition(";")[0])
        if code == "0":
            flags, ink, paper = set(), "", ""
        elif code in _OFF:
            flags.difference_update(_OFF[code])
        elif number < 30:
            flags.add(code)
        elif number in (39, 49):
            ink, paper = ("", paper) if number == 39 else (ink, "")
        elif 30 <= number < 40 or 90 <= number < 100:
            ink = code
        elif 40 <= number < 50 or 100 <= number < 110:
            paper = code
    return Look(frozenset(flags), ink, paper)


def _pieces(codes: str) -> Iterator[str]:
    """The codes one by one, those of a palette or of true colour with their numbers."""
    numbers = [str(int(number or 0)) for number in codes.split(";")]
    at = 0
    while at < len(numbers):
        size = {"5": 3, "2": 5}.get(numbers[at + 1] if at + 1 < len(numbers) else "", 1)
        size = size if numbers[at] in ("38", "48") else 1
        yield ";".join(numbers[at : at + size])
        at += size

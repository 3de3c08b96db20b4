"""The signs the glass draws beside words, in Unicode and in plain ASCII for terminals that have nothing else."""

import os
from dataclasses import dataclass, fields, replace

from servicedesk_tui.looks import signs_of


@dataclass(slots=True)
class Glyphs:
    """One set of signs; in Unicode each is one cell wide, in ASCII some take more."""

    cursor: str
    bar: str
    rule: str
    dot: str
    mark: str
    alarm: str
    left: str
    right: str
    more: str
    ticked: str
    unticked: str
    live: str
    dash: str
    range: str
    arrow: str
    up: str
    down: str
    raised: str
    hatch: str
    full: str
    here: str
    writes: str
    post: str


UNICODE = Glyphs(
    "▌", "│", "─", "·", "✓", "‼", "‹", "›", "…", "☑", "☐", "●", "–", "–", "→", "▲", "▼", "▲", "╱", "█", "◦", "✎", "✉"
)
ASCII = Glyphs(
    ">",
    "|",
    "-",
    "-",
    "*",
    "!!",
    "<",
    ">",
    "~",
    "[x]",
    "[ ]",
    "o",
    "-",
    "-",
    "->",
    "^",
    "v",
    "^",
    "/",
    "#",
    "@",
    "&",
    "[=]",
)
_IN_TEXTS = str.maketrans({"·": "-", "…": "~", "→": ">", "–": "-", "“": '"', "”": '"', "’": "'"})
"""What our sentences have of Unicode, as ASCII signs of one cell each."""
GLYPHS = replace(UNICODE if signs_of(os.environ, "") else ASCII)
"""The set in force."""


def use(unicode: bool) -> None:
    """Draw with the signs of Unicode, or with ASCII alone."""
    chosen = UNICODE if unicode else ASCII
    for field in fields(Glyphs):
        setattr(GLYPHS, field.name, getattr(chosen, field.name))


def is_ascii() -> bool:
    """True where the terminal has nothing but ASCII."""
    return GLYPHS.dot == ASCII.dot


def in_ascii(text: str) -> str:
    """A text with none of our signs left in its sentences; it takes as many cells as before."""
    return text.translate(_IN_TEXTS)

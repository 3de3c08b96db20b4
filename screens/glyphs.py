"""The signs the glass draws beside words, in Unicode and in plain ASCII for terminals that have nothing else."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs; every sign is one cell wide except `alarm`."""

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


UNICODE = Glyphs("▌", "│", "─", "·", "✓", "‼", "‹", "›", "…", "☑", "☐", "●", "–", "–", "→")
ASCII = Glyphs(">", "|", "-", "-", "*", "!!", "<", ">", "~", "[x]", "[ ]", "o", "-", "-", "->")


def choose_glyphs(environment: "os._Environ[str] | dict[str, str]" = os.environ) -> Glyphs:
    """The set for this terminal: ASCII where the locale names another encoding than UTF-8, or none at all."""
    names = (environment.get(key) for key in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "")
    return UNICODE if "utf8" in locale.lower().replace("-", "") else ASCII


GLYPHS = choose_glyphs()

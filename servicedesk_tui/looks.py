"""What this terminal can show, from its environment, and how its person wants it: colours, signs, the mouse.

Only the standard library: the last picture is found with it before anything else is loaded.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from .memory import remembered
from .settings import THEMES, own_word

NO_COLOURS, FEW, MANY = 0, 16, 256
"""How many colours: none, the terminal's own, the palette that is the same everywhere."""
_COLOURLESS = ("", "dumb", "unknown")
_SSH = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")


@dataclass(frozen=True, slots=True)
class Looks:
    """A theme's name, how many colours it may use, and whether signs beyond ASCII can be drawn."""

    theme: str
    depth: int
    unicode: bool


def looks() -> Looks:
    """How the glass looks at its start. Read once: Textual takes NO_COLOR out of the environment."""
    return Looks(chosen_theme(), depth_of(os.environ), signs_of(os.environ, own_word("glyphs")))


def chosen_theme() -> str:
    """The theme picked at the glass, else the one of the settings, else the terminal's own colours."""
    picked = remembered("theme")
    return picked if picked in THEMES else own_word("theme") or THEMES[0]


def depth_of(environment: Mapping[str, str]) -> int:
    """How many colours to use. NO_COLOR asks for none; so do terminals of the VT kind, which have none."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR") or term in _COLOURLESS or term.startswith("vt"):
        return NO_COLOURS
    named = environment.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    return MANY if named or "256color" in term or "kitty" in term or "direct" in term else FEW


def erases_in_colour(term: str) -> bool:
    """True for a terminal that erases to the paper in force, as the system's table of terminals knows it."""
    import _curses

    try:
        _curses.setupterm(term, 1)
        return _curses.tigetflag("bce") == 1
    except _curses.error:
        return False


def signs_of(environment: Mapping[str, str], wanted: str) -> bool:
    """True for Unicode's signs: as the settings want, else when the locale's encoding is UTF-8."""
    if wanted in ("unicode", "ascii"):
        return wanted == "unicode"
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "utf8" in locale.lower().replace("-", "")


def is_remote(environment: Mapping[str, str]) -> bool:
    """True at the far end of an SSH connection."""
    return any(environment.get(name) for name in _SSH)


def wants_mouse(environment: Mapping[str, str], wanted: str) -> bool:
    """Whether the mouse is listened to: as the settings want, else where no byte of it crosses a network."""
    return wanted == "on" or (wanted != "off" and not is_remote(environment))

"""How the glass is coloured: the terminal's own colours, or one of three themes that give every cell its ink and paper.

Themes of our own use the 256 colours that are the same on every terminal that has them: half the bytes of true colour;
the first sixteen and the next six, which people change, are left alone. Meaning is in words and signs too: without
colours it is bold and underlined. A theme is put in force with `use`; whoever keeps drawn segments draws them again then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rich.color import Color
from rich.style import Style

from servicedesk_tui.locale import N_
from servicedesk_tui.looks import FEW, NO_COLOURS


class Ink(NamedTuple):
    """A colour of the 256, and the nearest where there are sixteen or fewer."""

    many: int
    few: str


@dataclass(frozen=True, slots=True)
class Inks:
    """A theme's colours: what is written, on what, what is said more quietly, what stands out, what is late."""

    text: Ink
    paper: Ink
    faint: Ink
    accent: Ink
    alarm: Ink


INKS: Mapping[str, Inks] = {
    "dark": Inks(
        text=Ink(252, "white"),
        paper=Ink(234, "black"),
        faint=Ink(247, "white"),
        accent=Ink(80, "cyan"),
        alarm=Ink(210, "bright_red"),
    ),
    "light": Inks(
        text=Ink(235, "black"),
        paper=Ink(255, "white"),
        faint=Ink(240, "black"),
        accent=Ink(24, "blue"),
        alarm=Ink(124, "red"),
    ),
    "contrast": Inks(
        text=Ink(231, "bright_white"),
        paper=Ink(232, "black"),
        faint=Ink(231, "bright_white"),
        accent=Ink(51, "bright_cyan"),
        alarm=Ink(226, "bright_yellow"),
    ),
}
TITLES = {
    "terminal": N_("the terminal's own colours"),
    "dark": N_("light on dark"),
    "light": N_("dark on light"),
    "contrast": N_("black and white, as strong as can be"),
}

# What each word for a style is: which of the colours, and which attributes.
_PLAIN = {
    "": ("text", ""),
    "dim": ("faint", "dim"),
    "bold": ("text", "bold"),
    "head": ("text", "bold"),
    "accent": ("accent", ""),
    "here": ("accent", "bold"),
    "alarm": ("alarm", ""),
    "urgent": ("alarm", "bold"),
    "cursor": ("text", "reverse"),
    "cursor_head": ("text", "reverse bold"),
    "error": ("alarm", "bold"),
    "under": ("text", "underline"),
    "wrong": ("alarm", "underline"),
    "code": ("accent", ""),
    "slant": ("text", "italic"),
    "gone": ("faint", "strike"),
}
_STRONG = {
    "dim": ("faint", ""),
    "here": ("accent", "bold underline"),
    "alarm": ("alarm", "bold"),
    "urgent": ("alarm", "bold reverse"),
    "error": ("alarm", "bold reverse"),
}
_COLOURLESS = {"alarm": ("", "underline"), "urgent": ("", "bold underline")}
_OWN_COLOURS = {"accent": "cyan", "alarm": "red"}


@dataclass(frozen=True, eq=False)
class Theme:
    """A look for each word that the screens say of a stretch of text."""

    name: str
    styles: Mapping[str, Style]
    paper: str
    """What lies under everything, as a stylesheet says it."""
    text: str


@cache
def theme(name: str, depth: int) -> Theme:
    """The theme of that name with as many colours as there may be."""
    looks = {**_PLAIN, **(_STRONG if name == "contrast" else {}), **({} if depth else _COLOURLESS)}
    inks = INKS.get(name)
    styles = {word: _style(inks if depth else None, depth, *look) for word, look in looks.items()}
    if inks is None or depth == NO_COLOURS:
        return Theme(name, styles, "ansi_default", "ansi_default")
    return Theme(name, styles, _named(inks.paper, depth), _named(inks.text, depth))


def _style(inks: Inks | None, depth: int, ink: str, attributes: str) -> Style:
    if inks is None:
        return Style.parse(attributes) + Style(color=_OWN_COLOURS.get(ink) if depth else None)
    colours = Style(color=_colour(getattr(inks, ink), depth), bgcolor=_colour(inks.paper, depth))
    return Style.parse(attributes.replace("dim", "")) + colours


def _colour(ink: Ink, depth: int) -> Color:
    return Color.parse(ink.few) if depth <= FEW else Color.from_ansi(ink.many)


def _named(ink: Ink, depth: int) -> str:
    return f"ansi_{ink.few}" if depth <= FEW else (Color.from_ansi(ink.many).get_truecolor().hex)


class _InForce:
    """The theme that is worn now."""

    theme = theme("terminal", FEW)
    depth = FEW


def use(name: str, depth: int | None = None) -> Theme:
    """Put a theme in force; with another number of colours when `depth` is given."""
    _InForce.depth = _InForce.depth if depth is None else depth
    _InForce.theme = theme(name, _InForce.depth)
    return _InForce.theme


def current() -> Theme:
    """The theme in force."""
    return _InForce.theme


def style(word: str) -> Style:
    """How a stretch of that word is drawn now."""
    return _InForce.theme.styles[word]

"""A person's day on paper: their visits in order with what they need there, as plain text and as a page. What people wrote is
put into the page as text, never as markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from servicedesk_tui.locale import _, language
from servicedesk_tui.vocabulary.text import many_lines, one_line

WIDTH = 72
_STYLE = (
    "body{font:14px/1.4 sans-serif;max-width:48em;margin:2em auto;color:#000;background:#fff;overflow-wrap:anywhere}"
    "h2{margin:1.2em 0 .2em;font-size:1.1em}p{margin:.2em 0;white-space:pre-wrap}.note{font-weight:bold}"
    "@media print{body{margin:0}h2{break-after:avoid}p{break-inside:avoid}}"
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on the sheet: when and what, then a line for each thing to know."""

    time: str
    title: str
    lines: Sequence[str]
    warnings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A day of one person."""

    heading: str
    hours: str
    stops: Sequence[Stop]


def as_text(sheet: DaySheet) -> str:
    """The sheet for a printer of plain text."""
    heading = one_line(sheet.heading)
    parts = [*_wrapped(heading, ""), "=" * min(WIDTH, len(heading)), *_wrapped(one_line(sheet.hours), "")]
    for stop in sheet.stops:
        time = one_line(stop.time)
        parts += ["", *_wrapped(one_line(stop.title), f"{time}  ", " " * (len(time) + 2))]
        parts += [piece for text in stop.lines for line in many_lines(text).splitlines() for piece in _told(line)]
        parts += [piece for warning in stop.warnings for piece in _wrapped(one_line(warning), "  ! ", "    ")]
    if not sheet.stops:
        parts += ["", _("No visits.")]
    return "\n".join(parts)


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    """`text` in lines that a page holds; a word longer than one is broken."""
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [first.rstrip()]


def _told(line: str) -> list[str]:
    return _wrapped(line, "    ", "      ") if line.strip() else [""]


def as_page(sheet: DaySheet) -> str:
    """The sheet as one page without scripts or anything from elsewhere."""
    parts = [
        "<!DOCTYPE html>", f'<html lang="{language()}"><head><meta charset="utf-8">',
        f"<title>{_text(sheet.heading)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{_text(sheet.heading)}</h1><p>{_text(sheet.hours)}</p>",
    ]  # fmt: skip
    for stop in sheet.stops:
        parts.append(f"<h2>{_text(stop.time)} {_text(stop.title)}</h2>")
        parts += [f"<p>{escape(many_lines(line))}</p>" for line in stop.lines]
        parts += [f'<p class="note">! {_text(warning)}</p>' for warning in stop.warnings]
    if not sheet.stops:
        parts.append(f"<p>{escape(_('No visits.'))}</p>")
    return "\n".join([*parts, "</body></html>"])


def _text(text: str) -> str:
    return escape(one_line(text))

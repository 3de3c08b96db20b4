"""All that a filter can say, from the language's own tables."""

from collections.abc import Mapping

from servicedesk_tui.locale import N_, _
from servicedesk_tui.query.fields import FIELDS, NAMES, SORTS, STATES, THINGS

from ..paint import pad, wrap
from .pages import Block, Entry, Page, paragraph

_WORD, _LEAST = 13, 25
"""Cells of a word, and those that must be left beside it for its meaning to stand there."""
EXAMPLES: Mapping[str, str] = {
    N_("@me is:open"): N_("what I have to do"),
    "is:overdue !<=2 sort:due": N_("what is late and matters, the longest late first"),
    N_("for:acme (boiler or pump)"): N_("one or the other at a customer's"),
    "status:waiting age:>1w": N_("what waits and is more than a week old"),
    N_("-@ada -#warranty"): N_("not Ada's, not under that tag; nobody's count too"),
    N_('"no hot water"'): N_("these very words"),
}
"""Filters that people write."""


def language_page() -> Page:
    """The page."""
    return Page(lambda: _("What a filter can say"), _blocks)


def _blocks(width: int) -> list[Block]:
    return [
        _table(_("For example"), {_(e): said for e, said in EXAMPLES.items()}, width, longest=27),
        _table(_("Fields: name, colon, values between commas"), {f"{n}:": FIELDS[n].help for n in NAMES}, width),
        _table(_("States: is:open, -is:open"), STATES, width),
        _table(_("What it has, or has not: has:note, no:due"), THINGS, width),
        _table(_("Orders: sort:due, sort:-age"), SORTS, width),
    ]


def _table(title: str, words: Mapping[str, str], width: int, *, longest: int = _WORD) -> Block:
    return Block(title, tuple(_entry(word, _(meaning), width, longest) for word, meaning in words.items()))


def _entry(word: str, meaning: str, width: int, longest: int) -> Entry:
    if width - longest < _LEAST:
        return Entry(([(f"   {word}", "accent")], *paragraph(meaning, width, indent=5).rows))
    lines = wrap(meaning, max(12, width - longest - 5))
    return Entry(
        tuple([(f"   {pad('' if n else word, longest)} ", "accent"), (line, "")] for n, line in enumerate(lines))
    )

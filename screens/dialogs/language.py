"""All that a filter can say, from the language's own tables."""

from collections.abc import Mapping

from servicedesk_tui.locale import N_, _
from servicedesk_tui.query.fields import FIELDS, NAMES, SORTS, STATES, THINGS

from ..paint import Span, pad, wrap

_WORD = 13
EXAMPLES: Mapping[str, str] = {
    N_("@me is:open"): N_("what I have to do"),
    "is:overdue !<=2 sort:due": N_("what is late and matters, the longest late first"),
    N_("for:acme (boiler or pump)"): N_("one or the other at a customer's"),
    "status:waiting age:>1w": N_("what waits and is more than a week old"),
    N_("-@ada -#warranty"): N_("not Ada's, not under that tag; nobody's count too"),
    N_('"no hot water"'): N_("these very words"),
}
"""Filters that people write."""


def language_rows(width: int) -> list[list[Span]]:
    """The page."""
    return [
        [(f" {_('What a filter can say')}", "here")],
        *_table(_("For example"), {_(e): said for e, said in EXAMPLES.items()}, width, longest=27),
        *_table(_("Fields: name, colon, values between commas"), {f"{n}:": FIELDS[n].help for n in NAMES}, width),
        *_table(_("States: is:open, -is:open"), STATES, width),
        *_table(_("What it has, or has not: has:note, no:due"), THINGS, width),
        *_table(_("Orders: sort:due, sort:-age"), SORTS, width),
    ]


def _table(title: str, words: Mapping[str, str], width: int, *, longest: int = _WORD) -> list[list[Span]]:
    rows: list[list[Span]] = [[], [(f" {title}", "bold")]]
    for word, meaning in words.items():
        for number, line in enumerate(wrap(_(meaning), max(12, width - longest - 5))):
            rows.append([(f"   {pad('' if number else word, longest)} ", "accent"), (line, "")])
    return rows

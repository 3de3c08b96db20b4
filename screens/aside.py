"""The work that nobody goes to yet, beside the schedule: sorted as the desk sorts it, each with why it stands where it does."""

from collections.abc import Sequence

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.plans import Unplanned
from servicedesk_tui.vocabulary.refs import ref

from .glyphs import GLYPHS
from .loads import hours
from .paint import Span, clean, cut_spans

Row = list[Span]
LINES = 2
HOUR = 60


def aside_rows(rest: Sequence[Unplanned], at: int | None, top: int, width: int, height: int) -> tuple[list[Row], int]:
    """As much of the list as fits, about the one under the cursor; and from which one on."""
    head = cut_spans([(_("Unplanned"), "head"), (f"  {len(rest)}", "dim")], width)
    if not rest:
        return [head, cut_spans([(_("nothing: every open task has a visit"), "dim")], width)], 0
    fit = max(1, (height - 1) // LINES)
    top = max(0, min(top, len(rest) - fit))
    if at is not None:
        top = min(max(top, at - fit + 1), at)
    rows = [head]
    for number, one in enumerate(rest[top : top + fit], top):
        rows += [cut_spans(row, width) for row in _lines(one, number == at)]
    return rows, top


def _lines(one: Unplanned, here: bool) -> list[Row]:
    style = "urgent" if one.priority == 1 else "bold"
    sign: Span = (GLYPHS.cursor if here else " ", "accent")
    first: Row = [sign, (f"{ref(one.number)} ", "cursor" if here else "bold"), (one.priority.name, style)]
    first.append((f" {clean(one.title)}", "cursor" if here else ""))
    return [first, [sign, (f" {about(one)}", "dim")]]


def rest_words(one: Unplanned) -> str:
    """Unplanned work in words: task, why it is next, how long it takes, for whom, whose it is."""
    return f"{ref(one.number)} {clean(one.title)} {GLYPHS.dot} {about(one)}"


def about(one: Unplanned) -> str:
    """Why it is next, how long it takes, for whom, whose it is."""
    minutes = f"{hours(one.minutes)} {_('h')}" if one.minutes >= HOUR else _("{count} min").format(count=one.minutes)
    parts = [clean(one.why), minutes, clean(one.customer), clean(one.owner or "") or _("nobody")]
    return f" {GLYPHS.dot} ".join(part for part in parts if part)

"""The first day of a desk: what stands on the board while there is nothing on it, and what comes after the first task."""

from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import N_, _
from servicedesk_tui.vocabulary.desk_commands import AddPerson

from .columns import Columns
from .paint import wrap
from .prompts import Row
from .session import Session
from .walk import Step, did

_INDENT = 4
_SAMPLE = "`"
GUIDE = (
    (
        "{add}",
        N_("writes the first task in one line, and with it a customer:"),
        N_("`Boiler leak for:+\"Acme A/S\" tel:22334455 !2 due:fri"),
    ),
    (
        "",
        N_("Then add who works here with you:"),
        N_("`:person bo \"Bo Hansen\" agent"),
    ),
    (
        "",
        N_("Or bring in the list you have now, from a shell:"),
        "`servicedesk import tasks.csv --dry-run",
    ),
    (
        "",
        N_("To look around on made-up work first:"),
        "`servicedesk demo",
    ),
)  # fmt: skip
"""In order: a key, what it does, how it is written."""

STEPS = (
    Step(N_("Who works here with you? :person bo \"Bo Hansen\" adds somebody. {escape} hides this."), did(AddPerson)),
)  # fmt: skip
"""After the guide: the first task takes its place, so what is left stands over the bottom line."""


def is_first_day(session: Session, columns: Columns) -> bool:
    """True while an open desk has no customer and nothing on its board."""
    is_empty = bool(columns.all) and not columns.filter and not any(column.count for column in columns.all)
    return session.is_live and is_empty and not session.customers


def guide_rows(keymap: Keymap, width: int, height: int = 100) -> list[Row]:
    """What to do first, in order; close together where it is low."""
    keys = keymap.labels
    rows = [[], *_lines(_("Nothing is here yet. What to do first:"), width, 1, "bold"), []]
    for key, said, sample in GUIDE:
        first, *more = _lines(_(said), width, _INDENT, "")
        rows += [[(f" {key.format_map(keys)}".ljust(_INDENT), "here"), (first[0][0].lstrip(), "")], *more]
        rows += [*_lines(_(sample).lstrip(_SAMPLE), width, _INDENT + 2, "accent"), []]
    rows += _lines(_("{help} shows all keys; Tab there turns to the manual.").format_map(keys), width, 1, "dim")
    return rows if len(rows) <= height else [row for row in rows if row]


def _lines(text: str, width: int, indent: int, style: str) -> list[Row]:
    return [[(" " * indent + line, style)] for line in wrap(text, max(12, width - indent - 1))]

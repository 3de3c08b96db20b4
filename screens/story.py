"""What happened to a task, as rows: under the days it happened on, newest or oldest first, notes in full or folded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import day, moment
from servicedesk_tui.vocabulary.enums import CallDirection, EventKind, NoteKind
from servicedesk_tui.vocabulary.history_rows import HistoryLine, NoteRow

from .glyphs import GLYPHS
from .keys import key_of
from .markdown import written
from .paint import Span, clean, pad, wrap
from .spots import PageRow, Spot, SpotKind, of

TIME = 7
FOLDED = 12
"""A note of more rows than this is folded to so many less four."""
KINDS: tuple[tuple[EventKind, ...], ...] = (
    (),
    (EventKind.NOTE, EventKind.CALL, EventKind.UPDATE, EventKind.HANDOVER),
    (EventKind.UPDATE,),
    (EventKind.CALL,),
    (EventKind.CHANGE, EventKind.FILE),
)
"""What of it can be shown alone, in turn; nothing is all."""


@dataclass
class Telling:
    """How what happened is told: what of it, in which order, and which lines are told in full."""

    kinds: tuple[EventKind, ...] = ()
    text: str = ""
    oldest_first: bool = False
    opened: set[int] = field(default_factory=set)
    raw: bool = False

    @property
    def is_all(self) -> bool:
        """True when nothing is left out."""
        return not self.kinds and not self.text

    def turn(self) -> None:
        """The next kind alone."""
        self.kinds = KINDS[(KINDS.index(self.kinds) + 1) % len(KINDS)]

    def words(self) -> str:
        """What is shown, in words; nothing when that is all."""
        named = {
            KINDS[1]: _("notes, calls, updates"),
            KINDS[2]: _("customer updates"),
            KINDS[3]: _("calls"),
            KINDS[4]: _("changes"),
        }
        said = [named[self.kinds]] if self.kinds in named else []
        said += [f"“{clean(self.text)}”"] if self.text else []
        said += [_("oldest first")] if self.oldest_first else []
        return f" {GLYPHS.dot} ".join(said)


def story_part(
    lines: Sequence[HistoryLine], width: int, now: datetime, zone: ZoneInfo, telling: Telling, *, more: bool = False
) -> list[PageRow]:
    """The rows; `more` says that there is more than was read."""
    rows: list[PageRow] = []
    last: date | None = None
    for line in reversed(lines) if telling.oldest_first else lines:
        local = line.at.astimezone(zone)
        if local.date() != last:
            last = local.date()
            rows += [PageRow([])] if rows else []
            rows.append(PageRow([(day(last, now.astimezone(zone).date()), "bold")]))
        rows += of(Spot(SpotKind.EVENT, line.batch), _event(line, f"{local:%H:%M}", width, now, zone, telling))
    if not rows:
        said = _("Nothing of that happened.") if not telling.is_all else _("Nothing happened yet.")
        rows.append(PageRow([(said, "dim")]))
    if more:
        rows.append(PageRow([(_("there is more: read on"), "dim")]))
    return rows


def _event(
    line: HistoryLine, time: str, width: int, now: datetime, zone: ZoneInfo, telling: Telling
) -> list[list[Span]]:
    style = "dim" if line.undone else ""
    said = clean(line.sentence) + (f" ({_('taken back')})" if line.undone else "")
    rows: list[list[Span]] = []
    for number, text in enumerate(wrap(said, max(8, width - TIME - 1))):
        rows.append([(pad("" if number else time, TIME), "dim"), (text, style)])
    if line.note:
        rows += _note(line.note, width, now, zone, telling, is_open=line.batch in telling.opened)
    if line.batch in telling.opened:
        rows += _details(line, width)
    return rows


def _note(
    note: NoteRow, width: int, now: datetime, zone: ZoneInfo, telling: Telling, *, is_open: bool
) -> list[list[Span]]:
    accent = "accent" if note.kind is NoteKind.UPDATE else "dim"
    body = written(note.body, max(8, width - TIME - 3), raw=telling.raw)
    folds = len(body) > FOLDED and not is_open
    shown = body[: FOLDED - 4] if folds else body
    rows: list[list[Span]] = [[(" " * TIME, ""), (f"{GLYPHS.bar} ", accent), *row] for row in shown]
    if folds:
        left = len(body) - len(shown)
        said = n_("{n} more line: enter", "{n} more lines: enter", left).format(n=left)
        rows.append([(" " * TIME, ""), (f"{GLYPHS.bar} ", accent), (said, "dim")])
    under = [*_call(note)]
    if note.edited_at is not None:
        under.append(_("changed {when}").format(when=moment(note.edited_at, False, now, zone)))
    if note.pinned:
        under.append(_("pinned"))
    if under:
        rows.append([(" " * TIME, ""), (f"{GLYPHS.bar} ", accent), (f" {GLYPHS.dot} ".join(under), "dim")])
    return rows


def _call(note: NoteRow) -> list[str]:
    said = []
    if note.caller:
        shape = _("to {who}") if note.direction is CallDirection.OUT else _("from {who}")
        said.append(shape.format(who=clean(note.caller)))
    if note.outcome:
        said.append(clean(note.outcome))
    return said


def _details(line: HistoryLine, width: int) -> list[list[Span]]:
    """What changed from what to what, on how many tasks, from where."""
    told = [clean(one) for one in line.details]
    if line.tasks > 1:
        told.append(n_("one of {n} task", "one of {n} tasks", line.tasks).format(n=line.tasks))
    if line.terminal:
        told.append(_("from {where}").format(where=clean(line.terminal)))
    if line.can_undo:
        told.append(_("{key} takes this back").format(key=key_of("undo")))
    return [[(" " * TIME, ""), (f"{text}", "dim")] for one in told for text in wrap(one, max(8, width - TIME - 1))]

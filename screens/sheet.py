"""The left side of a task's page as rows: what is pinned and handed over, the facts, the text; and what hangs on the task:
checklist, parts, links, files, time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import ago, day, length, moment, span
from servicedesk_tui.locale.reminding import told
from servicedesk_tui.vocabulary.checklists import SubTask
from servicedesk_tui.vocabulary.enums import HandoverState
from servicedesk_tui.vocabulary.files import FileRow
from servicedesk_tui.vocabulary.handing import HandoverRow
from servicedesk_tui.vocabulary.history_rows import NoteRow
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.reminding import ReminderRow
from servicedesk_tui.vocabulary.task_rows import ChecklistRow, LinkRow, TaskView
from servicedesk_tui.vocabulary.timing import TimeRow, minutes_of

from .facts import Row, fact_rows, link_words
from .glyphs import GLYPHS
from .markdown import written
from .paint import Span, clean, cut, lay, pad, safe, wrap
from .spots import PageRow, Spot, SpotKind, of, plain

Now = tuple[datetime, ZoneInfo]
_BESIDE = 50
"""Cells from which who does a line and by when stand beside it."""


def facts_part(view: TaskView, width: int, now: Now, *, raw: bool = False) -> list[PageRow]:
    """What is pinned, what is handed over, the facts, the text."""
    rows: list[PageRow] = []
    for note in view.pinned:
        rows += of(Spot(SpotKind.NOTE, note.id), _pinned(note, width))
    if view.handover and view.handover.state in (HandoverState.OFFERED, HandoverState.RETURNED):
        rows += of(Spot(SpotKind.HANDOVER, view.handover.id), handover_rows(view.handover, width, now))
    if rows:
        rows.append(PageRow([]))
    rows += plain(fact_rows(view, width, *now))
    for reminder in view.reminders:
        rows += of(Spot(SpotKind.REMINDER, reminder.id), _reminder(reminder, width, now))
    if view.description:
        rows += [PageRow([]), *plain(written(view.description, width, raw=raw))]
    return rows


def things_part(
    view: TaskView, width: int, now: Now, previews: Mapping[int, Sequence[str]] = MappingProxyType({})
) -> list[PageRow]:
    """Checklist, parts, links, files and time, each under its name; nothing where there is none. `previews` are the first lines
    of files that were looked into."""
    groups = [
        (_checklist_title(view), [row for item in view.checklist for row in _item(item, width, now)]),
        (_parts_title(view), [row for part in view.parts for row in _part(part, width)]),
        (_("links"), [row for link in view.links for row in _link(link, width)]),
        (_("files"), [row for file in view.files for row in _file(file, width, now, previews.get(file.id, ()))]),
        (_time_title(view), [row for entry in view.times for row in _time(entry, width, now)]),
    ]
    rows: list[PageRow] = []
    for title, found in groups:
        if found:
            rows += [*([PageRow([])] if rows else []), PageRow([(title, "dim")]), *found]
    return rows


def things_title(view: TaskView) -> str:
    """What hangs on the task, in a word, for the strip of parts."""
    done, count = sum(item.done for item in view.checklist), len(view.checklist)
    said = [f"{GLYPHS.ticked} {done}/{count}"] if count else []
    if view.files:
        said.append(n_("{n} file", "{n} files", len(view.files)).format(n=len(view.files)))
    return f" {GLYPHS.dot} ".join(said) or _("checklist, files")


def handover_rows(handover: HandoverRow, width: int, now: Now) -> list[Row]:
    """A hand-over: from whom to whom, how it stands, and its context."""
    at, zone = now
    head = f"{clean(handover.before or _('nobody'))} {GLYPHS.arrow} {clean(handover.to)}"
    state = {
        HandoverState.OFFERED: _("not yet accepted"),
        HandoverState.ACCEPTED: _("accepted"),
        HandoverState.RETURNED: _("returned"),
        HandoverState.WITHDRAWN: _("withdrawn"),
        HandoverState.ENDED: _("came back"),
    }[handover.state]
    since = span(at - handover.at)
    style = "alarm" if handover.is_stale or handover.state is HandoverState.RETURNED else "accent"
    offered = handover.state is HandoverState.OFFERED
    rows: list[Row] = [[(head, "bold"), (f"  {state}", style), (f" {GLYPHS.dot} {since}" if offered else "", "dim")]]
    told = [
        (_("answer"), handover.word),
        (_("why"), handover.why),
        (_("done"), handover.done),
        (_("next"), handover.next),
        (_("watch"), handover.watch),
        (_("until"), moment(handover.until, False, at, zone) if handover.until else ""),
    ]
    for name, text in told:
        if text:
            lines = wrap(clean(text), max(8, width - 10))
            rows += [[(f"{name if not n else '':<8}", "dim"), (line, "")] for n, line in enumerate(lines)]
    return rows


def _reminder(reminder: ReminderRow, width: int, now: Now) -> list[Row]:
    name = _("reminder")
    lines = wrap(clean(told(reminder, *now)), max(8, width - cell_len(name) - 2))
    return [[(pad("" if n else name, cell_len(name) + 2), "dim"), (line, "accent")] for n, line in enumerate(lines)]


def _pinned(note: NoteRow, width: int) -> list[Row]:
    lines = wrap(clean(note.body), max(8, width - 2))
    return [[(f"{GLYPHS.raised if not n else ' '} ", "accent"), (line, "bold")] for n, line in enumerate(lines)]


def _checklist_title(view: TaskView) -> str:
    done, count = sum(item.done for item in view.checklist), len(view.checklist)
    return _("checklist {done}/{count}").format(done=done, count=count)


def _item(item: ChecklistRow, width: int, now: Now) -> list[PageRow]:
    at, zone = now
    sign = GLYPHS.ticked if item.done else GLYPHS.unticked
    text = clean(item.text) if item.linked is None else f"{ref(item.linked)} {clean(item.text)}"
    right: list[Span] = []
    if item.assignee:
        right.append((f"@{clean(item.assignee)} ", "dim"))
    if item.due:
        late = not item.done and item.due < at
        when = moment(item.due, True, at, zone)
        right.append((_("due {when}").format(when=when), "alarm" if late else "dim"))
    style = "dim" if item.done else ""
    beside = right if width >= _BESIDE else []
    lines = wrap(text, max(8, width - len(sign) - 1 - sum(len(t) + 1 for t, _s in beside)))
    first = (
        lay([(f"{sign} ", style), (lines[0], style)], right, width - 1)
        if beside
        else [(f"{sign} ", style), (lines[0], style)]
    )
    rest: list[Row] = [[(" " * (len(sign) + 1), ""), (line, style)] for line in lines[1:]]
    if right and not beside:
        rest.append([(" " * (len(sign) + 1), ""), *right])
    return of(Spot(SpotKind.ITEM, item.id), [first, *rest])


def _parts_title(view: TaskView) -> str:
    rollup = view.rollup
    if rollup is None:
        return _("its parts")
    said = [_("parts {done}/{count}").format(done=rollup.done, count=rollup.count)]
    if rollup.estimate_minutes:
        said.append(_("{length} estimated").format(length=length(rollup.estimate_minutes)))
    if rollup.spent_minutes:
        said.append(_("{length} spent").format(length=length(rollup.spent_minutes)))
    return f" {GLYPHS.dot} ".join(said)


def _part(part: SubTask, width: int) -> list[PageRow]:
    style = "" if part.is_open else "dim"
    right: list[Span] = [(f"{clean(part.owner or '')} {clean(part.status)}".strip(), "dim")]
    sign = GLYPHS.unticked if part.is_open else GLYPHS.ticked
    left: list[Span] = [(f"{sign} ", style), (f"{ref(part.number)} ", "bold" if part.is_open else "dim")]
    return of(Spot(SpotKind.TASK, part.id), [lay([*left, (clean(part.title), style)], right, width - 1)])


def _link(link: LinkRow, width: int) -> list[PageRow]:
    style = "" if link.is_open else "dim"
    lines = wrap(clean(link.title), max(8, width - 2 - len(link_words(link)) - 8))
    head: Row = [(f"{link_words(link)} ", "dim"), (f"{ref(link.number)} ", "bold"), (lines[0], style)]
    return of(Spot(SpotKind.TASK, link.id), [head, *([("  ", ""), (line, style)] for line in lines[1:])])


def _file(file: FileRow, width: int, now: Now, lines: Sequence[str]) -> list[PageRow]:
    at, _zone = now
    size = file_size(file.size) if file.size is not None else _("link")
    right: list[Span] = [(f"{size}  {clean(file.by)} {ago(file.at, at)}", "dim")]
    shown: list[Row] = [[(f"  {GLYPHS.bar} ", "dim"), (cut(safe(line), width - 5), "")] for line in lines]
    return of(Spot(SpotKind.FILE, file.id), [lay([(clean(file.name), "")], right, width - 1), *shown])


def file_size(size: int) -> str:
    """A size in bytes as people say it: `640 B`, `12 KB`, `1.2 MB`."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"


def _time_title(view: TaskView) -> str:
    spent = _("{length} spent").format(length=length(view.spent_minutes))
    if not view.estimate_minutes:
        return spent
    return _("{spent} of {length} estimated").format(spent=spent, length=length(view.estimate_minutes))


def _time(entry: TimeRow, width: int, now: Now) -> list[PageRow]:
    at, zone = now
    started = entry.started_at.astimezone(zone)
    when = f"{day(started.date(), at.astimezone(zone).date())} {started:%H:%M}"
    if entry.ended_at is None:
        took: Span = (f"{GLYPHS.live} {_('runs for {span}').format(span=span(at - entry.started_at))}", "accent")
    else:
        took = (length(minutes_of(entry.started_at, entry.ended_at)), "")
    left: list[Span] = [
        (f"{clean(entry.login)}  ", "bold"),
        (f"{when}  ", "dim"),
        took,
        (f"  {clean(entry.note)}", "dim"),
    ]
    return of(Spot(SpotKind.TIME, entry.id), [lay(left, [], width - 1)])

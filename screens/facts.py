"""A task in full as rows: facts, text, checklist and links on one side, what happened on the other."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import day, moment, span
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import NoteKind
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card, HistoryLine, LinkRow, NoteRow, TaskView

from .clocks import nobody_span
from .glyphs import GLYPHS
from .paint import Span, clean, clean_lines, cut_spans, pad, wrap
from .words import is_overdue, left_words, waiting_words

Row = list[Span]
WIDE = 100
_TIME = 7


def task_rows(view: TaskView, width: int, now: datetime, zone: ZoneInfo, *, least: int = 0) -> list[Row]:
    """The whole page: two columns (`least` rows long) where there is room, else one under the other."""
    if width < WIDE:
        history = history_rows(view.history, width - 2, now, zone)
        return [*_indent(fact_rows(view, width - 2, now, zone)), [], *_indent(history)]
    left = width * 11 // 20
    facts = _indent(fact_rows(view, left - 3, now, zone))
    history = history_rows(view.history, width - left - 2, now, zone)
    return [
        [*cut_spans(_at(facts, y), left - 1), (GLYPHS.bar, "dim"), (" ", ""), *_at(history, y)]
        for y in range(max(len(facts), len(history), least))
    ]


def fact_rows(view: TaskView, width: int, now: datetime, zone: ZoneInfo) -> list[Row]:
    """Facts that there are, the text, the checklist, the links."""
    pairs = _pairs(view, now, zone)
    name_width = max(cell_len(name) for name, _text, _style in pairs) + 2
    rows: list[Row] = []
    for name, text, style in pairs:
        for number, line in enumerate(wrap(text, max(8, width - name_width))):
            rows.append([(pad("" if number else name, name_width), "dim"), (line, style)])
    if view.description:
        rows += [[], *([(line, "")] for text in clean_lines(view.description) for line in wrap(text, width))]
    if view.checklist:
        rows.append([])
    for item in view.checklist:
        sign = GLYPHS.ticked if item.done else GLYPHS.unticked
        rows.append([(f"{sign} ", "dim" if item.done else ""), (clean(item.text), "dim" if item.done else "")])
    if view.links:
        rows.append([])
    return [*rows, *(_link_row(link) for link in view.links)]


def history_rows(history: Sequence[HistoryLine], width: int, now: datetime, zone: ZoneInfo) -> list[Row]:
    """What happened, newest first, under the days it happened on; notes in full."""
    rows: list[Row] = []
    last: date | None = None
    for line in history:
        local = line.at.astimezone(zone)
        if local.date() != last:
            last = local.date()
            rows += [[]] if rows else []
            rows.append([(day(last, now.astimezone(zone).date()), "bold")])
        rows += _event_rows(line, f"{local:%H:%M}", width)
    return rows


def heading(card: Card, status: str, since: datetime, now: datetime) -> Row:
    """Priority with what it comes from, and how long the task has been where it is."""
    parts = [_("impact {level}").format(level=word(card.impact)), _("urgency {level}").format(level=word(card.urgency))]
    if card.tier:
        parts.append(_("tier {tier}").format(tier=card.tier))
    style = "urgent" if card.priority == 1 else "bold"
    where = _("{status} for {span}").format(status=clean(status), span=span(now - since))
    return [(card.priority.name, style), ("  " + f" {GLYPHS.dot} ".join(parts), "dim"), (f"  {where}", "")]


def _pairs(view: TaskView, now: datetime, zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """Name, text and style of each fact; owner and due always, the others when there is something to say."""
    card = view.card
    due = _joined(moment(card.due, card.due_is_day, now, zone), left_words(card, now, zone)) if card.due else ""
    facts = [
        (_("owner"), *_owner(card, now)),
        (_("team"), view.team, ""),
        (_("customer"), _joined(card.customer, card.tier, view.contact, view.contact_phone), ""),
        (_("site"), _joined(view.site, view.site_address, view.site_access), ""),
        (_("due"), due or GLYPHS.dash, "alarm" if is_overdue(card, now) else ""),
        (_("visit"), _period(view.planned_start, view.planned_end, now, zone), ""),
        (_("waiting"), waiting_words(card, now, zone) if card.waiting_on else "", ""),
        (_("blocked"), card.blocked if card.blocked is not None else "", "alarm"),
        (_("next"), view.next_step, "bold"),
        (_("closed"), view.close_reason, ""),
        (_("estimate"), _("{count} min").format(count=view.estimate_minutes) if view.estimate_minutes else "", ""),
        (_("tags"), " ".join(f"#{tag}" for tag in view.tags), ""),
        (_("with"), ", ".join(f"{one.login} ({word(one.part)})" for one in view.involved), ""),
        (_("added"), _joined(view.created_by, moment(view.created_at, False, now, zone)), "dim"),
    ]
    return [(name, clean(text), style) for name, text, style in facts if text]


def _owner(card: Card, now: datetime) -> tuple[str, str]:
    """Whose it is, or for how long it is nobody's."""
    return (card.owner, "") if card.owner else nobody_span(card, now) or (_("nobody"), "")


def _joined(*parts: str | None) -> str:
    return f" {GLYPHS.dot} ".join(part for part in parts if part)


def _period(start: datetime | None, end: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    if start is None:
        return ""
    until = f"{GLYPHS.range}{end.astimezone(zone):%H:%M}" if end else ""
    return moment(start, False, now, zone) + until


def _link_row(link: LinkRow) -> Row:
    name = word(link.kind) if link.outward else _inward(link)
    style = "" if link.is_open else "dim"
    return [(f"{name} ", "dim"), (f"{ref(link.number)} ", "bold"), (clean(link.title), style)]


def _inward(link: LinkRow) -> str:
    """The link as it reads from its second end."""
    return {
        "blocks": _("blocked by"),
        "relates": _("relates to"),
        "duplicates": _("duplicated by"),
        "follows": _("followed by"),
    }[link.kind.value]


def _event_rows(line: HistoryLine, time: str, width: int) -> list[Row]:
    style = "dim" if line.undone else ""
    said = clean(line.sentence) + (f" ({_('taken back')})" if line.undone else "")
    rows: list[Row] = []
    for number, text in enumerate(wrap(said, max(8, width - _TIME))):
        rows.append([(pad("" if number else time, _TIME), "dim"), (text, style)])
    return [*rows, *_note_rows(line.note, width)] if line.note else rows


def _note_rows(note: NoteRow, width: int) -> list[Row]:
    seen = note.kind is NoteKind.UPDATE
    style = "accent" if seen else ""
    lines = [line for text in clean_lines(note.body) for line in wrap(text, max(8, width - _TIME - 2))]
    return [[(" " * _TIME, ""), (f"{GLYPHS.bar} ", "accent" if seen else "dim"), (line, style)] for line in lines]


def _indent(rows: list[Row]) -> list[Row]:
    return [[(" ", ""), *row] for row in rows]


def _at(rows: list[Row], y: int) -> Row:
    return rows[y] if y < len(rows) else []

"""The facts of a task in words: a name and what it is, and the line of its priority."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from servicedesk_tui.locale import N_, _
from servicedesk_tui.locale.dates import length, moment, span
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import LinkRow, TaskView

from .clocks import nobody_span
from .glyphs import GLYPHS
from .paint import Span, clean, pad, wrap
from .words import is_overdue, left_words, waiting_words

Row = list[Span]


def fact_rows(view: TaskView, width: int, now: datetime, zone: ZoneInfo) -> list[Row]:
    """Facts that there are, a name before each."""
    pairs = _pairs(view, now, zone)
    name_width = max(cell_len(name) for name, _text, _style in pairs) + 2
    rows: list[Row] = []
    for name, text, style in pairs:
        for number, line in enumerate(wrap(text, max(8, width - name_width))):
            rows.append([(pad("" if number else name, name_width), "dim"), (line, style)])
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
        (_("estimate"), length(view.estimate_minutes) if view.estimate_minutes else "", ""),
        (_("part of"), ref(view.parent) if view.parent else "", ""),
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


def link_words(link: LinkRow) -> str:
    """How the task stands to the other one, read from here."""
    return word(link.kind) if link.outward else _(LINK_WORDS[link.kind.value])


LINK_WORDS = {
    "blocks": N_("blocked by"),
    "relates": N_("relates to"),
    "duplicates": N_("duplicated by"),
    "follows": N_("followed by"),
}
"""The kinds of links, read from their second end."""

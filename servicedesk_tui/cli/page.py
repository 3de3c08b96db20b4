"""One task in full, as text."""

from datetime import datetime
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref

from .printing import measure, pad, print_line, print_text
from .service import zone_of
from .views import say, say_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.rows import Card
    from servicedesk_tui.vocabulary.task_rows import ChecklistRow, TaskView

HISTORY = 20


def print_page(desk: "Desk", task: int) -> None:
    """Print the task: what is pinned, facts, description, checklist, links, its latest history."""
    from servicedesk_tui.vocabulary.questions import TaskQuestion

    view: TaskView = desk.ask(TaskQuestion(id=task, history=HISTORY))
    zone = zone_of(desk)
    print_text(f"{ref(view.card.number)}  {view.card.title}")
    for note in view.pinned:
        print_text(_beside(f"  ! [{note.id}] ", note.body))
    facts = [(label, text) for label, text in _facts(view, zone, desk.now) if text]
    width = max(measure(label) for label, _text in facts)
    for label, text in facts:
        print_text(_beside(f"  {pad(label, width)}  ", text))
    for block in _blocks(view, zone):
        print_line()
        print_text(block)


def _beside(label: str, text: str) -> str:
    """`text` after its label, its further lines below its first."""
    return label + text.replace("\n", "\n" + " " * measure(label))


def _facts(view: "TaskView", zone: "ZoneInfo", now: datetime) -> "Iterator[tuple[str, str]]":
    from servicedesk_tui.locale.words import word

    card = view.card
    levels = _("impact {impact}, urgency {urgency}").format(impact=word(card.impact), urgency=word(card.urgency))
    yield _("status"), view.status.name
    yield _("priority"), f"P{card.priority} · {levels}"
    yield _("owner"), card.owner or ""
    yield from _standing(card, now)
    yield _("with"), ", ".join(person.login for person in view.involved)
    yield _("team"), view.team or ""
    yield _("customer"), " · ".join(filter(None, (card.customer, card.tier, view.contact, view.contact_phone)))
    yield _("site"), " · ".join(dict.fromkeys(filter(None, (view.site, view.site_address, view.site_access))))
    yield _("due"), _moment(card.due, card.due_is_day, zone)
    yield _("planned"), _moment(view.planned_start, False, zone)
    yield _("estimate"), f"{view.estimate_minutes} min" if view.estimate_minutes else ""
    yield _("waiting on"), word(card.waiting_on) if card.waiting_on else ""
    yield _("until"), _moment(card.waiting_until, card.waiting_until_is_day, zone)
    yield _("blocked"), card.blocked or ""
    yield _("part of"), ref(view.parent) if view.parent else ""
    yield _("tags"), " ".join(f"#{tag}" for tag in view.tags)
    yield _("next"), view.next_step
    yield _("created"), f"{_moment(view.created_at, False, zone)}, {view.created_by}"


def _standing(card: "Card", now: datetime) -> "Iterator[tuple[str, str]]":
    """What nobody sees to: since when it is nobody's, was not touched, or waits for somebody to be found."""
    from servicedesk_tui.locale.dates import span

    if card.unowned_since:
        yield _("unowned"), _("nobody has it, for {span}").format(span=span(now - card.unowned_since))
    if card.escalated_at:
        yield _("escalated"), _("nobody was found for it, for {span}").format(span=span(now - card.escalated_at))
    if card.idle_since:
        yield _("untouched"), _("untouched for {span}").format(span=span(now - card.idle_since))


def _moment(at: datetime | None, is_day: bool, zone: "ZoneInfo") -> str:
    return say(at, is_day, zone) if at else ""


def _item(item: "ChecklistRow", zone: "ZoneInfo") -> str:
    """A line of the checklist: what it stands for, who does it, by when."""
    after = [f"@{item.assignee}"] if item.assignee else []
    after += [_("due {when}").format(when=say(item.due, True, zone))] if item.due else []
    text = item.text if item.linked is None else f"{ref(item.linked)} {item.text}"
    return "  ".join([f"[{'x' if item.done else ' '}] {text}", *after])


def _blocks(view: "TaskView", zone: "ZoneInfo") -> "Iterator[str]":
    from servicedesk_tui.locale.words import word

    if view.description:
        yield view.description
    if view.checklist:
        yield "\n".join(_item(item, zone) for item in view.checklist)
    if view.parts and view.rollup:
        came = _("parts {done}/{count}").format(done=view.rollup.done, count=view.rollup.count)
        yield "\n".join([came, *(f"  {ref(p.number)} {p.status} {p.owner or ''} {p.title}" for p in view.parts)])
    if view.links:
        yield "\n".join(
            f"{word(link.kind)} {ref(link.number)} {link.title}"
            if link.outward
            else f"{ref(link.number)} {word(link.kind)} {ref(view.card.number)} {link.title}"
            for link in view.links
        )
    if view.history:
        yield "\n".join(f"{when}  {what}" for when, _who, what in (say_line(line, zone) for line in view.history))

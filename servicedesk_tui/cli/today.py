"""One's own day as text: today, and the figures of a prompt where the desk itself has to count them."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref

from .plain import plain
from .printing import is_read_by_a_person, print_json, print_line, print_rows
from .program import Verb, make_app
from .service import Json, opened, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from servicedesk_tui.vocabulary.day import DayTask, DayView, DayVisit, Offered, Waking
    from servicedesk_tui.vocabulary.reminding import ReminderRow

app = make_app()
Row = list[str]


@app.command(
    "today", cls=Verb, help=_("Where to go, what is due and promised, what wakes, what is offered, what next.")
)
def today(
    person: Annotated[str, typer.Argument(metavar=_("@WHO"), help=_("A person, by login; you, when not said."))] = "",
    json: Json = False,
) -> None:
    """A person's day."""
    from servicedesk_tui.vocabulary.day import DayQuestion

    from .people import find_login

    with opened() as desk:
        zone = zone_of(desk)
        view: DayView = desk.ask(DayQuestion(person=find_login(desk, person) if person else None))
        if json:
            print_json(plain(view, zone))
            return
        rows = list(_rows(view, zone))
        if not rows and is_read_by_a_person():
            print_line(
                _("Nothing is due today, and you go nowhere. servicedesk list is:unowned shows what nobody has.")
            )
            return
        print_rows([_("Part"), _("When"), _("Task"), _("Title"), _("More")], rows)


def _rows(view: "DayView", zone: "ZoneInfo") -> "Iterator[Row]":
    """The parts in the order of the screen, each line with the part it belongs to."""
    now = view.read_at
    if view.running is not None:
        one = view.running
        yield [_("timer"), _clock(one.since, now, zone), ref(one.number), one.title, ""]
    if view.current is not None:
        yield _visit(_("now"), view.current, now, zone)
    for part, visits in ((_("visit"), view.visits), (_("next day"), view.then)):
        for visit in visits:
            yield _visit(part, visit, now, zone)
    for task in view.due:
        yield _task(_("due"), task)
    for waking in view.waking:
        yield _waking(waking, now, zone)
    for reminder in view.reminders:
        yield _reminder(reminder, now, zone)
    for offer in view.offers:
        yield _offer(offer)
    for task in view.suggestions():
        yield _task(_("next"), task)


def _clock(at: "datetime", now: "datetime", zone: "ZoneInfo") -> str:
    from servicedesk_tui.locale.dates import moment

    local = at.astimezone(zone)
    same = local.date() == now.astimezone(zone).date()
    return f"{local:%H:%M}" if same else moment(at, False, now, zone)


def _visit(part: str, one: "DayVisit", now: "datetime", zone: "ZoneInfo") -> Row:
    from servicedesk_tui.locale.words import word
    from servicedesk_tui.vocabulary.enums import VisitState

    when = f"{_clock(one.start, now, zone)}–{one.end.astimezone(zone):%H:%M}"
    state = word(one.state) if one.state is not VisitState.PLANNED else ""
    where = dict.fromkeys(filter(None, (one.customer, one.place, one.address, one.zone)))
    contact = " ".join(filter(None, (one.contact, one.phone)))
    more = " · ".join(filter(None, (state, *where, contact, one.access, one.next_step)))
    return [part, when, ref(one.number), one.title, more]


def _task(part: str, one: "DayTask") -> Row:
    promised = _("promised") if one.is_promised else ""
    more = " · ".join(filter(None, (promised, one.held, f"P{one.priority}", one.customer)))
    return [part, one.why, ref(one.number), one.title, more]


def _waking(one: "Waking", now: "datetime", zone: "ZoneInfo") -> Row:
    from servicedesk_tui.locale.dates import moment
    from servicedesk_tui.locale.words import word

    when = moment(one.until, True, now, zone) if one.until_is_day else _clock(one.until, now, zone)
    more = " · ".join(filter(None, (word(one.on) if one.on else _("snoozed"), one.customer)))
    return [_("wakes"), when, ref(one.number), one.title, more]


def _reminder(one: "ReminderRow", now: "datetime", zone: "ZoneInfo") -> Row:
    when = _clock(one.next_at, now, zone) if one.next_at else ""
    return [_("reminder"), when, ref(one.number) if one.number else "", one.text or one.title, one.said]


def _offer(one: "Offered") -> Row:
    said = _("from {who}").format(who=one.given_by)
    return [_("offered"), said, ref(one.number), one.title, " · ".join(filter(None, (one.why, one.next)))]


@app.command("prompt", cls=Verb, help=_("Nothing where there is nothing to say, or no store yet."))
def prompt(
    mine: Annotated[bool, typer.Option("--mine", help=_("Only what you have, and what is offered to you."))] = False,
) -> None:
    """What is late, due within two hours and nobody's, for a shell's prompt or tmux."""
    from servicedesk_tui.vocabulary.day import Figures, FiguresQuestion

    from .prompt import figures_in_words

    with opened() as desk:
        found: Figures = desk.ask(FiguresQuestion(mine=mine))
        said = figures_in_words((found.late, found.soon, found.unowned, found.offered), mine=mine)
    if said:
        print_line(said)

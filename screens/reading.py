"""What a person types into the bottom line, read by the desk's own language: quick-add lines and due dates.

The parser is loaded with the first key that needs it, not on the way to the first paint.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import in_full, moment
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import PersonRow

from .glyphs import GLYPHS
from .paint import Span, clean
from .session import Session

if TYPE_CHECKING:
    from servicedesk_tui.query.quickadd import QuickAdd

CLEARED = ("-", "none", "ingen")


def read_due(text: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """The moment `text` means, and whether it is a day; raises `Invalid`."""
    from servicedesk_tui.query.dates import parse_due

    return parse_due(text, now=now, zone=zone)


def explain_due(text: str, now: datetime, zone: ZoneInfo) -> list[list[Span]]:
    """What a due text means, in full where it was a guess; or the forms that are read."""
    from servicedesk_tui.query.dates import is_ambiguous

    if not text.strip():
        return [[(_("fri · +3d · 1/12 · tomorrow 14:00 · week 49 · - takes it off"), "dim")]]
    if text.strip().casefold() in CLEARED:
        return [[(_("no due date"), "")]]
    try:
        at, is_day = read_due(text.strip(), now, zone)
        is_guess = is_ambiguous(text.strip(), now=now, zone=zone)
    except Invalid as refusal:
        return [[(refusal.message, "dim")]]
    if is_guess:
        return [[(f"{GLYPHS.arrow} {in_full(at, is_day, zone)}", "accent")]]
    return [[(f"{GLYPHS.arrow} {moment(at, is_day, now, zone)}, {at.astimezone(zone):%Y-%m-%d}", "")]]


def read_quick_add(text: str, session: Session) -> "QuickAdd":
    """What a quick-add line says, against the people and customers of this desk."""
    from servicedesk_tui.query.quickadd import parse_quick_add

    now, zone = session.now()
    return parse_quick_add(
        text,
        people=[(person.id, person.login) for person in session.people],
        customers=[(customer.id, customer.name) for customer in session.customers],
        now=now,
        zone=zone,
        me=session.me.id if session.me else None,
    )


def explain_quick_add(text: str, session: Session) -> list[list[Span]]:
    """What a quick-add line will become, and what of it is not understood."""
    if not text.strip():
        return [[(_("Boiler leak @bo for:acme !1 due:fri #heating // what else there is to say"), "dim")]]
    read = read_quick_add(text, session)
    chips = [
        _name(read.owner, [(p.id, p.login) for p in session.people], "@"),
        _name(read.customer, [(c.id, c.name) for c in session.customers], ""),
        f"P{min(4, read.impact + read.urgency - 1)}" if read.impact and read.urgency else "",
        _due_chip(read, session),
        _("{count} min").format(count=read.estimate_minutes) if read.estimate_minutes else "",
        *(f"#{tag}" for tag in read.tags),
    ]
    row: list[Span] = [(clean(read.title) or _("a title is missing"), "bold" if read.title else "error")]
    row += [(f"  {clean(chip)}", "accent") for chip in chips if chip]
    return [row, *([(unknown.sentence, "error")] for unknown in read.unknown)]


def _due_chip(read: "QuickAdd", session: Session) -> str:
    if read.due is None:
        return ""
    now, zone = session.now()
    said = (
        in_full(read.due, read.due_is_day, zone) if read.due_is_guess else moment(read.due, read.due_is_day, now, zone)
    )
    return _("due {moment}").format(moment=said)


def _name(wanted: int | None, among: Sequence[tuple[int, str]], sign: str) -> str:
    return next((f"{sign}{name}" for number, name in among if number == wanted), "") if wanted else ""


def people_first(people: Sequence[PersonRow], me: int | None) -> list[PersonRow]:
    """People for a picker: me first, then as they came; machinery and those who left are not offered."""
    able = [person for person in people if person.active and not person.is_system]
    return sorted(able, key=lambda person: person.id != me)

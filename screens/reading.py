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
from .paint import Span

if TYPE_CHECKING:
    pass

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


def people_first(people: Sequence[PersonRow], me: int | None) -> list[PersonRow]:
    """People for a picker: me first, then as they came; machinery and those who left are not offered."""
    able = [person for person in people if person.active and not person.is_system]
    return sorted(able, key=lambda person: person.id != me)

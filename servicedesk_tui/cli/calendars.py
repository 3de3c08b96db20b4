"""The working calendars, as an administrator sets them: shown, and as TOML out and in."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.staffing import CalendarView

app = make_app("calendar")
Key = Annotated[str, typer.Argument(metavar=_("CALENDAR"), help=_("Which one; the desk's own when not said."))]


@app.command("show", cls=Verb, help=_("Hours by weekday, and days with others; without a name, which there are."))
def show(key: Key = "", json: Json = False) -> None:
    """Show a calendar."""
    from servicedesk_tui.query.hours import write_hours, write_week

    with opened() as desk:
        found = _find(desk, key)
        if json:
            print_json(_plain(found))
            return
        shown = [found] if key else _all(desk)
        rows = [[one.key or _("desk"), one.name, one.zone, write_week(one.weekly)] for one in shown]
        print_rows([_("Calendar"), _("Name"), _("Zone"), _("Hours")], rows)
        if found.exceptions:
            print_rows([_("Date"), _("Hours")], [[f"{d}", write_hours(h)] for d, h in sorted(found.exceptions.items())])


@app.command("export", cls=Verb, help=_("As TOML, to be edited and imported: servicedesk calendar export > hours.toml"))
def export(key: Key = "") -> None:
    """Write a calendar as TOML."""
    from servicedesk_tui.exchange.working_hours import write_calendar

    with opened() as desk:
        sys.stdout.write(write_calendar(_find(desk, key)))


@app.command("import", cls=Verb, help=_("Keep a calendar that a TOML file holds, as a new version; - reads it here."))
def bring_in(
    file: Annotated[str, typer.Argument(metavar=_("FILE"), help=_("The file, as export writes it."))],
) -> None:
    """Keep a calendar from TOML."""
    from servicedesk_tui.exchange.working_hours import read_calendar

    from .asked import Misused

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Misused(
            _("{file} cannot be read: {why}").format(file=file, why=getattr(fault, "strerror", fault))
        ) from None
    with opened() as desk:
        carry_out(desk, read_calendar(text))


def _all(desk: "Desk") -> "Sequence[CalendarView]":
    """The calendars; the desk's own with a name where nobody has set it."""
    from servicedesk_tui.vocabulary.staffing import CalendarsQuestion

    found: tuple[CalendarView, ...] = desk.ask(CalendarsQuestion())
    return tuple(one if one.version else replace(one, name=_("working hours")) for one in found)


def _find(desk: "Desk", key: str) -> "CalendarView":
    from servicedesk_tui.vocabulary.refusals import NotFound

    calendars = _all(desk)
    for one in calendars:
        if one.key == key.strip().casefold():
            return one
    known = ", ".join(one.key for one in calendars if one.key) or _("only the desk's own")
    raise NotFound(_("There is no calendar {key}; there is {known}.").format(key=key[:40], known=known))


def _plain(view: "CalendarView") -> dict[str, object]:
    """A calendar as JSON has it."""
    return {
        "key": view.key, "name": view.name, "zone": view.zone, "version": view.version,
        "weekly": {str(day): [list(one) for one in hours] for day, hours in view.weekly.items()},
        "exceptions": {f"{day}": [list(one) for one in hours] for day, hours in sorted(view.exceptions.items())},
    }  # fmt: skip

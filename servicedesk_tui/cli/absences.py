"""Absences: when people are away, and who stands in."""

from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.refusals import NotFound

from .asked import Misused
from .people import find_login
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.staffing import AbsenceRow, PersonView

app = make_app("absence")
Login = Annotated[str, typer.Argument(metavar=_("LOGIN"), help=_("Who is away."))]
First = Annotated[str, typer.Argument(metavar=_("FROM"), help=_("The first day, or a moment: mon, 24/12, fri 12:00."))]


@app.command("add", cls=Verb, help=_("Somebody is away from a day to a day, both of them too, or between two moments."))
def add(
    login: Login,
    first: First,
    last: Annotated[
        str | None, typer.Argument(metavar=_("TO"), help=_("The last day, or a moment; the same day when left out."))
    ] = None,
    kind: Annotated[AbsenceKind, typer.Option("--kind", help=_("Why."))] = AbsenceKind.HOLIDAY,
    substitute: Annotated[
        str | None, typer.Option("--substitute", metavar=_("LOGIN"), help=_("Who stands in."))
    ] = None,
) -> None:
    """Somebody is away."""
    from servicedesk_tui.locale.dates import zone
    from servicedesk_tui.vocabulary.staffing import AddAbsence

    with opened() as desk:
        here = zone(desk.me.zone)
        starts, is_day = _moment(first, here)
        ends, ends_on_day = _moment(last, here) if last else (starts, is_day)
        if is_day is not ends_on_day:
            raise Misused(_("Give two days, or two moments."))
        person = find_login(desk, login)
        stand_in = find_login(desk, substitute) if substitute else None
        command = AddAbsence(
            person=person, starts=starts, ends=ends + timedelta(days=1) if is_day else ends, is_day=is_day, kind=kind,
            substitute=stand_in,
        )  # fmt: skip
        carry_out(desk, command)


def _moment(text: str, here: tzinfo) -> tuple[datetime, bool]:
    """A moment, or the midnight a day begins with; and whether it is a day."""
    from .dating import read_due

    at, is_day = read_due(text, here)
    return (datetime.combine(at.astimezone(here).date(), time(), here) if is_day else at), is_day


@app.command("list", cls=Verb, help=_("List the absences of a person that are not over."))
def list_absences(login: Login, json: Json = False) -> None:
    """List absences."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.dates import moment, zone
    from servicedesk_tui.locale.words import word

    with opened() as desk:
        absences, here = _of(desk, login), zone(desk.me.zone)
        if json:
            print_json(
                [
                    {
                        "id": one.id,
                        "from": one.starts.astimezone(here).isoformat(),
                        "to": one.ends.astimezone(here).isoformat(),
                        "is_day": one.is_day,
                        "kind": one.kind.value,
                        "substitute": one.substitute,
                        "stands_in": one.stands_in,
                        "relief": one.relief,
                    }
                    for one in absences
                ]
            )
            return
        now = SystemClock().now()
        rows = []
        for one in absences:
            last = one.ends - timedelta(days=1) if one.is_day else one.ends
            first, until = (moment(at, one.is_day, now, here) for at in (one.starts, last))
            rows.append([str(one.id), first, until, word(one.kind), one.stands_in or ""])
        print_rows(["#", _("From"), _("To"), _("Why"), _("Stands in")], rows)


@app.command("remove", cls=Verb, help=_("Somebody is not away after all; the number is that of the list."))
def remove(
    login: Login, number: Annotated[int, typer.Argument(metavar=_("NUMBER"), help=_("The number in the list."))]
) -> None:
    """Somebody is not away after all."""
    from servicedesk_tui.vocabulary.staffing import RemoveAbsence

    with opened() as desk:
        if number not in [one.id for one in _of(desk, login)]:
            raise NotFound(_("{login} has no absence {number}.").format(login=login, number=number))
        carry_out(desk, RemoveAbsence(absence=number))


def _of(desk: "Desk", login: str) -> "tuple[AbsenceRow, ...]":
    from servicedesk_tui.vocabulary.staffing import PersonQuestion

    view: PersonView = desk.ask(PersonQuestion(person=find_login(desk, login)))
    return view.absences

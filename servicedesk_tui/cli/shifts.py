"""What one shift leaves to the next: draft, show, add, remove, send, ack, sign, list."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import NotFound

from .asked import Misused
from .plain import plain
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened, zone_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.handing import ShiftHandover

app = make_app("shift")
Number = Annotated[
    int | None, typer.Argument(metavar=_("NUMBER"), help=_("The number of the list; without one, what is yours now."))
]
Lines = Annotated[
    list[int] | None, typer.Argument(metavar=_("LINE …"), help=_("Lines by their number; none: all of them."))
]


@app.command("draft", cls=Verb, help=_("Drawn up from what happened since the last one; lines you wrote stay."))
def draft(
    team: Annotated[str, typer.Option("--team", metavar=_("TEAM"), help=_("A team's."))] = "",
    person: Annotated[str, typer.Option("--person", metavar=_("LOGIN"), help=_("A person's; yours by default."))] = "",
    hours: Annotated[int, typer.Option("--hours", metavar="N", help=_("How far back at most."))] = 24,
    json: Json = False,
) -> None:
    """Draft what is left to the next shift."""
    from servicedesk_tui.vocabulary.handing import DraftShift

    from .people import find_login
    from .teams import find_team

    if team and person:
        raise Misused(_("Say --team or --person, not both."))
    with opened() as desk:
        whose = find_login(desk, person) if person else None
        carry_out(desk, DraftShift(person=whose, team=find_team(desk, team).id if team else None, hours=hours))
        _print(desk, _found(desk, None), json=json)


@app.command("show", cls=Verb, help=_("Its lines with their numbers, and who took note of them."))
def show(number: Number = None, json: Json = False) -> None:
    """Show what a shift leaves."""
    with opened() as desk:
        _print(desk, _found(desk, number), json=json)


@app.command("add", cls=Verb, help=_("Add lines of your own to the draft."))
def add(texts: Annotated[list[str], typer.Argument(metavar=_("TEXT …"), help=_("A line each."))]) -> None:
    """Write lines of your own."""
    from servicedesk_tui.vocabulary.handing import EditShift

    with opened() as desk:
        carry_out(desk, EditShift(shift=_found(desk, None).row.id, add=tuple(texts)))


@app.command("remove", cls=Verb, help=_("Take lines off the draft."))
def remove(lines: Annotated[list[int], typer.Argument(metavar=_("LINE …"), help=_("Lines by their number."))]) -> None:
    """Take lines off."""
    from servicedesk_tui.vocabulary.handing import EditShift

    with opened() as desk:
        shift = _found(desk, None)
        carry_out(desk, EditShift(shift=shift.row.id, remove=_ids(shift, lines)))


@app.command("send", cls=Verb, help=_("It stays as it is from then on; the team is told."))
def send(number: Number = None) -> None:
    """Send the draft."""
    from servicedesk_tui.vocabulary.handing import SendShift

    with opened() as desk:
        carry_out(desk, SendShift(shift=_found(desk, number).row.id))


@app.command("ack", cls=Verb, help=_("Say that you have taken note of lines that were sent."))
def ack(lines: Lines = None) -> None:
    """Say that you have taken note of lines."""
    from servicedesk_tui.vocabulary.handing import AcknowledgeLines

    with opened() as desk:
        shift = _found(desk, None)
        wanted = _ids(shift, lines) if lines else tuple(line.id for line in shift.lines)
        carry_out(desk, AcknowledgeLines(shift=shift.row.id, lines=wanted))


@app.command("sign", cls=Verb, help=_("Once every line is acknowledged and nothing critical is nobody's."))
def sign(number: Number = None) -> None:
    """Sign it off: the shift is taken over."""
    from servicedesk_tui.vocabulary.handing import SignOffShift

    with opened() as desk:
        carry_out(desk, SignOffShift(shift=_found(desk, number).row.id))


@app.command("list", cls=Verb, help=_("Latest first; with --text those that say it."))
def list_shifts(
    text: Annotated[str, typer.Option("--text", metavar=_("TEXT"), help=_("What a line says."))] = "",
    json: Json = False,
) -> None:
    """List hand-overs of shifts."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.dates import moment
    from servicedesk_tui.locale.words import word
    from servicedesk_tui.vocabulary.handing import ShiftRow, ShiftsQuestion

    with opened() as desk:
        found: tuple[ShiftRow, ...] = desk.ask(ShiftsQuestion(text=text))
        here, now = zone_of(desk), SystemClock().now()
        if json:
            print_json(plain(found, here))
            return
        rows = [
            [str(r.id), r.whose, r.author, word(r.state), moment(r.at, False, now, here), f"{r.acknowledged}/{r.lines}"]
            for r in found
        ]
        print_rows(["#", _("Whose"), _("By"), _("State"), _("When"), _("Noted")], rows)


def _found(desk: "Desk", number: int | None) -> "ShiftHandover":
    from servicedesk_tui.vocabulary.handing import ShiftHandoverQuestion

    found: ShiftHandover | None = desk.ask(ShiftHandoverQuestion(shift=number))
    if found is None:
        raise NotFound(_("There is no shift hand-over; servicedesk shift draft makes one."))
    return found


def _ids(shift: "ShiftHandover", numbers: list[int]) -> tuple[int, ...]:
    wrong = [number for number in numbers if not 1 <= number <= len(shift.lines)]
    if wrong:
        raise NotFound(
            _("There is no line {number}; there are {count}.").format(number=wrong[0], count=len(shift.lines))
        )
    return tuple(shift.lines[number - 1].id for number in numbers)


def _print(desk: "Desk", shift: "ShiftHandover", *, json: bool) -> None:
    from servicedesk_tui.locale.words import word
    from servicedesk_tui.vocabulary.refs import ref

    if json:
        zone = zone_of(desk)
        print_json({**plain(shift.row, zone), "signed_by": shift.signed_by, "items": plain(shift.lines, zone)})
        return
    rows = [
        [
            str(number),
            word(line.kind),
            ref(line.number) if line.number else "",
            line.text,
            _("nobody has it") if line.is_unowned and line.critical else line.acknowledged_by or "",
        ]
        for number, line in enumerate(shift.lines, 1)
    ]
    print_rows(["#", _("About"), _("Task"), _("What"), _("Noted by")], rows)

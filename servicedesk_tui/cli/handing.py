"""Tasks that change hands: handover, accept, return, withdraw."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .choosing import Chosen, Dry, Refs, Wanted, Whole, do_for
from .dating import read_due
from .printing import read_stdin
from .program import Verb, make_app
from .service import carry_out, opened, zone_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

app = make_app()


@app.command(
    "handover",
    cls=Verb,
    help=_(
        "They stay whose they are until they are accepted. --away hands over what somebody has who is away, to who stands in, "
        "until they are back."
    ),
)
def hand_over(
    refs: Refs = None,
    to: Annotated[str, typer.Option("--to", metavar=_("LOGIN"), help=_("Who is to have it; “me” is you."))] = "",
    team: Annotated[
        str, typer.Option("--team", metavar=_("TEAM"), help=_("The team in whose queue it is to stand, unowned."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar=_("TEXT"), help=_("Why; - reads it from stdin."))] = "",
    done: Annotated[str, typer.Option("--done", metavar=_("TEXT"), help=_("What is done."))] = "",
    next_: Annotated[str, typer.Option("--next", metavar=_("TEXT"), help=_("What is next."))] = "",
    watch: Annotated[str, typer.Option("--watch", metavar=_("TEXT"), help=_("What to watch."))] = "",
    until: Annotated[
        str, typer.Option("--until", metavar=_("DATE"), help=_("Until when; then it comes back by itself."))
    ] = "",
    away: Annotated[str, typer.Option("--away", metavar=_("LOGIN"), help=_("All that somebody has who is away."))] = "",
    bring_back: Annotated[
        bool, typer.Option("--bring-back", help=_("Give back what was handed over for a time that has ended."))
    ] = False,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Offer tasks to somebody else, or give them to a team, with a note."""
    from servicedesk_tui.vocabulary.commands import HandOver, TaskCommand, UnassignTask
    from servicedesk_tui.vocabulary.handing import BringBack

    from .people import find_login
    from .teams import find_team

    if bring_back:
        with opened() as desk:
            carry_out(desk, BringBack())
        return
    if away:
        with opened() as desk:
            _cover(desk, away, to)
        return
    if bool(to) is bool(team):
        raise Misused(_("Say --to LOGIN or --team TEAM."))
    with opened() as desk:
        said = read_stdin() if note == "-" else note
        at = read_due(until, zone_of(desk))[0] if until else None
        command: TaskCommand = (
            UnassignTask(task=0, team=find_team(desk, team).id, note=said)
            if team
            else HandOver(task=0, to=find_login(desk, to), note=said, done=done, next=next_, watch=watch, until=at)
        )
        do_for(desk, Chosen(refs, wanted, whole, dry), command)


def _cover(desk: "Desk", login: str, to: str) -> None:
    """Each task to who is suggested for it, or all to one person."""
    from servicedesk_tui.vocabulary.handing import CoverAbsence, CoverQuestion, CoverRow
    from servicedesk_tui.vocabulary.refs import ref
    from servicedesk_tui.vocabulary.refusals import NotFound
    from servicedesk_tui.vocabulary.staffing import PersonQuestion, PersonView

    from .people import find_login

    view: PersonView = desk.ask(PersonQuestion(person=find_login(desk, login)))
    if not view.absences:
        raise NotFound(_("{login} is not away.").format(login=login))
    absence = view.absences[0]
    rows: tuple[CoverRow, ...] = desk.ask(CoverQuestion(absence=absence.id))
    given = find_login(desk, to) if to else None
    chosen = {row.task: given or row.to for row in rows}
    carry_out(desk, CoverAbsence(absence=absence.id, to={task: one for task, one in chosen.items() if one is not None}))
    for row in rows:
        if chosen[row.task] is None:
            typer.echo(f"{ref(row.number)}: {row.why}", err=True)


@app.command("accept", cls=Verb, help=_("Who had them stays as collaborator; their visits go along."))
def accept(refs: Refs = None, wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Accept tasks that are offered to you."""
    from servicedesk_tui.vocabulary.handing import AcceptHandOver

    with opened() as desk:
        do_for(desk, Chosen(refs, wanted, whole, dry), AcceptHandOver(task=0))


@app.command("return", cls=Verb, help=_("Whose they were keeps them and reads the word."))
def return_it(
    refs: Refs = None,
    word: Annotated[str, typer.Option("--word", metavar=_("TEXT"), help=_("Why they go back."))] = "",
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Return tasks that are offered to you."""
    from servicedesk_tui.vocabulary.handing import ReturnHandOver

    with opened() as desk:
        do_for(desk, Chosen(refs, wanted, whole, dry), ReturnHandOver(task=0, word=word))


@app.command("withdraw", cls=Verb, help=_("Tasks that nobody had go back to the inbox."))
def withdraw(refs: Refs = None, wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Take the offer of tasks back."""
    from servicedesk_tui.vocabulary.handing import WithdrawHandOver

    with opened() as desk:
        do_for(desk, Chosen(refs, wanted, whole, dry), WithdrawHandOver(task=0))

"""Tasks that change hands: handover, accept, return, withdraw."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .choosing import Chosen, Dry, Refs, Wanted, Whole, do_for, would_change
from .dating import read_due
from .printing import complain, print_line, print_rows, read_stdin
from .program import Verb, make_app
from .service import carry_out, opened, zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    from .people import find_login
    from .teams import find_team

    context = {"--done": done, "--next": next_, "--watch": watch, "--until": until}
    beside = {_("REF"): refs, "--filter": wanted, "--all-or-nothing": whole, "--team": team, "--note": note, **context}
    if bring_back:
        _refuse_beside("--bring-back", {"--away": away, "--to": to, **beside})
        _bring_back(dry=dry)
        return
    if away:
        _refuse_beside("--away", beside)
        _cover(away, to, dry=dry)
        return
    if bool(to) is bool(team):
        raise Misused(_("Say --to LOGIN or --team TEAM."))
    if team:
        _refuse_beside("--team", context)
    with opened() as desk:
        said = read_stdin() if note == "-" else note
        at = read_due(until, zone_of(desk))[0] if until else None
        command: TaskCommand = (
            UnassignTask(task=0, team=find_team(desk, team).id, note=said)
            if team
            else HandOver(task=0, to=find_login(desk, to), note=said, done=done, next=next_, watch=watch, until=at)
        )
        do_for(desk, Chosen(refs, wanted, whole, dry), command)


def _refuse_beside(option: str, given: "Mapping[str, object]") -> None:
    """Raises `Misused` for what is given and would be dropped."""
    other = next((name for name, value in given.items() if value), None)
    if other is not None:
        raise Misused(_("{option} does not go with {other}.").format(option=option, other=other))


def _bring_back(*, dry: bool) -> None:
    from servicedesk_tui.vocabulary.handing import BringBack, DueBackQuestion

    with opened() as desk:
        if dry:
            print_line(would_change(desk.ask(DueBackQuestion())))
        else:
            carry_out(desk, BringBack())


def _cover(login: str, to: str, *, dry: bool) -> None:
    """Each task to who is suggested for it, or all to one person; what nobody could take is told."""
    from servicedesk_tui.vocabulary.handing import CoverAbsence, CoverQuestion, CoverRow
    from servicedesk_tui.vocabulary.refs import ref
    from servicedesk_tui.vocabulary.refusals import NotFound
    from servicedesk_tui.vocabulary.staffing import PersonQuestion, PersonView

    from .people import find_login

    with opened() as desk:
        view: PersonView = desk.ask(PersonQuestion(person=find_login(desk, login)))
        if not view.absences:
            raise NotFound(_("{login} is not away.").format(login=login))
        absence = view.absences[0].id
        rows: tuple[CoverRow, ...] = desk.ask(CoverQuestion(absence=absence))
        if to:
            given = find_login(desk, to)
            name = desk.me.login if given == desk.me.id else to.removeprefix("@")
            rows = tuple(replace(row, to=given, login=name, why="") for row in rows)
        if dry:
            shown = [[ref(row.number), row.login or "", row.why, row.title] for row in rows if row.to is not None]
            print_rows([_("Task"), _("Who"), _("Why"), _("Title")], shown)
        else:
            carry_out(desk, CoverAbsence(absence=absence, to={row.task: row.to for row in rows if row.to is not None}))
    for row in rows:
        if row.to is None:
            complain(f"{ref(row.number)}: {row.why}")


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

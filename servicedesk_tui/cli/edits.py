"""What a task says: its fields, priority, due moment and tags."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Kind, Level

from .asked import Misused
from .choosing import Chosen, Dry, Refs, Wanted, Whole, carry_out_for, do_for
from .dating import read_due, read_minutes
from .naming import is_none
from .printing import read_stdin
from .program import Verb, make_app
from .service import find_task, opened, zone_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

app = make_app()
_LEVELS = {
    "high": Level.HIGH,
    "medium": Level.MEDIUM,
    "low": Level.LOW,
    "1": Level.HIGH,
    "2": Level.MEDIUM,
    "3": Level.LOW,
}


@app.command("edit", cls=Verb, help=_("Only what is given is set; “none” clears a customer, an estimate or a parent."))
def edit(
    refs: Refs = None,
    title: Annotated[str | None, typer.Option("--title", metavar=_("TEXT"), help=_("The title."))] = None,
    description: Annotated[
        str | None, typer.Option("--description", metavar=_("TEXT"), help=_("The description; - reads it from stdin."))
    ] = None,
    next_step: Annotated[
        str | None, typer.Option("--next", metavar=_("TEXT"), help=_("What happens next, in one line."))
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help=_("Who it is for."))] = None,
    customer: Annotated[
        str | None, typer.Option("--customer", metavar=_("NAME"), help=_("The customer's name, or “none”."))
    ] = None,
    team: Annotated[str | None, typer.Option("--team", metavar=_("TEAM"), help=_("Whose it is, or “none”."))] = None,
    estimate: Annotated[
        str | None, typer.Option("--estimate", metavar="90m|1.5h", help=_("How long it takes."))
    ] = None,
    parent: Annotated[
        str | None, typer.Option("--parent", metavar=_("REF"), help=_("The task it is a part of."))
    ] = None,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Set fields."""
    from servicedesk_tui.vocabulary.commands import EditTask

    given = {"title": title, "description": _or_stdin(description), "next_step": next_step, "kind": kind}
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    with opened() as desk:
        if customer is not None:
            fields["customer"] = _find_customer(desk, customer)
        if team is not None:
            fields["team"] = _find_team(desk, team)
        if estimate is not None:
            fields["estimate_minutes"] = None if is_none(estimate) else read_minutes(estimate)
        if parent is not None:
            fields["parent"] = None if is_none(parent) else find_task(desk, parent)
        if not fields:
            raise Misused(_("Say what to set, for instance --title; see servicedesk edit --help."))
        do_for(desk, Chosen(refs, wanted, whole, dry), EditTask(task=0, fields=fields))


def _or_stdin(text: str | None) -> str | None:
    return read_stdin() if text == "-" else text


def _find_customer(desk: "Desk", name: str) -> int | None:
    from .customers import find_customer

    return None if is_none(name) else int(find_customer(desk, name).id)


def _find_team(desk: "Desk", name: str) -> int | None:
    from .teams import find_team

    return None if is_none(name) else int(find_team(desk, name).id)


@app.command("priority", cls=Verb, help=_("The priority follows from impact, urgency and the customer's tier."))
def prioritise(
    refs: Refs = None,
    to: Annotated[
        str, typer.Option("--to", metavar="1|2|3|4", help=_("Both at once, as !1 to !4 in a new task."))
    ] = "",
    impact: Annotated[str, typer.Option("--impact", metavar="high|medium|low", help=_("How much it harms."))] = "",
    urgency: Annotated[
        str, typer.Option("--urgency", metavar="high|medium|low", help=_("How soon it must be done."))
    ] = "",
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Set impact and urgency."""
    from servicedesk_tui.query.pieces import LEVELS
    from servicedesk_tui.vocabulary.commands import PrioritiseTask

    if not (to or impact or urgency) or (to and to.lstrip("!Pp") not in LEVELS):
        raise Misused(_("Say --to 1, 2, 3 or 4, or --impact and --urgency."))
    both = LEVELS.get(to.lstrip("!Pp"), (None, None))
    levels = [_read_level(text) or level for text, level in zip((impact, urgency), both, strict=True)]
    carry_out_for(Chosen(refs, wanted, whole, dry), PrioritiseTask(task=0, impact=levels[0], urgency=levels[1]))


def _read_level(text: str) -> Level | None:
    if text and text.lower() not in _LEVELS:
        raise Misused(_("“{text}” is neither high, medium nor low.").format(text=text[:40]))
    return _LEVELS.get(text.lower())


@app.command("due", cls=Verb, help="")
def due(
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar=_("DATE"), help=_("fri, +3d, 1/12, “tomorrow 14:00”, “week 49”, 2026-12-01, or none.")
        ),
    ],
    refs: Refs = None,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Set or clear the due moment."""
    from servicedesk_tui.vocabulary.commands import SetDue

    with opened() as desk:
        moment, is_day = (None, False) if is_none(on) else read_due(on, zone_of(desk))
        do_for(desk, Chosen(refs, wanted, whole, dry), SetDue(task=0, due=moment, is_day=is_day))


@app.command("tag", cls=Verb, help="")
def tag(
    refs: Refs = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar=_("TAG"), help=_("Add a tag; may be repeated."))
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar=_("TAG"), help=_("Remove a tag; may be repeated."))
    ] = None,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Add and remove tags."""
    from servicedesk_tui.vocabulary.commands import TagTask

    if not add and not remove:
        raise Misused(_("Say --add TAG or --remove TAG."))
    carry_out_for(Chosen(refs, wanted, whole, dry), TagTask(task=0, add=tuple(add or ()), remove=tuple(remove or ())))

"""Statuses, as an admin sees them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .naming import read_number
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened
from .views import find_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.vocabulary.rows import StatusRow

app = make_app("status")


@app.command("list", cls=Verb, help=_("List the statuses in the board's order."))
def list_statuses(json: Json = False) -> None:
    """List statuses."""
    from servicedesk_tui.locale.words import word
    from servicedesk_tui.vocabulary.questions import StatusesQuestion

    with opened() as desk:
        statuses: Sequence[StatusRow] = desk.ask(StatusesQuestion())
        if json:
            names = ("key", "name", "category", "wip_limit")
            print_json([{name: getattr(status, name) for name in names} for status in statuses])
            return
        rows = [[s.key, s.name, word(s.category), "" if s.wip_limit is None else str(s.wip_limit)] for s in statuses]
        print_rows([_("Key"), _("Status"), _("Category"), _("Limit")], rows)


@app.command("edit", cls=Verb, help=_("Set a status's names and limit; only what is given is set."))
def edit(
    status: Annotated[str, typer.Argument(metavar=_("STATUS"), help=_("The status, by its key or its name."))],
    english: Annotated[str | None, typer.Option("--english", metavar=_("NAME"), help=_("The English name."))] = None,
    danish: Annotated[str | None, typer.Option("--danish", metavar=_("NAME"), help=_("The Danish name."))] = None,
    limit: Annotated[
        str | None, typer.Option("--limit", metavar=_("N"), help=_("How many tasks it should hold at most, or “none”."))
    ] = None,
) -> None:
    """Set a status's fields."""
    from servicedesk_tui.vocabulary.desk_commands import EditStatus

    given: dict[str, Any] = {"name_en": english, "name_da": danish}
    fields = {name: value for name, value in given.items() if value is not None}
    if limit is not None:
        fields["wip_limit"] = read_number(limit)
    if not fields:
        raise Misused(_("Say what to set, for instance --limit; see servicedesk status edit --help."))
    with opened() as desk:
        carry_out(desk, EditStatus(status=find_status(desk, status).id, fields=fields))

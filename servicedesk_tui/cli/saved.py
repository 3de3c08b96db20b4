"""Saved views: filters with a name."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import NotFound

from .asked import Misused
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened
from .views import MINUS, FilterVerb, requoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.rows import ViewRow

app = make_app("view")
Name = Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The view's name, or its letter."))]
Letter = Annotated[str | None, typer.Option("--letter", metavar=_("LETTER"), help=_("One letter that opens it."))]
Shared = Annotated[bool | None, typer.Option("--shared/--own", help=_("Everybody's, or only yours."))]


def find_view(desk: "Desk", name: str) -> "ViewRow":
    """The view of that name or letter; mine before everybody's. Raises `NotFound` with the nearest."""
    from servicedesk_tui.query.names import find_nearest, fold
    from servicedesk_tui.vocabulary.questions import ViewsQuestion

    views: Sequence[ViewRow] = desk.ask(ViewsQuestion())
    found = [v for v in views if fold(v.name) == fold(name)] or [v for v in views if v.letter == name]
    if found:
        return found[0]
    nearest = find_nearest(name, [view.name for view in views])
    hint = " " + _("Did you mean {nearest}?").format(nearest=nearest) if nearest else ""
    raise NotFound(_("There is no view called {name}.").format(name=name[:40]) + hint)


@app.command("add", cls=FilterVerb, help=_("Keep a filter under a name; one of that name is changed."))
def add(
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The view's name."))],
    words: Annotated[list[str], typer.Argument(metavar=_("FILTER…"), help=_("What it shows."))],
    letter: Letter = None,
    shared: Shared = None,
) -> None:
    """Keep a filter under a name."""
    from servicedesk_tui.vocabulary.desk_commands import SaveView

    with opened() as desk:
        carry_out(desk, SaveView(name=name, query=_filter(words), letter=letter or "", shared=bool(shared)))


def _filter(words: list[str]) -> str:
    words = [word.removeprefix(MINUS) for word in words]
    return words[0] if len(words) == 1 else requoted(words)


@app.command("list", cls=Verb, help=_("List the views you have: yours, then everybody's."))
def list_views(json: Json = False) -> None:
    """List views."""
    from servicedesk_tui.vocabulary.questions import ViewsQuestion

    with opened() as desk:
        views: Sequence[ViewRow] = desk.ask(ViewsQuestion())
    if json:
        print_json(
            [{"name": v.name, "letter": v.letter or None, "filter": v.query, "shared": not v.mine} for v in views]
        )
        return
    rows = [[v.name, v.letter, _("yours") if v.mine else _("everybody's"), v.query] for v in views]
    print_rows([_("View"), _("Letter"), _("Whose"), _("Filter")], rows)


@app.command("edit", cls=Verb, help=_("Set a view's fields; only what is given is set."))
def edit(
    name: Name,
    new_name: Annotated[str | None, typer.Option("--name", metavar=_("NAME"), help=_("The view's name."))] = None,
    query: Annotated[str | None, typer.Option("--filter", metavar=_("FILTER"), help=_("What it shows."))] = None,
    letter: Letter = None,
    shared: Shared = None,
) -> None:
    """Change a view."""
    from servicedesk_tui.vocabulary.desk_commands import EditView

    given: dict[str, Any] = {"name": new_name, "query": query, "letter": letter, "shared": shared}
    fields = {field: value for field, value in given.items() if value is not None}
    if not fields:
        raise Misused(_("Say what to set, for instance --filter; see servicedesk view edit --help."))
    with opened() as desk:
        carry_out(desk, EditView(view=find_view(desk, name).id, fields=fields))


@app.command("remove", cls=Verb, help=_("Let a view go; undo brings it back."))
def remove(name: Name) -> None:
    """Let a view go."""
    from servicedesk_tui.vocabulary.desk_commands import RemoveView

    with opened() as desk:
        carry_out(desk, RemoveView(view=find_view(desk, name).id))

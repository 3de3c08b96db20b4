"""Canned texts, as an admin keeps them."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Language

from .printing import print_json, print_rows, read_stdin
from .program import Verb, make_app
from .service import Json, carry_out, find_task, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.vocabulary.notes import Snippet

app = make_app("snippet")
Name = Annotated[str, typer.Argument(metavar=_("NAME"), help=_("What is written after :: to have it."))]
In = Annotated[Language, typer.Option("--language", help=_("The language it is in."))]


@app.command("list", cls=Verb, help=_("List the canned texts; for a task as they read there."))
def list_snippets(
    task: Annotated[str, typer.Argument(metavar=_("REF"), help=_("A task: SD-12, or 12."))] = "", json: Json = False
) -> None:
    """List canned texts."""
    from servicedesk_tui.vocabulary.notes import SnippetsQuestion

    with opened() as desk:
        found: Sequence[Snippet] = desk.ask(SnippetsQuestion(task=find_task(desk, task) if task else None))
        if json:
            names = ("name", "language", "body", "text")
            print_json([{name: getattr(snippet, name) for name in names} for snippet in found])
            return
        rows = [[snippet.name, snippet.language, " ".join(snippet.text.split())] for snippet in found]
        print_rows([_("Name"), _("Language"), _("Text")], rows)


@app.command(
    "set",
    cls=Verb,
    help=_("It may name {customer}, {contact}, {task}, {title}, {owner}, {me}, {today}, {due} and {visit}."),
)
def save(
    name: Name,
    words: Annotated[list[str], typer.Argument(metavar=_("TEXT…"), help=_("The text; - reads it from stdin."))],
    language: In = Language.ENGLISH,
) -> None:
    """Keep a canned text."""
    from servicedesk_tui.vocabulary.notes import SaveSnippet

    text = read_stdin() if words == ["-"] else " ".join(words)
    with opened() as desk:
        carry_out(desk, SaveSnippet(name=name, language=language, body=text))


@app.command("remove", cls=Verb, help=_("Let a canned text go."))
def remove(name: Name, language: In = Language.ENGLISH) -> None:
    """Let a canned text go."""
    from servicedesk_tui.vocabulary.notes import SaveSnippet

    with opened() as desk:
        carry_out(desk, SaveSnippet(name=name, language=language, body=""))

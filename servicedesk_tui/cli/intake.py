"""Adding a task in one line."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref

from .asked import Misused
from .facts import describe_all
from .printing import complain, is_read_by_a_person, print_json, print_line
from .program import Verb, make_app
from .service import Json, carry_out, opened, zone_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.query.quickadd import QuickAdd

app = make_app()
_VALUED = re.compile(r"(for|due|est|at|tel|every):(.*\s.*)", re.IGNORECASE | re.DOTALL)


@app.command(
    "add",
    cls=Verb,
    help=_(
        "The line may name an @owner (@me), #tags, a priority !1 to !4, for:customer, due:fri or due:2026-12-01, est:90m, and"
        " end in “ // description”. Quote it, or the shell reads # and ! itself. What is not understood is refused;"
        " with --literal it stays in the title. Prints the new task's reference."
    ),
)
def add(
    text: Annotated[list[str], typer.Argument(metavar=_("TEXT…"), help=_("The task in one line."))],
    literal: Annotated[
        bool, typer.Option("--literal", help=_("Keep what is not understood as part of the title."))
    ] = False,
    json: Json = False,
) -> None:
    """Add a task."""
    with opened() as desk:
        said = _read(desk, _join(text))
        if said.unknown and not literal:
            raise Misused(" ".join(u.sentence for u in said.unknown) + " " + _("Or add --literal to keep it as text."))
        _tell_guess(desk, said)
        done = carry_out(desk, said.to_command())
        _print_added(desk, done.created, as_json=json)


def _tell_guess(desk: "Desk", said: "QuickAdd") -> None:
    """The due date in full where it was a guess."""
    from servicedesk_tui.locale.dates import in_full

    if said.due and said.due_is_guess:
        complain(_("due {moment}").format(moment=in_full(said.due, said.due_is_day, zone_of(desk))))


def _join(words: list[str]) -> str:
    """The line as it was typed: the shell takes quotation marks off, `for:"two words"` needs them."""
    if len(words) == 1:
        return words[0]
    found = (_VALUED.fullmatch(word) for word in words)
    return " ".join(f'{m[1]}:"{m[2]}"' if m else word for m, word in zip(found, words, strict=True))


def _read(desk: "Desk", text: str) -> "QuickAdd":
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.query.quickadd import parse_quick_add
    from servicedesk_tui.vocabulary.questions import CustomersQuestion, PeopleQuestion, StatusesQuestion

    people = desk.ask(PeopleQuestion()) if "@" in text else ()
    customers = desk.ask(CustomersQuestion(limit=100_000)) if "for:" in text.lower() else ()
    statuses = desk.ask(StatusesQuestion()) if ">" in text else ()
    return parse_quick_add(
        text,
        people=[(p.id, p.login) for p in people if p.active and not p.is_system],
        customers=[(c.id, c.name) for c in customers],
        now=SystemClock().now(),
        zone=zone_of(desk),
        me=desk.me.id,
        statuses=[(s.key, s.name) for s in statuses],
        phones=[(c.id, number) for c in customers for number in c.phones],
    )


def _print_added(desk: "Desk", created: int | None, *, as_json: bool) -> None:
    from servicedesk_tui.vocabulary.questions import CardsQuestion

    if created is None:
        return
    if as_json:
        print_json(describe_all(desk, [created])[0])
        return
    card = desk.ask(CardsQuestion(ids=(created,)))[0]
    if not is_read_by_a_person():
        print_line(ref(card.number))

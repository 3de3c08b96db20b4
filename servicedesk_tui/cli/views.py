"""Looking: lists, one task in full, the history, oneself."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.refs import ref

from .asked import Misused
from .facts import describe_all
from .past import AsOf, looking_back
from .printing import complain, is_read_by_a_person, print_json, print_line, print_rows
from .program import Verb, make_app
from .service import Json, find_task, opened, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.history_rows import HistoryLine
    from servicedesk_tui.vocabulary.rows import Card, StatusRow

app = make_app()
MINUS = "\ue000"
"""Stands before a word that begins with a minus while the parser looks for options."""


class FilterVerb(Verb):
    """A verb whose words may begin with a minus, as a filter's do (`-@ada`): only `--words` are its options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let the parser take such words for what they are."""
        return super().parse_args(ctx, [MINUS + a if len(a) > 1 and a[0] == "-" != a[1] else a for a in args])


@app.command(
    "list",
    cls=FilterVerb,
    help=_(
        "On a terminal in columns; in a pipe as lines of reference, priority, status, owner, due, customer and title between tabs."
    ),
)
def list_tasks(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("FILTER…"), help=_("Only what the filter lets through."), show_default=False),
    ] = None,
    closed: Annotated[bool, typer.Option("--all", help=_("Finished and closed ones too."))] = False,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only those I own."))] = False,
    status: Annotated[
        str, typer.Option("--status", metavar=_("STATUS"), help=_("Only this status, by key or name."))
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, metavar=_("N"), help=_("At most so many."))] = 200,
    as_of: AsOf = "",
    json: Json = False,
) -> None:
    """List tasks."""
    from servicedesk_tui.vocabulary.questions import ListQuestion

    with opened() as today:
        desk = looking_back(today, as_of.removeprefix(MINUS))
        key = find_status(desk, status).key if status else None
        text = _filter_of(words or [], key, mine=mine)
        if text and words:
            question = ListQuestion(filter=text, all=closed or key is not None, limit=limit + 1)
        else:
            question = ListQuestion(status=key, mine=mine, all=closed, limit=limit + 1)
        cards = desk.ask(question)
        if json:
            print_json(describe_all(desk, [card.id for card in cards[:limit]]))
        else:
            _print_cards(desk, cards[:limit])
    if len(cards) > limit:
        complain(n_("Only {n} is shown; see --limit.", "Only {n} are shown; see --limit.", limit).format(n=limit))


def _filter_of(words: list[str], status: str | None, *, mine: bool) -> str:
    """One filter of all that was said: what the shell took the quotation marks off is quoted again."""
    from servicedesk_tui.query.ast import Query, Term, Value, conjunction
    from servicedesk_tui.query.parsing import parse_filter
    from servicedesk_tui.query.printing import print_filter

    words = [word.removeprefix(MINUS) for word in words]
    said = parse_filter(words[0] if len(words) == 1 else requoted(words))
    more = [Term("status", (Value(status),))] if status else []
    more += [Term("owner", (Value("me"),))] if mine else []
    return print_filter(Query(conjunction([*([said.where] if said.where else []), *more]), said.sort))


def requoted(words: list[str]) -> str:
    """The words of a filter as they were typed before the shell took their quotation marks off."""
    from servicedesk_tui.query.printing import quote

    def again(word: str) -> str:
        if '"' in word or not any(sign.isspace() for sign in word):
            return word
        name, colon, value = word.partition(":")
        return f"{name}:{quote(value)}" if colon and name.isalpha() else quote(word)

    return " ".join(again(word) for word in words)


def find_status(desk: "Desk", text: str) -> "StatusRow":
    """The status by key or by name. Raises `Misused` naming those there are."""
    from servicedesk_tui.query.names import fold
    from servicedesk_tui.vocabulary.questions import StatusesQuestion

    statuses: Sequence[StatusRow] = desk.ask(StatusesQuestion())
    for status in statuses:
        if fold(text) in (fold(status.key), fold(status.name)):
            return status
    names = ", ".join(status.key for status in statuses)
    raise Misused(_("There is no status “{text}”; there are {names}.").format(text=text[:40], names=names))


def _print_cards(desk: "Desk", cards: "Sequence[Card]") -> None:
    from servicedesk_tui.vocabulary.questions import StatusesQuestion

    statuses = {status.id: status for status in desk.ask(StatusesQuestion())}
    zone, human = zone_of(desk), is_read_by_a_person()
    headings = [_("Task"), "P", _("Status"), _("Owner"), _("Due"), _("Customer"), _("Title")]
    rows = []
    for card in cards:
        status = statuses[card.status_id]
        due = _say_due(card, zone) if human else _iso(card.due, zone)
        said = status.name if human else status.key
        rows.append(
            [ref(card.number), f"P{card.priority}", said, card.owner or "", due, card.customer or "", card.title]
        )
    print_rows(headings, rows)


def _iso(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""


def _say_due(card: "Card", zone: ZoneInfo) -> str:
    return say(card.due, card.due_is_day, zone) if card.due else ""


def say(at: datetime, is_day: bool, zone: ZoneInfo) -> str:
    """The moment in words, as the person at the desk counts days."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.dates import moment

    return moment(at, is_day, SystemClock().now(), zone)


@app.command("show", cls=Verb, help="")
def show(
    task: Annotated[str, typer.Argument(metavar=_("REF"), help=_("A task: SD-12, or 12."))],
    as_of: AsOf = "",
    json: Json = False,
) -> None:
    """Show a task."""
    with opened() as today:
        desk = looking_back(today, as_of)
        found = find_task(desk, task)
        if json:
            print_json(describe_all(desk, [found])[0])
        else:
            from .page import print_page

            print_page(desk, found)


@app.command("history", cls=Verb, help="")
def history(
    task: Annotated[str, typer.Argument(metavar=_("REF"), help=_("A task; without one, the whole desk."))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, metavar=_("N"), help=_("At most so many."))] = 50,
    json: Json = False,
) -> None:
    """What happened."""
    from servicedesk_tui.vocabulary.questions import HistoryQuestion

    with opened() as desk:
        found = find_task(desk, task) if task else None
        lines = desk.ask(HistoryQuestion(task=found, limit=limit))
        zone = zone_of(desk)
        if json:
            print_json([_describe_line(line, zone) for line in lines])
        else:
            _print_lines([[str(line.batch), *say_line(line, zone)] for line in lines])


def _print_lines(lines: list[list[str]]) -> None:
    """A sentence names who did it; a script gets the name in a column of its own too."""
    if is_read_by_a_person():
        print_rows([_("No."), _("When"), _("What")], [[number, when, what] for number, when, _who, what in lines])
    else:
        print_rows([_("No."), _("When"), _("Who"), _("What")], lines)


def say_line(line: "HistoryLine", zone: ZoneInfo) -> list[str]:
    """When, who, what; what was taken back since is said to be."""
    undone = f" ({_('taken back')})" if line.undone else ""
    said = f"{line.sentence}{undone}" + (f" [{line.note.id}]: {line.note.body}" if line.note else "")
    when = line.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return [when, line.who, said]


def _describe_line(line: "HistoryLine", zone: ZoneInfo) -> dict[str, Any]:
    return {
        "batch": line.batch,
        "at": _iso(line.at, zone),
        "who": line.who,
        "sentence": line.sentence,
        "undone": line.undone,
        "note": line.note.body if line.note else None,
        "note_id": line.note.id if line.note else None,
    }


@app.command("whoami", cls=Verb, help="")
def whoami(json: Json = False) -> None:
    """Who I am here."""
    with opened() as desk:
        me = desk.me
        facts = {"login": me.login, "name": me.name, "role": me.role.value, "zone": me.zone, "language": me.language,
                 "desk": me.desk_name, "store": desk.where}  # fmt: skip
        if json:
            print_json(facts)
        elif is_read_by_a_person():
            from servicedesk_tui.locale.words import word

            print_line(f"{me.login} ({me.name}), {word(me.role)} · {me.desk_name} · {desk.where}")
        else:
            sys.stdout.write("".join(f"{name}\t{value}\n" for name, value in facts.items()))

"""What reaches one how: shown, and set."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Invalid

from .asked import Misused
from .plain import plain
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened, zone_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from servicedesk_tui.vocabulary.reminding import Channel, NoticeKind, Preferences

app = make_app()
Ways = tuple["Channel", ...]
INBOX, NOTHING, EVERYTHING, USUAL = ("inbox",), ("-", "none", "ingen"), ("all", "alt"), ("default", "standard")


@app.command(
    "notify",
    cls=Verb,
    help=_(
        "Without anything it is shown. KIND WAYS sets one kind, as in “changed line,desktop”; WAYS are line, bell, desktop, "
        "command, or one of inbox (without a sound), all, default, none."
    ),
)
def notify(
    kind: Annotated[str, typer.Argument(metavar=_("KIND"), help=_("A kind of the list, or all."))] = "",
    ways: Annotated[
        str, typer.Argument(metavar=_("WAYS"), help=_("line,bell,desktop,command; inbox, all, default, none."))
    ] = "",
    quiet: Annotated[str, typer.Option("--quiet", metavar="20-7", help=_("Quiet hours; none for never."))] = "",
    working: Annotated[
        bool | None, typer.Option("--working/--always", help=_("Heard in your working hours only, or always."))
    ] = None,
    urgent: Annotated[
        bool | None, typer.Option("--urgent/--no-urgent", help=_("Whether what is urgent is heard when it is quiet."))
    ] = None,
    on_call: Annotated[
        str, typer.Option("--on-call", metavar=_("WHEN"), help=_("Hear everything at once until then; none for not."))
    ] = "",
    digest: Annotated[
        str, typer.Option("--digest", metavar="30m", help=_("Collect what is not urgent; none for not."))
    ] = "",
    json: Json = False,
) -> None:
    """Show or set what reaches you how."""
    from dataclasses import replace

    from servicedesk_tui.vocabulary.reminding import PreferencesQuestion, SetPreferences

    if bool(kind) is not bool(ways):
        raise Misused(_("Say a kind and its ways, as in: servicedesk notify changed line."))
    with opened() as desk:
        held: Preferences = desk.ask(PreferencesQuestion())
        here = zone_of(desk)
        try:
            wanted = _with_moments(held, here, quiet, on_call, digest)
        except Invalid as refusal:
            raise Misused(refusal.message) from None
        if kind:
            wanted = replace(wanted, matrix=_with_ways(wanted, kind, ways))
        wanted = wanted if working is None else replace(wanted, only_working=working)
        wanted = wanted if urgent is None else replace(wanted, urgent_always=urgent)
        if wanted != held:
            carry_out(desk, SetPreferences(preferences=wanted))
        elif not (kind or quiet or on_call or digest or working is not None or urgent is not None):
            _show(held, here, json=json)


def _with_moments(held: "Preferences", zone: "tzinfo", quiet: str, on_call: str, digest: str) -> "Preferences":
    """With what is written as hours and moments. Raises `Invalid`."""
    from dataclasses import replace

    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.query.preferences import NEVER, read_digest, read_quiet
    from servicedesk_tui.query.reminders import read_moment

    wanted = held
    if quiet:
        start, end = read_quiet(quiet)
        wanted = replace(wanted, quiet_from=start, quiet_to=end)
    if on_call:
        until = None if on_call.casefold() in NEVER else read_moment(on_call, now=SystemClock().now(), zone=zone)
        wanted = replace(wanted, on_call_until=until)
    return replace(wanted, digest_minutes=read_digest(digest)) if digest else wanted


def _with_ways(held: "Preferences", kind: str, ways: str) -> "dict[NoticeKind, Ways | None]":
    from servicedesk_tui.vocabulary.reminding import DEFAULT_MATRIX

    kinds, matrix = _kinds(kind), dict(held.matrix)
    for one in kinds:
        matrix[one] = DEFAULT_MATRIX[one] if ways.casefold() in USUAL else _read_ways(ways)
    return matrix


def _kinds(text: str) -> "list[NoticeKind]":
    from servicedesk_tui.vocabulary.reminding import NoticeKind

    if text.casefold() in EVERYTHING:
        return list(NoticeKind)
    try:
        return [NoticeKind(text.casefold())]
    except ValueError:
        known = ", ".join(NoticeKind)
        raise Misused(_("There is no kind “{text}”; there are {known}.").format(text=text[:40], known=known)) from None


def _read_ways(text: str) -> "Ways | None":
    from servicedesk_tui.vocabulary.reminding import Channel

    plain_text = text.casefold()
    if plain_text in NOTHING:
        return None
    if plain_text in INBOX:
        return ()
    if plain_text in EVERYTHING:
        return tuple(Channel)
    named = [part.strip() for part in plain_text.split(",")]
    wrong = next((part for part in named if part not in list(Channel)), None)
    if wrong is not None:
        raise Misused(
            _("“{text}” is no way; write line, bell, desktop, command, inbox, all, default or none.").format(
                text=wrong[:40]
            )
        )
    return tuple(channel for channel in Channel if channel in named)


def _show(held: "Preferences", zone: "tzinfo", *, json: bool) -> None:
    from servicedesk_tui.locale.dates import in_full, length
    from servicedesk_tui.locale.words import word
    from servicedesk_tui.query.preferences import write_quiet
    from servicedesk_tui.vocabulary.reminding import NoticeKind

    matrix = {kind: held.matrix.get(kind, ()) for kind in NoticeKind}
    quiet = write_quiet(held.quiet_from, held.quiet_to)
    if json:
        print_json(
            {
                "kinds": {
                    str(kind): None if ways is None else [str(way) for way in ways] for kind, ways in matrix.items()
                },
                "quiet": None if quiet == "-" else quiet,
                "only_working": held.only_working,
                "urgent_always": held.urgent_always,
                "on_call_until": plain(held.on_call_until, zone),
                "digest_minutes": held.digest_minutes,
            }
        )
        return
    rows = [[str(kind), _ways_said(ways), word(kind)] for kind, ways in matrix.items()]
    print_rows([_("Kind"), _("Ways"), _("What")], rows)
    yes, no = _("yes"), _("no")
    until = in_full(held.on_call_until, False, zone) if held.on_call_until else "-"
    print_rows(
        [_("Setting"), _("Value"), _("What")],
        [
            ["--quiet", quiet, _("quiet hours")],
            ["--working", yes if held.only_working else no, _("only in my working hours")],
            ["--urgent", yes if held.urgent_always else no, _("urgent ones always")],
            ["--on-call", until, _("on call until")],
            ["--digest", length(held.digest_minutes) if held.digest_minutes else "-", _("digest every")],
        ],
    )


def _ways_said(ways: "Ways | None") -> str:
    if ways is None:
        return "none"
    return ",".join(ways) or "inbox"

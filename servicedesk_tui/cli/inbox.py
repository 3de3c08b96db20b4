"""One's inbox in a shell: list, clear, put back, put off, mute."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.refusals import NotFound

from .asked import Misused
from .plain import plain
from .printing import confirm, print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, find_task, opened, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.reminding import InboxView, Notice

app = make_app()
EVERY = 100_000
"""Notifications, cleared ones included: all that are kept, so that none is said not to be there."""
EVERYTHING = ("all", "alt")


@app.command(
    "inbox",
    cls=Verb,
    help=_(
        "Without WHICH it is listed, newest first. WHICH are IDs of the list, tasks (SD-12: all about it), or “all”."
    ),
)
def inbox(
    which: Annotated[
        list[str] | None, typer.Argument(metavar=_("WHICH"), help=_("IDs, tasks as SD-12, or all."))
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help=_("List what was cleared or put off too."))] = False,
    clear: Annotated[bool, typer.Option("--clear", help=_("They are seen to."))] = False,
    back: Annotated[bool, typer.Option("--back", help=_("They are new again."))] = False,
    later: Annotated[
        str, typer.Option("--later", metavar=_("WHEN"), help=_("Put off until a moment: +1h, mon 8:00."))
    ] = "",
    mute: Annotated[str, typer.Option("--mute", metavar=_("REF"), help=_("Hear no more of a task."))] = "",
    unmute: Annotated[str, typer.Option("--unmute", metavar=_("REF"), help=_("Hear of it again."))] = "",
    json: Json = False,
) -> None:
    """List your inbox, or clear and put off what is in it."""
    from servicedesk_tui.vocabulary.reminding import MarkNotices, MuteTask, PutOffNotices

    wishes = [wish for wish in (clear, back, later, mute, unmute) if wish]
    if len(wishes) > 1:
        raise Misused(_("One at a time: --clear, --back, --later, --mute or --unmute."))
    if bool(which) is not bool(clear or back or later):
        raise Misused(_("Say which: IDs of the list, tasks, or all; with --clear, --back or --later."))
    with opened() as desk:
        if mute or unmute:
            carry_out(desk, MuteTask(task=find_task(desk, mute or unmute), muted=bool(mute)))
        elif which:
            until = _read(later, zone_of(desk)) if later else None
            ids = _chosen(desk, which, back=back)
            if until is not None:
                carry_out(desk, PutOffNotices(notices=ids, until=until))
            else:
                carry_out(desk, MarkNotices(notices=ids, cleared=clear))
            confirm(n_("{count} notification", "{count} notifications", len(ids)).format(count=len(ids)))
        else:
            _list(desk, everything=all_, json=json)


def _chosen(desk: "Desk", which: "Sequence[str]", *, back: bool) -> tuple[int, ...]:
    """The notifications that are named: of those cleared or put off where they are to come `back`. Raises `NotFound` for one that
    is not there, `Misused` for a word that names none."""
    from servicedesk_tui.vocabulary.refs import number_of

    known = _notices(_ask(desk, everything=True))
    held = [one for one in known if (one.cleared or one.put_off_until is not None if back else not one.cleared)]
    found: list[int] = []
    for text in which:
        if text.casefold() in EVERYTHING:
            found += [notice.id for notice in held if back or notice.put_off_until is None]
        elif text.isascii() and text.isdigit():
            if int(text) not in {notice.id for notice in known}:
                raise NotFound(_("There is no {id} in your inbox.").format(id=text[:20]))
            found.append(int(text))
        elif (number := number_of(text)) is not None:
            found += [notice.id for notice in held if notice.number == number]
        else:
            raise Misused(_("“{text}” is neither an ID nor a task; write 7, SD-12 or all.").format(text=text[:40]))
    if not found:
        raise NotFound(_("Nothing of that is in your inbox."))
    return tuple(dict.fromkeys(found))


def _ask(desk: "Desk", *, everything: bool) -> "InboxView":
    from servicedesk_tui.vocabulary.reminding import InboxQuestion

    view: InboxView = desk.ask(InboxQuestion(all=everything, limit=EVERY if everything else 300))
    return view


def _notices(view: "InboxView") -> "list[Notice]":
    return [notice for group in view.groups for notice in group.notices]


def _read(text: str, zone: "tzinfo") -> "datetime":
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.query.reminders import read_moment
    from servicedesk_tui.vocabulary.refusals import Invalid

    try:
        return read_moment(text, now=SystemClock().now(), zone=zone)
    except Invalid as refusal:
        raise Misused(refusal.message) from None


def _list(desk: "Desk", *, everything: bool, json: bool) -> None:
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.dates import ago, moment
    from servicedesk_tui.vocabulary.refs import ref

    view, here, now = _ask(desk, everything=everything), zone_of(desk), SystemClock().now()
    if json:
        print_json(plain(view, here))
        return

    def state(notice: "Notice") -> str:
        if notice.cleared:
            return _("cleared")
        if notice.put_off_until is not None:
            return _("until {when}").format(when=moment(notice.put_off_until, False, now, here))
        return ago(notice.at, now)

    print_rows(
        ["ID", _("Task"), _("When"), _("What"), _("Title")],
        [
            [str(one.id), ref(one.number) if one.number else "", state(one), _said(one), one.title]
            for one in _notices(view)
        ],
    )
    if view.put_off and not everything:
        said = n_("{count} is put off; --all shows it.", "{count} are put off; --all shows them.", view.put_off)
        confirm(said.format(count=view.put_off))


def _said(notice: "Notice") -> str:
    return f"{notice.said}: “{notice.text}”" if notice.text and notice.text not in notice.said else notice.said

"""What nobody is to forget: remind, reminders."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .naming import is_none
from .plain import plain
from .printing import complain, print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, find_task, opened, zone_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.query.reminders import ReminderRead

app = make_app()


@app.command(
    "remind",
    cls=Verb,
    help=_(
        "WHEN is a moment (“tomorrow 9:00”, +2h), hangs on the task (“1h before due”, “2h before visit working”, “when it wakes”), "
        "or comes again (“every weekday 9:00”). “if nothing happens” keeps it silent when something did; !1 is heard in quiet "
        "hours. With - for REF it is about TEXT alone."
    ),
)
def remind(
    ref: Annotated[str, typer.Argument(metavar=_("REF"), help=_("A task: SD-12, or 12; - for none."))],
    words: Annotated[list[str], typer.Argument(metavar=_("WHEN [TEXT]"), help=_("When, and words of your own."))],
    who: Annotated[str, typer.Option("--for", metavar=_("LOGIN"), help=_("Remind somebody else."))] = "",
    json: Json = False,
) -> None:
    """Be reminded, or remind somebody."""
    from dataclasses import replace

    from .people import find_login

    with opened() as desk:
        read = _read(desk, words)
        task = None if is_none(ref) else find_task(desk, ref)
        command = read.to_command(task)
        if who:
            command = replace(command, person=find_login(desk, who))
        done = carry_out(desk, command)
        if json:
            print_json({"id": done.created})


def _read(desk: "Desk", words: list[str]) -> "ReminderRead":
    """What the words mean, as one line. A guess is told in full."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.dates import in_full
    from servicedesk_tui.query.reminders import read_reminder
    from servicedesk_tui.vocabulary.questions import PeopleQuestion
    from servicedesk_tui.vocabulary.refusals import Invalid

    people = [(person.id, person.login) for person in desk.ask(PeopleQuestion())]
    here, now = zone_of(desk), SystemClock().now()

    def read_line(line: str) -> "ReminderRead":
        return read_reminder(line, now=now, zone=here, people=people, me=desk.me.id)

    try:
        read = read_line(" ".join(words))
        if len(words) == 2 and read.text:
            # A moment and a text of its own, each between quotation marks: nothing of the text is taken for the moment.
            read = read_line(" // ".join(words))
    except Invalid as refusal:
        raise Misused(refusal.message) from None
    if read.is_guess and read.at is not None:
        complain(_("“{text}” is read as {date}.").format(text=" ".join(words)[:60], date=in_full(read.at, False, here)))
    return read


@app.command("reminders", cls=Verb, help=_("Yours, another one's, or those of a task, next first."))
def reminders(
    who: Annotated[str, typer.Argument(metavar=_("LOGIN"), help=_("Whose; yours by default."))] = "",
    task: Annotated[str, typer.Option("--task", metavar=_("REF"), help=_("All that are set on a task."))] = "",
    drop: Annotated[
        list[int] | None, typer.Option("--drop", metavar="ID", help=_("Take it off; may be said again."))
    ] = None,
    json: Json = False,
) -> None:
    """List reminders that are still to come, or take some off."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.reminding import told
    from servicedesk_tui.vocabulary.refs import ref
    from servicedesk_tui.vocabulary.reminding import DropReminder, ReminderRow, RemindersQuestion

    from .people import find_login

    with opened() as desk:
        if drop:
            for number in drop:
                carry_out(desk, DropReminder(reminder=number))
            return
        person = find_login(desk, who) if who else None
        question = RemindersQuestion(person=person, task=find_task(desk, task) if task else None)
        found: tuple[ReminderRow, ...] = desk.ask(question)
        here, now = zone_of(desk), SystemClock().now()
    if json:
        print_json(plain(found, here))
        return
    rows = [
        [str(row.id), row.person, ref(row.number) if row.number else "", told(row, now, here), row.title]
        for row in found
    ]
    print_rows(["ID", _("Who"), _("Task"), _("When"), _("Title")], rows)

"""The desk as a verb uses it: opened for one line, references turned into tasks, what came of it told."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from servicedesk_tui import locale
from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import waiting_for
from servicedesk_tui.settings import StoreAddress, chosen_language, find_store, this_terminal
from servicedesk_tui.vocabulary.refs import number_of

from .asked import ASKED, Misused
from .printing import complain, confirm

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.commands import Command
    from servicedesk_tui.vocabulary.history_rows import Done

Ref = Annotated[str, typer.Argument(metavar=_("REF"), help=_("A task: SD-12, or 12."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]


def asked_store() -> StoreAddress:
    """Where the store of this line is."""
    return find_store(ASKED.get().store)


@contextmanager
def opened() -> "Iterator[Desk]":
    """The desk for this line; from here on its person's language is spoken, unless another was asked for."""
    from servicedesk_tui.desk import Desk

    with Desk.open(asked_store(), as_login=ASKED.get().as_login, terminal=this_terminal()) as desk:
        if chosen_language(ASKED.get().lang) is None:
            locale.speak(desk.me.language)
        gc.freeze()
        gc.enable()
        yield desk


def zone_of(desk: "Desk") -> ZoneInfo:
    """The time zone of the person at the desk."""
    from servicedesk_tui.locale.dates import zone

    return zone(desk.me.zone)


def find_tasks(desk: "Desk", refs: Sequence[str]) -> tuple[int, ...]:
    """The ids behind references. Raises `Misused` for a word that is none, `NotFound` for one that no task has."""
    from servicedesk_tui.vocabulary.questions import FindTasks

    numbers = []
    for text in refs:
        number = number_of(text)
        if number is None:
            raise Misused(_("“{text}” is no task; write SD-12 or 12.").format(text=text[:40]))
        numbers.append(number)
    return tuple(desk.ask(FindTasks(numbers=tuple(numbers))))


def find_task(desk: "Desk", text: str) -> int:
    """The id behind one reference."""
    return find_tasks(desk, [text])[0]


def carry_out(desk: "Desk", command: "Command") -> "Done":
    """Do it, and tell a person what came of it. Somebody else's long write is waited for, and said."""
    done = desk.do(command, on_wait=lambda who: complain(waiting_for(who)))
    confirm(done.sentence)
    for warning in done.warnings:
        complain(warning)
    return done

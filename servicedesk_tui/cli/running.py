"""Carrying out one line: the board without a subcommand, else the verb; refusals in a sentence, the right exit status."""

import gc
import gettext
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from servicedesk_tui import __version__, locale
from servicedesk_tui.locale import _
from servicedesk_tui.settings import chosen_language, find_store
from servicedesk_tui.vocabulary.refusals import Choice, Needs, Refusal, StoreRefusal

from .asked import ASKED, Asked, Misused, take_asked
from .printing import PipeClosed, complain, finish, go_quiet, prepare, print_line

REFUSED, MISUSED = 1, 2
_INTERRUPTED, _UNREAD = 130, 141

OPTIONS = {
    "waiting_on": "--waiting-on",
    "open_items": "--items",
    "reason": "--reason",
    "owner": "--owner",
    "person": "--person",
    "tasks_to": "--to",
    "word": "--word",
    "ended_at": "--at",
}
"""The option that answers what a command may lack."""
_MOST = 8


def run(argv: Sequence[str]) -> int:
    """Carry out the line; answers the exit status."""
    prepare()
    try:
        status = _run_line(argv)
        finish()
        return status
    except PipeClosed:
        go_quiet()
        return _UNREAD
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Refusal as refusal:
        complain(tell(refusal))
        return status_of(refusal)


def tell(refusal: Refusal) -> str:
    """The refusal in a sentence; for a missing answer, with the option that gives it."""
    if not isinstance(refusal, Needs) or refusal.field not in OPTIONS:
        return refusal.message
    values = "|".join(_written(refusal.field, choice) for choice in refusal.choices[:_MOST])
    values += "|…" if len(refusal.choices) > _MOST else ""
    hint = _("Add {option}.").format(option=f"{OPTIONS[refusal.field]} {values}".strip())
    return f"{refusal.message} {hint}"


def _written(field: str, choice: Choice) -> str:
    """A choice as it is written on the line: people by their login, with which their label begins."""
    return (
        choice.label.split()[0].rstrip(":")
        if field in ("owner", "person", "tasks_to")
        else str(getattr(choice.value, "value", choice.value))
    )


def status_of(refusal: Refusal) -> int:
    """The exit status of a refusal."""
    if isinstance(refusal, StoreRefusal):
        return refusal.status
    return MISUSED if isinstance(refusal, Misused) else REFUSED


def _run_line(argv: Sequence[str]) -> int:
    _speak(None)
    asked, rest = take_asked(argv)
    _speak(asked.lang)
    if asked.version:
        print_line(f"servicedesk {__version__}")
        return 0
    token = ASKED.set(asked)
    try:
        return _run_verb(rest) if rest else open_board(asked)
    finally:
        ASKED.reset(token)


def _speak(named: str | None) -> None:
    """The language asked for, else the terminal's, until the person at the desk is known."""
    terminal = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    locale.speak(chosen_language(named) or terminal[:2].lower())


def open_board(asked: Asked) -> int:
    """The screens, on the store asked for; the first time, a short welcome makes it."""
    address = find_store(asked.store)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misused(_("The board needs a terminal. For commands, see servicedesk --help."))
    if address.path is not None and not address.named and not address.path.exists():
        from .start import welcome

        welcome(address)
    from servicedesk_tui.picture import painted

    language = chosen_language(asked.lang)
    with painted(address, asked.as_login, language) as shown:
        from servicedesk_tui.screens.app import run as run_screens

        return int(run_screens(address, as_login=asked.as_login, language=language, shown=shown) or 0)


def _run_verb(words: Sequence[str]) -> int:
    from .program import UsageError, explain_misuse, make_program

    with _speaking_in_libraries(), _loading_fast():
        try:
            outcome: Any = make_program().main(args=list(words), prog_name="servicedesk", standalone_mode=False)
        except UsageError as error:
            raise explain_misuse(error) from None
    return outcome if isinstance(outcome, int) else 0


@contextmanager
def _speaking_in_libraries() -> Iterator[None]:
    """The help's own headings come from the library's texts, translated in our catalogue."""
    gettext.bindtextdomain("servicedesk", str(Path(locale.__file__).parent))
    gettext.textdomain("servicedesk")
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = locale.language()
    try:
        yield
    finally:
        gettext.textdomain("messages")
        os.environ.pop("LANGUAGE") if before is None else os.environ.update(LANGUAGE=before)


@contextmanager
def _loading_fast() -> Iterator[None]:
    """Loading makes many lasting objects and no garbage: a quarter of the start-up went into looking for some. The
    search begins again once the desk is open (`service.opened`)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

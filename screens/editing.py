"""A task's title in the line, and its title and text in the person's own editor."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.app import App, SuspendNotSupported

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.task_rows import TaskView

from .frontmatter import Desk, Revision, read, write
from .prompts import Press, TextPrompt

_USUAL = ("sensible-editor", "nano", "vi")


class EditPrompt(TextPrompt):
    """Asks for a title; the completing key goes on in the editor."""

    def __init__(
        self, label: str, accept: Callable[[str], str | None], *, text: str, open_editor: Callable[[], None]
    ) -> None:
        super().__init__(label, accept, text=text)
        self._open_editor = open_editor

    def key(self, press: Press) -> bool:
        """Tab leaves the line for the editor."""
        if press.key == "tab":
            self._open_editor()
            return True
        return super().key(press)


def editor() -> list[str]:
    """The person's editor as a command: $VISUAL, $EDITOR, else the first usual one there is. `Invalid` without any."""
    for text in (os.environ.get("VISUAL"), os.environ.get("EDITOR")):
        if text and text.strip():
            try:
                return shlex.split(text)
            except ValueError:
                raise Invalid(_("$EDITOR cannot be read: {text}").format(text=text)) from None
    found = next((name for name in _USUAL if shutil.which(name)), None)
    if found is None:
        raise Invalid(_("No editor was found; set $EDITOR to the one you want."))
    return [found]


def edited(app: App[int], view: TaskView, desk: Desk, text: str | None = None) -> tuple[str, Revision | None]:
    """Let the person write a task in their editor (beginning with `text`, if they wrote some before); what they wrote, and what
    it changes. `Spoilt` when it cannot be read, `Invalid` when it cannot be edited."""
    before = write(view, desk.zone) if text is None else text
    after = _written(app, ref(view.card.number), before)
    if after is None:
        return before, None
    try:
        return after, read(after, view, desk)
    except Invalid as refusal:
        raise Spoilt(refusal.message, after) from None


class Spoilt(Invalid):
    """What was written cannot be read; it is kept to be gone on with."""

    def __init__(self, message: str, text: str) -> None:
        super().__init__(message)
        self.text = text


def _status_of(command: list[str]) -> int | OSError:
    """How a program at the terminal ended. An interrupt is the program's: it begins with the usual answer to it."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        return subprocess.run(command, check=False).returncode
    except OSError as error:
        return error
    finally:
        signal.signal(signal.SIGINT, before)


def _written(app: App[int], name: str, text: str) -> str | None:
    """What the person made of `text`; None when the editor failed."""
    command = editor()
    with tempfile.TemporaryDirectory(prefix="servicedesk-") as folder:
        path = Path(folder) / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        status: int | OSError
        try:
            with app.suspend():
                # The terminal is the editor's meanwhile; the program waits for it. Nothing is raised in here: what is
                # raised leaves the terminal with nobody.
                status = _status_of([*command, str(path)])
        except SuspendNotSupported:
            raise Invalid(_("There is no terminal here to edit in.")) from None
        if isinstance(status, OSError):
            raise Invalid(
                _("{editor} cannot be started: {why}.").format(editor=Path(command[0]).name, why=status.strerror)
            )
        if status:
            raise Invalid(_("Nothing was changed: {editor} ended with an error.").format(editor=Path(command[0]).name))
        return path.read_text(encoding="utf-8", errors="replace")

"""A task written in one's own editor: what comes back is shown before it is kept, and what cannot be read is gone on with."""

from typing import TYPE_CHECKING, Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.task_rows import TaskView

from .asking import Asking, Speaker
from .editing import Spoilt, edited
from .frontmatter import Desk, Revision
from .keys import key_of
from .paint import clean
from .prompts import ConfirmPrompt

if TYPE_CHECKING:
    from textual.app import App


class Host(Speaker, Protocol):
    """A screen with tasks."""

    @property
    def app(self) -> "App[int]":
        """The program."""
        ...


class Revising:
    """Lets a task be written in an editor."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._asking = Asking(host)
        self._kept: dict[int, str] = {}
        """What was written of tasks and not kept yet."""

    def write(self, view: TaskView) -> None:
        """Open the editor, with what was written before if that was not kept."""
        session, task = self._host.session, view.card.id
        desk = Desk(session.people, session.customers, *session.now())
        try:
            text, revision = edited(self._host.app, view, desk, self._kept.get(task))
        except Spoilt as refusal:
            self._kept[task] = refusal.text
            again = _("Nothing was changed; the editor opens again with what you wrote.")
            self._host.say(f"{refusal.message} {again}", wrong=True)
            return
        except Refusal as refusal:
            self._host.say(refusal.message, wrong=True)
            return
        if revision is None:
            self._kept.pop(task, None)
            self._host.say(_("Nothing was changed."))
        else:
            self._kept[task] = text
            self._show(task, revision)

    def _show(self, task: int, revision: Revision) -> None:
        """What is changed, to be kept with a key."""
        key = key_of("edit")
        label = _("{key} or enter: keep it · any other key: no").format(key=key)
        said = [clean(line) for line in revision.said]
        self._host.open_prompt(ConfirmPrompt(said, label, (key, "enter"), lambda: self._send(task, revision)))

    def _send(self, task: int, revision: Revision) -> None:
        def kept(_done: Done) -> None:
            self._kept.pop(task, None)

        self._asking.send(revision.command, kept)

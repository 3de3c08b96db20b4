"""Ties that are stood on, on a task's page: a link or a part is taken off, a note becomes a task of its own."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.checklists import SplitNote
from servicedesk_tui.vocabulary.commands import EditTask, TaskCommand, UnblockTask, UnlinkTask
from servicedesk_tui.vocabulary.enums import LinkKind
from servicedesk_tui.vocabulary.history_rows import NoteRow
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.task_rows import LinkRow, TaskView
from servicedesk_tui.vocabulary.text import TITLE_MAX

from .asking import Speaker
from .facts import link_words
from .paint import clean, clean_lines
from .prompts import PickPrompt, TextPrompt
from .spots import Spot, SpotKind
from .verbs import Verbs

if TYPE_CHECKING:
    from servicedesk_tui.vocabulary.history_rows import HistoryLine


class Host(Speaker, Protocol):
    """A task's page."""

    view: TaskView | None
    lines: "tuple[HistoryLine, ...]"
    verbs: Verbs

    @property
    def spot(self) -> Spot | None:
        """What is stood on."""
        ...


class Ties:
    """What keys do with a link, a part or a note that is stood on."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def remove(self, task: int) -> Callable[[], None] | None:
        """Take away the link to a task, or let a part be no part any more; of several ties it is asked which."""
        view = self._host.view
        if view is None:
            return None
        ties = [
            *(Choice(_untied(view, link), f"{link_words(link)} {ref(link.number)}") for link in view.links if link.id == task),
            *(
                Choice(EditTask(task=part.id, fields={"parent": None}), _("a part: {task}").format(task=ref(part.number)))
                for part in view.parts
                if part.id == task
            ),
        ]  # fmt: skip
        return partial(self._untie, ties) if ties else None

    def _untie(self, ties: list[Choice]) -> None:
        send = self._host.verbs.doing.asking.send
        if len(ties) == 1:
            send(ties[0].value)
        else:
            self._host.open_prompt(PickPrompt(_("Which tie is taken away?"), ties, send))

    @property
    def note(self) -> NoteRow | None:
        """The note that is stood on: pinned, or among what happened."""
        spot, view = self._host.spot, self._host.view
        if spot is None or view is None:
            return None
        if spot.kind is SpotKind.NOTE:
            return next((note for note in view.pinned if note.id == spot.id), None)
        return next((line.note for line in self._host.lines if spot == Spot(SpotKind.EVENT, line.batch)), None)

    def split(self) -> None:
        """A task of the note that is stood on; else a new part."""
        note, view = self.note, self._host.view
        if note is None or view is None:
            self._host.verbs.table["split"]()
            return
        first = next((line.strip() for line in clean_lines(note.body) if line.strip()), "")
        label = _("Title of the task made of this note")
        self._host.open_prompt(TextPrompt(label, partial(self._split, view.card.id, note.id), text=first[:TITLE_MAX]))

    def _split(self, task: int, note: int, title: str) -> str | None:
        if not clean(title).strip():
            return _("Write the new task's title.")
        self._host.verbs.doing.asking.send(SplitNote(task=task, note=note, title=title))
        return None


def _untied(view: TaskView, link: LinkRow) -> TaskCommand:
    """What takes a link away, from the end that it was made from."""
    here = view.card.id
    if link.outward or link.kind is LinkKind.RELATES:
        return UnlinkTask(task=here, other=link.id, kind=link.kind)
    if link.kind is LinkKind.BLOCKS:
        return UnblockTask(task=here, by=link.id)
    return UnlinkTask(task=link.id, other=here, kind=link.kind)

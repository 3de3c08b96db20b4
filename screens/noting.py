"""What is done with a note that is stood on, on a task's page: changed, pinned, taken away, its addresses followed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.history_rows import NoteRow
from servicedesk_tui.vocabulary.notes import PinNote, RemoveNote
from servicedesk_tui.vocabulary.refusals import Choice

from .addresses import addresses_in, follow
from .prompts import PickPrompt
from .spots import SpotKind

if TYPE_CHECKING:
    from .spotted import Host

Act = Callable[[], None]


class Noting:
    """Finds the note that is stood on, pinned or among what happened."""

    def __init__(self, host: "Host") -> None:
        self._host = host

    def edit(self, _spot: int) -> Act | None:
        """Change it, where it is mine."""
        note, view = self.here, self._host.view
        if note is None or view is None or not self._is_mine(note):
            return None
        return lambda: self._host.verbs.composing.edit(view.card, note)

    def remove(self, _spot: int) -> Act | None:
        """Take it away, where it is mine or the task is."""
        note, view = self.here, self._host.view
        if note is None or view is None or (view.card.locked and not self._is_mine(note)):
            return None
        return lambda: self._host.verbs.doing.asking.send(RemoveNote(task=view.card.id, note=note.id))

    def pin(self) -> None:
        """Pin it, or let it go back."""
        note, view = self.here, self._host.view
        if note is not None and view is not None:
            command = PinNote(task=view.card.id, note=note.id, pinned=not note.pinned)
            self._host.verbs.doing.asking.send(command)

    def show_addresses(self) -> None:
        """Where the links lead, of the note or else of the description; one is followed when it is chosen."""
        note, view = self.here, self._host.view
        text = note.body if note else view.description if view else ""
        found = addresses_in(text)
        if not found:
            self._host.say(_("There is no address in the note.") if note else _("There is no address here."))
            return

        def take(address: str) -> None:
            self._host.say(follow(address, self._host.app))

        self._host.open_prompt(PickPrompt(_("Go to"), [Choice(one, one) for one in found], take))

    @property
    def here(self) -> NoteRow | None:
        """The note that is stood on."""
        spot, view = self._host.spot, self._host.view
        if spot is None or view is None:
            return None
        if spot.kind is SpotKind.NOTE:
            return next((note for note in view.pinned if note.id == spot.id), None)
        if spot.kind is SpotKind.EVENT:
            return next((line.note for line in self._host.lines if line.batch == spot.id), None)
        return None

    @property
    def is_mine(self) -> bool:
        """True when a note of mine is stood on."""
        return self.here is not None and self._is_mine(self.here)

    def _is_mine(self, note: NoteRow) -> bool:
        me = self._host.session.me
        return me is not None and me.login == note.author

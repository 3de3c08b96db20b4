"""What keys do for what is stood on, on a task's page: tick an item, open a task, unfold a line; and how what happened is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual.app import App
from textual.message import Message

from servicedesk_tui.actions import Need
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import TickChecklistItem, Undo
from servicedesk_tui.vocabulary.files import FilePreview, FileRow
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.questions import CardsQuestion, FindTasks
from servicedesk_tui.vocabulary.reminding import DropReminder
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import TaskView

from .checklists import Checklist
from .messages import TaskOpened, alone
from .noting import Noting
from .prompts import Prompt, TextPrompt
from .session import Session
from .spots import Spot, SpotKind
from .story import Telling
from .timing import Timing
from .tying import Ties
from .verbs import Verbs
from .widgets.page import Page, Part

if TYPE_CHECKING:
    from servicedesk_tui.vocabulary.history_rows import HistoryLine


Act = Callable[[], None]


class Host(Protocol):
    """A task's page."""

    session: Session
    telling: Telling
    view: TaskView | None
    lines: "tuple[HistoryLine, ...]"
    page: Page
    verbs: Verbs
    previews: dict[int, tuple[str, ...]]

    @property
    def app(self) -> App[int]:
        """The program."""
        ...

    @property
    def spot(self) -> Spot | None:
        """What is stood on."""
        ...

    def open_prompt(self, prompt: Prompt) -> None:
        """Ask in the bottom line."""
        ...

    def tell(self, message: Message) -> None:
        """Tell the app."""
        ...

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say what happened."""
        ...

    def show_done(self, done: Done) -> None:
        """Follow what a command did."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...

    def read_story(self) -> None:
        """Read what happened as it is to be told."""
        ...

    def repaint(self) -> None:
        """Draw the page as it is now."""
        ...


class Spotted:
    """The keys of what is stood on."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.checklist, self.ties = Checklist(host), Ties(host)
        self.noting = Noting(host)
        self.table: dict[str, Callable[[], None]] = {
            "spot_open": self.open,
            "spot_remove": self.remove,
            "edit": self.edit,
            "split": self.ties.split,
            "tick": self.tick,
            "item_up": lambda: self.shift(-1),
            "item_down": lambda: self.shift(1),
            "undo": self.undo,
            "story_kinds": self.turn,
            "story_find": self.find,
            "story_order": self.reverse,
            "story_raw": self.show_raw,
            "pin": self.noting.pin,
            "addresses": self.open_outside,
            "save_files": self.save_files,
        }
        self._opens: dict[SpotKind, Callable[[int], None]] = {
            SpotKind.ITEM: self._open_item,
            SpotKind.TASK: self._open_task,
            SpotKind.EVENT: self._unfold,
            SpotKind.NOTE: self._to_note,
            SpotKind.FILE: self._look_into,
        }
        # What is done with a spot by its id; None when there is nothing to do with that one.
        self.removes: dict[SpotKind, Callable[[int], Act | None]] = {
            SpotKind.ITEM: self.checklist.remove,
            SpotKind.TASK: self.ties.remove,
            SpotKind.EVENT: self.noting.remove,
            SpotKind.NOTE: self.noting.remove,
            SpotKind.REMINDER: self._remover_of_reminder,
            SpotKind.FILE: self._remover_of_file,
            SpotKind.TIME: lambda entry: self._timing.remove(self._host.view, entry),
        }
        self.edits: dict[SpotKind, Callable[[int], Act | None]] = {
            SpotKind.ITEM: self.checklist.edit,
            SpotKind.EVENT: self.noting.edit,
            SpotKind.NOTE: self.noting.edit,
            SpotKind.TIME: lambda entry: self._timing.edit(self._host.view, entry),
        }

    def present(self) -> frozenset[Need]:
        """What there is to work with."""
        spot, view = self._host.spot, self._host.view
        there = {
            Need.FILES: view is not None and bool(view.files),
            Need.SPOT: spot is not None and spot.kind in self._opens,
            Need.ITEM: spot is not None and spot.kind is SpotKind.ITEM,
            Need.NOTED: self.noting.here is not None,
            Need.REMOVABLE: self._act_of(self.removes) is not None,
        }
        return frozenset(need for need, is_there in there.items() if is_there)

    def open(self) -> None:
        """Open what is stood on."""
        spot = self._host.spot
        if spot is not None and spot.kind in self._opens:
            self._opens[spot.kind](spot.id)

    def remove(self) -> None:
        """Take off what is stood on."""
        act = self._act_of(self.removes)
        if act is not None:
            act()

    def edit(self) -> None:
        """Edit what is stood on, else the task's title."""
        act = self._act_of(self.edits) or self._host.verbs.table["edit"]
        act()

    def _act_of(self, table: dict[SpotKind, Callable[[int], Act | None]]) -> Act | None:
        spot = self._host.spot
        return table[spot.kind](spot.id) if spot is not None and spot.kind in table else None

    def tick(self) -> None:
        """Tick the item, or take its tick off."""
        spot, view = self._host.spot, self._host.view
        item = next((item for item in view.checklist if spot and item.id == spot.id), None) if view else None
        if view is not None and item is not None:
            task = view.card.id
            self._host.verbs.doing.asking.send(TickChecklistItem(task=task, item=item.id, done=not item.done))

    def shift(self, by: int) -> None:
        """Put the line past its neighbour."""
        spot = self._host.spot
        if spot is not None:
            self.checklist.move(spot.id, by)

    def undo(self) -> None:
        """Take back the line that is unfolded under the cursor, else my last change."""
        spot = self._host.spot
        line = next((line for line in self._host.lines if spot == Spot(SpotKind.EVENT, line.batch)), None)
        if line is not None and line.can_undo and line.batch in self._host.telling.opened:
            self._host.verbs.doing.asking.send(Undo(batch=line.batch))
        else:
            self._host.verbs.table["undo"]()

    def turn(self) -> None:
        """Show the next kind of what happened alone."""
        self._host.telling.turn()
        self._tell_anew()

    def reverse(self) -> None:
        """Newest first, or oldest first."""
        telling = self._host.telling
        telling.oldest_first = not telling.oldest_first
        self._host.page.go_to(Part.STORY)
        self._host.repaint()

    def show_raw(self) -> None:
        """Texts as they were written, or as they are meant."""
        self._host.telling.raw = not self._host.telling.raw
        self._host.repaint()

    def find(self) -> None:
        """Show only what holds a text."""
        telling = self._host.telling

        def take(text: str) -> str | None:
            telling.text = text.strip()
            self._tell_anew()
            return None

        self._host.open_prompt(TextPrompt(_("Find in what happened"), take))

    def _tell_anew(self) -> None:
        self._host.page.go_to(Part.STORY)
        self._host.read_story()
        self._host.repaint()

    # -- files -------------------------------------------------------------------------------------------------------

    @property
    def _timing(self) -> Timing:
        return self._host.verbs.more.timing

    def open_outside(self) -> None:
        """Open the file that is stood on, else show the addresses."""
        file = self._file
        if file is not None:
            self._host.verbs.more.attaching.open(file)
        else:
            self.noting.show_addresses()

    def save_files(self) -> None:
        """Save the file that is stood on, else all of them."""
        file, view = self._file, self._host.view
        files = (file,) if file is not None else view.files if view else ()
        if files:
            self._host.verbs.more.attaching.save(files)

    @property
    def _file(self) -> FileRow | None:
        spot, view = self._host.spot, self._host.view
        if spot is None or spot.kind is not SpotKind.FILE or view is None:
            return None
        return next((file for file in view.files if file.id == spot.id), None)

    def _look_into(self, file: int) -> None:
        """Show the first lines under its name, or show them no longer; an address is followed."""
        row = self._file
        if row is None:
            return
        if row.url:
            self.open_outside()
        elif file in self._host.previews:
            del self._host.previews[file]
            self._host.repaint()
        else:
            self._host.verbs.more.attaching.look_into(row, self._looked)

    def _looked(self, found: FilePreview) -> None:
        if found.lines is not None:
            self._host.previews[found.row.id] = found.lines
            self._host.repaint()

    def _remover_of_file(self, file: int) -> Act | None:
        view = self._host.view
        return None if view is None else lambda: self._host.verbs.more.attaching.remove(view, file)

    def _remover_of_reminder(self, reminder: int) -> Act | None:
        return lambda: self._host.verbs.doing.asking.send(DropReminder(reminder=reminder))

    # -- what is opened ----------------------------------------------------------------------------------------------

    def _open_item(self, item: int) -> None:
        """The task that the item stands for; one that stands for none is ticked."""
        view = self._host.view
        row = next((row for row in view.checklist if row.id == item), None) if view else None
        if row is None or row.linked is None:
            self.tick()
            return
        self._host.session.ask(
            FindTasks(numbers=(row.linked,)), "linked", lambda ids: self._open_task(ids[0]), leads=True
        )

    def _open_task(self, task: int) -> None:
        self._host.session.ask(CardsQuestion(ids=(task,)), "linked", self._opened, leads=True)

    def _opened(self, cards: tuple[Card, ...]) -> None:
        if cards:
            self._host.tell(TaskOpened(cards[0], alone))

    def _unfold(self, batch: int) -> None:
        """Tell a line in full, or as short as before."""
        self._host.telling.opened ^= {batch}
        self._host.repaint()

    def _to_note(self, note: int) -> None:
        """A pinned note, where it stands among what happened."""
        line = next((line for line in self._host.lines if line.note and line.note.id == note), None)
        if line is not None:
            self._host.page.go_to(Part.STORY)
            self._host.page.pane.show(Spot(SpotKind.EVENT, line.batch))
            self._host.telling.opened |= {line.batch}
            self._host.repaint()

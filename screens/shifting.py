"""Moving tasks about the board: to another column, which sets what the columns stand for, and within their column."""

from collections.abc import Callable
from typing import Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import EditTask, ReorderTask
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.rows import Card

from .asking import Speaker
from .columns import Column, Columns
from .doing import NOBODY
from .further import Further
from .prompts import PRESETS
from .verbs import Verbs


class Window(Speaker, Protocol):
    """The board on the glass."""

    columns: Columns
    verbs: Verbs

    def targets(self) -> list[Card]:
        """The marked tasks, else the one under the cursor."""
        ...


class Shifting:
    """What `H L` and `J K` do, and dropping cards on a column, for one board."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.table: dict[str, Callable[[], None]] = {
            "status_left": lambda: self.shift(-1),
            "status_right": lambda: self.shift(1),
            "higher": lambda: self.reorder(-1),
            "lower": lambda: self.reorder(1),
        }

    def shift(self, by: int) -> None:
        """To the column beside; by status also to one that is hidden."""
        columns = self._window.columns
        if columns.by is Grouping.STATUS:
            self._window.verbs.shift_status(by)
            return
        at = columns.at + by
        if 0 <= at < len(columns.all):
            self.drop(self._window.targets(), columns.all[at])
        else:
            self._window.say(_("There is no column further on."))

    def drop(self, cards: list[Card], column: Column) -> None:
        """Make `cards` be what `column` stands for."""
        doing, key = self._window.verbs.doing, column.row.key
        if column.by is Grouping.STATUS:
            doing.move(cards, column.row.status)
        elif column.by is Grouping.OWNER:
            doing.give(cards, key or NOBODY)
        elif column.by is Grouping.CUSTOMER:
            further: Further = self._window.verbs.more.further
            further.give_customer(cards, key or None)
        elif column.by is Grouping.PRIORITY:
            doing.prioritise(cards, PRESETS[str(key)])
        else:
            team = key or None
            doing.all(cards, lambda c: EditTask(task=c.id, fields={"team": team}, base={"team": c.team_id}))

    def reorder(self, by: int) -> None:
        """Past the card above or below, as long as that is of the same status and priority."""
        columns = self._window.columns
        column, card = columns.column, columns.card
        if column is None or card is None:
            return
        if columns.filter and "sort:" in columns.filter:
            self._window.say(_("Sorted columns have no order of their own; S b is the board's."))
            return
        other = column.card_at(column.cursor + by)
        if other is None:
            self._window.say(_("It is the first one.") if by < 0 else _("It is the last one."))
        elif other.priority is not card.priority:
            said = _("{priority} ends here; p sets another priority.")
            self._window.say(said.format(priority=card.priority.name))
        elif other.status_id != card.status_id:
            self._window.say(_("The one beside it has another status; order is within a status."))
        else:
            command = ReorderTask(task=card.id, other=other.id, below=by > 0)
            self._window.verbs.doing.asking.send(command)

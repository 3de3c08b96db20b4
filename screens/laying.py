"""The keys after `S`: what the columns stand for, their order, how cards look, which columns are shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.desk_commands import EditStatus
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.rows import BoardView, Layout, ViewRow

from .asking import Asking, Speaker
from .columns import Columns
from .filtering import Filter, sorted_by
from .keys import key_of
from .layouts import Layouts
from .looking import Looking
from .prompts import TextPrompt
from .reading import CLEARED

_WORDS = {
    "status": Grouping.STATUS, "owner": Grouping.OWNER, "person": Grouping.OWNER, "customer": Grouping.CUSTOMER,
    "priority": Grouping.PRIORITY, "team": Grouping.TEAM, "ejer": Grouping.OWNER, "kunde": Grouping.CUSTOMER,
    "prioritet": Grouping.PRIORITY, "hold": Grouping.TEAM,
}  # fmt: skip


class Window(Speaker, Protocol):
    """The board on the glass."""

    columns: Columns
    looking: Looking

    @property
    def filter(self) -> Filter:
        """The filter in force."""
        ...

    @property
    def view(self) -> BoardView | None:
        """The board as it was read."""
        ...

    def refine(self, text: str) -> None:
        """Put a filter in force in the view that is shown."""
        ...

    def reload(self) -> None:
        """Paint what the columns hold now."""
        ...

    def settle(self) -> None:
        """Bring lines and cursor up to date."""
        ...

    def read(self) -> None:
        """Read the board again."""
        ...


class Laying:
    """What these keys do, for one board."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._asking = Asking(window)
        self.layouts = Layouts(window.session)
        self.table: dict[str, Callable[[], None]] = {
            **{f"by_{by.value}": self._grouping(by) for by in Grouping},
            "sort_board": lambda: self._sort(""),
            "sort_due": lambda: self._sort("due"),
            "sort_changed": lambda: self._sort("-changed"),
            "sort_oldest": lambda: self._sort("created"),
            "cards_line": lambda: self._density(1),
            "cards_short": lambda: self._density(2),
            "cards_full": lambda: self._density(3),
            "fold": self.fold,
            "hide": self.hide,
            "show_columns": self.show_all,
            "limit": self.ask_limit,
        }

    def worded(self) -> dict[str, Callable[[str], str | None]]:
        """What commands do with their words."""
        return {"by_status": self.group_by, "limit": self.set_limit}

    def begin(self) -> None:
        """The desk is open: first how I had the board laid out, then what is on it."""

        def read() -> None:
            self._window.columns.layout = self.layouts.of(self._window.filter.view)
            self._window.read()

        self.layouts.read(read)

    def show(self, layout: Layout) -> None:
        """Lay the board out anew, and remember it for this view."""
        self.layouts.keep(self._window.filter.view, layout)
        self.use(layout)

    def use(self, layout: Layout) -> None:
        """Lay the board out anew; other columns are read first."""
        window = self._window
        view = window.view
        if layout == window.columns.layout:
            return
        if view is None or layout.by is not view.by:
            window.columns.layout = layout
            window.looking.through(window.columns.filter, window.columns.card)
            return
        window.columns.lay_out(layout, view)
        window.reload()
        window.settle()

    def use_of(self, view: ViewRow | None) -> None:
        """Lay the board out as I have it for `view`."""
        self.use(self.layouts.of(view))

    def group_by(self, text: str) -> str | None:
        """Columns by what a word says; a sentence when it says nothing."""
        by = _WORDS.get(text.strip().casefold())
        if by is None:
            return _("Columns can be by status, owner, customer, priority or team.")
        self._grouping(by)()
        return None

    def fold(self) -> None:
        """The cursor's column to its head."""
        column, layout = self._window.columns.column, self._layout
        if column:
            self._shrink(replace(layout, collapsed=layout.collapsed | {column.row.key}))

    def hide(self) -> None:
        """The cursor's column away."""
        column, layout = self._window.columns.column, self._layout
        if column:
            self._shrink(replace(layout, hidden=layout.hidden | {column.row.key}))

    def show_all(self) -> None:
        """All columns in full."""
        self.show(replace(self._layout, hidden=frozenset(), collapsed=frozenset()))

    def ask_limit(self) -> None:
        """How many tasks the cursor's status should hold at most."""
        column = self._window.columns.column
        if column is None or column.by is not Grouping.STATUS:
            self._window.say(_("A limit is of a status: {keys} shows them.").format(keys=key_of("look", "by_status")))
            return
        label = _("Limit of {column} (- for none)").format(column=column.row.name)
        text = str(column.row.limit or "")
        self._window.open_prompt(TextPrompt(label, self.set_limit, text=text))

    def set_limit(self, text: str) -> str | None:
        """The limit of the cursor's status."""
        column = self._window.columns.column
        if column is None or column.by is not Grouping.STATUS:
            return _("A limit is of a status: {keys} shows them.").format(keys=key_of("look", "by_status"))
        if text.casefold() in CLEARED:
            limit = None
        elif text.isdecimal() and 0 < int(text) < 10_000:
            limit = int(text)
        else:
            return _("A limit is a number above 0; - takes it off.")
        command = EditStatus(status=column.row.key, fields={"wip_limit": limit}, base={"wip_limit": column.row.limit})
        self._asking.send(command)
        return None

    @property
    def _layout(self) -> Layout:
        return self._window.columns.layout

    def _grouping(self, by: Grouping) -> Callable[[], None]:
        """Other columns: what was hidden of the ones before means nothing to them."""

        def group() -> None:
            if by is not self._layout.by:
                self.show(replace(self._layout, by=by, hidden=frozenset(), collapsed=frozenset()))

        return group

    def _density(self, rows: int) -> None:
        self.show(replace(self._layout, density=rows))

    def _shrink(self, layout: Layout) -> None:
        """Not the last column in full: the cursor has to be somewhere."""
        columns = self._window.columns
        left = [c for c in columns.all if c.row.key not in layout.hidden and c.row.key not in layout.collapsed]
        if not left:
            self._window.say(_("This is the last column in full."))
            return
        self.show(layout)
        self._window.say(_("{keys} shows all columns again.").format(keys=key_of("look", "show_columns")))

    def _sort(self, order: str) -> None:
        self._window.refine(sorted_by(self._window.filter.text, order))

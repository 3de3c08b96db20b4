"""Going somewhere from any screen: to the tasks of somebody or for somebody, to saved views, to what happened, to my changes."""

from collections.abc import Callable
from typing import Any, Protocol

from servicedesk_tui.actions import Scope, actions_in
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import Undo
from servicedesk_tui.vocabulary.desk_commands import RemoveView
from servicedesk_tui.vocabulary.history_rows import HistoryLine, UndoLine
from servicedesk_tui.vocabulary.questions import HistoryQuestion, UndoQuestion
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.rows import ViewRow

from .boxes import Opener, open_box
from .keys import key_of
from .messages import HistoryWanted, LastWanted, ModeWanted, ViewWanted
from .picking import NOBODY, customer_choices, people_choices
from .prompts import PickPrompt
from .verbs import Verbs
from .views import ViewsPrompt

UNOWNED = "no:owner is:open"
UNATTENDED = "is:unowned or is:untouched"
OFFERED = "to:@me is:open"


class Window(Opener, Protocol):
    """A screen of the desk."""

    verbs: Verbs

    def tell(self, message: Any) -> None:
        """Tell the app."""
        ...

    def show_filter(self, text: str) -> None:
        """Show the board through a filter."""
        ...

    def can_go_back(self) -> bool:
        """True when there was a view or filter before this one."""
        ...


class Going:
    """What the keys after `g` do, for one screen; what they lead to lies on the board, or over it."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.table: dict[str, Callable[[], None]] = {
            "go": self.open_box,
            "unattended": lambda: window.show_filter(UNATTENDED),
            "go_views": self.choose_view,
            "go_person": self.choose_person,
            "go_customer": self.choose_customer,
            "go_unowned": lambda: window.show_filter(UNOWNED),
            "go_offered": lambda: window.show_filter(OFFERED),
            "go_history": self.show_history,
            "go_undo": self.list_changes,
            "go_last": lambda: window.tell(LastWanted()),
            "go_shift": lambda: window.tell(ModeWanted("shift")),
            "go_inbox": lambda: window.tell(ModeWanted("inbox")),
            "go_day": lambda: window.tell(ModeWanted("day")),
            "go_people": lambda: window.tell(ModeWanted("people")),
        }

    def open_box(self) -> None:
        """The box of places; who knows their keys never sees it."""
        window = self._window
        places = [one for one in actions_in(Scope.GO) if one.id != "go_last" or window.can_go_back()]
        open_box(window, Scope.GO, places, window.session.keymap.label("go"))

    # -- to tasks ----------------------------------------------------------------------------------------------------

    def choose_view(self) -> None:
        """To a saved view."""
        session = self._window.session

        def go(view: ViewRow) -> None:
            self._window.tell(ViewWanted(view))

        def remove(view: ViewRow) -> None:
            self._window.verbs.doing.asking.send(RemoveView(view=view.id))

        self._window.open_prompt(ViewsPrompt(session.views, session.keymap, go, remove))

    def choose_person(self) -> None:
        """To a person's tasks."""
        session = self._window.session
        logins = {person.id: person.login for person in session.people}
        choices = [*people_choices(session), Choice(NOBODY, _("nobody"))]

        def go(person: int) -> None:
            self._window.show_filter(UNOWNED if person == NOBODY else f"@{logins[person]}")

        self._window.open_prompt(PickPrompt(_("Tasks of"), choices, go))

    def choose_customer(self) -> None:
        """To a customer's tasks."""
        from servicedesk_tui.query.printing import quote

        customers = self._window.session.customers
        names = {customer.id: customer.name for customer in customers}

        def go(customer: int) -> None:
            self._window.show_filter("no:for is:open" if customer == NOBODY else f"for:{quote(names[customer])}")

        self._window.open_prompt(PickPrompt(_("Tasks for"), customer_choices(customers), go))

    # -- to what happened --------------------------------------------------------------------------------------------

    def show_history(self) -> None:
        """What happened on the desk."""

        def take(lines: tuple[HistoryLine, ...]) -> None:
            self._window.tell(HistoryWanted(lines))

        self._window.session.ask(HistoryQuestion(limit=200), "history", take, leads=True)

    def list_changes(self) -> None:
        """My last changes."""
        self._window.session.ask(UndoQuestion(limit=50), "undoable", self._list, leads=True)

    def _list(self, lines: tuple[UndoLine, ...]) -> None:
        from .undoing import UndoList

        window = self._window
        window.open_prompt(UndoList(window.session, lines, window.repaint_prompt, self._take_back))

    def _take_back(self, line: UndoLine) -> None:
        if line.undone:
            self._window.say(_("That was taken back already; {key} does it again.").format(key=self._redo_key()))
        else:
            self._window.verbs.doing.asking.send(Undo(batch=line.batch))

    def _redo_key(self) -> str:
        return key_of("redo")

"""Going somewhere from the board: to a task by number or words, to a person's or a customer's tasks, to my changes."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from servicedesk_tui.actions import Action, Scope, actions_in, why_not
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import Undo
from servicedesk_tui.vocabulary.questions import HistoryQuestion, UndoQuestion
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.rows import Card, HistoryLine, UndoLine

from .boxes import PAUSE, BoxOfKeys
from .columns import Columns
from .filtering import Filter
from .finding import FindPrompt, searched
from .messages import HistoryWanted, ModeWanted
from .paint import clean
from .picking import NOBODY, customer_choices, people_choices
from .prompts import PickPrompt
from .verbs import Host, Verbs


class Window(Host, Protocol):
    """The board on the glass."""

    columns: Columns
    verbs: Verbs

    def go_to(self, card: Card) -> None:
        """The cursor onto a task, else open it."""
        ...

    def show_filter(self, wanted: Filter) -> None:
        """Put a filter in force."""
        ...

    def can_go_back(self) -> bool:
        """True when there was a view or filter before this one."""
        ...

    def tell(self, message: Any) -> None:
        """Tell the app."""
        ...


class Arriving:
    """What the keys after `g` and the finding key do, for one board."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.table: dict[str, Callable[[], None]] = {
            "go": lambda: self.open_box(Scope.GO, "go"),
            "look": lambda: self.open_box(Scope.LOOK, "look"),
            "number": self.write_number,
            "go_person": self.choose_person,
            "go_customer": self.choose_customer,
            "go_unowned": lambda: window.show_filter(Filter("no:owner is:open")),
            "go_history": self.show_history,
            "go_undo": self.list_changes,
            "go_people": lambda: window.tell(ModeWanted("people")),
        }

    def open_box(self, scope: Scope, opener: str) -> None:
        """The box of what one more key does; who knows the key never sees it."""
        window = self._window
        present = window.present()

        def able(action: Action) -> bool:
            return why_not(action, present) is None

        places = [one for one in actions_in(scope) if one.id != "go_last" or window.can_go_back()]
        keymap = window.session.keymap
        box = BoxOfKeys(
            scope,
            keymap,
            places,
            window.do,
            label=keymap.label(opener),
            able=able,
            width=lambda: window.size.width - 2,
        )
        window.open_prompt(box)
        window.set_timer(PAUSE, partial(self._show_box, box))

    def _show_box(self, box: BoxOfKeys) -> None:
        box.is_shown = True
        self._window.repaint_prompt()

    # -- to tasks ----------------------------------------------------------------------------------------------------

    def write_number(self) -> None:
        """The line that finds."""
        window = self._window
        window.open_prompt(FindPrompt(window.session, window.repaint_prompt, window.go_to, self.find))

    def find(self, text: str) -> str | None:
        """Go to the task of that number, or the best one of that text."""

        def take(hits: tuple[Card, ...]) -> None:
            if hits:
                self._window.go_to(hits[0])
            else:
                self._window.say(_("Nothing is called {text}.").format(text=clean(text)), wrong=True)

        self._window.session.ask(searched(text, 1), "found", take)
        return None

    def choose_person(self) -> None:
        """To a person's tasks."""
        session = self._window.session
        logins = {person.id: person.login for person in session.people}
        choices = [*people_choices(session), Choice(NOBODY, _("nobody"))]

        def go(person: int) -> None:
            text = "no:owner is:open" if person == NOBODY else f"@{logins[person]}"
            self._window.show_filter(Filter(text))

        self._window.open_prompt(PickPrompt(_("Tasks of"), choices, go))

    def choose_customer(self) -> None:
        """To a customer's tasks."""
        from servicedesk_tui.query.printing import quote

        customers = self._window.session.customers
        names = {customer.id: customer.name for customer in customers}

        def go(customer: int) -> None:
            text = "no:for is:open" if customer == NOBODY else f"for:{quote(names[customer])}"
            self._window.show_filter(Filter(text))

        self._window.open_prompt(PickPrompt(_("Tasks for"), customer_choices(customers), go))

    # -- to what happened --------------------------------------------------------------------------------------------

    def show_history(self) -> None:
        """What happened on the desk."""

        def take(lines: tuple[HistoryLine, ...]) -> None:
            self._window.tell(HistoryWanted(lines))

        self._window.session.ask(HistoryQuestion(limit=200), "history", take)

    def list_changes(self) -> None:
        """My last changes."""
        self._window.session.ask(UndoQuestion(limit=50), "undoable", self._list)

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
        return self._window.session.keymap.label("redo")

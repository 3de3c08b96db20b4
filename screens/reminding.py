"""What is asked about reminders: when, what of those still to come, and how one wants to be told."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Refusal
from servicedesk_tui.vocabulary.reminding import (
    DropReminder,
    Preferences,
    PreferencesQuestion,
    ReminderRow,
    RemindersQuestion,
    SetPreferences,
)
from servicedesk_tui.vocabulary.rows import Card

from . import reminders
from .asking import Asking, Speaker
from .messages import TaskOpened, alone
from .naming import named
from .prompts import PickPrompt
from .worded import WordedPrompt

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN, DROP = "open", "drop"


class Teller(Speaker, Protocol):
    """A screen that can open tasks."""

    def tell(self, message: Message) -> None:
        """Tell the app."""
        ...


class Reminding:
    """Sets reminders for a screen."""

    def __init__(self, host: Speaker, asking: Asking) -> None:
        self._host = host
        self._asking = asking

    def ask(self, card: Card | None) -> None:
        """When, and of what where there is no task."""
        label = _("Remind me of {task}").format(task=named([card])) if card else _("Remind me")
        self._host.open_prompt(
            WordedPrompt(label, reminders.wording(self._host.session, card), partial(self.set, card))
        )

    def set(self, card: Card | None, text: str) -> str | None:
        """As a line says it; a sentence when it cannot be."""
        try:
            command = reminders.read(text, self._host.session, card.id if card else None)
        except Invalid as refusal:
            return refusal.message
        self._asking.send(command)
        return None


class Coming:
    """The reminders that are still to come: each opens its task, or is taken off."""

    def __init__(self, host: Teller, asking: Asking) -> None:
        self._host = host
        self._asking = asking

    def list(self) -> None:
        """Mine, next first."""
        self._host.session.ask(RemindersQuestion(), "reminders", self._show, leads=True)

    def _show(self, rows: tuple[ReminderRow, ...]) -> None:
        if not rows:
            self._host.say(_("No reminder of yours is to come."))
            return
        now = self._host.session.now()
        choices = [Choice(row, reminders.named(row, *now)) for row in rows]
        self._host.open_prompt(PickPrompt(_("Still to come"), choices, self._choose))

    def _choose(self, row: ReminderRow) -> None:
        if row.task is None:
            self._host.open_prompt(PickPrompt(_("The reminder"), [Choice(DROP, _("take it off"))], self._act_on(row)))
            return
        choices = [Choice(OPEN, _("open the task")), Choice(DROP, _("take the reminder off"))]
        self._host.open_prompt(PickPrompt(_("The reminder"), choices, self._act_on(row)))

    def _act_on(self, row: ReminderRow) -> "Callable[[str], None]":
        def act(how: str) -> None:
            if how == DROP:
                self._asking.send(DropReminder(reminder=row.id))
            elif row.task is not None:
                self._host.session.ask(CardsQuestion(ids=(row.task,)), "reminded", self._open, leads=True)

        return act

    def _open(self, cards: tuple[Card, ...]) -> None:
        if cards:
            self._host.tell(TaskOpened(cards[0], alone))


class HowTold:
    """Asks what reaches me how."""

    def __init__(self, host: Speaker, changed: "Callable[[Preferences], None]") -> None:
        """`changed` is told what was in force before the form was opened, once something of it was changed."""
        self._host = host
        self._changed = changed
        self._before: Preferences | None = None

    def ask(self) -> None:
        """The form of it, as it is now."""
        self._host.session.ask(PreferencesQuestion(), "preferences", self._show, leads=True)

    def _show(self, preferences: Preferences) -> None:
        from .how import HowForm

        self._before = preferences
        self._host.open_prompt(HowForm(preferences, self._host.session.now, self._keep))

    def _keep(self, wanted: Preferences) -> None:
        def refused(refusal: Refusal) -> None:
            self._host.say(refusal.message, wrong=True)

        self._host.session.do(SetPreferences(preferences=wanted), lambda _done: None, refused)
        if self._before is not None:
            self._changed(self._before)
            self._before = None

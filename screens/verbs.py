"""The verbs of the glass: from an action's id to the questions it asks and the command it sends.

Every screen with tasks in it has the same ones. They act on what the screen calls its targets: the marked tasks, else
the one under the cursor.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App
from textual.geometry import Size

from servicedesk_tui.actions import Action, Need
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import PrioritiseTask, Redo, Undo
from servicedesk_tui.vocabulary.enums import Level
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.questions import DraftQuestion
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.rows import Card

from .adding import AddPrompt
from .asking import Speaker
from .chips import read_quick_add
from .composing import Composing
from .dated import DatePrompt
from .doing import NOBODY, REOPEN, Doing
from .more import More
from .naming import named
from .picking import people_choices, status_choices
from .prompts import BoxPrompt, PickPrompt, Prompt, Setting, TextPrompt

if TYPE_CHECKING:
    from servicedesk_tui.query.quickadd import QuickAdd


class Host(Speaker, Protocol):
    """A screen with tasks."""

    @property
    def size(self) -> Size:
        """The cells of the screen."""
        ...

    @property
    def app(self) -> App[int]:
        """The program."""
        ...

    def targets(self) -> list[Card]:
        """The tasks a verb acts on."""
        ...

    def present(self) -> frozenset[Need]:
        """What there is for actions to work with."""
        ...

    def do(self, action: Action) -> None:
        """Do what an action's key does."""
        ...

    def held_by_status(self) -> dict[int, int]:
        """How many tasks each status holds, where that is known."""
        ...

    def set_timer(self, delay: float, callback: Any) -> Any:
        """Call back after `delay` seconds."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...

    def offer_draft(self, prompt: Prompt, draft: str) -> None:
        """Put a kept draft into an open prompt."""
        ...


class Verbs:
    """What the keys that change tasks do."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.doing = Doing(host)
        self.composing = Composing(host, self)
        self.more = More(host, self)
        self.table: dict[str, Callable[[], None]] = {
            "add": self.add,
            "assign": self.assign,
            "take": lambda: self.doing.take(host.targets()),
            "status": self.choose_status,
            "done": lambda: self.doing.finish(host.targets()),
            "status_left": lambda: self.shift_status(-1),
            "status_right": lambda: self.shift_status(1),
            "priority": self.prioritise,
            "urgency_up": lambda: self.shift_urgency(-1),
            "urgency_down": lambda: self.shift_urgency(1),
            "due": self.set_due,
            "note": self.composing.write_note,
            "undo": lambda: self.doing.asking.send(Undo()),
            "redo": lambda: self.doing.asking.send(Redo()),
            **self.more.table,
        }

    def worded(self) -> dict[str, Callable[[str], str | None]]:
        """What commands do with their words: to the tasks a key would act on."""
        doing, targets = self.doing, self._host.targets
        return {
            "assign": lambda text: doing.give_to(targets(), text),
            "status": lambda text: doing.move_to(targets(), text),
            "priority": lambda text: doing.prioritise_to(targets(), text),
            "due": lambda text: doing.set_due(targets(), text),
            "note": lambda text: doing.write(targets(), text),
            "tags": lambda text: doing.tag(targets(), text),
            "add": self.add_written,
            **self.more.worded(),
        }

    def add_written(self, text: str) -> str | None:
        """Add what a line says; one that is not wholly understood is opened to be seen."""
        read = read_quick_add(text, self._host.session)
        if read.unknown or not read.title:
            self.add(text)
        else:
            self.doing.asking.send(read.to_command())
        return None

    def add(self, text: str = "") -> None:
        """Quick-add in one line."""
        host = self._host

        def add(read: "QuickAdd") -> None:
            self.doing.asking.send(read.to_command())

        self.write(AddPrompt(host.session, host.repaint_prompt, add, width=lambda: host.size.width, text=text))

    def assign(self) -> None:
        """Pick an owner, or nobody."""
        session, cards = self._host.session, self._host.targets()
        choices = [*people_choices(session), Choice(NOBODY, _("nobody: back to the inbox"))]
        self._host.open_prompt(
            PickPrompt(_("{task} to").format(task=named(cards)), choices, partial(self.doing.give, cards))
        )

    def choose_status(self) -> None:
        """Pick a status; what is closed can be reopened there."""
        cards = self._host.targets()
        choices = status_choices(self._host.session.statuses, self._host.held_by_status())
        here = next((n for n, s in enumerate(self._host.session.statuses) if s.id == cards[0].status_id), 0)
        if cards and not all(card.category.is_open for card in cards):
            choices.insert(0, Choice(REOPEN, _("reopen: back to where it was")))
            here += 1
        self._host.open_prompt(
            PickPrompt(
                _("Status of {task}").format(task=named(cards)), choices, partial(self.doing.move, cards), at=here
            )
        )

    def shift_status(self, step: int) -> None:
        """Move to the status left or right of the first target's."""
        statuses, cards = self._host.session.statuses, self._host.targets()
        here = next((n for n, status in enumerate(statuses) if status.id == cards[0].status_id), None)
        if here is None or not 0 <= here + step < len(statuses):
            self._host.say(_("There is no column further on."))
            return
        self.doing.move(cards, statuses[here + step].key)

    def prioritise(self) -> None:
        """The box of impact and urgency."""
        cards = self._host.targets()

        def accept(setting: Setting) -> str | None:
            self.doing.prioritise(cards, setting)
            return None

        label = _("Priority of {task}: arrows and enter, or 1 to 4").format(task=named(cards))
        self._host.open_prompt(BoxPrompt(label, Setting(cards[0].impact, cards[0].urgency), accept))

    def shift_urgency(self, step: int) -> None:
        """One step more or less urgent than the first target."""
        cards = self._host.targets()
        urgency = cards[0].urgency + step
        if not Level.HIGH <= urgency <= Level.LOW:
            end = _("It cannot be more urgent.") if step < 0 else _("It cannot be less urgent.")
            self._host.say(end)
            return
        self.doing.all(cards, lambda c: PrioritiseTask(task=c.id, urgency=Level(urgency), base={"urgency": c.urgency}))

    def set_due(self) -> None:
        """Ask when it is due."""
        cards = self._host.targets()
        label = _("{task} is due").format(task=named(cards))
        accept = partial(self.doing.set_due, cards)
        self._host.open_prompt(DatePrompt(label, self._host.session.now, accept, nothing=_("no due date")))

    def write(self, prompt: TextPrompt | AddPrompt) -> None:
        """Open a prompt whose half-written text is kept, and offer what was kept before."""
        self._host.open_prompt(prompt)
        if prompt.draft:
            self._host.session.ask(
                DraftQuestion(key=prompt.draft),
                f"draft:{prompt.draft}",
                lambda text: self._host.offer_draft(prompt, text),
            )


def declined_of(done: Done) -> frozenset[int]:
    """The tasks a bulk passed over: their marks stay."""
    return frozenset(declined.task for declined in done.declined)

"""The verbs of the glass: from an action's id to the questions it asks and the command it sends.

Every screen with tasks in it has the same ones. They act on what the screen calls its targets: the marked tasks, else
the one under the cursor.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from rich.cells import cell_len

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    Bulk,
    FinishTask,
    MoveTask,
    PrioritiseTask,
    Redo,
    ReopenTask,
    SetDue,
    TagTask,
    TakeTask,
    TaskCommand,
    UnassignTask,
    Undo,
)
from servicedesk_tui.vocabulary.enums import Level
from servicedesk_tui.vocabulary.questions import DraftQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Invalid
from servicedesk_tui.vocabulary.rows import Card, Done, PersonRow

from .asking import Asking, Speaker
from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import BoxPrompt, PickPrompt, Prompt, Setting, TextPrompt
from .reading import CLEARED, explain_due, explain_quick_add, people_first, read_due, read_quick_add

NOBODY = -1
REOPEN = ""


class Host(Speaker, Protocol):
    """A screen with tasks."""

    def targets(self) -> list[Card]:
        """The tasks a verb acts on."""
        ...

    def offer_draft(self, prompt: Prompt, draft: str) -> None:
        """Put a kept draft into an open prompt."""
        ...


class Verbs:
    """What the keys that change tasks do."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._asking = Asking(host)
        self.table: dict[str, Callable[[], None]] = {
            "add": self.add,
            "assign": self.assign,
            "take": lambda: self._all(
                host.targets(), lambda card: TakeTask(task=card.id, base={"owner": card.owner_id})
            ),
            "status": self.choose_status,
            "done": lambda: self._all(
                host.targets(), lambda card: FinishTask(task=card.id, base={"status": card.status_id})
            ),
            "status_left": lambda: self.shift_status(-1),
            "status_right": lambda: self.shift_status(1),
            "priority": self.prioritise,
            "urgency_up": lambda: self.shift_urgency(-1),
            "urgency_down": lambda: self.shift_urgency(1),
            "due": self.set_due,
            "note": self.write_note,
            "tags": self.set_tags,
            "undo": lambda: self._asking.send(Undo()),
            "redo": lambda: self._asking.send(Redo()),
        }

    def add(self) -> None:
        """Quick-add in one line; a piece that is not understood wants a second enter and is then part of the title."""
        session, warned = self._host.session, [""]

        def accept(text: str) -> str | None:
            read = read_quick_add(text, session)
            if not read.title:
                return _("Give the task a title.")
            if read.unknown and warned[0] != text:
                warned[0] = text
                return _("enter again keeps it as part of the title")
            self._asking.send(read.to_command())
            return None

        self._write(
            TextPrompt(_("New task"), accept, draft="add", explain=lambda text: explain_quick_add(text, session))
        )

    def assign(self) -> None:
        """Pick an owner, or nobody."""
        session, cards = self._host.session, self._host.targets()
        me = session.me.id if session.me else None
        people = people_first(session.people, me)
        choices = [Choice(person.id, label) for person, label in zip(people, _person_labels(people), strict=True)]
        choices.append(Choice(NOBODY, _("nobody: back to the inbox")))
        self._host.open_prompt(
            PickPrompt(_("{task} to").format(task=_named(cards)), choices, partial(self._take_owner, cards))
        )

    def choose_status(self) -> None:
        """Pick a status; what is closed can be reopened there."""
        cards = self._host.targets()
        choices = [Choice(status.key, status.name) for status in self._host.session.statuses]
        if cards and not all(card.category.is_open for card in cards):
            choices.insert(0, Choice(REOPEN, _("reopen: back to where it was")))
        here = next((n for n, s in enumerate(self._host.session.statuses) if s.id == cards[0].status_id), 0)
        self._host.open_prompt(
            PickPrompt(
                _("Status of {task}").format(task=_named(cards)), choices, partial(self._take_status, cards), at=here
            )
        )

    def shift_status(self, step: int) -> None:
        """Move to the status left or right of the first target's."""
        statuses, cards = self._host.session.statuses, self._host.targets()
        here = next((n for n, status in enumerate(statuses) if status.id == cards[0].status_id), None)
        if here is None or not 0 <= here + step < len(statuses):
            self._host.say(_("There is no column further on."))
            return
        self._take_status(cards, statuses[here + step].key)

    def prioritise(self) -> None:
        """The box of impact and urgency."""
        cards = self._host.targets()

        def accept(setting: Setting) -> str | None:
            self._all(
                cards,
                lambda card: PrioritiseTask(
                    task=card.id,
                    impact=setting.impact,
                    urgency=setting.urgency,
                    base={"impact": card.impact, "urgency": card.urgency},
                ),
            )
            return None

        label = _("Priority of {task}: arrows and enter, or 1 to 4").format(task=_named(cards))
        self._host.open_prompt(BoxPrompt(label, Setting(cards[0].impact, cards[0].urgency), accept))

    def shift_urgency(self, step: int) -> None:
        """One step more or less urgent than the first target."""
        cards = self._host.targets()
        urgency = cards[0].urgency + step
        if not Level.HIGH <= urgency <= Level.LOW:
            end = _("It cannot be more urgent.") if step < 0 else _("It cannot be less urgent.")
            self._host.say(end)
            return
        self._all(cards, lambda c: PrioritiseTask(task=c.id, urgency=Level(urgency), base={"urgency": c.urgency}))

    def set_due(self) -> None:
        """Ask when it is due."""
        now, cards = self._host.session.now(), self._host.targets()

        def accept(text: str) -> str | None:
            if not text:
                return None
            try:
                due, is_day = (None, False) if text.casefold() in CLEARED else read_due(text, *now)
            except Invalid as refusal:
                return refusal.message
            self._all(cards, lambda card: _due_of(card, due, is_day))
            return None

        label = _("{task} is due").format(task=_named(cards))
        self._host.open_prompt(TextPrompt(label, accept, explain=lambda text: explain_due(text, *now)))

    def write_note(self) -> None:
        """Write a note; the line says who will see it."""
        cards = self._host.targets()

        def accept(text: str) -> str | None:
            if text:
                self._all(cards, lambda card: AddNote(task=card.id, body=text))
            return None

        label = _("Note on {task} (only the team sees it)").format(task=_named(cards))
        draft = f"note:{cards[0].id}" if len(cards) == 1 else None
        self._write(TextPrompt(label, accept, draft=draft))

    def set_tags(self) -> None:
        """Add tags; a minus takes one off."""
        cards = self._host.targets()

        def accept(text: str) -> str | None:
            words = text.replace("#", "").replace(",", " ").split()
            off = tuple(word[1:] for word in words if word.startswith("-") and len(word) > 1)
            on = tuple(word.lstrip("+") for word in words if not word.startswith("-"))
            if on or off:
                self._all(cards, lambda card: TagTask(task=card.id, add=on, remove=off))
            return None

        label = _("Tags on {task} (-tag takes one off)").format(task=_named(cards))
        self._host.open_prompt(TextPrompt(label, accept))

    def _write(self, prompt: TextPrompt) -> None:
        """Open a prompt whose half-written text is kept, and offer what was kept before."""
        self._host.open_prompt(prompt)
        if prompt.draft:
            self._host.session.ask(
                DraftQuestion(key=prompt.draft),
                f"draft:{prompt.draft}",
                lambda text: self._host.offer_draft(prompt, text),
            )

    def _take_owner(self, cards: list[Card], owner: Any) -> str | None:
        if owner == NOBODY:
            self._all(cards, lambda card: UnassignTask(task=card.id, base={"owner": card.owner_id}))
        else:
            self._all(cards, lambda card: AssignTask(task=card.id, owner=owner, base={"owner": card.owner_id}))
        return None

    def _take_status(self, cards: list[Card], key: Any) -> str | None:
        if key == REOPEN:
            self._all(cards, lambda card: ReopenTask(task=card.id, base={"status": card.status_id}))
        else:
            self._all(cards, lambda card: MoveTask(task=card.id, status=key, base={"status": card.status_id}))
        return None

    def _all(self, cards: list[Card], make: Callable[[Card], TaskCommand]) -> None:
        """Send the command for `cards`, as they were when the question was asked: one as it is, several as one bulk
        without bases, since they differ."""
        if not cards:
            return
        command = make(cards[0])
        if len(cards) == 1:
            self._asking.send(command)
        else:
            self._asking.send(Bulk(command=replace(command, base={}), tasks=tuple(card.id for card in cards)))


def _due_of(card: Card, due: datetime | None, is_day: bool) -> SetDue:
    return SetDue(task=card.id, due=due, is_day=is_day, base={"due": card.due})


def _named(cards: list[Card]) -> str:
    """`SD-12`, or how many tasks it is about."""
    if len(cards) == 1:
        return ref(cards[0].number)
    return n_("{count} task", "{count} tasks", len(cards)).format(count=len(cards))


def _person_labels(people: list[PersonRow]) -> list[str]:
    """Login, name, team and load of each, the logins under each other."""
    width = min(16, max((cell_len(person.login) for person in people), default=0))
    labels = []
    for person in people:
        load = n_("{count} open", "{count} open", person.open_tasks).format(count=person.open_tasks)
        rest = f" {GLYPHS.dot} ".join(part for part in (clean(person.name), clean(person.team or ""), load) if part)
        labels.append(f"{pad(clean(person.login), width)}  {rest}")
    return labels


def declined_of(done: Done) -> frozenset[int]:
    """The tasks a bulk passed over: their marks stay."""
    return frozenset(declined.task for declined in done.declined)

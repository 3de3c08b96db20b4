"""What is sent for tasks once it is known what is wanted: by a picker, a text, or the words of a command.

Each answers a sentence when what was given cannot be, and None when it was sent.
"""

from collections.abc import Callable
from dataclasses import replace

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    Bulk,
    FinishTask,
    MoveTask,
    PrioritiseTask,
    ReopenTask,
    SetDue,
    TagTask,
    TakeTask,
    TaskCommand,
    UnassignTask,
)
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import Card

from .asking import Asking, Speaker
from .prompts import PRESETS, Setting
from .reading import CLEARED, read_due

NOBODY = -1
REOPEN = ""
_NOBODY_WORDS = (*CLEARED, "nobody")
_REOPEN_WORDS = ("reopen", "genåbn")


class Doing:
    """Sends what is wanted for some tasks."""

    def __init__(self, host: Speaker) -> None:
        self._host = host
        self.asking = Asking(host)

    def all(
        self,
        cards: list[Card],
        make: Callable[[Card], TaskCommand],
        then: Callable[[Done], None] | None = None,
    ) -> None:
        """Send the command for `cards`, as they were when the question was asked: one as it is, several as one bulk
        without bases, since they differ."""
        if not cards:
            return
        command = make(cards[0])
        if len(cards) == 1:
            self.asking.send(command, then)
        else:
            self.asking.send(Bulk(command=replace(command, base={}), tasks=tuple(card.id for card in cards)), then)

    def take(self, cards: list[Card]) -> None:
        """Make me the owner."""
        self.all(cards, lambda card: TakeTask(task=card.id, base={"owner": card.owner_id}))

    def finish(self, cards: list[Card]) -> None:
        """Done."""
        self.all(cards, lambda card: FinishTask(task=card.id, base={"status": card.status_id}))

    def give(self, cards: list[Card], owner: int) -> None:
        """Another owner, or `NOBODY`."""
        if owner == NOBODY:
            self.all(cards, lambda card: UnassignTask(task=card.id, base={"owner": card.owner_id}))
        else:
            self.all(cards, lambda card: AssignTask(task=card.id, owner=owner, base={"owner": card.owner_id}))

    def move(self, cards: list[Card], status: str) -> None:
        """Another status by its key, or `REOPEN`."""
        if status == REOPEN:
            self.all(cards, lambda card: ReopenTask(task=card.id, base={"status": card.status_id}))
        else:
            self.all(cards, lambda card: MoveTask(task=card.id, status=status, base={"status": card.status_id}))

    def prioritise(self, cards: list[Card], to: Setting) -> None:
        """Another impact and urgency."""

        def make(card: Card) -> PrioritiseTask:
            base = {"impact": card.impact, "urgency": card.urgency}
            return PrioritiseTask(task=card.id, impact=to.impact, urgency=to.urgency, base=base)

        self.all(cards, make)

    # -- from words --------------------------------------------------------------------------------------------------

    def give_to(self, cards: list[Card], text: str) -> str | None:
        """The owner by login or name, `me`, or nobody."""
        from servicedesk_tui.query.names import find_exact, find_nearest

        people, me = self._host.session.people, self._host.session.me
        wanted = text.removeprefix("@").strip()
        if wanted.casefold() in _NOBODY_WORDS:
            self.give(cards, NOBODY)
            return None
        if wanted.casefold() in ("me", "mig") and me:
            self.give(cards, me.id)
            return None
        logins = [(person.id, person.login) for person in people]
        found = find_exact(wanted, logins) or find_exact(wanted, [(person.id, person.name) for person in people])
        if len(found) != 1:
            near = find_nearest(wanted, [login for _id, login in logins])
            return sentence("person", wanted, near and f"@{near}")
        self.give(cards, found[0][0])
        return None

    def move_to(self, cards: list[Card], text: str) -> str | None:
        """The status by key or name; `reopen` is back to where it was."""
        from servicedesk_tui.query.names import find_nearest, fold

        wanted = text.strip('" ')
        if wanted.casefold() in _REOPEN_WORDS:
            self.move(cards, REOPEN)
            return None
        statuses = self._host.session.statuses
        key = next((s.key for s in statuses if fold(wanted) in (fold(s.key), fold(s.name))), None)
        if key is None:
            return sentence("status", wanted, find_nearest(wanted, [status.key for status in statuses]))
        self.move(cards, key)
        return None

    def prioritise_to(self, cards: list[Card], text: str) -> str | None:
        """`!1` to `!4`."""
        wanted = text.removeprefix("!")
        if wanted not in PRESETS:
            return sentence("priority", text)
        self.prioritise(cards, PRESETS[wanted])
        return None

    def set_due(self, cards: list[Card], text: str) -> str | None:
        """When it is due; `-` takes it off."""
        if not text:
            return None
        try:
            due, is_day = (None, False) if text.casefold() in CLEARED else read_due(text, *self._host.session.now())
        except Invalid as refusal:
            return refusal.message
        self.all(cards, lambda card: SetDue(task=card.id, due=due, is_day=is_day, base={"due": card.due}))
        return None

    def write(self, cards: list[Card], text: str) -> str | None:
        """A note that the team sees."""
        if text:
            self.all(cards, lambda card: AddNote(task=card.id, body=text))
        return None

    def tag(self, cards: list[Card], text: str) -> str | None:
        """Tags to add; a minus takes one off."""
        words = text.replace("#", "").replace(",", " ").split()
        off = tuple(word[1:] for word in words if word.startswith("-") and len(word) > 1)
        on = tuple(word.lstrip("+") for word in words if not word.startswith("-"))
        if on or off:
            self.all(cards, lambda card: TagTask(task=card.id, add=on, remove=off))
        return None


def sentence(kind: str, token: str, nearest: str | None = None) -> str:
    """What is wrong with a name, in the language's own words."""
    from servicedesk_tui.query.ast import Place
    from servicedesk_tui.query.faults import Fault

    return Fault(kind, token, Place(), nearest).sentence if token else _("Something is missing.")

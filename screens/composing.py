"""Writing notes: in the bottom line, and with room for many lines once Tab is pressed or more than a line is pasted."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import AddNote, SaveDraft
from servicedesk_tui.vocabulary.enums import NoteKind
from servicedesk_tui.vocabulary.history_rows import Done, NoteRow
from servicedesk_tui.vocabulary.notes import EditNote, Snippet, SnippetsQuestion
from servicedesk_tui.vocabulary.questions import DraftQuestion, TaskQuestion
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import TaskView

from .composer import Composer, Written
from .keys import key_of
from .naming import named
from .paint import clean
from .prompts import Press, TextPrompt

if TYPE_CHECKING:
    from .verbs import Host, Verbs


class NoteLine(TextPrompt):
    """Asks for a note of one line; Tab, and more than a line, go on with room."""

    def __init__(
        self,
        label: str,
        accept: Callable[[str], str | None],
        *,
        grow: Callable[[str], None],
        draft: str | None = None,
        tone: str = "accent",
    ) -> None:
        super().__init__(label, accept, draft=draft, tone=tone)
        self._grow = grow

    def key(self, press: Press) -> bool:
        """Tab gives it room."""
        if press.key == "tab":
            self.grow(self.text)
            return False
        return super().key(press)

    def needs_room(self, text: str) -> bool:
        """True for more than a line."""
        return "\n" in text.strip().replace("\r", "\n")

    def grow(self, text: str) -> None:
        """Go on in the composer."""
        self._grow(text)


class Composing:
    """Opens the composer for what a host means, and keeps what was written."""

    def __init__(self, host: "Host", verbs: "Verbs") -> None:
        self._host = host
        self._verbs = verbs

    def write_note(self) -> None:
        """Write a note; the line says who will see it."""
        cards = self._host.targets()
        label = _("Note on {task} (only the team sees it)").format(task=named(cards))
        grow = partial(self.compose, cards, NoteKind.INTERNAL)
        accept = partial(self._verbs.doing.write, cards)
        self._verbs.write(NoteLine(label, accept, grow=grow, draft=draft_key("note", cards)))

    def compose(self, cards: list[Card], kind: NoteKind, text: str) -> None:
        """Go on with room, from what is written so far."""
        customers = {card.customer for card in cards}
        customer = (next(iter(customers)) or "") if len(customers) == 1 else named(cards) if any(customers) else ""
        composer = Composer(
            named(cards) if len(cards) > 1 else f"{named(cards)} {cards[0].title}",
            partial(self._keep, cards, draft_key("update" if kind is NoteKind.UPDATE else "note", cards)),
            kind=kind,
            text=text,
            draft=draft_key("update" if kind is NoteKind.UPDATE else "note", cards),
            customer=customer,
            people=self._people(),
            key=key_of("update"),
        )
        self._open(composer, cards)
        if len(cards) == 1:
            self._host.session.ask(TaskQuestion(id=cards[0].id, history=1), "with whom", partial(_say_whom, composer))

    def edit(self, card: Card, note: NoteRow) -> None:
        """Change a note that is there; what was begun and not kept is offered again."""
        key = f"edit:{note.id}"

        def open_with(text: str) -> None:
            send = partial(self._change, card, note, key)
            composer = Composer(
                f"{named([card])} {card.title}", send, kind=note.kind, text=text, draft=key,
                customer=card.customer or "", people=self._people(),
                key=key_of("update"), note=note,
            )  # fmt: skip
            self._open(composer, [card])

        self._host.session.ask(DraftQuestion(key=key), f"draft:{key}", open_with, leads=True)

    def _open(self, composer: Composer, cards: list[Card]) -> None:
        self._host.open_prompt(composer)
        if len(cards) != 1:
            return

        def take(snippets: tuple[Snippet, ...]) -> None:
            composer.snippets = snippets
            self._host.repaint_prompt()

        self._host.session.ask(SnippetsQuestion(task=cards[0].id), "snippets", take)

    def _people(self) -> list[tuple[str, str]]:
        people = self._host.session.people
        return [(clean(p.login), clean(p.name)) for p in people if p.active and not p.is_system]

    def _keep(self, cards: list[Card], key: str | None, note: Written) -> str | None:
        """Keep a new note. What is on its way stays a draft until it has come."""

        def make(card: Card) -> AddNote:
            return AddNote(
                task=card.id, body=note.body, kind=note.kind, caller=note.caller, direction=note.direction,
                outcome=note.outcome,
            )  # fmt: skip

        self._keep_draft(key, note.draft)
        self._verbs.doing.all(cards, make, partial(self._drop_draft, key))
        return None

    def _change(self, card: Card, before: NoteRow, key: str, note: Written) -> str | None:
        """Keep a changed note."""
        fields = {"body": note.body}
        if note.kind is NoteKind.CALL:
            call = {"caller": note.caller, "direction": note.direction, "outcome": note.outcome}
            fields |= {name: value for name, value in call.items() if value != getattr(before, name)}  # type: ignore[misc]
        base = {name: getattr(before, name) for name in fields}
        self._keep_draft(key, note.draft)
        command = EditNote(task=card.id, note=before.id, fields=fields, base=base)
        self._verbs.doing.asking.send(command, partial(self._drop_draft, key))
        return None

    def _keep_draft(self, key: str | None, body: str) -> None:
        if key:
            self._host.session.do_quietly(SaveDraft(key=key, body=body))

    def _drop_draft(self, key: str | None, _done: Done | None = None) -> None:
        self._keep_draft(key, "")


def draft_key(kind: str, cards: list[Card]) -> str | None:
    """Where half of a note is kept; nowhere when it is about several tasks."""
    return f"{kind}:{cards[0].id}" if len(cards) == 1 else None


def _say_whom(composer: Composer, view: TaskView) -> None:
    composer.with_whom(view.contact or view.card.customer or "")

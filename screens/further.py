"""What is sent for tasks by the verbs that plan, tell and tie: from words, as `doing` does for the plain ones.

Each answers a sentence when what was given cannot be, and None when it was sent.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.checklists import AddChecklistItems
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    BlockTask,
    EditTask,
    HandOver,
    InvolvePerson,
    LinkTask,
    PlanVisit,
    ReleasePerson,
    SnoozeTask,
    UnblockTask,
    WaitTask,
)
from servicedesk_tui.vocabulary.enums import Category, LinkKind, NoteKind, Part, WaitingOn
from servicedesk_tui.vocabulary.handing import AcceptHandOver, ReturnHandOver, WithdrawHandOver
from servicedesk_tui.vocabulary.questions import FindTasks
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid, Refusal
from servicedesk_tui.vocabulary.rows import Card

from .asking import Speaker
from .dated import split_length
from .doing import Doing, sentence
from .reading import CLEARED, read_due

_NUMBER = re.compile(r"(?:SD-|#)?(\d{1,9})", re.IGNORECASE)


class Further:
    """Sends what is wanted for some tasks."""

    def __init__(self, host: Speaker, doing: Doing) -> None:
        self._host = host
        self._doing = doing

    # -- moments -----------------------------------------------------------------------------------------------------

    def put_off(self, cards: list[Card], text: str) -> str | None:
        """Inbox tasks are snoozed until then; others wait, on whom is asked for. `-` wakes what is in the inbox."""
        in_inbox = [card for card in cards if card.category is Category.INBOX]
        others = [card for card in cards if card.category is not Category.INBOX]
        if text.casefold() in CLEARED:
            if in_inbox:
                self._doing.all(in_inbox, lambda card: SnoozeTask(task=card.id, until=None))
                return None
            return _("Until when?")
        at, is_day, fault = self._moment(text)
        if fault or at is None:
            return fault
        if in_inbox:
            self._doing.all(in_inbox, lambda card: SnoozeTask(task=card.id, until=at, is_day=is_day))
        if others:
            on = others[0].waiting_on if all(card.waiting_on for card in others) else None
            self._doing.all(others, partial(self._wait, on=on, until=at, is_day=is_day))
        return None

    @staticmethod
    def _wait(card: Card, *, on: WaitingOn | None, until: datetime, is_day: bool) -> WaitTask:
        return WaitTask(task=card.id, waiting_on=on, until=until, until_is_day=is_day, base={"status": card.status_id})

    def plan(self, cards: list[Card], text: str) -> str | None:
        """A visit from then on, as long as a length at the end says (`fri 9:00 90m`); `-` calls it off."""
        if text.casefold() in CLEARED:
            self._doing.all(cards, lambda card: PlanVisit(task=card.id, start=None))
            return None
        when, minutes = split_length(text)
        at, is_day, fault = self._moment(when)
        if fault or at is None:
            return fault
        if is_day:
            return _("A visit needs a time of day, as in {example}.").format(example=f"{when.strip()} 9:00")
        self._doing.all(cards, lambda card: PlanVisit(task=card.id, start=at, minutes=minutes))
        return None

    def _moment(self, text: str) -> tuple[datetime | None, bool, str | None]:
        try:
            at, is_day = read_due(text, *self._host.session.now())
        except Invalid as refusal:
            return None, False, refusal.message
        return at, is_day, None

    # -- people ------------------------------------------------------------------------------------------------------

    def hand_over(self, cards: list[Card], to: int, note: str) -> str | None:
        """To another person, with a note."""
        self._doing.all(cards, lambda card: HandOver(task=card.id, to=to, note=note, base={"owner": card.owner_id}))
        return None

    def hand_over_with(self, cards: list[Card], to: int, texts: Mapping[str, str]) -> tuple[str, str] | None:
        """To another person with its context; answers the field that cannot be, and why."""
        until = None
        if texts["until"]:
            until, _is_day, fault = self._moment(texts["until"])
            if fault:
                return "until", fault
        command = HandOver(
            task=0, to=to, note=texts["why"], done=texts["done"], next=texts["next"], watch=texts["watch"], until=until
        )
        self._doing.all(cards, lambda card: replace(command, task=card.id, base={"owner": card.owner_id}))
        return None

    def withdraw(self, cards: list[Card]) -> None:
        """Offered no longer."""
        self._doing.all(cards, lambda card: WithdrawHandOver(task=card.id))

    def accept(self, cards: list[Card]) -> None:
        """Mine, as offered."""
        self._doing.all(cards, lambda card: AcceptHandOver(task=card.id))

    def return_it(self, cards: list[Card], word: str) -> str | None:
        """Back to whose it was, with a word."""
        if not word:
            return _("Say why, in a word; whose it was reads it.")
        self._doing.all(cards, lambda card: ReturnHandOver(task=card.id, word=word))
        return None

    def hand_over_to(self, cards: list[Card], text: str) -> str | None:
        """`@eva near the site`: the person, then the note."""
        login, _blank, note = text.strip().partition(" ")
        found = [p for p in self._host.session.people if p.login.casefold() == login.removeprefix("@").casefold()]
        if not found:
            return sentence("person", login.removeprefix("@"))
        return self.hand_over(cards, found[0].id, note.strip())

    def watch(self, cards: list[Card], *, on: bool) -> None:
        """Watch them, or watch them no longer."""
        part = Part.WATCHER
        if on:
            self._doing.all(cards, lambda card: InvolvePerson(task=card.id, part=part))
        else:
            self._doing.all(cards, lambda card: ReleasePerson(task=card.id, part=part))

    # -- words -------------------------------------------------------------------------------------------------------

    def tell(self, cards: list[Card], text: str) -> str | None:
        """A customer update."""
        if text:
            self._doing.all(cards, lambda card: AddNote(task=card.id, body=text, kind=NoteKind.UPDATE))
        return None

    def retitle(self, cards: list[Card], text: str) -> str | None:
        """Another title."""
        if len(cards) != 1:
            return _("One title at a time; escape clears the marks.")
        if text and text != cards[0].title:
            fields, base = {"title": text}, {"title": cards[0].title}
            self._doing.all(cards, lambda card: EditTask(task=card.id, fields=fields, base=base))
        return None

    def say_next(self, cards: list[Card], text: str) -> str | None:
        """What happens next; `-` takes it off."""
        said = "" if text in CLEARED else text
        self._doing.all(
            cards,
            lambda card: EditTask(task=card.id, fields={"next_step": said}, base={"next_step": card.next_step}),
        )
        return None

    def give_customer(self, cards: list[Card], customer: int | None) -> str | None:
        """Whom it is for."""
        self._doing.all(
            cards,
            lambda card: EditTask(task=card.id, fields={"customer": customer}, base={"customer": card.customer_id}),
        )
        return None

    def give_customer_named(self, cards: list[Card], text: str) -> str | None:
        """Whom it is for, by name; `-` is nobody."""
        from servicedesk_tui.query.names import find_by_beginning, find_exact, find_nearest

        wanted = text.strip('" ')
        if wanted.casefold() in CLEARED:
            return self.give_customer(cards, None)
        named = [(customer.id, customer.name) for customer in self._host.session.customers]
        found = find_exact(wanted, named) or find_by_beginning(wanted, named)
        if len(found) != 1:
            return sentence("customer", wanted, find_nearest(wanted, [name for _id, name in named]))
        return self.give_customer(cards, found[0][0])

    def add_items(self, cards: list[Card], lines: tuple[str, ...]) -> str | None:
        """Lines of the checklist."""
        self._doing.all(cards, lambda card: AddChecklistItems(task=card.id, lines=lines))
        return None

    # -- ties --------------------------------------------------------------------------------------------------------

    def block(self, cards: list[Card], text: str) -> str | None:
        """What stops it: words, or a task's number; `-` says that nothing does any more."""
        if text in CLEARED:
            self._doing.all(cards, lambda card: UnblockTask(task=card.id, everything=True))
        elif _NUMBER.fullmatch(text):
            self._find(text, lambda other: self._doing.all(cards, lambda card: BlockTask(task=card.id, by=other)))
        elif text:
            self._doing.all(cards, lambda card: BlockTask(task=card.id, reason=text))
        return None

    def link(self, cards: list[Card], other: Card, kind: LinkKind | None) -> None:
        """To another task; without a kind that task blocks these."""
        if kind is None:
            self._doing.all(cards, lambda card: BlockTask(task=card.id, by=other.id))
        else:
            self._doing.all(cards, lambda card: LinkTask(task=card.id, other=other.id, kind=kind))

    def _find(self, text: str, then: Callable[[int], None]) -> None:
        found = _NUMBER.fullmatch(text)
        number = int(found[1]) if found else 0

        def refused(_refusal: Refusal) -> None:
            self._host.say(_("There is no {refs}.").format(refs=ref(number)), wrong=True)

        self._host.session.ask(FindTasks(numbers=(number,)), "found", lambda ids: then(ids[0]), refused, leads=True)

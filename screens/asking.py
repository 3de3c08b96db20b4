"""Doing a command from the glass: asking for what it lacks, settling conflicts, and saying what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import day, moment
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.checklists import (
    CloseAsDuplicate,
    EditChecklistItem,
    MoveChecklistItem,
    RemoveChecklistItem,
    SplitNote,
)
from servicedesk_tui.vocabulary.commands import (
    Bulk,
    Command,
    EditTask,
    Redo,
    ReorderTask,
    TaskCommand,
    TickChecklistItem,
    Undo,
)
from servicedesk_tui.vocabulary.enums import CloseReason, Level
from servicedesk_tui.vocabulary.handing import EditShift
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.notes import EditNote, PinNote, RemoveNote
from servicedesk_tui.vocabulary.planning import MoveVisit, ShiftWork
from servicedesk_tui.vocabulary.refusals import Choice, Conflict, Invalid, Needs, Refusal
from servicedesk_tui.vocabulary.revising import ReviseTask
from servicedesk_tui.vocabulary.rows import Card

from .finding import FindPrompt
from .glyphs import GLYPHS
from .keys import key_of
from .paint import clean
from .picking import people_choices
from .prompts import ConfirmPrompt, PickPrompt, Prompt, TextPrompt
from .reading import read_due
from .session import Session

MOMENTS = ("due", "until")
_LATELY = timedelta(seconds=10)
"""For so long after a change of mine it may not be shown yet."""
_MINE, _THEIRS, _BOTH, _BASE = "mine", "theirs", "both", "base"
C = TypeVar("C", bound=Command)


class Speaker(Protocol):
    """Where questions are asked and outcomes are said."""

    session: Session

    def open_prompt(self, prompt: Prompt) -> None:
        """Ask in the bottom line."""
        ...

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say what happened in the bottom line."""
        ...

    def show_done(self, done: Done) -> None:
        """Follow what a command did."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...


class Asking:
    """Sends commands for a screen, and asks its questions."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def send(self, command: Command, then: Callable[[Done], None] | None = None) -> None:
        """Do `command`; its outcome is said, then `then` is called."""

        def took(done: Done) -> None:
            if done.tasks:
                self._speaker.session.last_command = repeatable(command) or self._speaker.session.last_command
            self._speaker.say(outcome(command, done), wrong=bool(done.declined and not done.tasks))
            self._speaker.show_done(done)
            if then:
                then(done)

        self._speaker.session.do(command, took, lambda refusal: self._refused(command, refusal, then))

    def _refused(self, command: Command, refusal: Refusal, then: Callable[[Done], None] | None) -> None:
        if isinstance(refusal, Needs):
            self._speaker.open_prompt(self._question(command, refusal, then))
        elif isinstance(refusal, Conflict):
            again = rebased(command, refusal)
            if again == command:
                self._speaker.say(refusal.message, wrong=True)
            elif self._is_mine(command, refusal):
                self.send(again, then)
            else:
                self._speaker.open_prompt(self._conflict(command, refusal, then))
        else:
            self._speaker.say(refusal.message, wrong=True)

    def _is_mine(self, command: Command, conflict: Conflict) -> bool:
        """True for what was changed here a moment ago, faster than it was shown: I know what I did."""
        session = self._speaker.session
        if session.me is None or session.lately is None or not isinstance(command, TaskCommand):
            return False
        at, tasks = session.lately
        is_here = command.task in tasks and conflict.who == session.me.login
        return is_here and conflict.when is not None and at - _LATELY < conflict.when <= at

    def _question(self, command: Command, needs: Needs, then: Callable[[Done], None] | None) -> Prompt:
        def take(value: Any) -> None:
            self.send(answered(command, needs.field, value), then)

        if needs.field == "batch" and isinstance(command, Undo | Redo):
            key = "u" if isinstance(command, Undo) else "U"
            again = _("{key} again: yes, any other key: no").format(key=key)
            value = needs.choices[0].value if needs.choices else None
            return ConfirmPrompt(needs.message, again, (key,), lambda: take(value))
        if needs.field == "reason":
            take = partial(self._close, command, then)
        label = needs.message
        if isinstance(command, Bulk):
            label = _("{question} (for all {count})").format(question=needs.message, count=len(command.tasks))
        if needs.field == "owner":
            able = {choice.value for choice in needs.choices}
            return PickPrompt(label, [c for c in people_choices(self._speaker.session) if c.value in able], take)
        if needs.choices:
            return PickPrompt(label, needs.choices, take)
        return TextPrompt(label, lambda text: self._take_text(needs.field, text, take))

    def _close(self, command: Command, then: Callable[[Done], None] | None, reason: CloseReason) -> None:
        """Closed for a reason; of a duplicate it is asked which task it is the same as, which may be left open."""
        if reason is not CloseReason.DUPLICATE:
            self.send(answered(command, "reason", reason), then)
            return

        def same(of: Card) -> None:
            self.send(as_duplicate(command, of.id), then)

        def too_soon(_text: str) -> str | None:
            self._speaker.say(_("Not closed: choose the other task when it is shown."))
            return None

        prompt = FindPrompt(self._speaker.session, self._speaker.repaint_prompt, same, too_soon)
        prompt.label = _("The same as which task?")
        prompt.nothing = _("a number, or any part of what it says; enter: not known")
        prompt.otherwise = lambda: self.send(answered(command, "reason", reason), then)
        self._speaker.open_prompt(prompt)

    def _take_text(self, field: str, text: str, take: Callable[[Any], None]) -> str | None:
        if field not in MOMENTS:
            take(text)
            return None
        try:
            take(read_due(text, *self._speaker.session.now()))
        except Invalid as refusal:
            return refusal.message
        return None

    def _conflict(self, command: Command, conflict: Conflict, then: Callable[[Done], None] | None) -> Prompt:
        """Mine, theirs, or as it was; of a line of text also one written anew of both. What is chosen is sent on top of what
        theirs is now."""

        def take(how: str) -> None:
            again = rebased(command, conflict)
            if how == _THEIRS:
                self._speaker.say(_("Left as it was."))
            elif how == _BOTH:
                self._speaker.open_prompt(self._merge(again, conflict, then))
            else:
                self.send(with_value(again, conflict.field, conflict.base) if how == _BASE else again, then)

        base, mine, theirs = (self._shown(conflict.field, v) for v in (conflict.base, conflict.mine, conflict.theirs))
        choices = [
            Choice(_MINE, _("mine: {value}").format(value=mine)),
            Choice(_THEIRS, _("theirs: {value}").format(value=theirs)),
        ]
        if is_line(command, conflict):
            choices.append(Choice(_BOTH, _("both: write it anew")))
        if edits(command, conflict.field):
            choices.append(Choice(_BASE, _("as it was: {value}").format(value=base)))
            return PickPrompt(conflict.message, choices, take)
        return PickPrompt(_("{message} It was {value}.").format(message=conflict.message, value=base), choices, take)

    def _merge(self, command: Command, conflict: Conflict, then: Callable[[Done], None] | None) -> Prompt:
        """A line that begins with both."""

        def take(text: str) -> None:
            self.send(with_value(command, conflict.field, text), then)

        rows = [[(_("theirs: {value}").format(value=clean(str(conflict.theirs))), "dim")]]
        return TextPrompt(conflict.message, take, text=clean(str(conflict.mine)), explain=lambda _text: list(rows))

    def _shown(self, field: str, value: Any) -> str:
        """A field's value as a person reads it: names for ids, words for levels, moments near now."""
        session = self._speaker.session
        logins = {person.id: person.login for person in session.people}
        names: dict[str, dict[int, str]] = {
            "status": {status.id: status.name for status in session.statuses},
            "owner": logins,
            "person": logins,
            "customer": {customer.id: customer.name for customer in session.customers},
            "impact": {level: word(level) for level in Level},
            "urgency": {level: word(level) for level in Level},
        }
        if value is None:
            return GLYPHS.dash
        if isinstance(value, datetime):
            return moment(value, False, *session.now())
        if isinstance(value, date):
            return day(value, session.clock.now().astimezone(session.zone).date())
        return names.get(field, {}).get(value, str(value))


_OF_ONE = (
    ReorderTask, TickChecklistItem, EditChecklistItem, MoveChecklistItem, RemoveChecklistItem, SplitNote,
    EditNote, PinNote, RemoveNote,
)  # fmt: skip
"""What is done to a place in a column, to a line or to a note: no other task has that."""


def repeatable(command: Command) -> TaskCommand | None:
    """`command` as it could be done again to another task; None for what belongs to the one it was done to."""
    inner = command.command if isinstance(command, Bulk) else command
    if not isinstance(inner, TaskCommand) or isinstance(inner, _OF_ONE):
        return None
    if isinstance(inner, ReviseTask) or (isinstance(inner, EditTask) and {"title", "description"} & set(inner.fields)):
        return None
    return replace(inner, base={})


def as_duplicate(command: Command, of: int) -> Command:
    """What closes the task, or each of a bulk, as the same as `of`."""
    inner = command.command if isinstance(command, Bulk) else command
    assert isinstance(inner, TaskCommand)
    same = CloseAsDuplicate(task=inner.task, of=of, base=inner.base)
    return replace(command, command=same) if isinstance(command, Bulk) else same


def answered(command: Command, field: str, value: Any) -> Command:
    """`command` with an answer put in; a bulk's question is about the command it repeats."""
    if isinstance(command, Bulk):
        return replace(command, command=_with_answer(command.command, field, value))
    return _with_answer(command, field, value)


def _with_answer(command: C, field: str, value: Any) -> C:
    if isinstance(value, tuple):
        names = (field, "is_day" if field == "due" else f"{field}_is_day")
        return replace(command, **dict(zip(names, value, strict=True)))
    return replace(command, **{field: value})


def edits(command: Command, field: str) -> bool:
    """True where a command sets a field of a task by its name."""
    if isinstance(command, ReviseTask):
        return any(edits(change, field) for change in command.changes)
    return isinstance(command, EditTask) and field in command.fields


def is_line(command: Command, conflict: Conflict) -> bool:
    """True where two people wrote a line of text."""
    texts = (conflict.mine, conflict.theirs)
    return edits(command, conflict.field) and all(isinstance(text, str) and text and "\n" not in text for text in texts)


def with_value(command: Command, field: str, value: Any) -> Command:
    """`command` with another value for a field it sets."""
    if isinstance(command, ReviseTask):
        return replace(command, changes=tuple(_set(change, field, value) for change in command.changes))
    return _set(command, field, value) if isinstance(command, TaskCommand) else command


def _set(command: TaskCommand, field: str, value: Any) -> TaskCommand:
    if isinstance(command, EditTask) and field in command.fields:
        return replace(command, fields={**command.fields, field: value})
    return command


def rebased(command: Command, conflict: Conflict) -> Command:
    """`command` again, knowing what the others made of the field; the same where it has no way of saying so."""
    if isinstance(command, EditShift):
        return replace(command, base=dict.fromkeys(command.texts, conflict.theirs))
    if isinstance(command, MoveVisit) and command.base is not None:
        seen = dict(zip(("starts", "ends", "person"), command.base, strict=True))
        start, end, person = {**seen, conflict.field: conflict.theirs}.values()
        return replace(command, base=(start, end, person))
    if isinstance(command, ShiftWork) and conflict.row is not None:
        seen = {**command.base.get(conflict.row, {}), conflict.field: conflict.theirs}
        return replace(command, base={**command.base, conflict.row: seen})
    if isinstance(command, ReviseTask):
        known = {conflict.field: conflict.theirs}
        again = (replace(c, base={**c.base, **known}) if conflict.field in c.base else c for c in command.changes)
        return replace(command, changes=tuple(again))
    base = getattr(command, "base", None)
    if not isinstance(base, Mapping):
        return command
    changed: Command = replace(command, **{"base": {**base, conflict.field: conflict.theirs}})
    return changed


def outcome(command: Command, done: Done) -> str:
    """What is said of a command that was done: its sentence, which counts what was passed over, warnings, the way back,
    and why the first one was passed over."""
    parts = [done.sentence, *done.warnings]
    changed = done.tasks or not isinstance(command, TaskCommand | Bulk)
    if done.batch is not None and changed and not isinstance(command, Undo | Redo):
        parts.append(_("{key} takes it back").format(key=key_of("undo")))
    if done.declined:
        parts.append(done.declined[0].reason)
    return f" {GLYPHS.dot} ".join(part for part in parts if part)

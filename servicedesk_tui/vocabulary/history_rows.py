"""What happened, as it is told: a task's history, what can be taken back, what a command came to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .enums import CallDirection, EventKind, NoteKind, Op


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as written; `edited_at` when that was long after. Of a call: with whom, who rang whom, what came of it."""

    id: int
    kind: NoteKind
    body: str
    author: str
    at: datetime
    edited_at: datetime | None = None
    pinned: bool = False
    caller: str = ""
    direction: CallDirection | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field's value before and after, as stored."""

    op: Op
    entity: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One batch as it touched a task: a sentence in the reader's language. `kind` says what it tells, `details` what changed
    from what to what, a line a field; `tasks` on how many tasks the batch was, `terminal` from where it came. `can_undo`: it
    is mine, and not taken back."""

    batch: int
    at: datetime
    who: str
    sentence: str
    undone: bool
    note: NoteRow | None = None
    kind: EventKind = EventKind.CHANGE
    details: tuple[str, ...] = ()
    tasks: int = 1
    terminal: str = ""
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class UndoLine:
    """A batch that could be undone, or redone."""

    batch: int
    at: datetime
    label: str
    tasks: int
    undone: bool
    here: bool = True
    """True when it was done at this terminal."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a batch did to one task, in words (`Ready → Doing`); `by_rule` when a rule did it because of the batch."""

    number: int
    title: str
    words: str
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Declined:
    """A task that a bulk verb passed over, and why."""

    task: int
    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command. `sentence` says it in the person's language; `tasks` are the ids it touched;
    `followed` names effects the person did not ask for ("moved to Ready")."""

    batch: int | None
    sentence: str
    tasks: tuple[int, ...] = ()
    declined: tuple[Declined, ...] = ()
    created: int | None = None
    warnings: tuple[str, ...] = ()

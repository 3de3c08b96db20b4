"""Commands: everything that can be asked of the desk, as plain data named by its verb.

A command is what a key, a command line, a rule, an import and an undo all become; its handler is found by its type.
Ids are the store's own (`Card.id`), not task numbers. A task command may carry `base`: the values its sender saw in the
fields it sets; a field that is now neither base nor what is asked for is a conflict. Moments are aware datetimes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from .enums import CallDirection, CloseReason, Kind, Level, LinkKind, NoteKind, OpenItems, Part, WaitingOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Anything the desk can be asked to do. `quiet` ones leave no history and cannot be undone."""

    quiet: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCommand(Command):
    """A command about one task."""

    task: int
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTask(Command):
    """Add a task; without an owner it lands in the inbox, with one in the first ready status (or `status`, a key).

    `at` plans a visit of the owner (as long as the estimate, else an hour); `every` is an RRULE by which the task comes
    again; `blocked_by` are numbers of tasks; `new_customer` (with `new_phone`) is added with it."""

    title: str
    description: str = ""
    next_step: str = ""
    kind: Kind | None = None
    customer: int | None = None
    contact: int | None = None
    site: int | None = None
    owner: int | None = None
    team: int | None = None
    impact: Level = Level.MEDIUM
    urgency: Level = Level.MEDIUM
    due: datetime | None = None
    due_is_day: bool = False
    estimate_minutes: int | None = None
    tags: tuple[str, ...] = ()
    status: str | None = None
    parent: int | None = None
    waiting_on: WaitingOn | None = None
    at: datetime | None = None
    every: str | None = None
    blocked_by: tuple[int, ...] = ()
    new_customer: str = ""
    new_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTask(TaskCommand):
    """Set fields: title, description, next_step, kind, customer, contact, site, team, estimate_minutes, parent."""

    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask(TaskCommand):
    """Give the task an owner; from the inbox it moves to the first ready status."""

    owner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTask(TaskCommand):
    """Make me the owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnassignTask(TaskCommand):
    """Take the owner off; an open task goes back to the inbox. With a `team` it is handed over to that team's queue, where it
    stands unowned; `note` says why, and is kept as a hand-over's is."""

    team: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTask(TaskCommand):
    """Set the status (by key). Waiting needs `waiting_on`; done may need `open_items`; cancelled needs `reason`; past
    the inbox an unowned task needs an `owner`."""

    status: str
    owner: int | None = None
    waiting_on: WaitingOn | None = None
    until: datetime | None = None
    until_is_day: bool = False
    open_items: OpenItems | None = None
    reason: CloseReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask(TaskCommand):
    """Move to the first done status; `open_items` answers for open checklist items."""

    open_items: OpenItems | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTask(TaskCommand):
    """Close without doing it, for a reason (asked for when absent)."""

    reason: CloseReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTask(TaskCommand):
    """Back to the status before it was done or closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitTask(TaskCommand):
    """Move to the first waiting status: on whom, and until when; an unowned task needs an `owner`."""

    owner: int | None = None

    waiting_on: WaitingOn | None = None
    until: datetime | None = None
    until_is_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeTask(TaskCommand):
    """Put an inbox task aside until a moment, for the whole team; None wakes it. With `is_day` it is woken when that day
    begins. Elsewhere tasks wait instead. Leaving the inbox ends it. Base: `until`."""

    until: datetime | None
    is_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(TaskCommand):
    """Hand the task to another person with its context: why (`note`), what is done, what is next, what to watch, and perhaps
    until when, after which it comes back. Base: `owner`."""

    to: int
    note: str = ""
    done: str = ""
    next: str = ""
    watch: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVisit(TaskCommand):
    """Plan `person`'s visit (None: the owner's) from `start`, for `minutes` (None: as long as planned before, else the
    estimate, else an hour). Their next planned visit is moved when there is one; a `start` of None calls it off. What is
    in the inbox or ready becomes scheduled, and ready again when its only visit is called off. Whoever visits an unowned
    task owns it. Base: `start`, the next visit's, whoever's."""

    start: datetime | None
    minutes: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorderTask(TaskCommand):
    """Put the task right above `other`, or with `below` right below it: both open, of one status and priority."""

    other: int
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritiseTask(TaskCommand):
    """Set impact, urgency or both; the priority follows from them and the customer's tier."""

    impact: Level | None = None
    urgency: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDue(TaskCommand):
    """Set or clear (None) the due moment; with `is_day` its date in the desk's zone is what was promised."""

    due: datetime | None
    is_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TagTask(TaskCommand):
    """Add and remove tags."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTask(TaskCommand):
    """Say that the task cannot go on: for a reason in words, because of another task (`by`), or both."""

    reason: str = ""
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnblockTask(TaskCommand):
    """Take a block away: the one by task `by`, else the reason; with `everything` the reason and all by tasks that are open."""

    by: int | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTask(TaskCommand):
    """Link this task to another."""

    other: int
    kind: LinkKind = LinkKind.RELATES


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkTask(TaskCommand):
    """Take a link away."""

    other: int
    kind: LinkKind = LinkKind.RELATES


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvePerson(TaskCommand):
    """Make a person (None: me) watcher or collaborator."""

    part: Part
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePerson(TaskCommand):
    """End a person's (None: my) part as watcher or collaborator."""

    part: Part
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(TaskCommand):
    """Write a note; of a call also with whom (`caller`), who rang whom and what came of it. `@login` in it notifies a person."""

    body: str
    kind: NoteKind = NoteKind.INTERNAL
    caller: str = ""
    direction: CallDirection | None = None
    outcome: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddChecklistItem(TaskCommand):
    """Add a line to the checklist."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TickChecklistItem(TaskCommand):
    """Tick (or untick) a line of the checklist."""

    item: int
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft(Command):
    """Keep half-written text under a key of mine (`note:412`, `add`); an empty body drops it."""

    quiet: ClassVar[bool] = True
    key: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSeen(Command):
    """I have seen these tasks as they are now."""

    quiet: ClassVar[bool] = True
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk(Command):
    """`command` for each of `tasks` in one batch. Those that may not are answered with their reason; `all_or_nothing`
    refuses the whole instead."""

    command: TaskCommand
    tasks: tuple[int, ...]
    all_or_nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Command):
    """Take back my latest batch of this terminal, or `batch`, which is how an asked question is answered."""

    batch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo(Command):
    """Take back my latest undo of this terminal, or the undo `batch`; what it took back names it too."""

    batch: int | None = None

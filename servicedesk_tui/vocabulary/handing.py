"""Hand-overs after the offer, those of shifts, and those of people who are away: commands, questions and rows.

The offer itself is `commands.HandOver`. Until it is accepted, who had the task answers for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .commands import Command, TaskCommand
from .enums import HandoverState, ShiftKind, ShiftState
from .questions import Question

# -- one task ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptHandOver(TaskCommand):
    """I take what was handed to me: it is mine now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnHandOver(TaskCommand):
    """I do not take what was handed to me, and say why (`Needs("word")`); whose it was keeps it and is told."""

    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHandOver(TaskCommand):
    """The offer is taken back by who had the task, who offered it, or who may change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringBack(Command):
    """Give back what was handed over for a time that has ended, or for an absence that has: one batch. Nothing to do is no
    batch. Answers how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBackQuestion(Question):
    """How many hand-overs were for a time that has ended: what `BringBack` would bring back. Answer: int."""


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A hand-over. `given_by` is who offered it, `before` whose the task was."""

    id: int
    before: str | None
    to: str
    given_by: str
    state: HandoverState
    at: datetime
    why: str = ""
    done: str = ""
    next: str = ""
    watch: str = ""
    until: datetime | None = None
    word: str = ""
    answered_at: datetime | None = None
    is_stale: bool = False
    """Offered for longer than the setting `handover_stale_hours` and not answered."""


# -- people who are away -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverQuestion(Question):
    """Who could cover the open tasks of a person while they are away. Answer: tuple of `CoverRow`."""

    absence: int


@dataclass(frozen=True, slots=True)
class CoverRow:
    """An open task of somebody who is away, who is suggested for it (the substitute, else the best candidate; None: nobody
    could) and why."""

    task: int
    number: int
    title: str
    to: int | None
    login: str | None
    why: str = ""
    falls_due: datetime | None = None
    """When something is to happen during the absence: a visit, or what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverAbsence(Command):
    """Hand open tasks of somebody who is away over until they are back, each to whom `to` names by the task's id: one batch,
    accepted at once when the absence has begun, else offered. They come back after it (`BringBack`)."""

    absence: int
    to: Mapping[int, int]


# -- shifts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShift(Command):
    """Draft what a person or a team (one of the two; neither: my own) leaves to who comes next, from what happened since the
    last one that was sent (at most `hours` back): changed, at risk, waiting that wakes, promises due, unowned, people away.
    A draft that there is already is drawn up anew; lines somebody wrote stay."""

    person: int | None = None
    team: int | None = None
    hours: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class EditShift(Command):
    """Change a draft: `add` lines, set `texts` of lines by id, `remove` lines. `base` is what its sender saw of the lines."""

    shift: int
    add: tuple[str, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    base: Mapping[int, str] = field(default_factory=dict)
    remove: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendShift(Command):
    """Send a draft: it stays as it is from now on, and the team (or the person's team) is notified."""

    shift: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeLines(Command):
    """I have taken note of these lines of a shift that was sent."""

    shift: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffShift(Command):
    """The shift is taken over. Refused while a line is not acknowledged, or something critical among its tasks has no owner."""

    shift: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftsQuestion(Question):
    """The hand-overs of shifts, latest first, those with `text` in a line or in whose they are, where it is given. Answer:
    tuple of `ShiftRow`."""

    text: str = ""
    limit: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftHandoverQuestion(Question):
    """One hand-over of a shift, by id, or (None) the latest that I drafted or that waits for me. Answer: `ShiftHandover` or
    None."""

    shift: int | None = None


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A hand-over of a shift in a list. `whose` is a person's login or a team's name."""

    id: int
    whose: str
    author: str
    state: ShiftState
    since: datetime
    at: datetime
    lines: int
    acknowledged: int


@dataclass(frozen=True, slots=True)
class ShiftLineRow:
    """A line of it. `is_unowned` says that its task has nobody now; `critical` ones of those stop the signing."""

    id: int
    kind: ShiftKind
    text: str
    task: int | None = None
    number: int | None = None
    critical: bool = False
    is_unowned: bool = False
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShiftHandover:
    """A hand-over of a shift in full."""

    row: ShiftRow
    lines: tuple[ShiftLineRow, ...]
    sent_at: datetime | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None

"""What nobody is to forget, as plain data: reminders, and the inbox of what reached a person.

A reminder is of a person, mostly about a task. When its moment comes it is *raised*: a notification in that person's inbox,
once, however many programs are open. Whether and when it also makes itself heard is the person's own affair (`Preferences`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from .commands import Command
from .questions import Question


class Anchor(StrEnum):
    """What a reminder hangs on; it moves with it."""

    AT = "at"
    """A moment."""
    DUE = "due"
    """When the task is due."""
    VISIT = "visit"
    """The start of the task's next visit."""
    WAKE = "wake"
    """When the task wakes from waiting or snoozing."""


class ReminderState(StrEnum):
    """How far a reminder has come. One that is over was raised for the last time, or acknowledged."""

    PENDING = "pending"
    OVER = "over"
    DROPPED = "dropped"


class NoticeKind(StrEnum):
    """What a notification is about."""

    REMINDER = "reminder"
    """One that somebody set."""
    VISIT = "visit"
    """A visit of mine is near."""
    SOON = "soon"
    """A task of mine is due in a while."""
    DUE = "due"
    """A task of mine is due."""
    OVERDUE = "overdue"
    """Once a day: so many of my tasks are overdue."""
    CHASE = "chase"
    """A task of mine was to wait until now."""
    UNOWNED = "unowned"
    """Nobody has a task, for too long."""
    UNANSWERED = "unanswered"
    """What is offered to me still waits for an answer."""
    ASSIGNED = "assigned"
    """A task is mine now, by somebody else."""
    HANDOVER = "handover"
    RETURNED = "returned"
    ENDED = "ended"
    SHIFT = "shift"
    MENTION = "mention"
    ESCALATED = "escalated"
    CHANGED = "changed"
    """Somebody else changed what I own, work along on or watch."""
    FAILED = "failed"
    """Something the desk was to do by itself did not work."""


class Channel(StrEnum):
    """How a notification makes itself heard; it is in the inbox however that is."""

    LINE = "line"
    """A quiet line at the bottom of the desk."""
    BELL = "bell"
    DESKTOP = "desktop"
    COMMAND = "command"
    """A command of the person's own."""


_ALOUD = (Channel.LINE, Channel.BELL, Channel.DESKTOP, Channel.COMMAND)
_SHOWN = (Channel.LINE, Channel.DESKTOP, Channel.COMMAND)
DEFAULT_MATRIX: Mapping[NoticeKind, tuple[Channel, ...] | None] = {
    NoticeKind.REMINDER: _ALOUD,
    NoticeKind.VISIT: _ALOUD,
    NoticeKind.SOON: _SHOWN,
    NoticeKind.DUE: _ALOUD,
    NoticeKind.OVERDUE: (Channel.LINE,),
    NoticeKind.CHASE: _SHOWN,
    NoticeKind.UNOWNED: _ALOUD,
    NoticeKind.UNANSWERED: _SHOWN,
    NoticeKind.ASSIGNED: _SHOWN,
    NoticeKind.HANDOVER: _ALOUD,
    NoticeKind.RETURNED: _SHOWN,
    NoticeKind.ENDED: (Channel.LINE,),
    NoticeKind.SHIFT: _SHOWN,
    NoticeKind.MENTION: _ALOUD,
    NoticeKind.ESCALATED: _ALOUD,
    NoticeKind.CHANGED: (),
    NoticeKind.FAILED: (Channel.LINE,),
}
"""What reaches whom how until they say otherwise: () is the inbox alone, None nothing at all."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wants to be told.

    Between `quiet_from` and `quiet_to` (their own zone; the same twice: never), and outside their working hours where
    `only_working`, nothing is heard but what is urgent (`urgent_always`), and all while `on_call_until` has not come. With
    `digest_minutes` what is not urgent is heard together, every so many minutes. What was kept back is heard as one."""

    matrix: Mapping[NoticeKind, tuple[Channel, ...] | None] = field(default_factory=lambda: dict(DEFAULT_MATRIX))
    quiet_from: time = time(20)
    quiet_to: time = time(7)
    only_working: bool = False
    urgent_always: bool = True
    on_call_until: datetime | None = None
    digest_minutes: int = 0


# -- commands ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReminder(Command):
    """Remind a person (None: me) of a task, or of `text` alone.

    `anchor` says what it hangs on: AT needs `at`; for the others `minutes_before` come first, in the person's working time
    where `working`. With `unless_changed` it is silent when anything has happened to the task by then. `every` is an RRULE
    (AT only): again and again until the task is closed or the reminder dropped. `urgent` ones are heard in quiet hours.
    To remind somebody else takes the right to write notes."""

    task: int | None = None
    person: int | None = None
    anchor: Anchor = Anchor.AT
    at: datetime | None = None
    minutes_before: int = 0
    working: bool = False
    unless_changed: bool = False
    every: str = ""
    text: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DropReminder(Command):
    """Take a reminder of mine, or one I set, off; `over` where it was seen to (acknowledged) instead."""

    reminder: int
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNotices(Command):
    """Clear notifications of mine, or put back (`cleared` false) what was cleared or put off."""

    quiet: ClassVar[bool] = True
    notices: tuple[int, ...]
    cleared: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOffNotices(Command):
    """Notifications of mine are out of sight until a moment to come, and raised again then."""

    quiet: ClassVar[bool] = True
    notices: tuple[int, ...]
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteTask(Command):
    """Of a task I hear nothing any more but what is meant for me by name (reminders, hand-overs, mentions), or again."""

    quiet: ClassVar[bool] = True
    task: int
    muted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPreferences(Command):
    """How I want to be told, from now on."""

    quiet: ClassVar[bool] = True
    preferences: Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseDue(Command):
    """Put into people's inboxes what is due by now, and what others did since this was last looked at. Any program may say so
    at any time: nothing is raised twice. `most` of each sort at a time."""

    quiet: ClassVar[bool] = True
    most: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRings(Command):
    """This program makes heard what of mine is to be heard by now through any of its `channels`, for `seconds`; what it did
    not report (`ReportRings`) by then, another one takes. What has waited less than `patience` seconds is left to others."""

    quiet: ClassVar[bool] = True
    token: str
    channels: tuple[Channel, ...] = tuple(Channel)
    seconds: int = 15
    patience: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRings(Command):
    """What this program took was heard."""

    quiet: ClassVar[bool] = True
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellFailed(Command):
    """Something that the desk was to do by itself for me did not work: into my inbox, once a day for each way it fails."""

    quiet: ClassVar[bool] = True
    text: str


# -- questions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersQuestion(Question):
    """The pending reminders of a person (None: me), or of all on a `task`, next first: of others only those that I set. Answer:
    tuple of `ReminderRow`."""

    person: int | None = None
    task: int | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxQuestion(Question):
    """My inbox: what is not cleared and not put off, grouped by task, newest group first; with `all` also what was, up to
    `limit` notifications. Answer: `InboxView`."""

    all: bool = False
    limit: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsQuestion(Question):
    """What of mine was to be heard and not cleared: what a program took with `token`; or what a line says, which was made heard
    within the last minute, by whichever program. Answer: `News`."""

    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesQuestion(Question):
    """How I want to be told. Answer: `Preferences`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDueQuestion(Question):
    """When the scheduler of a program with these `channels` has something to do. Answer: `NextDue`."""

    channels: tuple[Channel, ...] = tuple(Channel)


# -- rows --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder. `next_at` is when it is raised, None while it hangs on something that is not there; `said` says in words
    what it hangs on."""

    id: int
    person: str
    text: str
    anchor: Anchor
    next_at: datetime | None
    said: str = ""
    every: str = ""
    urgent: bool = False
    task: int | None = None
    number: int | None = None
    title: str = ""
    set_by: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification. `said` is its sentence in the reader's language; `moment` what it is about (a due moment), from which
    its lateness counts; `text` somebody's words with it, as they wrote them; `heard_at` when a program made it heard."""

    id: int
    kind: NoticeKind
    said: str
    at: datetime
    task: int | None = None
    number: int | None = None
    title: str = ""
    text: str = ""
    moment: datetime | None = None
    heard_at: datetime | None = None
    cleared: bool = False
    put_off_until: datetime | None = None
    reminder: int | None = None
    urgent: bool = False
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class InboxGroup:
    """The notifications about one task (None: about none), newest first."""

    task: int | None
    number: int | None
    title: str
    notices: tuple[Notice, ...]
    muted: bool = False


@dataclass(frozen=True, slots=True)
class InboxView:
    """A person's inbox. `count` is how many are not cleared, whatever is shown; `put_off` how many are out of sight."""

    groups: tuple[InboxGroup, ...]
    count: int
    put_off: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What is to be heard; `count` is how many notifications wait in the inbox; `latest` the newest one's id. `said` is all of
    it in one sentence: one notification's own, or a digest that says how late the oldest is."""

    notices: tuple[Notice, ...]
    said: str
    count: int
    latest: int = 0


@dataclass(frozen=True, slots=True)
class NextDue:
    """`is_due`: something is to be raised now. `next_at`: when the next will be, as far as is known. `rings_at`: when something
    of mine is to be made heard (in the past: now). `ran_at` is when the desk was last looked after by any program."""

    is_due: bool
    next_at: datetime | None
    rings_at: datetime | None
    ran_at: datetime | None
    now: datetime


def kind_of(value: Any) -> NoticeKind:
    """The kind by its stored name; one that an older program does not know is a change."""
    try:
        return NoticeKind(value)
    except ValueError:
        return NoticeKind.CHANGED

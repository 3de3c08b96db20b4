"""The closed lists of the trade. Values are what is stored and what a shell prints."""

from enum import IntEnum, StrEnum


class Category(StrEnum):
    """What a status means to the desk, whatever the team calls it."""

    INBOX = "inbox"
    READY = "ready"
    SCHEDULED = "scheduled"
    DOING = "doing"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """True while there is something left to do."""
        return self not in CLOSED

    @property
    def needs_owner(self) -> bool:
        """True where a task without an owner would be nobody's job."""
        return self not in OWNERLESS


CLOSED = frozenset({Category.DONE, Category.CANCELLED})
OPEN = tuple(c for c in Category if c not in CLOSED)
OWNERLESS = frozenset({Category.INBOX, *CLOSED})


class Grouping(StrEnum):
    """What the board's columns stand for."""

    STATUS = "status"
    OWNER = "owner"
    CUSTOMER = "customer"
    PRIORITY = "priority"
    TEAM = "team"


class Kind(StrEnum):
    """Who a task is for."""

    INTERNAL = "internal"
    CUSTOMER = "customer"


class Level(IntEnum):
    """Impact and urgency: 1 is the most."""

    HIGH = 1
    MEDIUM = 2
    LOW = 3


class Priority(IntEnum):
    """P1 (first) to P4 (last)."""

    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4


class Tier(StrEnum):
    """A customer's standing; A raises impact one notch."""

    A = "A"
    B = "B"
    C = "C"


class Role(StrEnum):
    """What a person may do; each role may do what the one before it may."""

    VIEWER = "viewer"
    AGENT = "agent"
    LEAD = "lead"
    DISPATCHER = "dispatcher"
    ADMIN = "admin"


class PersonKind(StrEnum):
    """People, and the machinery that acts in its own name (rules, import, worker)."""

    HUMAN = "human"
    SYSTEM = "system"


class Part(StrEnum):
    """A person's part in a task beside its owner."""

    COLLABORATOR = "collaborator"
    WATCHER = "watcher"


class WaitingOn(StrEnum):
    """Whom or what a waiting task waits for."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    PARTS = "parts"
    OTHER = "other"


class CloseReason(StrEnum):
    """Why a task was closed without being done."""

    NOT_NEEDED = "not_needed"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    SOLVED_ELSEWHERE = "solved_elsewhere"


class OpenItems(StrEnum):
    """What to do with open checklist items when a task is finished."""

    TICK = "tick"
    LEAVE = "leave"


class LinkKind(StrEnum):
    """How one task relates to another, read from the first to the second."""

    BLOCKS = "blocks"
    RELATES = "relates"
    DUPLICATES = "duplicates"
    FOLLOWS = "follows"


class NoteKind(StrEnum):
    """Who a note is meant for."""

    INTERNAL = "internal"
    UPDATE = "update"
    HANDOVER = "handover"
    CALL = "call"


class EventKind(StrEnum):
    """What a line of a task's timeline tells."""

    NOTE = "note"
    UPDATE = "update"
    CALL = "call"
    HANDOVER = "handover"
    FILE = "file"
    CHANGE = "change"


class CallDirection(StrEnum):
    """Who rang whom."""

    IN = "in"
    OUT = "out"


class HandoverState(StrEnum):
    """How far the hand-over of a task has come: until it is accepted, who had the task answers for it."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """It was for a time only, and the task has come back."""


class ShiftState(StrEnum):
    """How far the hand-over of a shift has come."""

    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"


class ShiftKind(StrEnum):
    """What a line of a shift's hand-over is about."""

    CHANGED = "changed"
    AT_RISK = "at_risk"
    WAKES = "wakes"
    PROMISE = "promise"
    UNOWNED = "unowned"
    AWAY = "away"
    FREE = "free"
    """A line somebody wrote."""


class VisitState(StrEnum):
    """How far a visit has come."""

    PLANNED = "planned"
    ON_MY_WAY = "on_my_way"
    ARRIVED = "arrived"
    LEFT = "left"
    CANCELLED = "cancelled"


class ClockKind(StrEnum):
    """The promises a service level makes."""

    FIRST_RESPONSE = "first_response"
    UPDATE = "update"
    RESOLUTION = "resolution"


class ClockState(StrEnum):
    """Where a promise stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


class AbsenceKind(StrEnum):
    """Why a person is away."""

    HOLIDAY = "holiday"
    SICK = "sick"
    COURSE = "course"
    OTHER = "other"


class Channel(StrEnum):
    """How a customer wants to be told."""

    EMAIL = "email"
    PHONE = "phone"
    NONE = "none"


class MessageState(StrEnum):
    """How far an outgoing message has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Origin(StrEnum):
    """Where a batch of changes came from."""

    GLASS = "glass"
    SHELL = "shell"
    IMPORT = "import"
    RULE = "rule"
    WORKER = "worker"


class Reversal(StrEnum):
    """What a batch that takes another back is called."""

    UNDO = "undo"
    REDO = "redo"


class Op(StrEnum):
    """What happened to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


class Language(StrEnum):
    """The languages the screens speak."""

    ENGLISH = "en"
    DANISH = "da"

"""What the threads behind a glass have to say to it. Threads only post; the event loop takes it from there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from servicedesk_tui.vocabulary.commands import Command
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.notes import Present
from servicedesk_tui.vocabulary.questions import Question
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import FeedItem, Me


@dataclass(frozen=True, slots=True)
class Ready:
    """The store is open and knows who I am."""

    me: Me


@dataclass(frozen=True, slots=True)
class Failed:
    """The store cannot be opened, or a thread died of `refusal`."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Broke:
    """A thread died of a fault of ours: nothing more is answered, so the program has to end and say so."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Did:
    """A command was carried out. `token` is what the sender gave with it."""

    command: Command
    done: Done
    token: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """A command was refused; nothing was changed."""

    command: Command
    refusal: Refusal
    token: Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """A command waits until `who` has written ("" when it is not known who)."""

    who: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered."""

    question: Question
    answer: Any
    slot: str


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """A question could not be answered."""

    question: Question
    refusal: Refusal
    slot: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Something changed in the store, here or elsewhere."""

    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class Listening:
    """From now on it is heard when something changes: what was read before may be old."""


@dataclass(frozen=True, slots=True)
class Around:
    """Who else has which task open, when that is other than before."""

    present: tuple[Present, ...]


@dataclass(frozen=True, slots=True)
class Rings:
    """Something of mine is to be made heard in this program; `sends` is what its terminal is sent for that."""

    sends: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that whoever sits here should know of what the program does by itself."""

    said: str


@dataclass(frozen=True, slots=True)
class Underway:
    """How far an errand has come, in words."""

    said: str
    token: Any


@dataclass(frozen=True, slots=True)
class Ran:
    """An errand was carried out."""

    answer: Any
    token: Any


@dataclass(frozen=True, slots=True)
class NotRan:
    """An errand was refused; it left nothing."""

    refusal: Refusal
    token: Any


Message = (
    Ready
    | Failed
    | Broke
    | Listening
    | Did
    | Refused
    | Waiting
    | Answered
    | NotAnswered
    | Heard
    | Around
    | Rings
    | Warned
    | Underway
    | Ran
    | NotRan
)

Post = Callable[[Message], None]

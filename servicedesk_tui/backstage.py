"""The glass's way to the desk: its threads, queues and messages.

The event loop never waits on the database. A writer thread does commands in order, a reader thread answers questions
(a newer question in the same slot interrupts and replaces the older), a feed thread hears what others changed. Each has
a desk of its own; the desk is imported inside the threads, so that the first paint needs no store. Threads only post.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .settings import StoreAddress
from .vocabulary.commands import Command
from .vocabulary.questions import Question
from .vocabulary.refusals import Refusal
from .vocabulary.rows import Done, FeedItem, Me

if TYPE_CHECKING:
    from .desk import Desk


@dataclass(frozen=True, slots=True)
class Ready:
    """The store is open and knows who I am."""

    me: Me


@dataclass(frozen=True, slots=True)
class Failed:
    """The store cannot be opened, or a thread died of `refusal`."""

    refusal: Refusal


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


Message = Ready | Failed | Did | Refused | Answered | NotAnswered | Heard

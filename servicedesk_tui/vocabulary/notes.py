"""Notes after they were written, and presence: the commands that change them. Writing one is `commands.AddNote`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from .commands import Command, TaskCommand
from .questions import Question

SILENT_MINUTES = 10
"""An author who changes a note within so many minutes of writing it leaves no mark on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditNote(TaskCommand):
    """Set fields of a note: body, kind, caller, direction, outcome. Its author may, and who may change the task."""

    note: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNote(TaskCommand):
    """Take a note away; the history says that there was one, and undo brings it back."""

    note: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PinNote(TaskCommand):
    """Put a note above what happened, or let it go back to its place."""

    note: int
    pinned: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSnippet(Command):
    """Keep a canned text under a name, in a language (`en`, `da`); an empty body lets it go. It may name `{customer}`,
    `{contact}`, `{task}`, `{title}`, `{owner}`, `{me}`, `{today}`, `{due}`, `{visit}`."""

    name: str
    language: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnippetsQuestion(Question):
    """The canned texts for a task, in its customer's language where there is one, else in mine, filled in. Answer: tuple of
    `Snippet`."""

    task: int | None = None


SNIPPETS = "snippets"
"""The setting that holds the canned texts: by language, then by name."""
VARIABLES = ("customer", "contact", "task", "title", "owner", "me", "today", "due", "visit")
"""What a canned text may name in braces."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A canned text: as kept (`body`), and as it reads for the task (`text`; a variable that is not known stays)."""

    name: str
    language: str
    body: str
    text: str


class Around(IntEnum):
    """Whether others have a task open."""

    NOBODY = 0
    READING = 1
    WRITING = 2


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has a task open, and since when; `writes` while they write a note on it."""

    task: int
    login: str
    since: datetime
    writes: bool = False
    terminal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsQuestion(Question):
    """My drafts, latest first; with `task` (an id) what I began to write on that one. Answer: tuple of `DraftRow`."""

    task: int | None = None


DRAFTED = ("note", "update")
"""What the keys of drafts on a task begin with; its id follows."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What I began to write: its key (`note:412` names a task's id), its text, when it was last kept; and the number of the
    task it is about, if it is about one."""

    key: str
    body: str
    at: datetime
    number: int | None = None

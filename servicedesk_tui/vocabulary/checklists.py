"""Checklists and ties between tasks beyond adding a line and a link: as commands and rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .commands import TaskCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class AddChecklistItems(TaskCommand):
    """Add lines to the checklist, one batch. A line that is a task's reference (`SD-12`) stands for that task, and is
    ticked when it is done; `@eva` at its end says who does it, `due:fri` by when."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditChecklistItem(TaskCommand):
    """Set fields of a line: text, assignee (a person's id), due, linked (a task's id)."""

    item: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveChecklistItem(TaskCommand):
    """Put a line right above `other`, or with `below` right below it."""

    item: int
    other: int
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveChecklistItem(TaskCommand):
    """Take a line off."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAsDuplicate(TaskCommand):
    """The task is the same as `of`: it is closed, linked to it, and its watchers, collaborators, notes and files go there. One
    batch; undo brings all back."""

    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitNote(TaskCommand):
    """Make a task of a note: with this title, the note's text as its description, the same customer, contact and site, in the
    inbox; it follows from the task, and both say so."""

    note: int
    title: str


@dataclass(frozen=True, slots=True)
class SubTask:
    """A part of a task that is a task itself."""

    id: int
    number: int
    title: str
    status: str
    is_open: bool
    owner: str | None
    estimate_minutes: int | None


@dataclass(frozen=True, slots=True)
class RollUp:
    """What the parts of a task come to, those of its parts too: how many, how many are done, estimates and time spent."""

    count: int = 0
    done: int = 0
    estimate_minutes: int = 0
    spent_minutes: int = 0

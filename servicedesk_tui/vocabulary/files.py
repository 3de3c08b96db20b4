"""Files on tasks: their contents or addresses, as commands, questions and rows."""

from dataclasses import dataclass
from datetime import datetime

from .commands import TaskCommand
from .questions import Question


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept: its name and content, or the address (`url`) where it is."""

    name: str
    content: bytes = b""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFiles(TaskCommand):
    """Keep files with a task, with a note about them if there is one to say. What is over the setting's limit is refused,
    and then none of them is kept."""

    files: tuple[NewFile, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetachFile(TaskCommand):
    """Take a file off a task."""

    file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuestion(Question):
    """A file with its content, or (`limit`) with so many of its first bytes. Answer: `FileContent`."""

    file: int
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewQuestion(Question):
    """The first lines of a file that is a text. Answer: `FilePreview`."""

    file: int
    lines: int = 40


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a task. `name` is safe to show and to write; `media_type` is of its content, whatever its ending says.
    `size` is in bytes; one by address has none."""

    id: int
    name: str
    size: int | None
    media_type: str
    by: str
    at: datetime
    url: str = ""
    note: int | None = None


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file with its content, or its beginning."""

    row: FileRow
    content: bytes


@dataclass(frozen=True, slots=True)
class FilePreview:
    """The first lines of a file, harmless to show; None where it is no text."""

    row: FileRow
    lines: tuple[str, ...] | None

"""Errands: what takes long and is done behind the glass meanwhile, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Anything that takes long: reading and writing files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFiles(Errand):
    """Read files (or keep addresses) and attach them to a task. Answer: `Done`."""

    task: int
    paths: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveFiles(Errand):
    """Write files into a folder. Answer: tuple of the paths they were written to; of those by address, the address."""

    files: tuple[int, ...]
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFile(Errand):
    """Write a file into a folder of this start's own, to be opened by a viewer. Answer: its path."""

    file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletePath(Errand):
    """How a path that is being written could go on. Answer: tuple of paths, folders with a slash at their end."""

    text: str
    limit: int = 8
    folders: bool = False

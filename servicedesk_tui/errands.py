"""How errands are carried out, with a desk of their thread's own."""

import os
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .locale import _
from .vocabulary.errands import CompletePath, Errand, KeepFiles, SaveFiles, ShowFile
from .vocabulary.files import AttachFiles, FileQuestion
from .vocabulary.refusals import Invalid
from .vocabulary.staffing import SettingsQuestion

if TYPE_CHECKING:
    from .desk import Desk

Tell = Callable[[str], None]
"""Is told how far it has come, in words."""
LARGE = 2_000_000
"""Bytes from which on it is said how far a file is read."""


def carry_out(desk: "Desk", errand: Errand, tell: Tell) -> Any:
    """Carry one out. Raises a refusal; what was refused left nothing."""
    return _ERRANDS[type(errand)](desk, errand, tell)


def _keep(desk: "Desk", errand: KeepFiles, tell: Tell) -> Any:
    from .exchange.files import read_file
    from .policy.contents import MEGABYTE

    settings: Mapping[str, Any] = desk.ask(SettingsQuestion())
    limit = int(settings["file_limit_mb"]) * MEGABYTE

    def read(path: str) -> Any:
        def told(done: int, size: int) -> None:
            if size >= LARGE:
                name = Path(path).name
                tell(_("{name}: {percent} %").format(name=name, percent=min(100, done * 100 // size)))

        return read_file(path, limit, told)

    return desk.do(AttachFiles(task=errand.task, files=tuple(map(read, errand.paths)), note=errand.note))


def _save(desk: "Desk", errand: SaveFiles, tell: Tell) -> tuple[str, ...]:
    from .exchange.files import expanded, write_file

    folder = expanded(errand.folder or ".")
    if not folder.is_dir():
        raise Invalid(_("There is no folder {name}.").format(name=errand.folder))
    written = []
    for file in errand.files:
        found = desk.ask(FileQuestion(file=file))
        tell(found.row.name)
        written.append(found.row.url or str(write_file(folder, found.row.name, found.content)))
    return tuple(written)


@cache
def _shown_in() -> tempfile.TemporaryDirectory[str]:
    """A folder that nobody else reads, gone when the program ends."""
    return tempfile.TemporaryDirectory(prefix="servicedesk-")


def _show(desk: "Desk", errand: ShowFile, _tell: Tell) -> str:
    from .exchange.files import write_file

    found = desk.ask(FileQuestion(file=errand.file))
    return found.row.url or str(write_file(Path(_shown_in().name), found.row.name, found.content))


def _complete(_desk: "Desk", errand: CompletePath, _tell: Tell) -> tuple[str, ...]:
    from .exchange.files import expanded

    head, _slash, begun = errand.text.rpartition("/")
    found = []
    try:
        with os.scandir(expanded(head + _slash if _slash else ".")) as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") and not begun.startswith(".")
                # By its name first: whether one is a folder is asked of the disk.
                if hidden or not entry.name.startswith(begun):
                    continue
                is_folder = entry.is_dir()
                if is_folder or not errand.folders:
                    found.append((not is_folder, f"{head}{_slash}{entry.name}{'/' if is_folder else ''}"))
    except (OSError, ValueError, Invalid):
        return ()
    return tuple(path for _is_file, path in sorted(found)[: errand.limit])


_ERRANDS: Mapping[type[Errand], Callable[[Any, Any, Tell], Any]] = {
    KeepFiles: _keep,
    SaveFiles: _save,
    ShowFile: _show,
    CompletePath: _complete,
}

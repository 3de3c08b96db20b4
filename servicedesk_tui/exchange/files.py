"""Files in and out: reading what is to be kept, and writing what was kept under a safe name. Nothing that is there already is
written over."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from servicedesk_tui.locale import _
from servicedesk_tui.policy.contents import MEGABYTE, is_address, safe_name
from servicedesk_tui.vocabulary.files import NewFile
from servicedesk_tui.vocabulary.refusals import Invalid

CHUNK = 1 << 20
Tell = Callable[[int, int], None]
"""Is told how many bytes were read, of how many."""


def tell_nobody(_done: int, _size: int) -> None:
    """For who does not wait."""


# -- in ----------------------------------------------------------------------------------------------------------------


def read_file(text: str, limit: int, tell: Tell = tell_nobody) -> NewFile:
    """A file by its path, or an address, of at most `limit` bytes. Raises `Invalid` saying what is wrong with it."""
    if is_address(text):
        return NewFile(name=safe_name(text.split("?")[0].rstrip("/")) or "link", url=text)
    path = expanded(text)
    try:
        # Without waiting: a pipe that nobody writes to would be waited for until somebody does.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise Invalid(_why(text, error)) from None
    try:
        content = _content(number, text, limit, tell)
    finally:
        os.close(number)
    if len(content) > limit:
        raise Invalid(_too_large(text, len(content), limit))
    return NewFile(name=safe_name(path.name), content=content)


def expanded(text: str) -> Path:
    """A path as it is written, with `~` for a home. Raises `Invalid` where nobody's home is meant, or no path."""
    if "\0" in text:
        raise Invalid(_why(text, ValueError()))
    try:
        return Path(text).expanduser()
    except (RuntimeError, ValueError):
        raise Invalid(_("There is no folder {name}.").format(name=text.partition("/")[0][:200])) from None


def _content(number: int, name: str, limit: int, tell: Tell) -> bytes:
    """What an open file holds, if it is one to keep."""
    found = os.fstat(number)
    if stat.S_ISDIR(found.st_mode):
        raise Invalid(_("{name} is a folder; name the files in it.").format(name=name))
    if not stat.S_ISREG(found.st_mode):
        raise Invalid(_("{name} is no file but a device or a pipe.").format(name=name))
    if found.st_size > limit:
        raise Invalid(_too_large(name, found.st_size, limit))
    with os.fdopen(number, "rb", closefd=False) as file:
        try:
            return b"".join(_chunks(file, limit, found.st_size, tell))
        except OSError as error:
            raise Invalid(_why(name, error)) from None


def read_stream(name: str, file: BinaryIO, limit: int) -> NewFile:
    """What comes in on a stream. Raises `Invalid` when it is over the limit."""
    content = b"".join(_chunks(file, limit, 0, tell_nobody))
    if len(content) > limit:
        raise Invalid(_too_large(name, len(content), limit))
    return NewFile(name=safe_name(name), content=content)


def _chunks(file: BinaryIO, limit: int, size: int, tell: Tell) -> Iterator[bytes]:
    """The content, up to a byte more than the limit."""
    left = limit + 1
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        tell(limit + 1 - left, size)
        yield chunk


def _too_large(name: str, size: int, limit: int) -> str:
    return _("{name} has {size} MB; at most {limit} MB are kept. Keep its address instead.").format(
        name=name, size=f"{size / MEGABYTE:.1f}", limit=limit // MEGABYTE
    )


def _why(name: str, error: OSError | ValueError) -> str:
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    said = {
        errno.ENOENT: _("There is no file {name}."),
        errno.EACCES: _("{name} may not be read by you."),
        errno.ENAMETOOLONG: _("There is no file {name}."),
        errno.EINVAL: _("{name} is no file's name."),
        errno.ENXIO: _("{name} is no file but a device or a pipe."),
    }
    why = error.strerror if isinstance(error, OSError) else str(error)
    return said.get(number or 0, _("{name} cannot be read: {why}.")).format(name=name[:200], why=why)


# -- out ---------------------------------------------------------------------------------------------------------------


def write_file(folder: Path, name: str, content: bytes) -> Path:
    """Write a content into a folder, under its safe name, or the next one that is free. Answers where. Raises `Invalid`; what
    could not be written whole is not there."""
    if not folder.is_dir():
        raise Invalid(_("There is no folder {name}.").format(name=folder))
    for path in _free(folder, safe_name(name)):
        try:
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        except FileExistsError:
            continue
        except OSError as error:
            raise Invalid(_("{name} cannot be written: {why}.").format(name=path, why=error.strerror)) from None
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise Invalid(_("{name} cannot be written: {why}.").format(name=path, why=error.strerror)) from None
        return path
    raise Invalid(_("There are too many files called {name} in {folder}.").format(name=safe_name(name), folder=folder))


def _free(folder: Path, name: str) -> Iterator[Path]:
    yield folder / name
    stem, dot, ending = name.rpartition(".")
    for number in range(2, 1000):
        yield folder / (f"{stem} ({number}).{ending}" if dot and stem else f"{name} ({number})")

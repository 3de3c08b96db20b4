"""Writing to a shell: data on stdout, what went wrong on stderr, confirmations only where a person reads.

Whatever is printed is stripped of terminal controls once more, whoever wrote it and however it was stored.
"""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.text import many_lines, one_line

from .asked import Misused


class PipeClosed(Exception):  # noqa: N818 - no error: whoever read us has read enough
    """Nobody reads on."""


def is_read_by_a_person() -> bool:
    """True when stdout is a terminal."""
    return sys.stdout.isatty()


def print_line(text: str = "") -> None:
    """A line of data."""
    _write(sys.stdout, one_line(text) + "\n")


def print_text(text: str) -> None:
    """Lines of data."""
    _write(sys.stdout, many_lines(text) + "\n")


def confirm(text: str) -> None:
    """What was done, where a person reads; nothing in a pipe."""
    if text and is_read_by_a_person():
        print_line(text)


def complain(text: str) -> None:
    """What went wrong or is worth knowing, on stderr."""
    _write(sys.stderr, one_line(text) + "\n")


def read_stdin() -> str:
    """All that is piped in. Raises `Misused` for what is no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misused(_("What came in on stdin is not UTF-8 text.")) from None


def print_json(data: Any) -> None:
    """Data for scripts; in ASCII where the terminal's encoding could lose a letter."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    _write(sys.stdout, json.dumps(data, ensure_ascii=not is_unicode, indent=2) + "\n")


def print_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Aligned columns under headings for a person, the last one cut at the edge; bare lines between tabs in a pipe.
    A person is told that there is nothing; a pipe just gets nothing."""
    cleaned = [[one_line(cell) for cell in row] for row in rows]
    if not is_read_by_a_person():
        for row in cleaned:
            _write(sys.stdout, "\t".join(row) + "\n")
        return
    if not cleaned:
        print_line(_("Nothing here."))
        return
    widths = [max(map(measure, column)) for column in zip(headings, *cleaned, strict=True)]
    across = shutil.get_terminal_size((100, 24)).columns
    for row in ([*headings], *cleaned):
        line = "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True))
        _write(sys.stdout, cut(line.rstrip(), across) + "\n")


def measure(text: str) -> int:
    """The cells `text` takes: wide letters take two, combining ones none."""
    return sum(_cells(letter) for letter in text)


def pad(text: str, width: int) -> str:
    """`text` filled up to `width` cells."""
    return text + " " * (width - measure(text))


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, an ellipsis where something is gone."""
    if measure(text) <= width:
        return text
    kept, taken = "", 0
    for letter in text:
        taken += _cells(letter)
        if taken > width - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def _cells(letter: str) -> int:
    if letter < "\u0300":
        return 1
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except BrokenPipeError:
        raise PipeClosed from None


def prepare() -> None:
    """Let no letter that the terminal's encoding lacks stop the printing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def finish() -> None:
    """Send what is still held back. Raises `PipeClosed` when nobody reads on."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise PipeClosed from None


def go_quiet() -> None:
    """Point stdout nowhere, so that the interpreter's last flush finds no broken pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

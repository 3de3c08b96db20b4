"""A terminal's screen as cells, read from the frames Textual writes, and the shortest way from one to another.

Only the few sequences that frames consist of are understood; anything else in one is left out. Widths are counted as `paint` draws them: a character is zero, one or two cells wide.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import get_character_cell_size

from .sgr import added, change, of_blank, read

Cell = tuple[str, str]
"""What stands in a cell, and its SGR codes. The second half of a wide character is an empty text."""

BLANK: Cell = (" ", "")
UNKNOWN: Cell = ("", "?")
_TOKEN = re.compile(
    "\x1b\\[(?P<y>\\d+)(?:;(?P<x>\\d+))?H"
    "|\x1b\\[(?P<right>\\d*)C"
    "|\x1b\\[(?P<sgr>[\\d;]*)m"
    "|(?P<text>[^\x00-\x1f\x7f]+)"
    "|(?P<newline>\n)"
    "|\x1b\\[(?P<erased>\\d+X|K)"
    "|\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[\x00-\x1f\x7f]"
)
_GAP = 6
"""Unchanged cells that are cheaper to send again than to step over."""
_ERASED = 12
"""Blank cells from which erasing them is shorter than writing them."""


@lru_cache(4096)
def width_of(character: str) -> int:
    """The cells a character takes."""
    return 1 if character.isascii() else get_character_cell_size(character)


@dataclass(slots=True)
class Pen:
    """Where the next character goes, and how."""

    x: int = 0
    y: int = 0
    sgr: str = ""


class Grid:
    """The cells of a screen."""

    def __init__(self, width: int, height: int, fill: Cell = BLANK) -> None:
        self.width = width
        self.height = height
        self.lines: list[list[Cell]] = [[fill] * width for _ in range(height)]

    def resized(self, width: int, height: int) -> "Grid":
        """The same picture on a screen of another size."""
        other = Grid(width, height)
        for y in range(min(height, self.height)):
            kept = self.lines[y][:width]
            other.lines[y][: len(kept)] = kept
        return other

    def read(self, frame: str) -> tuple[set[int], tuple[int, int]]:
        """Take in a frame. Answers the lines it wrote on and where it left the cursor."""
        pen, written = Pen(), set()
        for token in _TOKEN.finditer(frame):
            if token["text"]:
                if pen.y < self.height:
                    written.add(pen.y)
                    self._write(pen, token["text"])
            elif token["y"]:
                pen.x, pen.y = int(token["x"] or 1) - 1, int(token["y"]) - 1
            elif token["right"] is not None:
                pen.x += int(token["right"] or 1)
            elif token["erased"]:
                self._erase(pen, token["erased"])
            elif token["newline"]:
                pen.x, pen.y = 0, pen.y + 1
            elif token["sgr"] is not None:
                pen.sgr = added(pen.sgr, token["sgr"])
        return written, (pen.x, pen.y)

    def _write(self, pen: Pen, text: str) -> None:
        line = self.lines[pen.y]
        for character in text:
            size = width_of(character)
            if size == 0:
                self._join(line, pen, character)
            elif pen.x + size <= self.width:
                line[pen.x] = (character, of_blank(pen.sgr) if character == " " else pen.sgr)
                if size == 2:
                    line[pen.x + 1] = ("", pen.sgr)
                pen.x += size

    def _erase(self, pen: Pen, what: str) -> None:
        """So many cells from the pen on, or the rest of the line, become blank paper."""
        if pen.y < self.height:
            end = self.width if what == "K" else min(self.width, pen.x + int(what[:-1]))
            self.lines[pen.y][pen.x : end] = [(" ", read(pen.sgr).paper)] * (end - pen.x)

    @staticmethod
    def _join(line: list[Cell], pen: Pen, character: str) -> None:
        """A mark without a width goes with the character before it."""
        at = pen.x - 1
        if 0 <= at < len(line):
            at -= 1 if line[at][0] == "" and at else 0
            text, sgr = line[at]
            line[at] = (text + character, sgr)


@dataclass(slots=True)
class Writer:
    """Collects what has to be sent, knowing where the terminal's cursor is and how it writes. `dyes` is True for a
    terminal that erases to the paper in force, and not always to its own."""

    parts: list[str]
    x: int = -1
    y: int = -1
    sgr: str = ""
    dyes: bool = False

    def move(self, x: int, y: int) -> None:
        """The cursor to a cell, the shortest way."""
        if (x, y) == (self.x, self.y):
            return
        if y == self.y and 0 <= self.x < x:
            self.parts.append(f"\x1b[{x - self.x}C" if x - self.x > 1 else "\x1b[C")
        elif (x, y) == (0, self.y + 1) and self.y >= 0:
            self.parts.append("\r\n")
        else:
            self.parts.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self.x, self.y = x, y

    def put(self, cell: Cell) -> None:
        """A cell's text, in its colours."""
        text, sgr = cell
        if not (text == " " and sgr == of_blank(self.sgr)):
            self._turn(sgr)
        self.parts.append(text)
        self.x += width_of(text[0]) if text else 0

    def erase(self, cell: Cell, code: str) -> None:
        """Make cells from the cursor on blank, like `cell`."""
        if of_blank(self.sgr) != cell[1]:
            self._turn(cell[1])
        self.parts.append(f"\x1b[{code}")

    def can_erase(self, cell: Cell) -> bool:
        """True for a blank that erasing leaves."""
        return cell == BLANK or (self.dyes and cell[0] == " " and not read(cell[1]).flags)

    def plain(self) -> None:
        """Leave the terminal writing without colours."""
        self._turn("")

    def _turn(self, sgr: str) -> None:
        if sgr != self.sgr:
            self.parts.append(f"\x1b[{change(self.sgr, sgr)}m")
            self.sgr = sgr


def send_line(writer: Writer, y: int, before: list[Cell], after: list[Cell]) -> None:
    """Send what changed on a line. One with wide or joined characters is sent whole: terminals may disagree on them."""
    if before == after:
        return
    if any(len(text) != 1 for text, _sgr in after) or any(len(text) > 1 for text, _sgr in before):
        _send_run(writer, y, 0, len(after), after)
        return
    end = _blank_from(after) if writer.can_erase(after[-1]) else len(after)
    for start, stop in changed_runs(before[:end], after[:end]):
        _send_run(writer, y, start, stop, after)
    if before[end:] != after[end:]:
        writer.move(end, y)
        writer.erase(after[-1], "K")


def _blank_from(line: list[Cell]) -> int:
    """Where the rest of a line begins that is all like its last cell."""
    end = len(line)
    while end and line[end - 1] == line[-1]:
        end -= 1
    return end


def _send_run(writer: Writer, y: int, start: int, end: int, after: list[Cell]) -> None:
    writer.move(start, y)
    x = start
    while x < end:
        blanks = _alike(after, x, end) if writer.can_erase(after[x]) else 0
        if blanks > _ERASED:
            writer.erase(after[x], f"{blanks}X")
            x += blanks
            writer.move(x, y)
        else:
            writer.put(after[x])
            x += 1
    if end == len(after):
        # At the edge terminals disagree on where the cursor is now.
        writer.x = writer.y = -1


def _alike(line: list[Cell], x: int, end: int) -> int:
    """How many cells from `x` on are the same."""
    at = x
    while at < end and line[at] == line[x]:
        at += 1
    return at - x


def changed_runs(before: list[Cell], after: list[Cell]) -> list[tuple[int, int]]:
    """The stretches of cells that differ; those a few cells apart are one."""
    runs: list[tuple[int, int]] = []
    for x, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            if runs and x - runs[-1][1] < _GAP:
                runs[-1] = (runs[-1][0], x + 1)
            else:
                runs.append((x, x + 1))
    return runs

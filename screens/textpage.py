"""A text of many lines being written: the readline keys, arrows, pages, pasting; wrapped to a width, with a place in it."""

from collections.abc import Callable, Mapping

from rich.cells import cell_len

from .paint import clean_lines

_BLANK = " "
TEXT_MAX = 100_000


class TextPage:
    """Text and a place in it. `key` answers whether the key was one of its own."""

    def __init__(self, text: str = "", limit: int = TEXT_MAX) -> None:
        self.limit = limit
        self.text = ""
        self.place = 0
        self.width = 80
        self.height = 10
        """Cells and rows there are to show it in: what up, down and a page mean."""
        self._goal: int | None = None
        self._rows: tuple[str, int, list[tuple[int, int]]] = ("", 0, [(0, 0)])
        self.set(text)

    def set(self, text: str) -> None:
        """Start over from `text`, behind its end."""
        self.text = "\n".join(clean_lines(text))[: self.limit]
        self.place = len(self.text)

    def key(self, key: str, character: str | None) -> bool:
        """Take a key."""
        goal, self._goal = self._goal, None
        if key in _STEPS:
            self._go_rows(_STEPS[key], goal)
        elif key in ("pageup", "pagedown"):
            self._go_rows((self.height - 1) * (1 if key == "pagedown" else -1), goal)
        elif key in _EDITS:
            _EDITS[key](self)
        elif character and character.isprintable():
            self.insert(character)
        else:
            return False
        return True

    def insert(self, text: str) -> None:
        """Write `text` at the place; what is over the limit is left out."""
        blanks = text[len(text.rstrip(" ")) :]
        text = "\n".join(clean_lines(text)) + ("\n" if text.endswith(("\n", "\r")) else blanks)
        text = text[: max(0, self.limit - len(self.text))]
        self.text = self.text[: self.place] + text + self.text[self.place :]
        self.place += len(text)

    def swap(self, start: int, text: str) -> None:
        """Put `text` in the place of what stands from `start` to the place, and go behind it."""
        rest = self.text[self.place :]
        self.text, self.place = self.text[:start], start
        self.insert(text)
        self.text += rest

    def rows(self) -> list[tuple[int, int]]:
        """Where each row begins and ends at this width: broken at blanks where there are any."""
        text, width, rows = self._rows
        if text != self.text or width != self.width:
            rows = wrapped(self.text, max(1, self.width))
            self._rows = self.text, self.width, rows
        return rows

    def row(self) -> int:
        """The row that the place is on."""
        rows = self.rows()
        return max(n for n, (start, _end) in enumerate(rows) if start <= self.place)

    def cell(self) -> int:
        """The cell of its row that the place is at."""
        start, _end = self.rows()[self.row()]
        return cell_len(self.text[start : self.place])

    def _go_rows(self, by: int, goal: int | None) -> None:
        """So many rows on, as near as can be to the cell one set out from."""
        rows, row = self.rows(), self.row()
        goal = self.cell() if goal is None else goal
        to = max(0, min(row + by, len(rows) - 1))
        start, end = rows[to]
        if to + 1 < len(rows) and rows[to + 1][0] == end > start:  # behind its end is the next row's beginning
            end -= 1
        place, used = start, 0
        while place < end and (used := used + cell_len(self.text[place])) <= goal:
            place += 1
        self.place, self._goal = place, goal

    def _to_row_start(self) -> None:
        self.place = self.text.rfind("\n", 0, self.place) + 1

    def _to_row_end(self) -> None:
        end = self.text.find("\n", self.place)
        self.place = len(self.text) if end < 0 else end

    def _go(self, by: int) -> None:
        self.place = max(0, min(len(self.text), self.place + by))

    def _delete(self, start: int, end: int) -> None:
        start, end = max(0, start), min(len(self.text), end)
        self.text, self.place = self.text[:start] + self.text[end:], start

    def _rub_out(self) -> None:
        if self.place:
            self._delete(self.place - 1, self.place)

    def _delete_here(self) -> None:
        self._delete(self.place, self.place + 1)

    def _kill_to_end(self) -> None:
        """To the line's end; at the end, the line after it comes up."""
        start = self.place
        self._to_row_end()
        self._delete(start, self.place if self.place > start else start + 1)

    def _kill_to_start(self) -> None:
        end = self.place
        self._to_row_start()
        self._delete(self.place, end)

    def _kill_word(self) -> None:
        head = self.text[: self.place].rstrip()
        start = max(head.rfind(_BLANK), head.rfind("\n")) + 1
        self._delete(start, self.place)


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Where the rows of a text begin and end: a line is broken behind the last blank that fits, else where it is full."""
    rows: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        rows += [(at + start, at + end) for start, end in _line_rows(line, width)]
        at += len(line) + 1
    return rows


def _line_rows(line: str, width: int) -> list[tuple[int, int]]:
    if len(line) < width and line.isascii():
        return [(0, len(line))]
    rows, start, used, blank = [], 0, 0, -1
    for n, character in enumerate(line):
        size = cell_len(character)
        while used + size >= width and n > start:
            cut = blank + 1 if blank >= start else n
            rows.append((start, cut))
            start, used = cut, cell_len(line[cut:n])
        used += size
        if character == _BLANK:
            blank = n
    return [*rows, (start, len(line))]


_STEPS = {"up": -1, "down": 1}
_EDITS: Mapping[str, Callable[[TextPage], None]] = {
    "ctrl+a": TextPage._to_row_start,
    "home": TextPage._to_row_start,
    "ctrl+e": TextPage._to_row_end,
    "end": TextPage._to_row_end,
    "left": lambda page: page._go(-1),
    "ctrl+b": lambda page: page._go(-1),
    "right": lambda page: page._go(1),
    "ctrl+f": lambda page: page._go(1),
    "enter": lambda page: page.insert("\n"),
    "backspace": TextPage._rub_out,
    "delete": TextPage._delete_here,
    "ctrl+k": TextPage._kill_to_end,
    "ctrl+u": TextPage._kill_to_start,
    "ctrl+w": TextPage._kill_word,
}

"""The bottom line: hints and what just happened, or a prompt being answered, with its choices above.

Nothing else is repainted while something is typed. Half-written text is kept as a draft: a second after the last key,
and at once when the line is left.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message

from ..carrying import CarryPrompt
from ..glyphs import GLYPHS
from ..live import LivePrompt, underline
from ..paint import Span, clean, cut, wrap
from ..palette import PalettePrompt
from ..prompts import ConfirmPrompt, Growing, Heedful, Press, Prompt, Roomy, TakesLines, TextPrompt
from .lines import Lines
from .pointing import keys_for

if TYPE_CHECKING:
    from textual.timer import Timer

PAUSE = 1.0
NARROW, LOW = 60, 20
"""Fewer cells or rows than this are all given to what needs room."""
WHOLE = 8
"""Rows of what is asked to be let through: it is read to its end before."""
KeepDraft = Callable[[str, str], None]


class BottomLine(Lines):
    """The one reserved line."""


class Choices(Lines):
    """The rows over it, only there while a prompt has some."""

    def on_click(self, event: events.Click) -> None:
        """One of them was pressed."""
        event.stop()
        self.post_message(Picked(event.x, event.y))


class Picked(Message):
    """A cell of the choices was pressed."""

    def __init__(self, x: int, y: int) -> None:
        super().__init__()
        self.x = x
        self.y = y


class Minibuffer:
    """Feeds keys to the open prompt and paints line and choices; `keep` stores a draft."""

    def __init__(self, line: BottomLine, choices: Choices, keep: KeepDraft) -> None:
        self.prompt: Prompt | None = None
        self._line = line
        self._choices = choices
        self._keep = keep
        self._kept = ""
        self._timer: Timer | None = None
        self._idle: list[Span] = []
        self._standing: list[list[Span]] = []
        self._tallest = 0

    @property
    def takes_escape(self) -> bool:
        """True when escape is for something within what is asked."""
        return isinstance(self.prompt, Roomy) and self.prompt.takes_escape

    @property
    def is_open(self) -> bool:
        """True while a prompt waits for an answer."""
        return self.prompt is not None

    def open(self, prompt: Prompt) -> None:
        """Ask `prompt`, instead of what was asked before."""
        if self.prompt:
            self.close()
        # What needs room is opened with what was kept of it.
        kept = prompt.drafted() if isinstance(prompt, Roomy) else ""
        self.prompt, self._kept, self._tallest = prompt, kept, 0
        self.paint()

    def offer(self, prompt: Prompt, draft: str) -> None:
        """Put a kept draft into `prompt`, when it is still open and nothing was typed meanwhile."""
        if draft and prompt is self.prompt and prompt.line and not prompt.line.text:
            if isinstance(prompt, Growing) and prompt.needs_room(draft):
                prompt.grow(draft)
                return
            prompt.line.set(draft)
            self._kept = draft
            if isinstance(prompt, Heedful):
                prompt.written()
            self.paint()

    def press(self, press: Press) -> None:
        """Give a key to the prompt."""
        prompt = self.prompt
        if prompt is None:
            return
        before = _written(prompt)
        if prompt.key(press):
            if self.prompt is prompt:
                self._end()
            self._forget(prompt)
            return
        if _written(prompt) != before:
            self._keep_soon()
        self.repaint(prompt)

    def pick(self, x: int, y: int) -> None:
        """Choose what is at a cell of the choices."""
        if isinstance(self.prompt, Roomy):
            return
        for key in keys_for(self._choices.rows, x, y):
            self.press(Press(key, key if len(key) == 1 else None))

    def paste(self, text: str) -> None:
        """Write pasted text into the prompt's line."""
        prompt = self.prompt
        if isinstance(prompt, Roomy):
            prompt.paste(text)
        elif prompt is None or prompt.line is None:
            return
        elif isinstance(prompt, Growing) and prompt.needs_room(text):
            line = prompt.line
            prompt.grow(line.text[: line.place] + text + line.text[line.place :])
            return
        elif isinstance(prompt, TakesLines) and prompt.take_lines(text):
            self._end()
            self._forget(prompt)
            return
        else:
            prompt.line.insert(text)
            if isinstance(prompt, Heedful):
                prompt.written()
        self._keep_soon()
        self.repaint(prompt)

    def repaint(self, prompt: Prompt) -> None:
        """Show `prompt` as it is now, if it is still the one that is asked."""
        if self.prompt is prompt:
            self.paint()

    def close(self) -> bool:
        """Leave the prompt without an answer; True when a draft of it was kept."""
        self.keep_draft()
        kept, prompt = bool(self._kept), self.prompt
        self._end()
        if isinstance(prompt, LivePrompt | PalettePrompt | CarryPrompt):
            prompt.left()
        return kept

    def keep_draft(self) -> None:
        """Store what is written so far, if it is a prompt whose text is kept."""
        prompt = self.prompt
        if prompt and prompt.draft and _written(prompt) != self._kept:
            self._kept = _written(prompt)
            self._keep(prompt.draft, self._kept)

    def idle(self, spans: list[Span]) -> None:
        """What the line shows while nothing is asked."""
        self._idle = spans
        if not self.is_open:
            self._line.show([spans])

    def lay_anew(self) -> None:
        """Another size: paint what is asked for it."""
        self._tallest = 0
        if self.prompt:
            self.paint()

    def stand(self, rows: list[list[Span]]) -> None:
        """What stands over the line, and over what a prompt has to say, until it is taken away."""
        if rows != self._standing:
            self._standing = rows
            self._show_choices(self.prompt.rows() if self.prompt else [])

    def paint(self) -> None:
        """Show the prompt and put the terminal's cursor where the next character goes."""
        prompt = self.prompt
        if prompt is None:
            self._line.show([self._idle])
            return
        width = self._line.size.width
        if isinstance(prompt, Roomy):
            self._paint_roomy(prompt, width)
            return
        label = cut(clean(prompt.label), max(8, width * 2 // 3 if prompt.line else width - 3))
        spans, cell = self._text(prompt, cell_len(label) + 2)
        tone = prompt.tone if isinstance(prompt, TextPrompt) else "accent"
        self._line.show([[(f" {label} ", tone), *spans]])
        self._stand_at(self._line, Offset(cell_len(label) + 2 + cell, self._line.region.y if self._line.region else 0))
        self._show_choices(prompt.rows())

    def _paint_roomy(self, prompt: Roomy, width: int) -> None:
        """All of a small screen, the lower half of a larger one."""
        whole = self._line.app.size.height - 1
        height = whole if width < NARROW or whole < LOW else max(LOW // 2, whole // 2)
        rows, (x, y) = prompt.lay(width, height)
        self._line.show([prompt.hints(width)])
        self._choices.styles.height = height
        self._choices.display = True
        self._choices.show(rows)
        self._stand_at(self._choices, Offset(x, whole - height + y))

    def _stand_at(self, lines: Lines, cell: Offset) -> None:
        """Put the terminal's cursor there: it is moved with the next cell that is painted, so one is."""
        if self._line.app.cursor_position != cell:
            self._line.app.cursor_position = cell
            lines.refresh(Region(0, 0, 1, 1))

    def _text(self, prompt: Prompt, taken: int) -> tuple[list[Span], int]:
        """The part of the line that is in view, with what is wrong in it underlined, and the cell of the place."""
        if prompt.line is None:
            return [], 0
        start, end, cell = prompt.line.window(max(4, self._line.size.width - taken - 1))
        wrong = prompt.wrong() if isinstance(prompt, LivePrompt) else ()
        return underline(prompt.line.text, start, end, wrong), cell

    def _show_choices(self, rows: list[list[Span]]) -> None:
        choices = self._choices
        width, room = self._line.size.width - 2, self._line.app.size.height - 2
        most = WHOLE if isinstance(self.prompt, ConfirmPrompt) else 2
        rows = [part for row in (*self._standing, *rows) for part in _sentence(row, width, most)]
        if len(rows) > room > 0:
            rows = [*rows[: room - 1], [(GLYPHS.more, "dim")]]
        if self.prompt and rows:
            # As tall as it ever was: what is under it is not painted with every key that leaves fewer rows.
            self._tallest = max(self._tallest, len(rows))
            rows += [[] for _row in range(self._tallest - len(rows))]
        if rows:
            rule = [(GLYPHS.rule * self._line.size.width, "dim")]
            choices.styles.height = len(rows) + 1
            choices.display = True
            choices.show([rule, *([(" ", ""), *row] for row in rows)])
        elif choices.display:
            choices.display = False

    def _end(self) -> None:
        self.prompt = None
        if self._timer:
            self._timer.stop()
            self._timer = None
        self._show_choices([])
        self.paint()

    def _keep_soon(self) -> None:
        if self.prompt and self.prompt.draft:
            if self._timer:
                self._timer.stop()
            self._timer = self._line.set_timer(PAUSE, self.keep_draft)

    def _forget(self, prompt: Prompt) -> None:
        """An answered prompt leaves no draft behind."""
        if prompt.draft and self._kept and not isinstance(prompt, Roomy):
            self._kept = ""
            self._keep(prompt.draft, "")


def _written(prompt: Prompt) -> str:
    """What of a prompt would be kept."""
    if isinstance(prompt, Roomy):
        return prompt.drafted()
    return prompt.line.text if prompt.line else ""


def _sentence(row: list[Span], width: int, most: int) -> list[list[Span]]:
    """A row that begins with a sentence too long for it is read to its end, in `most` rows."""
    if not row or cell_len(row[0][0]) <= width or width < 1:
        return [row]
    (text, style), *more = row
    lines = wrap(text, width)
    lines = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return [*([(line, style)] for line in lines[:-1]), [(lines[-1], style), *more]]

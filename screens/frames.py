"""The terminal's driver: it keeps what the terminal shows and sends only the cells that changed.

Frames are taken in on the event loop and sent by a thread. When the terminal is slow, frames that came meanwhile are
skipped: the next one is compared with what was really sent. The event loop never waits for the terminal.
"""

import os
import re
import selectors
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from servicedesk_tui.looks import erases_in_colour
from servicedesk_tui.picture import Painted

from .cells import UNKNOWN, Grid, Writer, send_line
from .pasting import Pastes

if TYPE_CHECKING:
    from textual.app import App

SYNC = ("\x1b[?2026h", "\x1b[?2026l")
HIDE_CURSOR = "\x1b[?25l"
STEADY_CURSOR = "\x1b[2 q"
USUAL_CURSOR = "\x1b[0 q"
CLEAR = "\x1b[m\x1b[H\x1b[2J"
ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
MOUSE_ON, MOUSE_OFF = ("".join(f"\x1b[?{mode}{end}" for mode in (1000, 1002, 1006)) for end in "hl")
WHOLE = 1000
"""Bytes from which a frame is worth the terminal's synchronised update."""
PATIENCE = 5.0
"""Seconds that leaving waits for a terminal that takes nothing."""
READ, TICK = 4096, 0.1
"""Bytes that are read at once; seconds after which an escape that nothing followed is a key."""
_FRAME = re.compile(r"\x1b\[\d+;\d+H")


class FrameSender:
    """Takes what the program writes and sends the difference. `write` is called on the event loop; a thread sends."""

    def __init__(
        self, send: Callable[[str], None], wanted: Grid, on_screen: Grid | None = None, *, dyes: bool = False
    ) -> None:
        """`on_screen` is what the terminal, on its alternate screen already, shows before the first frame; `dyes` is True
        for one that erases to the paper in force."""
        self._send = send
        self.wanted = wanted
        self._on_screen = on_screen
        self._sent = Grid(wanted.width, wanted.height, UNKNOWN)
        self._dirty: set[int] = set()
        self._modes: list[str] = []
        self._cursor = (0, 0)
        self._writer = Writer([], dyes=dyes)
        self._synchronises = False
        self._shown = False
        self._clear = False
        self._ended = False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="frames", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def write(self, data: str) -> None:
        """Take in a frame, or a sequence that changes no cell (modes, queries, the bell, the clipboard)."""
        with self._news:
            if data in SYNC:
                self._synchronises = True
            elif _FRAME.match(data):
                written, self._cursor = self.wanted.read(data)
                self._dirty |= written
            elif data == ENTER and self._on_screen is not None:
                self._go_on_from(self._on_screen)
            else:
                self._switch(data)
                self._modes.append(data)
            self._news.notify()

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size: what it shows now is anybody's guess."""
        with self._news:
            self.wanted = self.wanted.resized(width, height)
            self._forget()
            self._clear = True

    def stop(self) -> None:
        """Send what is left, and end."""
        with self._news:
            self._ended = True
            self._news.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=PATIENCE)

    def take(self) -> str:
        """What has to be sent now, which then counts as sent."""
        writer = self._writer
        writer.parts, self._modes = self._modes, []
        if not self._shown:
            return "".join(writer.parts)
        if self._clear:
            writer.parts.append(CLEAR)
            writer.sgr, self._clear = "", False
        for y in sorted(self._dirty):
            if y < self.wanted.height:
                send_line(writer, y, self._sent.lines[y], self.wanted.lines[y])
                self._sent.lines[y] = list(self.wanted.lines[y])
        self._dirty = set()
        writer.move(*self._cursor)
        data = "".join(writer.parts)
        return f"{SYNC[0]}{data}{SYNC[1]}" if self._synchronises and len(data) > WHOLE else data

    def _go_on_from(self, on_screen: Grid) -> None:
        """The picture that is there already is the one to change."""
        self._on_screen = None
        self._switch(ENTER)
        if (on_screen.width, on_screen.height) == (self.wanted.width, self.wanted.height):
            self._sent, self._dirty = on_screen, set()
        else:
            self._clear = True

    def _switch(self, mode: str) -> None:
        """Entering the alternate screen begins a picture; leaving it ends it, and the colours with it."""
        if mode == ENTER:
            self._shown = True
            self._forget()
        elif mode == LEAVE:
            self._shown = False
            # Where there is no other screen to go back to, the shell goes on on a clean one.
            self._modes.append(CLEAR)
            self._writer.sgr = ""

    def _forget(self) -> None:
        self._sent = Grid(self.wanted.width, self.wanted.height, UNKNOWN)
        self._dirty = set(range(self.wanted.height))
        self._writer.x = self._writer.y = -1

    def _has_news(self) -> bool:
        moved = self._shown and self._cursor != (self._writer.x, self._writer.y)
        return bool(self._dirty and self._shown) or bool(self._modes) or self._ended or moved

    def _run(self) -> None:
        ended = False
        while not ended:
            with self._news:
                self._news.wait_for(self._has_news)
                ended, data = self._ended, self.take()
            if data:
                self._send(data)


class FrameDriver(LinuxDriver):
    """Textual's driver with the sender between it and the terminal. `shown` is the picture the terminal has already."""

    shown: ClassVar[Painted | None] = None

    def __init__(
        self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._frames: FrameSender | None = None

    @property
    def lines(self) -> Grid | None:
        """What the terminal is to show."""
        return self._frames.wanted if self._frames else None

    def start_application_mode(self) -> None:
        """Enter, with a cursor that is seen and does not blink: it stands on what the keys act on."""
        wanted = self._frames.wanted if self._frames else Grid(*self._get_terminal_size())
        dyes = erases_in_colour(os.environ.get("TERM", ""))
        self._frames = FrameSender(sender(self._file or sys.stderr), wanted, self._take_over(), dyes=dyes)
        self._frames.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._frames.write(STEADY_CURSOR)

    def _get_terminal_size(self) -> tuple[int, int]:
        """A terminal that does not know its size (0 x 0) has the one the app takes it to have: two answers would have it lay out
        its screens for ever."""
        return self._app.console.size

    def _take_over(self) -> Grid | None:
        """The picture that was painted before the program was there, once."""
        shown = FrameDriver.shown
        if shown is None or shown.taken_over:
            return None
        shown.taken_over = True
        grid = Grid(shown.width, shown.height)
        grid.read(shown.frame)
        return grid

    def _sigcont_application(self, *_signal: object) -> None:
        """Go on after Ctrl+Z. A terminal that hangs up tells its programs to go on too: Textual would begin to read it anew beside
        the reader there is, and one of the two never ends."""
        if self._must_signal_resume:
            super()._sigcont_application()

    def _enable_mouse_support(self) -> None:
        """Presses, drags and the wheel; not every movement, which would cross the network for nothing."""
        if self._mouse:
            self.write(MOUSE_ON)

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write(MOUSE_OFF)

    def _enable_mouse_pixels(self) -> None:
        """Cells are enough; and nobody would turn pixels off again."""

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        self.write(USUAL_CURSOR)
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Read what is typed and pasted until the program ends. A byte that is no UTF-8 becomes a sign for that, where Textual's
        own reader would end the program."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        parser, pastes = XTermParser(self._debug), Pastes()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = os.read(self.fileno, READ) if selector.select(TICK) else None
                if data == b"":
                    self.exit_event.wait(TICK)  # nobody is there any more
                passed = pastes.pass_on(decode(data or b""))
                for message in (*(parser.feed(passed) if passed else ()), *parser.tick()):
                    self.process_message(message)

    def write(self, data: str) -> None:
        """Through the sender; the cursor is not hidden."""
        frames = self._frames
        if frames is None or data == HIDE_CURSOR:
            return
        width, height = self._app.size
        if _FRAME.match(data) and (width, height) != (frames.wanted.width, frames.wanted.height):
            frames.resize(width, height)
        frames.write(data)

    def close(self) -> None:
        """End both threads."""
        if self._frames:
            self._frames.stop()
        super().close()


def sender(file: TextIO) -> Callable[[str], None]:
    """Writes to the terminal; one that is gone is written to no more, and what it cannot encode becomes `?`."""
    encoding = file.encoding or "utf-8"
    gone = False

    def send(data: str) -> None:
        nonlocal gone
        if gone:
            return
        try:
            file.write(data.encode(encoding, "replace").decode(encoding))
            file.flush()
        except (OSError, ValueError):
            gone = True

    return send

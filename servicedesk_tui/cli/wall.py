"""The board as text: once, or for a screen on the wall, drawn anew when anything changes, with a bell for what becomes late."""

import shutil
import signal
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _, n_

from .asked import Misused
from .printing import is_read_by_a_person, print_text
from .program import Verb, make_app
from .service import opened, zone_of
from .wall_text import Board, board_lines

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.rows import ViewRow

app = make_app()
_CARDS = 100
"""Cards that are read of a column: more than any wall is high."""
_HIDE, _SHOW, _CLEAR, _BELL = "\x1b[?25l", "\x1b[?25h", "\x1b[2J\x1b[H", "\a"


@app.command("board", cls=Verb, help=_("Read-only, without keys; --watch goes on until Ctrl+C."))
def board(
    view: Annotated[str, typer.Argument(metavar=_("VIEW"), help=_("Through this saved view, by name or letter."))] = "",
    watch: Annotated[
        bool, typer.Option("--watch", help=_("Stay, follow every change, and ring for what becomes late."))
    ] = False,
) -> None:
    """The board as text."""
    from .saved import find_view

    with opened() as desk:
        seen = find_view(desk, view) if view else None
        if not watch:
            width = shutil.get_terminal_size((120, 40)).columns
            print_text("\n".join(board_lines(_read(desk, seen), width, None, zone_of(desk))))
            return
        if not is_read_by_a_person():
            raise Misused(_("--watch needs a terminal; without it the board is printed once."))
        with opened() as ear:  # what listens holds its connection all the while
            Wall(desk, seen).watch(ear)


def _read(desk: "Desk", seen: "ViewRow | None") -> Board:
    from servicedesk_tui.vocabulary.questions import BoardQuestion
    from servicedesk_tui.vocabulary.rows import Layout

    layout = seen.layout if seen else Layout()
    question = BoardQuestion(limit=_CARDS, filter=seen.query if seen else "", by=layout.by)
    return Board(desk.ask(question), seen.name if seen else "", desk.me.desk_name, desk.now, layout)


class Wall:
    """A board that draws itself anew, row by row, and rings once for each task that becomes late while it hangs there."""

    def __init__(self, desk: "Desk", seen: "ViewRow | None") -> None:
        self._desk, self._seen = desk, seen
        self._shown: list[str] = []
        self._size = (0, 0)
        self._late: frozenset[int] | None = None
        self._minute = -1
        self._is_over = False

    def watch(self, ear: "Desk") -> None:
        """Draw until somebody stops it; `ear` is the same desk by a connection of its own."""
        before = {
            number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        sys.stdout.write(_HIDE)
        try:
            for _items in ear.listen(self._tick):
                self.draw()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            sys.stdout.write(f"\x1b[{max(1, self._size[1])};1H\n{_SHOW}")
            sys.stdout.flush()

    def _stop(self, _number: int, _frame: Any) -> None:
        self._is_over = True

    def _tick(self) -> bool:
        """Between two looks at what others did: time goes by too, and a terminal gets another size. True once it is over."""
        minute = int(self._desk.now.timestamp() // 60)
        if not self._is_over and (minute, shutil.get_terminal_size((120, 40))) != (self._minute, self._size):
            self._minute = minute
            self.draw()
        return self._is_over

    def draw(self) -> None:
        """What is on the board now: only rows that changed are written."""
        size = shutil.get_terminal_size((120, 40))
        if size != self._size:
            self._size, self._shown = (size.columns, size.lines), []
            sys.stdout.write(_CLEAR)
        rows = board_lines(_read(self._desk, self._seen), size.columns, size.lines, zone_of(self._desk))
        news = self._news()
        if news:
            rows[-1] = news[: size.columns]
        changed = [n for n, row in enumerate(rows) if n >= len(self._shown) or self._shown[n] != row]
        changed += range(len(rows), len(self._shown))
        for number in changed:
            row = rows[number] if number < len(rows) else ""
            sys.stdout.write(f"\x1b[{number + 1};1H{row}\x1b[K")
        sys.stdout.write(_BELL if news else "")
        sys.stdout.flush()
        self._shown = rows

    def _news(self) -> str:
        """What became late since the last look; nothing at the first one."""
        from servicedesk_tui.vocabulary.day import LateQuestion
        from servicedesk_tui.vocabulary.refs import ref

        late = frozenset(self._desk.ask(LateQuestion(filter=self._seen.query if self._seen else "")))
        before, self._late = self._late, late
        fresh = sorted(late - before) if before is not None else []
        if not fresh:
            return ""
        said = n_("{tasks} is late now", "{tasks} are late now", len(fresh))
        return said.format(tasks=", ".join(ref(number) for number in fresh[:8]))

"""A picture of the board for the next start: what the terminal shows, with its time in the top line."""

from rich.console import Console
from textual.strip import Strip

from .cells import UNKNOWN, Grid, Writer, send_line


def draw_picture(lines: Grid, top: Strip, console: Console, *, dyes: bool = False) -> str:
    """The bytes that paint `lines` on an empty screen, with `top` as the first of them; `dyes` as a `Writer` has
    it."""
    picture = lines.resized(lines.width, lines.height)
    picture.lines[0] = Grid(lines.width, 1).lines[0]
    picture.read(f"\x1b[1;1H{top.render(console)}")
    writer = Writer([], dyes=dyes)
    for y, line in enumerate(picture.lines):
        send_line(writer, y, [UNKNOWN] * picture.width, line)
    writer.plain()
    return "".join(writer.parts)

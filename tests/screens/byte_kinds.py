"""What the byte table is written with: kinds of steps and their budgets, rows, and keys."""

from typing import NamedTuple


class Budget(NamedTuple):
    """What a kind of step may send: with the frame differ, and without it where that is held to anything."""

    most: int
    plain: int | None = None


KINDS = {
    "first paint": Budget(12_000),
    "idle": Budget(0, 0),
    "minute": Budget(600),
    "step": Budget(400, 1_024),
    "page": Budget(4_000, 6_144),
    "opens task": Budget(4_500),
    "screen": Budget(10_000),
    "key": Budget(150, 300),
    "writes": Budget(600),
    "turns": Budget(900),
    "narrows": Budget(900, 1_700),
    "marks": Budget(400),
    "asks": Budget(2_600),
    "closes": Budget(2_600),
    "changes": Budget(4_000),
    "looks": Budget(10_000),
    "says": Budget(400, 1_024),
    "load": Budget(1_200),
}
"""DESIGN 9's, and: a key of a line or a picker, one of a text of many lines, one that turns what it is, one that leaves other rows of a list, marks, a prompt or box that opens, one
that closes, a change of a task that the board then shows, another look of the whole board, a sentence in the
bottom line, and a step over the workload, which also lists what is behind the cell."""


class Step(NamedTuple):
    """Keys, and what kind of step they are."""

    keys: str
    kind: str


class Row(NamedTuple):
    """What an action sends on a screen. `before` and `after` are pressed and not counted."""

    screen: str
    action: str
    steps: tuple[Step, ...]
    before: str = ""
    after: str = ""


def row(screen: str, action: str, *steps: tuple[str, str], before: str = "", after: str = "") -> Row:
    """A row of a screen and action, with its steps."""
    return Row(screen, action, tuple(Step(*step) for step in steps), before, after)


def done(keys: str) -> tuple[str, str]:
    """Keys after which the desk has changed and the board shows it."""
    return (keys, "changes")


ESC, CTRL_P, CTRL_D, CTRL_U, CTRL_L, CTRL_R, HOME, END = (
    "\x1b",
    "\x10",
    "\x04",
    "\x15",
    "\x0c",
    "\x12",
    "\x1b[H",
    "\x1b[F",
)

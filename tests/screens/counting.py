"""Counting what the program sends: on the sample desk, in a real terminal, at a moment that is always the same.

`python -m tests.screens.counting` prints the byte table as it is measured.
"""

import io
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.demo import firm
from servicedesk_tui.demo.opening import build
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import AddNote, SetDue
from servicedesk_tui.vocabulary.questions import ListQuestion
from servicedesk_tui.vocabulary.reminding import RaiseDue, SetReminder

from ..terminal import Terminal
from . import counted
from .byte_table import ESC, GROUPS, KINDS, OVER, Row, Step

NOW = datetime(2026, 3, 3, 9, 20, tzinfo=UTC)
"""A Tuesday at twenty past ten in Copenhagen: what the sample desk and the program take for now."""
ME = firm.FIRST_ADMIN[0]
ESCAPE = 0.15
"""Seconds after which an escape is one, and not the beginning of another key."""


class Measured(NamedTuple):
    """What a step sent, and whether something was changed by it."""

    row: Row
    step: Step
    sent: int
    changed: bool


def sample_desk(folder: Path) -> Path:
    """The sample desk, always the same; the first task of its inbox has much to read."""
    from servicedesk_tui.desk import Desk

    path = folder / "sample.db"
    address = StoreAddress(path=path, named=True)
    build(address, size=400, seed=1, now=NOW)
    with Desk.open(address, as_login=ME, clock=FrozenClock(NOW)) as desk:
        first = desk.ask(ListQuestion(status="inbox", limit=1))[0].id
        for number in range(60):
            desk.do(AddNote(task=first, body=f"note {number} of what was said about it on the telephone"))
    _fill_inbox(address)
    return path


def _fill_inbox(address: StoreAddress) -> None:
    """Reminders that have come for tasks that are waited for, and one for no task."""
    from servicedesk_tui.desk import Desk

    with Desk.open(address, as_login=ME, clock=FrozenClock(NOW - timedelta(hours=2))) as desk:
        for card in desk.ask(ListQuestion(status="waiting", limit=20)):
            desk.do(SetReminder(task=card.id, at=NOW - timedelta(hours=1), text="ask whether the parts have come"))
        desk.do(SetReminder(at=NOW - timedelta(minutes=90), text="hand the keys in"))
    with Desk.open(address, as_login=ME, clock=FrozenClock(NOW)) as desk:
        desk.do(RaiseDue())


def promise(path: Path, minutes: int) -> None:
    """The first task of the inbox is due so soon that each minute is counted."""
    from servicedesk_tui.desk import Desk

    address = StoreAddress(path=path, named=True)
    with Desk.open(address, as_login=ME, clock=FrozenClock(NOW)) as desk:
        first = desk.ask(ListQuestion(status="inbox", limit=1))[0].id
        desk.do(SetDue(task=first, due=NOW + timedelta(minutes=minutes)))


def start(desk: Path, kind: str, *, rate: int = 1) -> Terminal:
    """The program on `desk`: with the frame differ, or `plain` without it. `rate` is how fast its minutes go by."""
    program = str(Path(counted.__file__))
    terminal = Terminal(sys.executable, program, str(desk), kind, NOW.isoformat(), str(rate), ME)
    terminal.child.logfile_read = io.BytesIO()
    terminal.wait_for(rf"(overdue|unowned|untouched) +{ME}")
    return terminal


def sent(terminal: Terminal) -> int:
    """How much the terminal was sent so far."""
    written: io.BytesIO = terminal.child.logfile_read
    return written.tell() - len(counted.REST) * written.getvalue().count(counted.REST.encode())


def sent_by(terminal: Terminal, keys: str, patience: float = 20) -> int:
    """How much the terminal is sent after `keys`, until the program has come to rest (or has ended)."""
    before, start = sent(terminal), terminal.child.logfile_read.tell()
    terminal.type(keys)
    if keys.endswith(ESC):
        time.sleep(ESCAPE)
    terminal.type(counted.ASKS)
    end = time.monotonic() + patience
    while counted.REST.encode() not in terminal.child.logfile_read.getvalue()[start:] and terminal._read():
        if time.monotonic() > end:
            raise AssertionError(f"no rest after {keys!r}; the screen shows:\n{terminal.text}")
    return sent(terminal) - before


def play(terminal: Terminal, desk: Path, rows: tuple[Row, ...]) -> Iterator[Measured]:
    """Play rows one after the other."""
    with closing(sqlite3.connect(desk)) as store:

        def latest() -> int:
            return int(store.execute("SELECT max(id) FROM batch").fetchone()[0])

        for row in rows:
            if row.before:
                sent_by(terminal, row.before)
            for step in row.steps:
                before = latest()
                yield Measured(row, step, sent_by(terminal, step.keys), latest() > before)
            if row.after:
                sent_by(terminal, row.after)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HOME": folder, "SERVICEDESK_SCHEDULER": "off"} | {
            f"XDG_{n}_HOME": f"{folder}/{n}" for n in ("CONFIG", "DATA", "CACHE", "STATE")
        }
        found: dict[tuple[str, str, str, str], dict[str, int]] = {}
        for kind in ("differ", "plain"):
            for group, rows in [*GROUPS.items(), *((f"over {n}", (row,)) for n, row in enumerate(OVER))]:
                desk = sample_desk(Path(tempfile.mkdtemp(dir=folder)))
                with start(desk, kind) as terminal:
                    sent_by(terminal, "")
                    if group == "moves":
                        found.setdefault(("BoardScreen", "", "", "first paint"), {})[kind] = sent(terminal)
                    for row, step, size, _changed in play(terminal, desk, rows):
                        had = found.setdefault((row.screen, row.action, repr(step.keys), step.kind), {})
                        had[kind] = max(size, had.get(kind, 0))
        sys.stdout.write(
            "| screen | action | keys | kind | differ | most | plain | most |\n|---|---|---|---|--:|--:|--:|--:|\n"
        )
        for (screen, action, keys, kind), size_of in found.items():
            most, plain = KINDS[kind]
            sys.stdout.write(
                f"| {screen} | `{action}` | `{keys}` | {kind} | {size_of['differ']} | {most} | {size_of['plain']} "
                f"| {'' if plain is None else plain} |\n"
            )


if __name__ == "__main__":
    main()

"""A program of the simulation: looks after the desk whenever its clock has moved, until it is killed.

`python -m tests.reminders.crew STORE LOGIN CLOCK SKEW LOG`: the clock is a file with the seconds of the simulated epoch, to which
SKEW seconds are added; what it makes heard is added to LOG, a line a notification.
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from servicedesk_tui.desk import Desk, identity
from servicedesk_tui.reminders.scheduler import Scheduler
from servicedesk_tui.settings import address_of
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.reminding import News


class FileClock:
    """The simulated time, as one machine sees it."""

    def __init__(self, path: Path, skew: float = 0.0) -> None:
        self._path = path
        self._skew = skew

    def now(self) -> datetime:
        return datetime.fromtimestamp(float(self._path.read_text()) + self._skew, UTC)


def set_clock(path: Path, seconds: float) -> None:
    """Set it, in one step for whoever reads it meanwhile."""
    fresh = path.with_suffix(".new")
    fresh.write_text(repr(seconds))
    fresh.replace(path)


def main() -> None:
    """Look after the desk until the clock says that it is over."""
    store, login, path, skew, log = sys.argv[1:]
    setattr(identity, "account", lambda: login)  # noqa: B010 - as if the operating system's user were they
    clock = FileClock(Path(path), float(skew))
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def hear(news: News) -> None:
        for notice in news.notices:
            os.write(out, f"{notice.id}\n".encode())

    with Desk.open(address_of(store), terminal=f"crew-{os.getpid()}", clock=clock) as desk:
        scheduler = Scheduler(desk, hear, lambda _said: None)
        before = None
        while True:
            now = clock.now()
            if now != before:
                try:
                    asyncio.run(scheduler.step())
                    before = now
                except Refusal:
                    continue  # another one writes; it is tried again
            time.sleep(0.01)


if __name__ == "__main__":
    main()

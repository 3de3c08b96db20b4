"""What of mine waits in the inbox, for the top line of every screen; and what was just made heard, for the bottom line."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from servicedesk_tui.locale.reminding import in_one
from servicedesk_tui.vocabulary.reminding import Channel, News, NewsQuestion, Notice

from .glyphs import GLYPHS

if TYPE_CHECKING:
    from .session import Session

REST = 4.0
"""Seconds for which what was said stays before news take its place."""


class Newsreel:
    """Counts what waits, and says once what was made heard, whichever program rang for it."""

    def __init__(self, session: "Session") -> None:
        self.count = 0
        self._session = session
        self._told: set[tuple[int, datetime | None]] = set()
        self._unsaid: list[Notice] = []
        self._spoke = 0.0

    @property
    def sign(self) -> str:
        """How many notifications wait, for a top line; "" for none."""
        return f"{GLYPHS.post} {self.count}" if self.count else ""

    @property
    def waits(self) -> bool:
        """True while something is to be said."""
        return bool(self._unsaid)

    def read(self, then: Callable[[], None]) -> None:
        """Ask how many wait; `then` when that is known."""

        def take(news: News) -> None:
            self._count(news, then)

        self._session.ask(NewsQuestion(), "news", take)

    def listen(self, then: Callable[[], None]) -> None:
        """Something was made heard: ask what; `then` when it is to be said."""

        def take(news: News) -> None:
            fresh = [one for one in news.notices if (one.id, one.heard_at) not in self._told]
            self._told = {(one.id, one.heard_at) for one in news.notices}
            if any(Channel.LINE in one.channels for one in fresh):
                # Of several rings within a minute only what was not said before.
                self._unsaid += fresh
            self._count(news, then)

        self._session.ask(NewsQuestion(), "rung", take)

    def take(self) -> str:
        """What is to be said, once."""
        unsaid, self._unsaid = self._unsaid, []
        return in_one(unsaid, self._session.now()[0])

    def spoke(self) -> None:
        """Something else was said just now."""
        self._spoke = time.monotonic()

    def rests(self) -> float:
        """For how many seconds more what was said is to stay."""
        return max(0.0, REST - (time.monotonic() - self._spoke))

    def _count(self, news: News, then: Callable[[], None]) -> None:
        self.count = news.count
        then()

"""Looks after the desk: raises what is due, makes heard what is to be heard, and brings back what was handed over for a time.

Every open program runs one, and a worker at night. None of them is in charge: what reaches people is unique in the store, so
that it does not matter who looks, in whatever order they start, stop, crash or sleep. It sleeps until the next due moment, which
an index names, and wakes early when the feed says that something changed. APScheduler is the ticker; it runs on an event loop of
this thread's own, where waiting on the database disturbs nobody.
"""

import asyncio
import contextlib
import logging
import random
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment, span, zone
from servicedesk_tui.vocabulary.handing import BringBack, DueBackQuestion
from servicedesk_tui.vocabulary.refusals import OutOfDate, Refusal
from servicedesk_tui.vocabulary.reminding import (
    News,
    NewsQuestion,
    NextDue,
    NextDueQuestion,
    RaiseDue,
    ReportRings,
    TakeRings,
    TellFailed,
)

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

LOG = logging.getLogger("servicedesk.scheduler")
HEARTBEAT = timedelta(minutes=10)
"""How often it is noted that the desk is looked after, when nothing else is to do."""
LONG = timedelta(days=1)
"""How long nobody may have looked after the desk before that is said."""
SETTLE = (0.05, 0.45)
"""Seconds from a change until it is looked at, by chance: of many programs one comes first, and the others find it done."""
BACK_OFF = (1.0, 300.0)
"""Seconds until something that failed is tried again, at first and at most; twice as long each time."""
TELL_AFTER = 3
"""How often something fails before that is said."""
WATCH = 1.0
"""Seconds between two looks at the clock: one that was set, or a machine that slept, does not wait for its timer."""
JUMP = 1.0
BRINGS_BACK = 60.0

Ring = Callable[[News], Awaitable[None]]
Tell = Callable[[str], None]


class Scheduler:
    """Belongs to the thread that runs it, with a desk of its own. `ring` makes news heard in this program, `tell` says what
    its person should know of the scheduler itself; `patience` seconds are left to other programs of theirs first."""

    def __init__(
        self, desk: "Desk", ring: Ring, tell: Tell, *, patience: int = 0, now: Callable[[], datetime] | None = None
    ) -> None:
        self._desk = desk
        self._ring = ring
        self._tell = tell
        self._patience = patience
        self._now = now or (lambda: desk.now)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._is_over = False
        self._ticker: Any = None
        self._failures: dict[str, int] = {}
        self._offset = 0.0
        self.next_at: datetime | None = None
        """When it looks again, as far as it knows."""
        self.raised = 0
        """How many notifications it has raised."""
        self.looked: Callable[[], None] = lambda: None
        """Is called after every look."""

    # -- from other threads ------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Something changed: look soon."""
        self._call(self._look_soon)

    def stop(self) -> None:
        """Look after nothing any more."""
        self._is_over = True
        self._call(lambda: self._over.set() if self._over else None)

    def _call(self, what: Callable[[], object]) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            try:
                loop.call_soon_threadsafe(what)
            except RuntimeError:  # it ended between the question and the call
                return

    # -- in its own thread -------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Look after the desk until it is stopped."""
        asyncio.run(self._run())

    async def step(self) -> int:
        """Do what is due now, and no more; answers how many notifications were raised. Raises what goes wrong."""
        self._raise()
        await self._make_heard()
        if self._desk.me.rights and self._desk.ask(DueBackQuestion()):
            self._desk.do(BringBack())
        return self.raised

    async def _run(self) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._ticker = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._offset = self._now().timestamp() - time.monotonic()
        self._ticker.add_job(self._watch, "interval", seconds=WATCH, id="watch")
        self._ticker.add_job(self._bring_back, "interval", seconds=BRINGS_BACK, id="bring back")
        self._ticker.start()
        self._say_when_nobody_looked()
        self._at("bring back now", self._bring_back, 0.0)
        self._look_in(0.0)
        if not self._is_over:
            await self._over.wait()
        self._ticker.shutdown(wait=False)

    def _at(self, name: str, job: Callable[[], Awaitable[None]], seconds: float) -> None:
        """Have a job done in so many seconds; one of that name that waits is done then instead."""
        when = datetime.now(UTC) + timedelta(seconds=max(0.0, seconds))
        self._ticker.add_job(job, "date", run_date=when, id=name, replace_existing=True)

    def _look_in(self, seconds: float) -> None:
        self.next_at = self._now() + timedelta(seconds=seconds)
        self._at("look", self._look, seconds)

    def _look_soon(self) -> None:
        seconds = random.uniform(*SETTLE)
        if self._ticker is not None and (
            self.next_at is None or self.next_at > self._now() + timedelta(seconds=seconds)
        ):
            self._look_in(seconds)

    async def _watch(self) -> None:
        """A clock that went another way than time does: look at once."""
        offset = self._now().timestamp() - time.monotonic()
        if abs(offset - self._offset) > JUMP:
            self._offset = offset
            self._look_in(0.0)

    async def _look(self) -> None:
        """Do what is due, then sleep until the next thing is."""
        self.next_at = None

        async def look() -> float:
            due: NextDue = self._desk.ask(NextDueQuestion())
            if due.is_due or due.ran_at is None or not timedelta() <= due.now - due.ran_at < HEARTBEAT:
                self._raise()
                due = self._desk.ask(NextDueQuestion())
            if due.rings_at is not None and due.rings_at <= due.now - timedelta(seconds=self._patience):
                await self._make_heard()
                due = self._desk.ask(NextDueQuestion())
            return self._until(due)

        seconds = await self._guarded("look", look)
        if seconds is not None:
            self._look_in(seconds)
            self.looked()

    def _until(self, due: NextDue) -> float:
        """Seconds until something is due. What is due already and was not done is another program's: look again shortly."""
        rings_at = due.rings_at + timedelta(seconds=self._patience) if due.rings_at else None
        moments = [at for at in (due.next_at, rings_at) if at is not None]
        soonest = min([*moments, due.now + HEARTBEAT])
        seconds = (soonest - due.now).total_seconds()
        if seconds <= 0 or due.is_due:
            return 1.0
        return seconds + random.uniform(0.0, SETTLE[0])

    def _raise(self) -> None:
        """Raise what is due, to its end."""
        while found := self._desk.do(RaiseDue()).created:
            self.raised += found
            if not self._desk.ask(NextDueQuestion()).is_due:
                return

    async def _make_heard(self) -> None:
        token = uuid.uuid4().hex
        if self._desk.do(TakeRings(token=token, patience=self._patience)).created:
            await self._ring(self._desk.ask(NewsQuestion(token=token)))
            self._desk.do(ReportRings(token=token))

    async def _bring_back(self) -> None:
        """What was handed over for a time that has ended comes back."""

        async def bring_back() -> float:
            if self._desk.me.rights and self._desk.ask(DueBackQuestion()):
                self._desk.do(BringBack())
            return 0.0

        await self._guarded("bring back", bring_back)

    async def _guarded(self, name: str, job: Callable[[], Awaitable[float]]) -> float | None:
        """A job that fails is logged and tried again after a while; one that keeps failing is said once. It stops no other."""
        try:
            answer = await job()
        except OutOfDate as refusal:
            self._tell(refusal.message)
            self.stop()
            return None
        except Exception as error:
            failures = self._failures[name] = self._failures.get(name, 0) + 1
            LOG.warning(
                "%s failed, %d times in a row: %s", name, failures, error, exc_info=not isinstance(error, Refusal)
            )
            if failures == TELL_AFTER:
                why = error.message if isinstance(error, Refusal) else f"{type(error).__name__}: {error}"
                said = _("Reminders cannot be looked after: {why} It is tried again.").format(why=why)
                self._tell(said)
                with contextlib.suppress(Refusal):  # the store may be what fails
                    self._desk.do(TellFailed(text=said))
            return float(min(BACK_OFF[1], BACK_OFF[0] * 2 ** min(failures - 1, 10)))
        if self._failures.pop(name, 0) >= TELL_AFTER:
            self._tell(_("Reminders are looked after again."))
        return answer

    def _say_when_nobody_looked(self) -> None:
        try:
            due: NextDue = self._desk.ask(NextDueQuestion())
        except Refusal:
            return  # the first look says it
        if due.ran_at is not None and due.now - due.ran_at > LONG:
            here = zone(self._desk.me.zone)
            since = moment(due.ran_at, False, due.now, here)
            said = _("Nobody looked after the desk since {since}, for {length}; what was missed comes now.")
            self._tell(said.format(since=since, length=span(due.now - due.ran_at)))

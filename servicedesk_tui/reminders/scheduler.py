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
    Channel,
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
ROUNDS, MOST_ROUNDS = 10, 1000
"""How many rounds of what is due are raised at a look; and in the one look there is, without a scheduler."""

Ring = Callable[[News], Awaitable[None]]
Tell = Callable[[str], None]


class Scheduler:
    """Belongs to the thread that runs it, with a desk of its own. `ring` makes news heard in this program, `tell` says what
    its person should know of the scheduler itself. It rings for what is to be heard through one of its `channels`; `patience`
    seconds are left to other programs of theirs first."""

    def __init__(
        self,
        desk: "Desk",
        ring: Ring,
        tell: Tell,
        *,
        channels: tuple[Channel, ...] = tuple(Channel),
        patience: int = 0,
    ) -> None:
        self._desk = desk
        self._ring = ring
        self._tell = tell
        self._channels = channels
        self._patience = patience
        self._asks = NextDueQuestion(channels=channels)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._is_over = False
        self._ticker: Any = None
        self._failures: dict[str, int] = {}
        self._offset = self._offset_of_ticker = 0.0
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
        for _round in range(MOST_ROUNDS):
            self._raise()
            if not self._desk.ask(self._asks).is_due:
                break
        await self._make_heard(patience=0)
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
        self._ticker.start()
        self._say_when_nobody_looked()
        self._begin_anew()
        while not self._is_over:
            self._watch()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), WATCH)
        self._ticker.shutdown(wait=False)

    def _now(self) -> datetime:
        return self._desk.now

    def _begin_anew(self) -> None:
        """Look at once, whatever was planned: planned jobs go by a clock that may show another time now."""
        self._offset = self._now().timestamp() - time.monotonic()
        self._offset_of_ticker = time.time() - time.monotonic()
        self._at("bring back", self._bring_back, 0.0)
        self._look_in(0.0)

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

    def _watch(self) -> None:
        """A clock that went another way than time does, the desk's or the one that jobs go by: look at once."""
        passed = time.monotonic()
        jumped = abs(self._now().timestamp() - passed - self._offset) > JUMP
        if jumped or abs(time.time() - passed - self._offset_of_ticker) > JUMP:
            self._begin_anew()

    async def _look(self) -> None:
        """Do what is due, then sleep until the next thing is."""
        self.next_at = None

        async def look() -> float:
            due: NextDue = self._desk.ask(self._asks)
            if due.is_due or due.ran_at is None or not timedelta() <= due.now - due.ran_at < HEARTBEAT:
                self._raise()
                due = self._desk.ask(self._asks)
            if due.rings_at is not None and due.rings_at <= due.now - timedelta(seconds=self._patience):
                await self._make_heard(self._patience)
                due = self._desk.ask(self._asks)
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
        """Raise what is due: some rounds of it, so that what there is much of lets others in between."""
        for _round in range(ROUNDS):
            self.raised += self._desk.do(RaiseDue()).created or 0
            if not self._desk.ask(self._asks).is_due:
                return

    async def _make_heard(self, patience: int) -> None:
        token = uuid.uuid4().hex
        if self._desk.do(TakeRings(token=token, channels=self._channels, patience=patience)).created:
            await self._ring(self._desk.ask(NewsQuestion(token=token)))
            self._desk.do(ReportRings(token=token))

    async def _bring_back(self) -> None:
        """What was handed over for a time that has ended comes back."""

        async def bring_back() -> float:
            if self._desk.me.rights and self._desk.ask(DueBackQuestion()):
                self._desk.do(BringBack())
            return BRINGS_BACK

        seconds = await self._guarded("bring back", bring_back)
        if seconds is not None:
            self._at("bring back", self._bring_back, seconds)

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
            due: NextDue = self._desk.ask(self._asks)
        except Refusal:
            return  # the first look says it
        if due.ran_at is not None and due.now - due.ran_at > LONG:
            here = zone(self._desk.me.zone)
            since = moment(due.ran_at, False, due.now, here)
            said = _("Nobody has looked after the desk since {since}, for {length}; what was missed comes now.")
            self._tell(said.format(since=since, length=span(due.now - due.ran_at)))

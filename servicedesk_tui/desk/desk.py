"""The Desk: the one way in. Every change goes through `do`, every look through `ask`.

`do`: permission → validation → handler → changes taken from the session → commit → feed, in one transaction under the
store's one write lock. A bulk verb reads and thinks first, takes the lock, and only if nothing it relied on moved
meanwhile writes what it prepared; otherwise it does it all again under the lock.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from servicedesk_tui.clock import Clock, SystemClock
from servicedesk_tui.locale import _
from servicedesk_tui.models import Batch, Person
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store import feed
from servicedesk_tui.store.engine import interrupt, open_engine, store_now
from servicedesk_tui.store.faults import faults_in_words, masked
from servicedesk_tui.store.opening import ready_schema
from servicedesk_tui.store.schema import refuse_other_version
from servicedesk_tui.store.transaction import introduce, reading, taking_lock, writing
from servicedesk_tui.store.turn import OnWait
from servicedesk_tui.vocabulary.commands import Bulk, Command, Redo, Undo
from servicedesk_tui.vocabulary.desk_commands import ImportTasks
from servicedesk_tui.vocabulary.enums import Origin, Reversal
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.questions import Question
from servicedesk_tui.vocabulary.refusals import Invalid, Refusal
from servicedesk_tui.vocabulary.rows import ONES_OWN, FeedItem, Me

from . import handlers, reads
from .bulk import Passed, apply_each
from .identity import who_am_i
from .kept import Kept
from .reads.asking import Asking
from .recording import conclude, conclude_reversal
from .registry import HANDLERS, READS
from .undo import find_batch, take_back
from .work import NeedsLock, Work

TRIES = 3
PRUNE_EVERY = 500

__all__ = ["Desk", "handlers", "reads"]


class Desk:
    """A person at a store, from one terminal. Belongs to the thread that opened it."""

    def __init__(
        self, engine: Engine, address: StoreAddress, me: Me, *, origin: Origin, terminal: str, clock: Clock
    ) -> None:
        self._engine = engine
        self._address = address
        self._origin = origin
        self._terminal = terminal
        self._clock = clock
        self._kept = Kept()
        self.me = me

    @classmethod
    def open(
        cls,
        address: StoreAddress,
        *,
        as_login: str | None = None,
        origin: Origin = Origin.SHELL,
        terminal: str = "",
        clock: Clock | None = None,
    ) -> Self:
        """The desk at `address`, upgraded when it is older (with a backup first). Refuses what cannot be opened and
        who is not known here."""
        clock = clock or SystemClock()
        engine = open_engine(address, clock)
        try:
            ready_schema(engine, address)
            with reading(engine, str(address)) as session:
                me = who_am_i(session, as_login)
            introduce(engine, me.login)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, address, me, origin=origin, terminal=terminal, clock=clock)

    def close(self) -> None:
        """Let the store go."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The store's address without secrets."""
        return masked(str(self._address))

    @property
    def now(self) -> datetime:
        """The moment it is at this terminal."""
        return self._clock.now()

    # -- reading ----------------------------------------------------------------------------------------------------

    def ask(self, question: Question, *, as_of: datetime | None = None) -> Any:
        """The answer to a question, as frozen rows; with `as_of` as it would have been then. Refuses what is still to come."""
        if type(question) not in READS:
            reads.load_the_rest()
        read = READS[type(question)]
        with reading(self._engine, self.where) as session:
            now = store_now(session.connection(), self._clock)
            kept: Kept | None = self._kept
            if as_of is not None:
                if as_of > now:
                    raise Invalid(_("What will be is not known yet; name a moment that has passed."))
                from .asof import go_back

                go_back(session, as_of)
                now, kept = as_of, None
            return read(Asking(session, self.me, self._terminal, now, kept), question)

    def since(self, seq: int) -> tuple[FeedItem, ...]:
        """What the feed says after `seq`."""
        with reading(self._engine, self.where) as session:
            return feed.since(session, seq)

    def interrupt(self) -> None:
        """Stop the read under way in another thread: it ends as a refusal nobody needs to see."""
        interrupt(self._engine)

    def listen(self, is_over: Callable[[], bool], rest: feed.Rest = time.sleep) -> Iterator[tuple[FeedItem, ...]]:
        """What is committed from now on, here or elsewhere, until `is_over`; blocks in between. `rest` takes up to so many
        seconds: one that ends early lets `is_over` be seen at once."""
        with faults_in_words(self.where):
            listener = feed.Listener(self._engine, rest)
            try:
                while items := listener.wait(is_over):
                    yield items
            finally:
                listener.close()

    # -- doing ------------------------------------------------------------------------------------------------------

    def do(self, command: Command, *, cause: int | None = None, on_wait: OnWait = lambda _who: None) -> Done:
        """Carry out a command whole, or refuse it and leave nothing. `cause` is the batch that led a rule to it."""
        if isinstance(command, Bulk):
            try:
                return self._do_prepared(command, cause, on_wait)
            except NeedsLock:
                pass
        for attempt in range(1, TRIES + 1):
            try:
                with writing(self._engine, self.where, self.me.login, on_wait) as session:
                    return self._carry_out(self._begin(session, locked=True), command, cause)
            except StaleDataError:
                if attempt == TRIES:
                    raise
        raise AssertionError("unreachable")

    def rehearse(self, bulk: Bulk) -> Done:
        """What a bulk would do, without doing it: the tasks it would change and those it would pass over. Refuses what
        `do` would refuse."""
        try:
            with faults_in_words(self.where), Session(self._engine, autoflush=False, expire_on_commit=False) as session:
                work = self._begin(session, locked=False)
                work.preload(bulk.tasks)
                passed = apply_each(work, bulk, rehearsing=True)
        except NeedsLock:  # the session is closed by now: there is one connection
            return self._rehearse_locked(bulk)
        return Done(batch=None, sentence="", tasks=tuple(passed.tasks), declined=tuple(passed.declined))

    def _rehearse_locked(self, bulk: Bulk) -> Done:
        """For commands that need rows of their own while they decide: as in earnest, but for the end."""
        with writing(self._engine, self.where, self.me.login) as session:
            work = self._begin(session, locked=True)
            work.preload(bulk.tasks)
            passed = apply_each(work, bulk, rehearsing=True)
            session.rollback()
        return Done(batch=None, sentence="", tasks=tuple(passed.tasks), declined=tuple(passed.declined))

    def _begin(self, session: Session, *, locked: bool) -> Work:
        connection = session.connection()
        refuse_other_version(connection)
        me = session.get(Person, self.me.id)
        if me is None or not me.active:
            raise Refusal(_("{login} is no longer active here.").format(login=self.me.login))
        return Work(session, me=me, now=store_now(connection, self._clock), locked=locked)

    def _carry_out(self, work: Work, command: Command, cause: int | None) -> Done:
        if isinstance(command, Undo | Redo):
            return self._reverse(work, command)
        if isinstance(command, Bulk):
            work.preload(command.tasks)
            return self._conclude(work, command.command, apply_each(work, command), cause)
        return self._conclude(work, command, Passed.single(command, HANDLERS[type(command)](work, command)), cause)

    def _do_prepared(self, bulk: Bulk, cause: int | None, on_wait: OnWait) -> Done:
        """Read and decide without the lock; write under it, if nothing relied on has moved."""
        with faults_in_words(self.where), Session(self._engine, autoflush=False, expire_on_commit=False) as session:
            seq = feed.position(session)
            work = self._begin(session, locked=False)
            work.preload(bulk.tasks)
            passed = apply_each(work, bulk)
            with taking_lock(session, self.where, self.me.login, on_wait):
                refuse_other_version(session.connection())
                if _moved_under(session, seq, set(bulk.tasks)):
                    raise NeedsLock
                work.locked = True
                return self._conclude(work, bulk.command, passed, cause)

    def _reverse(self, work: Work, command: Undo | Redo) -> Done:
        redo = isinstance(command, Redo)
        batch = find_batch(work, self._terminal, command.batch, redo=redo)
        batches, inverse, tasks = take_back(work, batch)
        record = self._batch(work, batch.command, batch.params, None)
        record.reversal, record.undoes_id = (Reversal.REDO if redo else Reversal.UNDO), batch.id
        return conclude_reversal(work, record, batch, batches, inverse, tasks)

    def _conclude(self, work: Work, command: Command, passed: Passed, cause: int | None) -> Done:
        record = None
        if not command.quiet and passed.did_something:
            record = self._batch(work, type(command).__name__, passed.told.params, cause)
        done = conclude(work, record, passed)
        if record is not None and record.id is not None and record.id % PRUNE_EVERY == 0:
            feed.prune(work.session, work.now)
        return done

    def _batch(self, work: Work, command: str, params: Any, cause: int | None) -> Batch:
        origin = Origin.IMPORT if command == ImportTasks.__name__ else self._origin
        return Batch(
            at=work.now,
            person_id=work.my_id,
            origin=origin,
            terminal=self._terminal,
            command=command,
            params=dict(params),
            cause_id=cause,
        )


def _moved_under(session: Session, seq: int, tasks: set[int]) -> bool:
    """True when something a bulk relied on was changed since it read."""
    return any(
        item.topic not in ONES_OWN and (item.topic != "task" or item.ref in tasks or not item.ref)
        for item in feed.since(session, seq, limit=100_000)
    )

"""The threads behind one glass, each with a desk of its own, which is imported inside them."""

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import Command
from servicedesk_tui.vocabulary.enums import Role
from servicedesk_tui.vocabulary.errands import Errand
from servicedesk_tui.vocabulary.notes import Present
from servicedesk_tui.vocabulary.questions import Question
from servicedesk_tui.vocabulary.refusals import OutOfDate, Refusal, StoreMissing, StoreRefusal

from .messages import (
    Answered,
    Around,
    Broke,
    Did,
    Failed,
    Heard,
    Listening,
    NotAnswered,
    NotRan,
    Post,
    Ran,
    Ready,
    Refused,
    Rings,
    Underway,
    Waiting,
    Warned,
)
from .waiting import Questions

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.reminders.scheduler import Scheduler

ASIDE = frozenset({"draft", "seen", "rung"})
"""What is heard of that nobody can be told of."""
REST = 3.0
"""Seconds without a question after which the reader looks at what is slow when it is first looked at."""
PLANS = frozenset({Role.LEAD, Role.DISPATCHER, Role.ADMIN})
"""Who looks at the workload."""
RETRY = 3.0
"""Seconds until a store that is out of reach is tried again."""


def is_passing(refusal: Refusal) -> bool:
    """True for a store that may be back in a moment: a database out of reach, not one that is missing or newer."""
    return isinstance(refusal, StoreRefusal) and not isinstance(refusal, StoreMissing | OutOfDate)


class Backstage:
    """The threads behind one glass."""

    def __init__(
        self,
        address: StoreAddress,
        post: Post,
        *,
        as_login: str | None = None,
        terminal: str = "",
        looks_after: bool = True,
    ) -> None:
        self._address = address
        self._post = post
        self._as_login = as_login
        self._terminal = terminal
        self._commands: queue.SimpleQueue[tuple[Command, Any] | None] = queue.SimpleQueue()
        self._errands: queue.SimpleQueue[tuple[Errand, Any] | None] = queue.SimpleQueue()
        self._questions = Questions()
        self._closing = threading.Event()
        self._open_until = threading.Lock()
        """Held until it is closed: to wait for it costs as little as to sleep, which an event's wait does not."""
        self._open_until.acquire()
        self._threads: list[threading.Thread] = []
        self._attending: tuple[int | None, bool] = (None, False)
        self._moved = threading.Event()
        self._looks_after = looks_after
        self._scheduler: Scheduler | None = None

    def start(self) -> None:
        """Open the store in the threads; `Ready` or `Failed` is posted."""
        for target in (self._write, self._read, self._listen):
            self._begin(target)

    def do(self, command: Command, token: Any = None) -> None:
        """Carry out a command after those before it; `Did` or `Refused` is posted with `token`."""
        self._commands.put((command, token))

    def ask(self, question: Question, slot: str = "") -> None:
        """Answer a question; `Answered` or `NotAnswered` is posted. A newer question in the same named slot takes the
        place of the older, whose answer never comes."""
        self._questions.put(question, slot)

    def attend(self, task: int | None, *, writes: bool = False) -> None:
        """Let the others know which task is open here, and whether something is written on it; `Around` is posted when what
        they have open is other than before."""
        self._attending = task, writes
        self._moved.set()

    def run(self, errand: Errand, token: Any) -> None:
        """Carry out an errand after those before it, beside everything else; `Ran` or `NotRan` is posted with `token`, and
        `Underway` meanwhile. Its thread is begun with the first one, and anew where it ended without a store."""
        self._errands.put((errand, token))
        if not any(thread.name == self._run_errands.__name__ and thread.is_alive() for thread in self._threads):
            self._begin(self._run_errands)

    def close(self) -> None:
        """Finish the commands that wait, then end the threads."""
        self._closing.set()
        if self._open_until.locked():
            self._open_until.release()
        self._moved.set()
        self._commands.put(None)
        self._errands.put(None)
        self._questions.close()
        if self._scheduler is not None:
            self._scheduler.stop()
        for thread in self._threads:
            thread.join(timeout=35)

    def _begin(self, target: Callable[["Desk"], None]) -> None:
        thread = threading.Thread(target=self._guarded, args=(target,), name=target.__name__, daemon=True)
        self._threads.append(thread)
        thread.start()

    # -- the threads ------------------------------------------------------------------------------------------------

    def _guarded(self, run: Callable[["Desk"], None]) -> None:
        """Open a desk of this thread's own and run it. A store that is out of reach is tried again. That it cannot be
        opened is said once, by the writer; that it was lost, by whoever lost it."""
        while not self._closing.is_set():
            was_open = False
            try:
                desk = self._open()
                was_open = True
                try:
                    run(desk)
                    return
                finally:
                    desk.close()
            except Refusal as refusal:
                if was_open or run == self._write:
                    self._post(Failed(refusal))
                elif run == self._run_errands:
                    self._refuse_errands(refusal)
                if not is_passing(refusal):
                    return
            except Exception as error:
                self._post(Broke(error))
                return
            self._closing.wait(RETRY)

    def _open(self) -> "Desk":
        from servicedesk_tui.desk import Desk
        from servicedesk_tui.vocabulary.enums import Origin

        return Desk.open(self._address, as_login=self._as_login, origin=Origin.GLASS, terminal=self._terminal)

    def _write(self, desk: "Desk") -> None:
        self._post(Ready(desk.me))
        self._be_present(desk.me.login)
        self._look_after()
        while (item := self._commands.get()) is not None:
            command, token = item
            try:
                self._post(Did(command, desk.do(command, on_wait=self._tell_of_waiting), token))
            except Refusal as refusal:
                self._post(Refused(command, refusal, token))

    def _be_present(self, login: str) -> None:
        """Begin to tell the others where one is, if that was not begun before."""
        if not any(thread.name == self._beat.__name__ for thread in self._threads):
            thread = threading.Thread(target=self._beat, args=(login,), name=self._beat.__name__, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _look_after(self) -> None:
        """Begin to look after the desk, if that was not begun before and is wanted here."""
        if self._looks_after and not any(thread.name == self._tend.__name__ for thread in self._threads):
            self._begin(self._tend)

    def _tend(self, desk: "Desk") -> None:
        from servicedesk_tui.reminders.ringing import Ringing
        from servicedesk_tui.reminders.scheduler import Scheduler

        def warn(said: str) -> None:
            self._post(Warned(said))

        ringing = Ringing(desk, lambda sends: self._post(Rings(sends)), warn)
        self._scheduler = Scheduler(desk, ringing.ring, warn, channels=ringing.channels)
        if not self._closing.is_set():
            self._scheduler.run()

    def _beat(self, login: str) -> None:
        """Say where one is, now and again, and tell of the others when they have moved."""
        from servicedesk_tui.store.presence import BEAT, Presence

        presence = Presence(self._address, login, self._terminal)
        before: tuple[Present, ...] = ()
        while not self._closing.is_set():
            self._moved.clear()
            task, writes = self._attending
            now = tuple(one for one in presence.beat(task, writes=writes) if one.login != login)
            if now != before:
                before = now
                self._post(Around(now))
            self._moved.wait(BEAT)
        presence.leave()

    def _tell_of_waiting(self, who: str) -> None:
        self._post(Waiting(who))

    def _read(self, desk: "Desk") -> None:
        looks_ahead = desk.me.role in PLANS
        while True:
            if looks_ahead and self._questions.rest(desk, REST):
                looks_ahead = False
                self._look_ahead(desk)
            item = self._questions.get(desk)
            if item is None:
                return
            question, slot = item
            try:
                answer = desk.ask(question)
            except Refusal as refusal:
                if not self._questions.is_superseded():
                    self._post(NotAnswered(question, refusal, slot))
            except Exception:
                # A read that was stopped may end in any way: SQLite's search index says that its "constructor failed".
                if not self._questions.is_superseded():
                    raise
            else:
                if not self._questions.is_superseded():
                    self._post(Answered(question, answer, slot))

    @staticmethod
    def _look_ahead(desk: "Desk") -> None:
        """Read the open work once while nobody asks for anything: a desk keeps it, so that the workload opens at once. A question
        that comes meanwhile stops it."""
        from servicedesk_tui.locale.dates import zone
        from servicedesk_tui.vocabulary.planning import WorkloadQuestion

        # A read that was stopped may end in any way, and nothing depends on this one.
        with contextlib.suppress(Exception):
            desk.ask(WorkloadQuestion(start=desk.now.astimezone(zone(desk.me.zone)).date()))

    def _run_errands(self, desk: "Desk") -> None:
        from servicedesk_tui.errands import carry_out

        while (item := self._errands.get()) is not None:
            errand, token = item
            try:
                answer = carry_out(desk, errand, lambda said, token=token: self._post(Underway(said, token)))  # type: ignore[misc]
                self._post(Ran(answer, token))
            except Refusal as refusal:
                self._post(NotRan(refusal, token))

    def _refuse_errands(self, refusal: Refusal) -> None:
        """Say of those that wait that there is no store for them."""
        while not self._errands.empty():
            item = self._errands.get()
            if item is not None:
                self._post(NotRan(refusal, item[1]))

    def _listen(self, desk: "Desk") -> None:
        self._post(Listening())
        for items in desk.listen(self._closing.is_set, lambda seconds: self._open_until.acquire(timeout=seconds)):
            self._post(Heard(items))
            if self._scheduler is not None and any(item.topic not in ASIDE for item in items):
                self._scheduler.wake()

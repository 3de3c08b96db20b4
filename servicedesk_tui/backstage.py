"""The glass's way to the desk: its threads, queues and messages.

The event loop never waits on the database. A writer thread does commands in order, a reader thread answers questions
(a newer question in the same slot interrupts and replaces the older), a feed thread hears what others changed. Each has
a desk of its own; the desk is imported inside the threads, so that the first paint needs no store. Threads only post.
"""

import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .settings import StoreAddress
from .vocabulary.commands import Command
from .vocabulary.enums import Role
from .vocabulary.errands import Errand
from .vocabulary.notes import Present
from .vocabulary.questions import Question
from .vocabulary.refusals import OutOfDate, Refusal, StoreMissing, StoreRefusal
from .vocabulary.rows import Done, FeedItem, Me

if TYPE_CHECKING:
    from .desk import Desk
    from .reminders.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Ready:
    """The store is open and knows who I am."""

    me: Me


@dataclass(frozen=True, slots=True)
class Failed:
    """The store cannot be opened, or a thread died of `refusal`."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Broke:
    """A thread died of a fault of ours: nothing more is answered, so the program has to end and say so."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Did:
    """A command was carried out. `token` is what the sender gave with it."""

    command: Command
    done: Done
    token: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """A command was refused; nothing was changed."""

    command: Command
    refusal: Refusal
    token: Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """A command waits until `who` has written ("" when it is not known who)."""

    who: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered."""

    question: Question
    answer: Any
    slot: str


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """A question could not be answered."""

    question: Question
    refusal: Refusal
    slot: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Something changed in the store, here or elsewhere."""

    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class Listening:
    """From now on it is heard when something changes: what was read before may be old."""


@dataclass(frozen=True, slots=True)
class Around:
    """Who else has which task open, when that is other than before."""

    present: tuple[Present, ...]


@dataclass(frozen=True, slots=True)
class Rings:
    """Something of mine is to be made heard in this program; `sends` is what its terminal is sent for that."""

    sends: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that whoever sits here should know of what the program does by itself."""

    said: str


@dataclass(frozen=True, slots=True)
class Underway:
    """How far an errand has come, in words."""

    said: str
    token: Any


@dataclass(frozen=True, slots=True)
class Ran:
    """An errand was carried out."""

    answer: Any
    token: Any


@dataclass(frozen=True, slots=True)
class NotRan:
    """An errand was refused; it left nothing."""

    refusal: Refusal
    token: Any


Message = (
    Ready
    | Failed
    | Broke
    | Listening
    | Did
    | Refused
    | Waiting
    | Answered
    | NotAnswered
    | Heard
    | Around
    | Rings
    | Warned
    | Underway
    | Ran
    | NotRan
)

Post = Callable[[Message], None]

ASIDE = frozenset({"draft", "seen", "rung"})
"""What is heard of that nobody can be told of."""
REST = 3.0
"""Seconds without a question after which the reader looks at what is slow when it is first looked at."""
PLANS = frozenset({Role.LEAD, Role.DISPATCHER, Role.ADMIN})
"""Who looks at the workload."""
RETRY = 3.0
"""Seconds until a store that is out of reach is tried again."""


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
        self._questions = _Questions()
        self._closing = threading.Event()
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
        from .desk import Desk
        from .vocabulary.enums import Origin

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
        from .reminders.ringing import Ringing
        from .reminders.scheduler import Scheduler

        def warn(said: str) -> None:
            self._post(Warned(said))

        ringing = Ringing(desk, lambda sends: self._post(Rings(sends)), warn)
        self._scheduler = Scheduler(desk, ringing.ring, warn, channels=ringing.channels)
        if not self._closing.is_set():
            self._scheduler.run()

    def _beat(self, login: str) -> None:
        """Say where one is, now and again, and tell of the others when they have moved."""
        from .store.presence import BEAT, Presence

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
        from .locale.dates import zone
        from .vocabulary.planning import WorkloadQuestion

        # A read that was stopped may end in any way, and nothing depends on this one.
        with contextlib.suppress(Exception):
            desk.ask(WorkloadQuestion(start=desk.now.astimezone(zone(desk.me.zone)).date()))

    def _run_errands(self, desk: "Desk") -> None:
        from .errands import carry_out

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
        for items in desk.listen(self._closing.is_set):
            self._post(Heard(items))
            if self._scheduler is not None and any(item.topic not in ASIDE for item in items):
                self._scheduler.wake()


def is_passing(refusal: Refusal) -> bool:
    """True for a store that may be back in a moment: a database out of reach, not one that is missing or newer."""
    return isinstance(refusal, StoreRefusal) and not isinstance(refusal, StoreMissing | OutOfDate)


class _Questions:
    """Questions in order; one that waits is replaced by a newer one of its slot, one under way is interrupted."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Question, str]] = []
        self._changed = threading.Condition()
        self._over = False
        self._slot = ""
        self._superseded = False
        self._is_aside = False
        self._desk: Desk | None = None

    def put(self, question: Question, slot: str) -> None:
        """Add a question."""
        with self._changed:
            if slot:
                self._waiting = [(q, s) for q, s in self._waiting if s != slot]
                if slot == self._slot and self._desk is not None:
                    self._superseded = True
                    self._desk.interrupt()
            if self._is_aside and self._desk is not None:
                self._desk.interrupt()
            self._waiting.append((question, slot))
            self._changed.notify()

    def rest(self, desk: "Desk", seconds: float) -> bool:
        """Wait until none has come for so long; False where some came first. Whatever comes from now on until the next `get`
        interrupts what the desk does."""
        with self._changed:
            came = self._changed.wait_for(lambda: self._waiting or self._over, timeout=seconds)
            self._desk, self._is_aside = desk, not came
            return not came

    def get(self, desk: "Desk") -> tuple[Question, str] | None:
        """The next question, when there is one; None at the end."""
        with self._changed:
            self._desk, self._slot, self._superseded, self._is_aside = None, "", False, False
            self._changed.wait_for(lambda: self._waiting or self._over)
            if self._over:
                return None
            question, slot = self._waiting.pop(0)
            self._desk, self._slot = desk, slot
            return question, slot

    def is_superseded(self) -> bool:
        """True when a newer question of the slot came while this one was answered."""
        with self._changed:
            return self._superseded

    def close(self) -> None:
        """Answer no more."""
        with self._changed:
            self._over = True
            if self._desk is not None:
                self._desk.interrupt()
            self._changed.notify()

"""What the screens share: the way to the desk, who sits here, and the small lists every picker needs.

A question or a command is given with what to do with its answer; answers come back on the event loop.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from servicedesk_tui.backstage.messages import (
    Answered,
    Broke,
    Did,
    Message,
    NotAnswered,
    NotRan,
    Ran,
    Refused,
    Underway,
)
from servicedesk_tui.backstage.threads import Backstage
from servicedesk_tui.clock import Clock, SystemClock
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import n_
from servicedesk_tui.locale.dates import length, zone
from servicedesk_tui.vocabulary.commands import Command, SaveDraft, TaskCommand
from servicedesk_tui.vocabulary.errands import Errand
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.notes import Around, Present
from servicedesk_tui.vocabulary.questions import (
    CustomersQuestion,
    DraftQuestion,
    PeopleQuestion,
    Question,
    ViewsQuestion,
)
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import OutOfDate, Refusal
from servicedesk_tui.vocabulary.rows import CustomerRow, Me, PersonRow, StatusRow, ViewRow
from servicedesk_tui.vocabulary.timing import Running, TimerQuestion, minutes_of

from .ahead import TypeAhead
from .glyphs import GLYPHS
from .news import Newsreel
from .paint import clean
from .recall import Recall
from .snapshot import Snapshot
from .walk import Noticed

EVERY_CUSTOMER = 100_000


def take_nothing(_refusal: Refusal) -> None:
    """For questions whose missing answer changes nothing: what was there stays."""


def _take_instead(then: Callable[[Any], None], answer: Any, _read: Any) -> None:
    then(answer)


class Session:
    """One desk as the glass holds it. `post` is how the backstage's threads reach the event loop."""

    def __init__(self, backstage: Backstage, keymap: Keymap, snapshot: Snapshot, clock: Clock | None = None) -> None:
        self.backstage = backstage
        self.keymap = keymap
        self.snapshot = snapshot
        self.clock: Clock = clock or SystemClock()
        self.me: Me | None = None
        self.statuses: tuple[StatusRow, ...] = ()
        self.people: tuple[PersonRow, ...] = ()
        self.customers: tuple[CustomerRow, ...] = ()
        self.views: tuple[ViewRow, ...] = ()
        self.last_customer = ""
        self.running: Running | None = None
        """My timer, while it runs."""
        self.trouble: Refusal | None = None
        """Why the store is not open, or was lost."""
        self.last_command: TaskCommand | None = None
        """What was last done to tasks, with its answers: what is to be done again."""
        self.standing = ""
        """A sentence that stands over the bottom line until something was done."""
        self.notice: Callable[[Noticed], None] = lambda _what: None
        """Is told of what was done."""
        self._answers: dict[str, tuple[Question, Callable[[Any], None], Callable[[Refusal], None]]] = {}
        self.around: tuple[Present, ...] = ()
        """Who else has which task open."""
        self._attended: tuple[int | None, bool] = (None, False)
        self._outcomes: dict[int, tuple[Callable[[Done], None], Callable[[Refusal], None]]] = {}
        self._errands: dict[int, tuple[Callable[[Any], None], Callable[[Refusal], None], Callable[[str], None]]] = {}
        self._tokens = count(1)
        self._drafts: dict[str, str] = {}
        """Half-written texts on their way to the store, by their keys."""
        self.lately: tuple[datetime, frozenset[int]] | None = None
        """When something was last done here, and to which tasks: that may not be shown yet."""
        self.ahead = TypeAhead()
        self.recall = Recall(self)
        self.news = Newsreel(self)

    @property
    def is_live(self) -> bool:
        """True once the store is open."""
        return self.me is not None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the person at the glass."""
        return zone(self.me.zone if self.me else self.snapshot.zone)

    def now(self) -> tuple[datetime, ZoneInfo]:
        """The present moment, and the zone to say it in."""
        return self.clock.now(), self.zone

    def ask(
        self,
        question: Question,
        slot: str,
        then: Callable[[Any], None],
        otherwise: Callable[[Refusal], None] = take_nothing,
        *,
        leads: bool = False,
    ) -> None:
        """Ask; an answer still under way in the same slot is given up. `leads` where the next key depends on the answer:
        it opens a prompt, or is what is acted on."""
        if isinstance(question, DraftQuestion) and question.key in self._drafts:
            # What is on its way is newer than what is read.
            then = partial(_take_instead, then, self._drafts[question.key])
        self._answers[slot] = question, then, otherwise
        if leads:
            self.ahead.lead(slot)
        self.backstage.ask(question, slot)

    def do(
        self,
        command: Command,
        then: Callable[[Done], None],
        otherwise: Callable[[Refusal], None],
    ) -> None:
        """Do a command."""
        token = next(self._tokens)
        self._outcomes[token] = then, otherwise
        self.ahead.lead(token)
        self.backstage.do(command, token)

    def attend(self, task: int | None, *, writes: bool = False) -> None:
        """Let the others know which task is open here, and whether something is written on it."""
        if self._attended != (task, writes):
            self._attended = task, writes
            self.backstage.attend(task, writes=writes)

    def tasks_around(self) -> dict[int, Around]:
        """The tasks that others have open, and whether one of them writes."""
        found: dict[int, Around] = {}
        for one in self.around:
            now = Around.WRITING if one.writes else Around.READING
            found[one.task] = max(found.get(one.task, Around.NOBODY), now)
        return found

    def present_at(self, task: int) -> str:
        """Who else has a task open, in words; "" when nobody has. Who writes is named first."""
        there = [one for one in self.around if one.task == task]
        writing = sorted({one.login for one in there if one.writes})
        reading = sorted({one.login for one in there} - set(writing))
        said = [n_("{who} is writing", "{who} are writing", len(writing))] if writing else []
        said += [n_("{who} is here", "{who} are here", len(reading))] if reading else []
        names = [", ".join(clean(login) for login in some) for some in (writing, reading) if some]
        return f" {GLYPHS.dot} ".join(text.format(who=who) for text, who in zip(said, names, strict=True))

    def run(
        self,
        errand: Errand,
        then: Callable[[Any], None],
        otherwise: Callable[[Refusal], None] = take_nothing,
        told: Callable[[str], None] = lambda _said: None,
    ) -> None:
        """Have something done that takes long; `told` is called with how far it has come."""
        token = next(self._tokens)
        self._errands[token] = then, otherwise, told
        self.backstage.run(errand, token)

    def do_quietly(self, command: Command) -> None:
        """Do a command whose outcome nobody waits for (a draft)."""
        if isinstance(command, SaveDraft):
            self._drafts[command.key] = command.body
        self.backstage.do(command)

    def take(self, message: Message) -> None:
        """Hand an answer or an outcome to whoever waits for it."""
        match message:
            case Broke(error):
                raise error
            case Answered(question, answer, slot) if self._waits_for(question, slot):
                self.ahead.arrive(slot)
                self._answers.pop(slot)[1](answer)
            case NotAnswered(question, refusal, slot) if self._waits_for(question, slot):
                self.ahead.arrive(slot)
                self._answers.pop(slot)[2](refusal)
            case Did(command, done, token) if token in self._outcomes:
                self.ahead.arrive(token)
                self.lately = self.clock.now(), frozenset(done.tasks)
                self._outcomes.pop(token)[0](done)
                self.notice(command)
            case Did(SaveDraft(key=key, body=body), _done, None) if self._drafts.get(key) == body:
                del self._drafts[key]
            case Refused(_command, refusal, token):
                self.ahead.arrive(token)
                if isinstance(refusal, OutOfDate):
                    self.trouble = refusal
                if token in self._outcomes:
                    self._outcomes.pop(token)[1](refusal)
            case Underway(said, token) if token in self._errands:
                self._errands[token][2](said)
            case Ran(answer, token) if token in self._errands:
                self._errands.pop(token)[0](answer)
            case NotRan(refusal, token) if token in self._errands:
                self._errands.pop(token)[1](refusal)
            case _:
                pass
        self.ahead.go_on()

    def keep_draft(self, key: str, body: str) -> None:
        """Keep half-written text under a key; an empty one lets it go."""
        self.do_quietly(SaveDraft(key=key, body=body))

    @property
    def login(self) -> str:
        """Who sits here."""
        return clean(self.me.login) if self.me else ""

    @property
    def who(self) -> str:
        """Who sits here, and what their timer runs for."""
        login = self.login
        if not login or self.running is None:
            return login
        minutes = minutes_of(self.running.since, self.clock.now())
        return f"{login} {GLYPHS.live} {ref(self.running.number)} {length(minutes)}"

    def read_timer(self, then: Callable[[], None] = lambda: None) -> None:
        """Read whether my timer runs, and for what."""

        def take(running: Running | None) -> None:
            self.running = running
            then()

        self.ask(TimerQuestion(), "my timer", take)

    def read_lists(self) -> None:
        """Read people, customers and saved views anew."""
        self.ask(PeopleQuestion(), "people", self._take_people)
        self.ask(ViewsQuestion(), "views", self._take_views)
        self.ask(CustomersQuestion(limit=EVERY_CUSTOMER), "customers", self._take_customers)

    def _waits_for(self, question: Question, slot: str) -> bool:
        """An answer that was on its way when a newer question took its slot is nobody's."""
        return slot in self._answers and self._answers[slot][0] is question

    def _take_people(self, people: tuple[PersonRow, ...]) -> None:
        self.people = people

    def _take_customers(self, customers: tuple[CustomerRow, ...]) -> None:
        self.customers = customers

    def _take_views(self, views: tuple[ViewRow, ...]) -> None:
        self.views = views

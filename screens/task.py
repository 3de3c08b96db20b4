"""One task in full: facts and text, what hangs on it, what happened, and the same verbs as on the board."""

from collections.abc import Callable
from functools import partial

from textual.message import Message
from textual.widget import Widget

from servicedesk_tui.actions import Action, Need, Scope
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import MarkSeen
from servicedesk_tui.vocabulary.history_rows import Done, HistoryLine
from servicedesk_tui.vocabulary.questions import HistoryQuestion, TaskQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import TaskView

from .desk_screen import DeskScreen
from .facts import heading
from .glyphs import GLYPHS
from .messages import Neighbour
from .paint import Span, clean, cut_spans, lay, wrap
from .session import Session
from .sheet import facts_part, things_part, things_title
from .spots import PageRow, Spot
from .spotted import Spotted
from .story import Telling, story_part
from .widgets.page import Page, Part, SpotPressed

MINUTE = 60.0
FIRST = 60
"""Lines of what happened that are read with the task, and at a time when reading on."""
NEAR = 10
"""Rows from the end at which more is read."""


class TaskClosed(Message):
    """The person is done with this task's page."""


class TaskScreen(DeskScreen):
    """Reads one task, shows it, and goes on to its neighbours in the list it was opened from."""

    scope = Scope.TASK

    def __init__(self, session: Session, card: Card, neighbour: Neighbour) -> None:
        self.page = Page(id="page")
        self.telling = Telling()
        self.previews: dict[int, tuple[str, ...]] = {}
        self.spotted = Spotted(self)
        super().__init__(session)
        self.card = card
        self.view: TaskView | None = None
        self.lines: tuple[HistoryLine, ...] = ()
        self._has_more = False
        self._neighbour = neighbour
        self._anew = True

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys that read on, and to the next task."""
        return {
            "up": lambda: self._step(-1),
            "down": lambda: self._step(1),
            "page_up": lambda: self._read_on(1 - self.page.pane.height),
            "page_down": lambda: self._read_on(self.page.pane.height - 1),
            "top": lambda: self._to_end(last=False),
            "bottom": lambda: self._to_end(last=True),
            "next": lambda: self._go(1),
            "previous": lambda: self._go(-1),
            "page_part": self._next_part,
            "escape": self._leave,
            "back": lambda: self.tell(TaskClosed()),
            **self.spotted.table,
        }

    def body(self) -> Widget:
        """The page."""
        return self.page

    def targets(self) -> list[Card]:
        """This task."""
        return [self.view.card if self.view else self.card]

    @property
    def spot(self) -> Spot | None:
        """What is stood on."""
        return self.page.spot

    def present(self) -> frozenset[Need]:
        """What there is for actions to work with: the thing that is stood on, too."""
        return super().present() | self.spotted.present()

    def do(self, action: Action) -> None:
        """A note of mine is mine to change, whosever the task is."""
        if action.id == "edit" and Need.LIVE in self.present() and self.spotted.noting.is_mine:
            self.hush()
            self.spotted.edit()
        else:
            super().do(action)

    def cursor_cell(self) -> tuple[int, int]:
        """The row that is stood on."""
        return self.page.cursor_cell()

    def on_mount(self) -> None:
        """Read it."""
        self.set_interval(MINUTE, self.repaint)
        self.read()

    def settle(self) -> None:
        """Draw the page anew with the lines."""
        super().settle()
        self.repaint()

    def read(self) -> None:
        """Read the task as it is now, and as much of what happened as was read before."""
        question = TaskQuestion(id=self.card.id, history=max(FIRST, len(self.lines)))
        self.session.ask(question, "task", partial(self._take, question.history), self.refused)
        if not self.telling.is_all:
            self.read_story()

    def read_story(self) -> None:
        """Read what happened as it is to be told."""
        telling = self.telling
        question = HistoryQuestion(
            task=self.card.id, kinds=frozenset(telling.kinds), text=telling.text, limit=max(FIRST, len(self.lines))
        )
        self.session.ask(question, "story", partial(self._take_story, question))

    def show_done(self, done: Done) -> None:
        """Show what a verb did."""
        if done.batch is not None:
            self.read()

    def title_row(self, width: int) -> list[Span]:
        """The reference and the title; the status and the priority."""
        card = self.targets()[0]
        left: list[Span] = [(f" {ref(card.number)}  ", "here"), (clean(card.title), "head")]
        status = f"{clean(self.view.status.name)} {GLYPHS.dot} " if self.view else ""
        there = self.session.present_at(card.id)
        return lay(left, [(f"{there}  " if there else "", "accent"), (f"{status}{card.priority.name} ", "dim")], width)

    def around(self) -> str:
        """That is said at the top."""
        return ""

    def show_around(self) -> None:
        """Say at the top who is here."""
        self.settle()

    def show_draft(self) -> None:
        """Say that something was begun here, once it is not being written."""
        if not self.minibuffer.is_open:
            self.read()

    def attended(self) -> int | None:
        """This task."""
        return self.card.id

    def on_spot_pressed(self, message: SpotPressed) -> None:
        """The mouse stands on something; pressed again it is opened."""
        self.hint_anew()
        self.place_cursor()
        if message.again:
            self.spotted.open()

    def repaint(self) -> None:
        """Draw the page as it is now."""
        view, width = self.view, self.size.width
        if view is None or not width:
            return
        now, zone = self.session.now()
        left, right = self.page.widths
        facts = facts_part(view, left - 2, (now, zone), raw=self.telling.raw)
        things = things_part(view, left - 2, (now, zone), self.previews)
        if self.page.is_wide:
            facts = [*facts, *([PageRow([])] if things else []), *things]
            things = []
        story = story_part(self.lines, right - 2, now, zone, self.telling, more=self._has_more)
        self.page.fill(
            self._head(view, width), {Part.FACTS: facts, Part.THINGS: things, Part.STORY: story}, anew=self._anew
        )
        self._anew = False
        self.place_cursor()

    def _head(self, view: TaskView, width: int) -> list[list[Span]]:
        now, _zone = self.session.now()
        title: list[list[Span]] = [[(f" {line}", "bold")] for line in wrap(clean(view.card.title), width - 2)]
        shown = title if len(title) > 1 or not self.top.display else []
        there = "" if self.top.display else self.session.present_at(view.card.id)
        beside = f" {GLYPHS.dot} ".join(filter(None, (there, _("draft") if view.drafted else "")))
        right: list[Span] = [(f"{beside} ", "accent")] if beside else []
        head = lay([(" ", ""), *heading(view.card, view.status.name, view.status_since, now)], right, width)
        return [*shown, head, self._rule(view, width)]

    def _rule(self, view: TaskView, width: int) -> list[Span]:
        """A rule where the parts stand beside each other, with how what happened is told; else the names of the parts."""
        told = self.telling.words()
        if self.page.is_wide:
            left = self.page.widths[0] + 1
            said = f" {told} " if told else ""
            return [
                (GLYPHS.rule * left, "dim"),
                (said, "accent"),
                (GLYPHS.rule * max(0, width - left - len(said)), "dim"),
            ]
        names = {Part.FACTS: _("facts"), Part.THINGS: things_title(view), Part.STORY: told or _("what happened")}
        spans: list[Span] = [(" ", "")]
        for part, name in names.items():
            spans += [(f" {name} ", "cursor" if part is self.page.part else "dim"), (" ", "")]
        return cut_spans(spans, width)

    def _step(self, by: int) -> None:
        self.page.pane.step(by)
        self._moved()

    def _read_on(self, by: int) -> None:
        self.page.pane.read_on(by)
        self._moved()

    def _to_end(self, *, last: bool) -> None:
        self.page.pane.to_end(last=last)
        self._moved()

    def _next_part(self) -> None:
        self.page.next_part()
        self._moved()
        if not self.page.is_wide:
            self.repaint()

    def _moved(self) -> None:
        """One stands elsewhere: other keys may do something, and there may be more to read."""
        self.page.lay()
        self.hint_anew()
        self.place_cursor()
        story = self.page.panes[Part.STORY]
        if self._has_more and self.page.part is Part.STORY and story.rest < NEAR:
            self._read_more()

    def _read_more(self) -> None:
        self._has_more = False
        telling = self.telling
        question = HistoryQuestion(
            task=self.card.id,
            kinds=frozenset(telling.kinds),
            text=telling.text,
            limit=FIRST,
            before=self.lines[-1].batch,
        )
        self.session.ask(question, "story", partial(self._take_more, question))

    def _take_more(self, question: HistoryQuestion, lines: tuple[HistoryLine, ...]) -> None:
        """What goes on from the last line, if that is the last one still."""
        if self._is_told(question) and self.lines and self.lines[-1].batch == question.before:
            self.lines += lines
            self._has_more = len(lines) >= question.limit
            self.repaint()

    def _take_story(self, question: HistoryQuestion, lines: tuple[HistoryLine, ...]) -> None:
        if self._is_told(question):
            self.lines, self._has_more = lines, len(lines) >= question.limit
            self.repaint()

    def _is_told(self, question: HistoryQuestion) -> bool:
        """True when what was asked is what the page tells still: of this task, these kinds, with this text."""
        telling = self.telling
        asked = question.task, question.kinds, question.text
        return asked == (self.card.id, frozenset(telling.kinds), telling.text)

    def _leave(self) -> None:
        """First what is told goes back to all of it, then the page is left."""
        if not self.telling.is_all:
            self.telling.kinds, self.telling.text = (), ""
            self.read()
            return
        self.tell(TaskClosed())

    def _go(self, by: int) -> None:
        card = self._neighbour(self.card.id, by)
        if card is None:
            self.say(_("There is no further task in this column."))
            return
        self.card, self.view, self.lines, self._anew = card, None, (), True
        self._has_more = False
        self.previews.clear()
        self.telling = Telling(oldest_first=self.telling.oldest_first)
        self.attend()
        self.read()

    def _take(self, limit: int, view: TaskView) -> None:
        if view.card.id == self.card.id:
            self.view = view
            if self.telling.is_all:
                self.lines, self._has_more = view.history, len(view.history) >= limit
            self.settle()
            if view.card.unread:
                self.session.do_quietly(MarkSeen(tasks=(view.card.id,)))

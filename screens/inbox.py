"""My inbox: reminders and what others did that concerns me, by the tasks it is about; cleared, put off, muted, gone to."""

from collections.abc import Callable, Sequence
from functools import partial

from servicedesk_tui.actions import Action, Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.commands import Undo
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid, Refusal
from servicedesk_tui.vocabulary.reminding import (
    DropReminder,
    InboxGroup,
    InboxQuestion,
    InboxView,
    MarkNotices,
    MuteTask,
    Notice,
    Preferences,
    PutOffNotices,
    SetPreferences,
)
from servicedesk_tui.vocabulary.rows import Card

from . import reminders
from .desk_screen import LOW
from .glyphs import GLYPHS
from .inbox_rows import Line, Row, empty_rows, lines_of, marked, put_off_rows, rows_of, with_kept
from .list_screen import ListScreen
from .paint import Span, lay
from .reminding import Coming, HowTold, Reminding
from .session import Session
from .topline import NARROW
from .worded import WordedPrompt

ON_A_LINE = frozenset(
    {"inbox_open", "inbox_clear", "inbox_clear_task", "inbox_later", "inbox_mute", "inbox_remind", "inbox_drop"}
)
"""What is done to the line the cursor is on."""


class InboxScreen(ListScreen):
    """Reads my inbox and shows it line by line. What is cleared here stays, ticked, until one leaves."""

    scope = Scope.INBOX

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.inbox: InboxView | None = None
        self.groups: tuple[InboxGroup, ...] = ()
        self.all = False
        self._kept: dict[int, Line] = {}
        self._marking: set[int] = set()
        self._stood: int | None = None
        self._backs: list[Callable[[], None] | None] = []
        """How what was done here is taken back, the last at the end; None where the desk's own undo does it."""
        self._reminding = Reminding(self, self.verbs.doing.asking)

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys of this screen."""
        coming = Coming(self, self.verbs.doing.asking)
        return {
            **super().moves(),
            "inbox_open": self.open_task,
            "inbox_clear": self.clear,
            "inbox_clear_task": self.clear_task,
            "inbox_later": self.put_off,
            "inbox_mute": self.mute,
            "inbox_remind": self.remind,
            "inbox_add": lambda: self._reminding.ask(None),
            "inbox_coming": coming.list,
            "inbox_all": self.show_all,
            "inbox_how": HowTold(self, self._told_otherwise).ask,
            "inbox_drop": self.drop,
            "undo": self.undo,
        }

    @property
    def lines(self) -> list[Line]:
        """What is in it."""
        return lines_of(self.groups)

    @property
    def line(self) -> Line | None:
        """What the cursor is on."""
        lines = self.lines
        return lines[self._cursor] if self._cursor < len(lines) else None

    def hinted(self) -> Sequence[Action]:
        """Without a line only what does something without one."""
        found = super().hinted()
        return found if self.lines else [action for action in found if action.id not in ON_A_LINE]

    def count(self) -> int:
        """All of them, of every task."""
        return len(self.lines)

    def on_screen_resume(self) -> None:
        """Back from elsewhere: what was cleared before is gone. Textual then does what every other screen does."""
        self._kept.clear()
        self._backs.clear()

    def title_row(self, width: int) -> list[Span]:
        """How much is new, and how much is put off."""
        left: list[Span] = [(f" {_('My inbox')} ", "head")]
        view = self.inbox
        if view is not None:
            said = n_("{count} new", "{count} new", view.count).format(count=view.count)
            if view.put_off:
                said += f" {GLYPHS.dot} " + _("{count} put off").format(count=view.put_off)
            left.append((f"{GLYPHS.bar} {said}", "dim"))
        if self.all:
            left.append((f" {GLYPHS.dot} {_('all of them')}", "here"))
        return lay(left, [(f"{self.session.who if width >= NARROW else self.session.login} ", "dim")], width)

    def show_done(self, _done: Done) -> None:
        """Read what a command changed."""
        self._backs.append(None)
        self.read()

    def show_inbox(self) -> None:
        """Something came, or was cleared at another terminal."""
        super().show_inbox()
        self.read()

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read it again."""
        if self.session.is_live and self.is_current:
            self.session.ask(InboxQuestion(all=self.all), "inbox", self._take, self.refused)

    def _take(self, view: InboxView) -> None:
        self.inbox = view
        self.session.news.count = view.count  # what the top line says is what is shown, at once
        for group in view.groups:
            for notice in group.notices:
                if notice.id not in self._marking:  # what is read now is from before that
                    self._kept.pop(notice.id, None)
        self.groups = with_kept(view, self._kept)
        here = next((n for n, line in enumerate(self.lines) if line.notice.id == self._stood), self._cursor)
        self.stand(here)
        self.settle()

    # -- moving ------------------------------------------------------------------------------------------------------

    def stand(self, at: int) -> None:
        """The cursor onto a line, and which notification that is: it may be elsewhere once it is read again."""
        super().stand(at)
        line = self.line
        self._stood = line.notice.id if line else None

    def open_task(self) -> None:
        """The task it is about."""
        task = self._task_here()
        if task is not None:
            self.open_number(task)

    def show_all(self) -> None:
        """What was cleared or put off too, or only what is new."""
        self.all = not self.all
        self._kept.clear()
        self.show_top()
        self.read()

    def _here(self) -> Line | None:
        """The line under the cursor; says so where there is none."""
        if self.line is None:
            self.say(_("Nothing is here."))
        return self.line

    def _task_here(self) -> int | None:
        """The task under the cursor; says so where the line is about none."""
        line = self._here()
        if line is not None and line.group.task is None:
            self.say(_("This is about no task."))
        return line.group.task if line is not None else None

    # -- what is done with a line ------------------------------------------------------------------------------------

    def clear(self) -> None:
        """It is seen to, and on to the next; one that was cleared is new again."""
        line = self._here()
        if line is None:
            return
        self._mark([line], cleared=not line.notice.cleared)
        if not line.notice.cleared:
            self.step(1)

    def clear_task(self) -> None:
        """All about the task is seen to."""
        line = self._here()
        if line is not None:
            same = [one for one in self.lines if one.group.task == line.group.task]
            self._mark([one for one in same if not one.notice.cleared], cleared=True)

    def _mark(self, lines: list[Line], *, cleared: bool) -> None:
        if lines:
            self._backs.append(partial(self._mark_at_once, lines, cleared=not cleared))
            self._mark_at_once(lines, cleared=cleared)

    def _mark_at_once(self, lines: list[Line], *, cleared: bool) -> None:
        ids = tuple(line.notice.id for line in lines)
        for line in lines:
            if cleared and not self.all:
                self._kept[line.notice.id] = line
            else:
                self._kept.pop(line.notice.id, None)
        self.groups = marked(self.groups, ids, cleared=cleared)
        self.paint()
        self._marking |= set(ids)

        def marked_now(_done: Done) -> None:
            self._marking -= set(ids)
            self.read()

        def refused(refusal: Refusal) -> None:
            self._marking -= set(ids)
            self.refused(refusal)

        self.session.do(MarkNotices(notices=ids, cleared=cleared), marked_now, refused)

    def _told_otherwise(self, before: Preferences) -> None:
        """How I am told was changed: it can be taken back."""
        said = _("You are told as before.")
        self._backs.append(partial(self._send, SetPreferences(preferences=before), said))

    def put_off(self) -> None:
        """Until a moment."""
        line = self._here()
        if line is None:
            return
        self.open_prompt(
            WordedPrompt(_("Again at"), reminders.later(self.session), partial(self._put_off, line.notice))
        )

    def _put_off(self, notice: Notice, text: str) -> str | None:
        try:
            until = reminders.until(text, self.session)
        except Invalid as refusal:
            return refusal.message
        self._send(PutOffNotices(notices=(notice.id,), until=until))
        before = MarkNotices(notices=(notice.id,), cleared=notice.cleared)
        self._backs.append(partial(self._send, before, _("It is back in your inbox.")))
        return None

    def mute(self) -> None:
        """Hear no more of the task, or again."""
        line = self._here()
        if line is None:
            return
        group = line.group
        if group.task is None or group.number is None:
            self.say(_("This is about no task."))
            return
        news = [one.id for one in group.notices if not one.cleared and not one.put_off_until]
        self._mute(group.task, ref(group.number), muted=not group.muted)
        self._backs.append(partial(self._mute, group.task, ref(group.number), muted=group.muted, back=tuple(news)))

    def _mute(self, task: int, name: str, *, muted: bool, back: tuple[int, ...] = ()) -> None:
        said = (
            _("{task} is muted; what is meant for you by name still comes.")
            if muted
            else _("{task} is heard of again.")
        )
        if back and not muted:  # muting cleared what others had done
            self.session.do(MarkNotices(notices=back, cleared=False), lambda _done: None, self.refused)
        self._send(MuteTask(task=task, muted=muted), said.format(task=name))

    def remind(self) -> None:
        """Of the task it is about, once more."""
        task = self._task_here()
        if task is not None:
            self.session.ask(CardsQuestion(ids=(task,)), "inbox-remind", self._remind, leads=True)

    def _remind(self, cards: tuple[Card, ...]) -> None:
        if cards:
            self._reminding.ask(cards[0])

    def drop(self) -> None:
        """The reminder it comes from is taken off."""
        line = self._here()
        if line is None:
            return
        if line.notice.reminder is None:
            self.say(_("This comes from no reminder."))
        else:
            self.verbs.doing.asking.send(DropReminder(reminder=line.notice.reminder))

    def undo(self) -> None:
        """Take back what was done here last, which is nobody else's affair; else my last change, as everywhere."""
        back = self._backs.pop() if self._backs and self._backs[-1] else None
        if back is not None:
            back()
        else:
            self.verbs.doing.asking.send(Undo(), self._took_back)

    def _took_back(self, _done: Done) -> None:
        del self._backs[-2:]  # that it was taken back, and what was

    def _send(self, command: PutOffNotices | MarkNotices | MuteTask | SetPreferences, said: str = "") -> None:
        """What nobody else hears of: there is no outcome to say but `said`."""

        def took(_done: Done) -> None:
            if said:
                self.say(said)
            self.read()

        self.session.do(command, took, self.refused)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def drawn(self, width: int, height: int) -> tuple[list[Row], list[int]]:
        """By what they are about; below them how many are put off."""
        rows, places = rows_of(self.groups, self._cursor, width, *self.session.now(), airy=height >= LOW)
        if not rows:
            rows = empty_rows(width, is_read=self.inbox is not None)
        if self.inbox is not None and self.inbox.put_off and not self.all:
            rows += put_off_rows(self.inbox.put_off, width)
        return rows, places

"""What every full screen of the desk has: a top line, a body, the bottom line, and keys looked up in the registry."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer, TimerCallback
from textual.widget import Widget

from servicedesk_tui.actions import Action, Need, Scope, hinted_in
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import SaveDraft
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import Card

from . import hints
from .commanding import CommandPrompt
from .completing import Completing
from .composer import Composer
from .composing import NoteLine
from .going import Going
from .joining import Joining
from .keys import key_of, why_not
from .messages import AllTold, FilterWanted, ModeWanted, TourWanted
from .naming import named
from .offering import Palette
from .paint import Span, clean, spans_width, wrap
from .prompts import Press, Prompt
from .session import Session
from .verbs import Verbs
from .widgets.lines import Lines
from .widgets.minibuffer import BottomLine, Choices, Minibuffer, Picked

LOW = 20
OUTCOME = 1.0
"""Seconds in which what is on its way has something to say."""


class HelpWanted(Message):
    """Somebody asked what the keys do in `scope`."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope


class QuitWanted(Message):
    """Somebody wants to leave."""


class DeskScreen(Screen[None], inherit_bindings=False):
    """Keys go to the open prompt, else to the action they are bound to. Subclasses give the body and their moves."""

    AUTO_FOCUS = ""
    scope: Scope

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.top = Lines(id="top")
        self.bottom = BottomLine(id="bottom")
        self.choices = Choices(id="choices")
        self.minibuffer = Minibuffer(self.bottom, self.choices, self._keep_draft)
        self._said: Span | None = None
        self._hinted: tuple[frozenset[Need], str] = frozenset(), ""
        self.verbs = Verbs(self)
        palette, joining = Palette(self), Joining(self)
        self._acts: dict[str, Callable[[], None]] = {
            **self.verbs.table,
            **Going(self).table,
            "go_top": lambda: self._acts["top"](),
            **palette.acts(),
            **joining.acts(),
            "command": self._write_command,
            "tour": lambda: self.tell(TourWanted()),
            "help": lambda: self.tell(HelpWanted(self.scope)),
            "quit": lambda: self.tell(QuitWanted()),
            **{
                f"mode_{mode}": partial(self._change_mode, mode)
                for mode in ("board", "schedule", "workload", "people", "shift", "inbox", "day")
            },
            **self.moves(),
        }
        self._worded = {**self.verbs.worded(), **palette.worded(), **joining.worded(), **self.worded_moves()}

    def moves(self) -> dict[str, Callable[[], None]]:
        """What the actions that are this screen's own do."""
        raise NotImplementedError

    def worded_moves(self) -> dict[str, Callable[[str], str | None]]:
        """What commands that are this screen's own do with their words."""
        return {}

    def body(self) -> Widget:
        """What fills the screen between the lines."""
        raise NotImplementedError

    def targets(self) -> list[Card]:
        """The tasks a verb acts on."""
        raise NotImplementedError

    def show_filter(self, text: str) -> None:
        """Show the board through a filter."""
        self.tell(FilterWanted(text))

    def can_go_back(self) -> bool:
        """True where what the board was seen through before can be asked for."""
        return True

    def hinted(self) -> Sequence[Action]:
        """The actions of the hint line, most wanted first."""
        return hinted_in(self.scope)

    def held_by_status(self) -> dict[int, int]:
        """How many tasks each status holds, where that is known."""
        return {}

    def show_done(self, done: Done) -> None:
        """Follow what a command did."""
        raise NotImplementedError

    def read(self) -> None:
        """Read again what it shows: somebody changed something."""
        raise NotImplementedError

    def show_draft(self) -> None:
        """A draft of mine was kept or let go."""

    def show_around(self) -> None:
        """Others have opened tasks, or left them."""
        self.hint_anew()

    def around(self) -> str:
        """Who else has the task open that keys act on, for the hint line."""
        cards = self.targets()
        return self.session.present_at(cards[0].id) if len(cards) == 1 else ""

    def attended(self) -> int | None:
        """The task that is open here, for the others to know."""
        return None

    def attend(self) -> None:
        """Let the others know which task is open here, or written on."""
        cards = self.targets()
        writes = isinstance(self.minibuffer.prompt, Composer | NoteLine) and len(cards) == 1
        self.session.attend(cards[0].id if writes else self.attended(), writes=writes)

    def on_screen_resume(self) -> None:
        """It is what one looks at."""
        self.attend()
        self.show_top()
        self.hear()

    def show_inbox(self) -> None:
        """Something reached my inbox, or was cleared there."""
        self.show_top()

    def hear(self) -> None:
        """Say what was just made heard: never over what is asked, and what was just said is read first."""
        news = self.session.news
        if not news.waits or self.minibuffer.is_open:
            return
        rest = OUTCOME if self.session.ahead.is_waiting else news.rests() if self._said else 0
        if rest > 0:
            self.set_timer(rest, self.hear)
        else:
            self.say(news.take())

    def show_top(self) -> None:
        """Bring the top line up to date: its title, and how much waits in my inbox."""
        width, sign = self.size.width, self.session.news.sign
        tail: list[Span] = [(f"{sign} ", "accent")] if sign else []
        self.top.show([[*self.title_row(width - spans_width(tail)), *tail]])

    def title_row(self, width: int) -> list[Span]:
        """What the top line says."""
        raise NotImplementedError

    def cursor_cell(self) -> tuple[int, int]:
        """Where the terminal's cursor stands, in cells of the body."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Top line, body, bottom line, and the choices over it."""
        yield self.top
        yield self.body()
        yield self.choices
        yield self.bottom

    def on_mount(self) -> None:
        """The choices come when there are some."""
        self.choices.display = False

    def on_resize(self, event: events.Resize) -> None:
        """A low terminal gives its first line to the body."""
        self.top.display = event.size.height >= LOW
        self.call_after_refresh(self._settle_anew)

    def _settle_anew(self) -> None:
        self.settle()
        self.minibuffer.lay_anew()

    def settle(self) -> None:
        """Bring the lines and the terminal's cursor up to date."""
        self.show_top()
        self.show_standing()
        self.show_hints()
        self.place_cursor()

    def show_standing(self) -> None:
        """What stands over the bottom line until something was done."""
        said = self.session.standing
        self.minibuffer.stand([[(line, "here")] for line in wrap(said, max(12, self.size.width - 3))] if said else [])

    def on_key(self, event: events.Key) -> None:
        """A key: for the prompt, else for the action it is bound to."""
        event.stop()
        event.prevent_default()
        if event.key == "ctrl+c":
            self.session.ahead.forget()
            self.heed(event)
        elif not self.session.ahead.keep(event):
            self.heed(event)

    def heed(self, event: events.Key | events.Paste) -> None:
        """What was typed, now that nothing it depends on is on its way."""
        if isinstance(event, events.Paste):
            self.minibuffer.paste(event.text)
        elif event.key == "ctrl+c":
            self._cancel()
        elif self.minibuffer.is_open:
            self._press(event)
        else:
            self._act(event.key)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the open prompt, and nowhere else: it is not a row of keys."""
        event.stop()
        if not self.session.ahead.keep(event):
            self.heed(event)

    def on_picked(self, message: Picked) -> None:
        """Something to choose was pressed with the mouse."""
        self.minibuffer.pick(message.x, message.y)
        self.place_cursor()

    def open_prompt(self, prompt: Prompt) -> None:
        """Ask in the bottom line."""
        self._said = None
        self.show_hints()
        self.minibuffer.open(prompt)
        self.attend()

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now: something about it came from elsewhere."""
        if self.minibuffer.prompt:
            self.minibuffer.repaint(self.minibuffer.prompt)

    def offer_draft(self, prompt: Prompt, draft: str) -> None:
        """Put a kept draft into an open prompt."""
        self.minibuffer.offer(prompt, draft)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say what happened, until the next key."""
        self._said = (f" {clean(text)}", "error" if wrong else "bold")
        self.session.news.spoke()
        self.show_hints()

    def hush(self) -> None:
        """Say no more what was said."""
        if self._said:
            self._said = None
            self.show_hints()

    def show_hints(self) -> None:
        """What was said, else what the keys do."""
        self.minibuffer.idle([self._said] if self._said else self._hints(self.size.width))

    def place_cursor(self) -> None:
        """The terminal's own cursor onto what the keys act on: screen readers and braille follow it."""
        if not self.minibuffer.is_open:
            x, y = self.cursor_cell()
            self.app.cursor_position = Offset(x, y + (1 if self.top.display else 0))

    def _press(self, event: events.Key) -> None:
        if event.key == "escape" and not self.minibuffer.takes_escape:
            self._cancel()
        else:
            self.minibuffer.press(Press(event.key, event.character))
            self.attend()
            self.place_cursor()
            self.hear()

    def _cancel(self) -> None:
        if not self.minibuffer.is_open:
            self.say(_("{key} quits.").format(key=key_of("quit")))
        elif self.minibuffer.close():
            self.say(_("Kept as a draft; the same key opens it again."))
        self.attend()
        self.place_cursor()
        self.hear()

    def _act(self, key: str) -> None:
        action = self.session.keymap.action(self.scope, key)
        spoke, self._said = self._said is not None, None
        if action:
            self.do(action)
        if spoke and self._said is None:
            self.show_hints()
        self.hear()

    def do(self, action: Action) -> None:
        """Do what an action's key does, or say why it can do nothing."""
        reason = why_not(action, self.present())
        if reason:
            self.say(reason)
        else:
            self._acts[action.id]()
            self.session.notice(action)

    def _change_mode(self, mode: str) -> None:
        self.tell(ModeWanted(mode))

    def knows(self, action: Action) -> bool:
        """True when this screen does something for `action`."""
        return action.id in self._acts

    def tell(self, message: Message) -> None:
        """Tell the app; the next key is for what it shows then."""
        self.session.ahead.lead(AllTold)
        self.post_message(message)
        self.post_message(AllTold())

    def _write_command(self) -> None:
        session, cards = self.session, self.targets()
        self.open_prompt(
            CommandPrompt(
                self.scope,
                session.keymap,
                Completing(session, self.repaint_prompt),
                session.recall,
                about=named(cards) if cards else "",
                views=session.views,
                run=self._run,
            )
        )

    def _run(self, action: Action, words: str) -> str | None:
        """A command: with its words, else as its key does. A sentence when it cannot be."""
        reason = why_not(action, self.present())
        if reason:
            return reason
        if words and action.takes:
            return self._worded[action.id](words)
        if words:
            return _("{verb} takes no words.").format(verb=action.command)
        self._acts[action.id]()
        return None

    def refused(self, refusal: Refusal) -> None:
        """What was asked for cannot be."""
        self.say(refusal.message, wrong=True)

    def set_timer(
        self, delay: float, callback: TimerCallback | None = None, *, name: str | None = None, pause: bool = False
    ) -> Timer:
        """Call back once after so many seconds. Textual leaves out what is late already when it begins to wait, which with a short
        time and another thread at work may be the one time there is."""
        timer = super().set_timer(delay, callback, name=name, pause=pause)
        timer._skip = False
        return timer

    def present(self) -> frozenset[Need]:
        """What there is for actions to work with."""
        return hints.present(self.session, self.targets())

    def why_locked(self, present: frozenset[Need]) -> str:
        """Why nothing can be changed here, "" when it can."""
        return hints.why_locked(self.session, self.targets(), present)

    def hint_anew(self) -> None:
        """The cursor is on another task: other keys may do something now."""
        if not self._said and (self.present(), self.around()) != self._hinted:
            self.show_hints()

    def _hints(self, width: int) -> list[Span]:
        present, around = self._hinted = self.present(), self.around()
        said = (self.why_locked(present), around)
        return hints.hint_line(self.session.keymap, self.hinted(), present, said, width)

    def _keep_draft(self, key: str, body: str) -> None:
        if self.session.is_live:
            self.session.do_quietly(SaveDraft(key=key, body=body))

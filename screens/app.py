"""The program at the glass: its screens, its way to the desk, and how it leaves a terminal.

The first paint needs no store: it shows the last board that was seen. The backstage starts after it.
"""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from servicedesk_tui.backstage.messages import Around, Failed, Heard, Listening, Message, Ready, Rings, Waiting, Warned
from servicedesk_tui.backstage.threads import Backstage
from servicedesk_tui.clock import Clock
from servicedesk_tui.keymap import resolve_keys, told
from servicedesk_tui.locale import _, speak
from servicedesk_tui.locale.words import waiting_for
from servicedesk_tui.looks import erases_in_colour, looks, wants_mouse
from servicedesk_tui.memory import remember
from servicedesk_tui.picture import Painted, keep_picture, picture_path
from servicedesk_tui.settings import StoreAddress, looks_after, own_keys, own_word, this_terminal
from servicedesk_tui.vocabulary.refusals import Refusal, StoreMissing
from servicedesk_tui.vocabulary.rows import ONES_OWN, FeedItem, Me

from . import glyphs, keys, themes
from .ahead import Heeds, Press
from .board import BoardScreen
from .desk_screen import DeskScreen, HelpWanted, QuitWanted
from .leading import Leading
from .messages import (
    AllTold,
    BackstageSaid,
    FilterWanted,
    HistoryWanted,
    LanguageWanted,
    LastWanted,
    ModeWanted,
    StandingLeft,
    TaskOpened,
    ThemeWanted,
    TourWanted,
    ViewWanted,
)
from .picture import draw_picture
from .session import Session
from .snapshot import Snapshot, read_snapshot, snapshot_path, write_snapshot
from .task import TaskClosed, TaskScreen
from .widgets.drawn import Drawn

LISTS = frozenset({"person", "customer", "view", "setting"})
UNSEEN = ONES_OWN - {"seen"} | {"view"}
SIGNALS = (signal.SIGHUP, signal.SIGTERM)


MODES = {
    "day": "DayScreen",
    "workload": "WorkloadScreen",
    "people": "PeopleScreen",
    "schedule": "ScheduleScreen",
    "shift": "ShiftScreen",
    "inbox": "InboxScreen",
}
"""The modes beside the board, each a class in the module of its name, which is imported when the mode is first wanted."""


class ServiceDeskApp(App[int], inherit_bindings=False):
    """One desk at one glass."""

    CSS_PATH = "../styles/base.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    ALLOW_SELECT = False

    def __init__(
        self,
        address: StoreAddress,
        *,
        as_login: str | None = None,
        language: str | None = None,
        clock: Clock | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        self.looks = looks()
        os.environ.pop("NO_COLOR", None)  # the themes heed it; Textual would take an empty one for a wish
        glyphs.use(self.looks.unicode)
        themes.use(self.looks.theme, self.looks.depth)
        super().__init__(ansi_color=True, driver_class=driver_class)
        self.animation_level = "none"
        self.failure: Refusal | None = None
        self._language = language
        self._address, self._as_login = address, as_login
        self.picture = ""
        self._picture_path: Path | None = None
        self._path = snapshot_path(address, as_login)
        keymap, self._key_faults = resolve_keys(own_keys())
        backstage = Backstage(
            address, self._post, as_login=as_login, terminal=this_terminal(), looks_after=looks_after()
        )
        keys.use(keymap)
        self.session = Session(backstage, keymap, read_snapshot(self._path), clock)
        speak(language or self.session.snapshot.language)
        self.session.ahead.play = self._heed
        self.session.ahead.wake = lambda seconds: self.set_timer(seconds, self.session.ahead.go_on)
        self.board = BoardScreen(self.session)
        self._open: list[DeskScreen] = [self.board]
        self.leading = Leading(self.session, self.board.columns, lambda: self._open)

    def get_default_screen(self) -> Screen[None]:
        """The board is what everything else lies over."""
        return self.board

    def get_css_variables(self) -> dict[str, str]:
        """The stylesheets' words, with the theme's."""
        worn = themes.current()
        return {**super().get_css_variables(), "glass-paper": worn.paper, "glass-text": worn.text}

    def wear(self, name: str) -> None:
        """Put a theme in force and paint everything anew in it."""
        themes.use(name)
        self.refresh_css(animate=False)
        for screen in self.screen_stack:
            for drawn in screen.query(Drawn):
                drawn.restyle()

    def on_mount(self) -> None:
        """Listen for the terminal going away, and open the desk once something is painted."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, partial(self._leave, 128 + number))
        self.call_after_refresh(self.session.backstage.start)

    def on_backstage_said(self, message: BackstageSaid) -> None:
        """News from the desk's threads."""
        match message.said:
            case Ready(me):
                self._welcome(me)
            case Failed(refusal):
                self._stand_without(refusal)
            case Listening():
                self._go_on()
            case Heard(items):
                self._hear(items)
            case Around(present):
                self.session.around = present
                self._open[-1].show_around()
            case Rings(sends):
                self._send(sends)
            case Warned(said):
                self._open[-1].say(said)
            case Waiting(who):
                self._open[-1].say(waiting_for(who))
            case said:
                self.session.take(said)

    def on_all_told(self, _message: AllTold) -> None:
        """What a screen told was heeded: what was typed meanwhile goes on, once what is shown now is there to take keys."""

        def go_on() -> None:
            self.session.ahead.arrive(AllTold)
            self.session.ahead.go_on()

        self.screen.call_after_refresh(go_on)

    def _heed(self, press: Press) -> None:
        """What was pressed is for what is on top now."""
        if isinstance(self.screen, Heeds):
            self.screen.heed(press)

    def on_task_opened(self, message: TaskOpened) -> None:
        """Show a task over the board."""
        screen = TaskScreen(self.session, message.card, message.neighbour)
        self._open.append(screen)
        self.push_screen(screen)

    def on_task_closed(self, _message: TaskClosed) -> None:
        """Back to what the task lay over."""
        self._open.pop()
        self.pop_screen()

    def on_help_wanted(self, message: HelpWanted) -> None:
        """Show the keys."""
        from .dialogs.help import HelpScreen, keys_page
        from .dialogs.manual import manual_page

        keymap = self.session.keymap
        self.push_screen(HelpScreen([keys_page(message.scope, keymap), manual_page(keymap)], self.session.ahead))

    def on_language_wanted(self, _message: LanguageWanted) -> None:
        """Show what a filter can say."""
        from .dialogs.help import HelpScreen
        from .dialogs.language import language_page

        self.push_screen(HelpScreen([language_page()], self.session.ahead))

    def on_theme_wanted(self, message: ThemeWanted) -> None:
        """Show a theme, and remember it when it was chosen."""
        self.wear(message.name)
        if message.is_chosen:
            remember("theme", message.name)

    def on_view_wanted(self, message: ViewWanted) -> None:
        """Back to the board, and through a saved view."""
        self._to_board()
        self.board.through.show_view(message.view)

    def on_filter_wanted(self, message: FilterWanted) -> None:
        """Back to the board, and through a filter."""
        self._to_board()
        self.board.show_filter(message.text)

    def on_last_wanted(self, _message: LastWanted) -> None:
        """Back to the board, and through what it was seen through before."""
        self._to_board()
        self.board.through.go_back()

    def on_mode_wanted(self, message: ModeWanted) -> None:
        """Work in another mode: what lay over the board is left, and what a mode showed is there again later."""
        self._to_board()
        mode = message.mode
        if mode not in MODES:
            return
        if not self.is_screen_installed(mode):
            made: DeskScreen = getattr(import_module(f".{mode}", __package__), MODES[mode])(self.session)
            self.install_screen(made, name=mode)
        screen = self.get_screen(mode)
        assert isinstance(screen, DeskScreen)
        self._open.append(screen)
        self.push_screen(screen)

    def _to_board(self) -> None:
        while len(self._open) > 1:
            self._open.pop()
            self.pop_screen()

    def on_history_wanted(self, message: HistoryWanted) -> None:
        """Show what happened on the desk."""
        from .dialogs.help import HelpScreen
        from .dialogs.history import history_page

        self.push_screen(HelpScreen([history_page(message.lines, *self.session.now())], self.session.ahead))

    def on_tour_wanted(self, _message: TourWanted) -> None:
        """Lead about the sample desk."""
        self.leading.tour()

    def on_standing_left(self, _message: StandingLeft) -> None:
        """Lead no further."""
        self.leading.leave()

    def on_quit_wanted(self, _message: QuitWanted) -> None:
        """Leave."""
        self._leave(0)

    def keep_everything(self) -> None:
        """Store half-written text and the picture of the board: the last thing done, however the program ends."""
        for screen in self._open:
            screen.minibuffer.keep_draft()
        me = self.session.me
        if me and self.board.whole:
            write_snapshot(
                self._path,
                Snapshot(self.board.whole, me.zone, me.language, me.login, self.board.laying.layouts.of(None)),
            )
            if self.picture and self._picture_path:
                keep_picture(self._picture_path, self.picture)

    def _post(self, said: Message) -> None:
        """From the backstage's threads onto the event loop."""
        self.post_message(BackstageSaid(said))

    def _welcome(self, me: Me) -> None:
        self.session.me, self.session.trouble, self.failure = me, None, None
        speak(self._language or me.language)
        self.session.read_lists()
        self.session.read_timer(self._open[-1].settle)
        self.session.recall.read()
        self.session.news.read(self._show_inbox)
        self.board.laying.begin()
        for screen in self._open:
            screen.settle()
            screen.repaint_prompt()
        self.leading.offer_tour()
        if self._key_faults:
            self.board.say(told(self._key_faults), wrong=True)

    def _stand_without(self, refusal: Refusal) -> None:
        """Without a store: the last board stays to be read, if there is one; else there is nothing to stay for."""
        self.failure = self.session.trouble = refusal
        if isinstance(refusal, StoreMissing) or self.board.view is None:
            self.exit(getattr(refusal, "status", 1))
        else:
            self.board.say(refusal.message, wrong=True)
            self.board.show_title()

    def _go_on(self) -> None:
        """The store is there again: what is shown may be old."""
        if self.session.trouble is None or not self.session.is_live:
            return
        self.failure = self.session.trouble = None
        self.board.say(_("The store is there again."))
        self.session.read_lists()
        self.board.read()

    def _hear(self, items: tuple[FeedItem, ...]) -> None:
        """Read again what changed; what others have seen is no change to me."""
        me = self.session.me
        topics = {item.topic for item in items if item.topic != "seen" or (me and item.ref == me.id)}
        if any(me and item.ref == me.id for item in items if item.topic == "timer"):
            self.session.read_timer(self._open[-1].settle)
        if "draft" in topics and any(me and item.ref == me.id for item in items if item.topic == "draft"):
            self._open[-1].show_draft()
        mine = {item.topic for item in items if me and item.ref == me.id}
        if "rung" in mine:
            self.session.news.listen(self._tell_news)
        if "inbox" in mine:
            self.session.news.read(self._show_inbox)
        if topics & LISTS:
            self.session.read_lists()
        if topics - UNSEEN:
            self.board.read()
            lies_over = self._open[-1]
            if lies_over is not self.board and topics - UNSEEN - {"seen"}:
                lies_over.read()
        if "task" in topics and "inbox" not in mine:  # a notification of what is no longer so does not count
            self.session.news.read(self._open[-1].show_top)

    def _send(self, sequences: str) -> None:
        """A bell, a notice: straight to the terminal, beside what is drawn."""
        if sequences and self._driver is not None:
            self._driver.write(sequences)
            self._driver.flush()

    def _show_inbox(self) -> None:
        self._open[-1].show_inbox()

    def _tell_news(self) -> None:
        self._open[-1].show_top()
        self._open[-1].hear()

    def _leave(self, status: int) -> None:
        self._draw_picture()
        self.exit(status)

    def _draw_picture(self) -> None:
        """What the next start is to show at once: the board as it is now, when nothing lies over it."""
        lines = getattr(self._driver, "lines", None)
        if lines is not None and self.screen is self.board and self.board.is_plain:
            dyes = erases_in_colour(os.environ.get("TERM", ""))
            self.picture = draw_picture(lines, self.board.dated_title(), self.console, dyes=dyes)
            width, height = lines.width, lines.height
            look = replace(self.looks, theme=themes.current().name)
            self._picture_path = picture_path(self._address, self._as_login, width, height, self._language, look)


def run(
    address: StoreAddress, *, as_login: str | None = None, language: str | None = None, shown: Painted | None = None
) -> int:
    """Open the glass on a store; answers the exit status. A failure is said after the terminal is itself again. `shown`
    is the picture that stands on the terminal already."""
    from .frames import FrameDriver

    FrameDriver.shown = shown
    app = ServiceDeskApp(address, as_login=as_login, language=language, driver_class=FrameDriver)
    try:
        status = app.run(mouse=wants_mouse(os.environ, own_word("mouse")))
    finally:
        app.keep_everything()
        app.session.backstage.close()
    if app.failure and (status or app.board.view is None):
        sys.stderr.write(f"{app.failure.message}\n")
    return app.return_code or status or 0

"""Pages to read over a screen: the keys of this place, from the registry of actions, and the manual behind them."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen

from servicedesk_tui.actions import GROUP_TITLES, SCOPE_TITLES, Action, Scope, actions_in, grouped, key_label
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _

from ..ahead import Press, TypeAhead
from ..glyphs import GLYPHS
from ..paint import Span, pad, spans_width, wrap
from ..textline import TextLine
from ..widgets.lines import Lines
from ..widgets.scroller import Scroller
from .pages import Block, Entry, Page, rows_of

_KEYS = 14
_SEARCH, _TURN = "slash", "tab"
_ELSEWHERE = {
    Scope.BOARD: (Scope.GO, Scope.MORE, Scope.LOOK, Scope.LINE),
    Scope.TASK: (Scope.MORE, Scope.LINE),
    Scope.SCHEDULE: (Scope.MORE, Scope.LINE),
}
"""Where else a key of a place leads, and what is listened to there."""


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """Shows `pages`, one at a time: `/` searches as it is written, Tab turns the page, any other key that does not
    scroll closes."""

    AUTO_FOCUS = ""
    CSS_PATH = "../../styles/help.tcss"

    def __init__(self, pages: Sequence[Page], ahead: TypeAhead) -> None:
        super().__init__()
        self._pages = pages
        self._ahead = ahead
        self._at = 0
        self._search = TextLine()
        self._is_searching = False
        self.page = Scroller(id="page")
        self.bottom = Lines(id="bottom")
        self._scrolls: dict[str, Callable[[], int]] = {
            "j": lambda: 1,
            "down": lambda: 1,
            "k": lambda: -1,
            "up": lambda: -1,
            "space": lambda: self.page.size.height,
            "pagedown": lambda: self.page.size.height,
            "ctrl+d": lambda: self.page.size.height,
            "pageup": lambda: -self.page.size.height,
            "ctrl+u": lambda: -self.page.size.height,
            "home": lambda: -len(self.page.rows),
            "end": lambda: len(self.page.rows),
            "G": lambda: len(self.page.rows),
        }

    def compose(self) -> ComposeResult:
        """The rows, and how to go on."""
        yield self.page
        yield self.bottom

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the page out for this width."""
        self._show(from_top=False)

    def on_key(self, event: events.Key) -> None:
        """A key for it, or for what it lay over, once it is closed."""
        event.stop()
        event.prevent_default()
        if not self._ahead.keep(event):
            self._ahead.play(event)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text."""
        event.stop()
        if not self._ahead.keep(event):
            self._ahead.play(event)

    def heed(self, event: Press) -> None:
        """Write the search; else scroll, turn the page, or close."""
        if isinstance(event, events.Paste):
            self._search_for(event.text)
        elif self._is_searching and event.key in ("enter", "escape"):
            self._end_search(keep=event.key == "enter")
        elif event.key == _TURN:
            self._at = (self._at + 1) % len(self._pages)
            self._show()
        elif self._is_searching and event.key not in ("up", "down", "pageup", "pagedown"):
            if self._search.key(event.key, event.character):
                self._show()
        elif event.key == _SEARCH:
            self._is_searching = True
            self._show_line()
        elif event.key in self._scrolls:
            self.page.scroll_rows(self._scrolls[event.key]())
        elif self._search.text:
            self._end_search(keep=False)
        else:
            self.dismiss()

    def _search_for(self, text: str) -> None:
        if self._is_searching:
            self._search.insert(text)
            self._show()

    def _end_search(self, *, keep: bool) -> None:
        self._is_searching = False
        if not keep:
            self._search.set("")
        self._show()

    def _show(self, *, from_top: bool = True) -> None:
        rows = rows_of(self._pages[self._at], self.size.width, self._search.text)
        self.page.fill(rows, from_top=from_top)
        self._show_line()

    def _show_line(self) -> None:
        y = self.size.height - 1
        if self._is_searching:
            label = f" {_('search')} "
            start, end, cell = self._search.window(max(4, self.size.width - cell_len(label) - 1))
            self.bottom.show([[(label, "accent"), (self._search.text[start:end], "")]])
            self.app.cursor_position = Offset(cell_len(label) + cell, y)
            return
        self.bottom.show([self._hints()])
        self.app.cursor_position = Offset(0, y)

    def _hints(self) -> list[Span]:
        spans: list[Span] = [(" / ", "bold"), (f"{_('search')}  ", "dim")]
        if len(self._pages) > 1:
            further = self._pages[(self._at + 1) % len(self._pages)].word()
            spans += [("Tab ", "bold"), (f"{further}  ", "dim")]
        leave = _("any other key goes back")
        fits = spans_width(spans) + cell_len(leave) <= self.size.width
        return [*spans, (leave if fits else _("others: back"), "dim")]


def keys_page(scope: Scope, keymap: Keymap) -> Page:
    """The keys of `scope` under their groups, and those of the places they lead to."""
    return Page(
        lambda: f"{_('Keys')}: {_(SCOPE_TITLES[scope])}",
        partial(_blocks, scope, keymap),
        lambda: _("keys"),
        beside=True,
    )


def _blocks(scope: Scope, keymap: Keymap, width: int) -> list[Block]:
    titled = [(_(GROUP_TITLES[group]), found) for group, found in grouped(scope)]
    titled += [(_(SCOPE_TITLES[other]), actions_in(other)) for other in _ELSEWHERE.get(scope, (Scope.LINE,))]
    return [Block(title, tuple(_entry(action, keymap, width) for action in found)) for title, found in titled]


def _entry(action: Action, keymap: Keymap, width: int) -> Entry:
    keys = f" {GLYPHS.dot} ".join(key_label(key) for key in keymap.keys[action.id]) or f":{action.command}"
    indent = _KEYS + 3
    lines = wrap(_(action.help), max(12, width - indent - 1))
    rows = tuple([(f"   {pad('' if n else keys, _KEYS)}", "accent"), (line, "")] for n, line in enumerate(lines))
    return Entry(rows, f"{_(action.label)} {action.command} {action.id}")

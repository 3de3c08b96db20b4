"""Rows to read over a screen, and those of what the keys do, from the registry of actions."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from servicedesk_tui.actions import GROUP_TITLES, SCOPE_TITLES, Action, Scope, actions_in, grouped, key_label
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _

from ..paint import Span, pad
from ..widgets.lines import Lines
from ..widgets.scroller import Scroller

_KEYS = 14
_TWO_COLUMNS = 100


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """Shows rows that `lay` lays out for a width; any key but those that scroll closes it."""

    AUTO_FOCUS = ""
    CSS_PATH = "../../styles/help.tcss"

    def __init__(self, lay: Callable[[int], list[list[Span]]]) -> None:
        super().__init__()
        self._lay = lay
        self.page = Scroller(id="page")
        self.bottom = Lines(id="bottom")
        self._scrolls: dict[str, Callable[[], int]] = {
            "j": lambda: 1,
            "down": lambda: 1,
            "k": lambda: -1,
            "up": lambda: -1,
            "pagedown": lambda: self.page.size.height,
            "ctrl+d": lambda: self.page.size.height,
            "pageup": lambda: -self.page.size.height,
            "ctrl+u": lambda: -self.page.size.height,
        }

    def compose(self) -> ComposeResult:
        """The rows, and how to leave."""
        yield self.page
        yield self.bottom

    def on_resize(self, event: events.Resize) -> None:
        """Lay the rows out for this width."""
        self.page.fill(self._lay(event.size.width))
        self.bottom.show([[(f" {_('any other key goes back')}", "dim")]])

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        event.stop()
        event.prevent_default()
        scroll = self._scrolls.get(event.key)
        if scroll:
            self.page.scroll_rows(scroll())
        else:
            self.dismiss()


def help_rows(scope: Scope, keymap: Keymap, width: int) -> list[list[Span]]:
    """The keys of `scope` under their groups, and those of lines; in two columns where there is room."""
    others = (Scope.GO, Scope.LINE) if scope is Scope.BOARD else (Scope.LINE,)
    blocks = [_block(_(GROUP_TITLES[group]), found, keymap) for group, found in grouped(scope)]
    blocks += [_block(_(SCOPE_TITLES[other]), actions_in(other), keymap) for other in others]
    title: list[Span] = [(f" {_('Keys')}: {_(SCOPE_TITLES[scope])}", "here")]
    if width < _TWO_COLUMNS:
        return [title, [], *(row for block in blocks for row in [*block, []])]
    half = width // 2
    left = [row for block in blocks[::2] for row in [*block, []]]
    right = [row for block in blocks[1::2] for row in [*block, []]]
    return [title, [], *_beside(left, right, half)]


def _beside(left: list[list[Span]], right: list[list[Span]], half: int) -> list[list[Span]]:
    rows = []
    for y in range(max(len(left), len(right))):
        first = left[y] if y < len(left) else []
        room = half - sum(len(text) for text, _style in first)
        rows.append([*first, (" " * max(1, room), ""), *(right[y] if y < len(right) else [])])
    return rows


def _block(title: str, found: tuple[Action, ...], keymap: Keymap) -> list[list[Span]]:
    rows: list[list[Span]] = [[(f" {title}", "bold")]]
    for action in found:
        keys = " ".join(key_label(key) for key in keymap.keys[action.id])
        rows.append([(f"   {pad(keys, _KEYS)}", "accent"), (_(action.help), "")])
    return rows

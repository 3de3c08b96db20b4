"""The palette: everything that can be done here by name, with saved views and themes, in the bottom line.

What cannot be done now is listed too, with why not. A theme is worn while the cursor is on it, and kept with enter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from rich.cells import cell_len
from textual.geometry import Size
from textual.message import Message

from servicedesk_tui.actions import Action, Group, Need, Scope, actions_in, why_not
from servicedesk_tui.locale import _
from servicedesk_tui.settings import THEMES
from servicedesk_tui.vocabulary.rows import ViewRow

from . import themes
from .glyphs import GLYPHS
from .messages import ThemeWanted, ViewWanted
from .paint import clean, lay, pad
from .prompts import Press, Prompt, Row, matches
from .session import Session
from .textline import TextLine

ROWS = 8
NARROW = 60
_WIDEST = 24
_STEPS = {"up": -1, "down": 1, "pageup": -ROWS, "pagedown": ROWS}
_LAST = (Group.DESK, Group.MOVE)
_AFTER = {Scope.GO: "go", Scope.MORE: "more", Scope.LOOK: "look"}
"""Places whose keys come after another one, and the action that one is of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be chosen: what it is called, what it does, its key; `why_not` when it cannot be chosen now;
    the theme it stands for. `also` are words it is found by."""

    label: str
    help: str
    choose: Callable[[], None]
    key: str = ""
    why_not: str = ""
    theme: str = ""
    also: str = ""

    def rank(self, text: str) -> int | None:
        """How well it is what `text` says, 0 the best; None when it is not."""
        if not matches(text, f"{self.label} {self.help} {self.also}"):
            return None
        if self.label.casefold().startswith(text.casefold()):
            return 0
        return 1 if matches(text, f"{self.label} {self.also}") else 2


class PalettePrompt:
    """Asks for one of the entries that `list_entries` answers, anew for each key: type to filter, up and down to choose,
    enter does it. `wear` shows a theme, "" the one that was worn before."""

    draft: str | None = None

    def __init__(
        self,
        label: str,
        list_entries: Callable[[], Sequence[Entry]],
        width: Callable[[], int],
        wear: Callable[[str], None],
        *,
        at: int = 0,
    ) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self._list = list_entries
        self._width = width
        self._wear = wear
        self._at = at
        self._worn = ""
        self._fault = ""
        self._widest = min(_WIDEST, max((cell_len(entry.label) for entry in list_entries()), default=0))

    @property
    def found(self) -> list[Entry]:
        """What the typed text leaves, the best first."""
        text, entries = self.line.text.strip() if self.line else "", self._list()
        if not text:
            return list(entries)
        ranked = [(rank, bool(entry.why_not), entry) for entry in entries if (rank := entry.rank(text)) is not None]
        return [entry for _rank, _cannot, entry in sorted(ranked, key=lambda one: one[:2])]

    @property
    def chosen(self) -> Entry | None:
        """What enter would do."""
        found = self.found
        return found[self._at] if self._at < len(found) else None

    def rows(self) -> list[Row]:
        """The entries around the chosen one, and what is said of it."""
        found = self.found
        if not found:
            return [[(_("nothing is called that"), "error")]]
        start = max(0, min(self._at - ROWS // 2, len(found) - ROWS))
        shown = enumerate(found[start : start + ROWS], start)
        return [*(self._row(entry, number == self._at) for number, entry in shown), self._foot(found)]

    def key(self, press: Press) -> bool:
        """Up and down choose, enter does it, anything else filters."""
        if press.key == "enter":
            return self._take(self.chosen)
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self.found) - 1))
        elif self.line and self.line.key(press.key, press.character):
            self._at = 0
        self._show_chosen()
        return False

    def written(self) -> None:
        """Other entries are left: the first of them is chosen."""
        self._at = 0
        self._show_chosen()

    def left(self) -> None:
        """Left without an answer: as it was before."""
        self._preview("")

    def _take(self, entry: Entry | None) -> bool:
        if entry is None:
            return False
        self._fault = entry.why_not
        if not self._fault:
            entry.choose()
        return not self._fault

    def _show_chosen(self) -> None:
        self._fault = ""
        self._preview(self.chosen.theme if self.chosen else "")

    def _preview(self, theme: str) -> None:
        if theme != self._worn:
            self._worn = theme
            self._wear(theme)

    def _row(self, entry: Entry, here: bool) -> Row:
        width = self._width() - 3
        quiet = "dim" if entry.why_not else ""
        says = "" if width < NARROW else entry.why_not or entry.help
        left: Row = [(pad(entry.label, self._widest if says else min(width, _WIDEST)), quiet or "bold")]
        row = lay([*left, ("  ", ""), (says, "dim")], [(entry.key, quiet or "accent")] if entry.key else [], width)
        if here:
            row = [("".join(text for text, _style in row), "cursor")]
        return [(GLYPHS.cursor if here else " ", "accent"), *row]

    def _foot(self, found: Sequence[Entry]) -> Row:
        if self._fault:
            return [(self._fault, "error")]
        entry = found[self._at]
        if self._width() - 3 < NARROW:
            return [(entry.why_not or entry.help, "dim")]
        return [(_("{at} of {count}").format(at=self._at + 1, count=len(found)), "dim")]


class Host(Protocol):
    """A screen with a palette."""

    session: Session
    scope: Scope

    @property
    def size(self) -> Size:
        """The cells of the screen."""
        ...

    def open_prompt(self, prompt: Prompt) -> None:
        """Ask in the bottom line."""
        ...

    def knows(self, action: Action) -> bool:
        """True when the screen does something for `action`."""
        ...

    def present(self) -> frozenset[Need]:
        """What there is for actions to work with."""
        ...

    def do(self, action: Action) -> None:
        """Do what an action's key does."""
        ...

    def tell(self, message: Message) -> None:
        """Tell the app."""
        ...


class Palette:
    """Opens the palette over a screen."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def acts(self) -> dict[str, Callable[[], None]]:
        """What keys do."""
        return {"palette": self.open, "theme": self.choose_theme}

    def worded(self) -> dict[str, Callable[[str], str | None]]:
        """What commands do with their words."""
        return {"theme": self.wear_named}

    def open(self) -> None:
        """List everything."""
        worn = themes.current().name
        self._ask(_("Do"), lambda: [*self._actions(), *self._views(), *self._themes(worn)])

    def choose_theme(self) -> None:
        """List the themes, the one in force under the cursor."""
        worn = themes.current().name
        self._ask(_("Theme"), lambda: self._themes(worn, named=False), at=THEMES.index(worn))

    def wear_named(self, text: str) -> str | None:
        """Wear the theme whose name begins with `text`, and keep it."""
        found = [name for name in THEMES if name.startswith(text.strip().casefold())]
        if len(found) != 1:
            names = ", ".join(THEMES)
            return _("There is no theme {name}; there are {names}.").format(name=clean(text), names=names)
        self._keep(found[0])
        return None

    def _ask(self, label: str, list_entries: Callable[[], Sequence[Entry]], *, at: int = 0) -> None:
        before = themes.current().name

        def wear(name: str) -> None:
            self._host.tell(ThemeWanted(name or before, is_chosen=False))

        self._host.open_prompt(PalettePrompt(label, list_entries, lambda: self._host.size.width, wear, at=at))

    def _keep(self, name: str) -> None:
        self._host.tell(ThemeWanted(name, is_chosen=True))

    def _actions(self) -> list[Entry]:
        """What the keys of this screen do: changes first, moving about last."""
        host, present = self._host, self._host.present()
        found = {action.id: action for scope in (host.scope, *_AFTER) for action in actions_in(scope)}
        doable = [action for action in found.values() if host.knows(action) and action.id != "palette"]
        ordered = sorted(doable, key=lambda action: _LAST.index(action.group) + 1 if action.group in _LAST else 0)
        return [
            Entry(
                _(action.label),
                _(action.help),
                partial(host.do, action),
                self._key_of(action),
                why_not(action, present) or "",
                also=action.command,
            )
            for action in ordered
        ]

    def _key_of(self, action: Action) -> str:
        keymap = self._host.session.keymap
        key = keymap.label(action.id)
        if not key:
            return f":{action.command}" if action.command else ""
        first = next((keymap.label(_AFTER[scope]) for scope in action.scopes if scope in _AFTER), "")
        return f"{first} {key}" if first else key

    def _views(self) -> list[Entry]:
        keymap = self._host.session.keymap
        opens = f"{keymap.label('go')} {keymap.label('go_views')}"

        def show(view: ViewRow) -> None:
            self._host.tell(ViewWanted(view))

        return [
            Entry(
                clean(view.name),
                clean(view.query),
                partial(show, view),
                f"{opens} {clean(view.letter)}" if view.letter else "",
                also=_("view"),
            )
            for view in self._host.session.views
        ]

    def _themes(self, worn: str, *, named: bool = True) -> list[Entry]:
        title = _("theme: {name}") if named else "{name}"
        return [
            Entry(
                title.format(name=name),
                _(themes.TITLES[name]),
                partial(self._keep, name),
                theme="" if name == worn else name,
            )
            for name in THEMES
        ]

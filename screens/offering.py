"""What the palette lists: the actions of this screen, saved views, themes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from textual.geometry import Size
from textual.message import Message

from servicedesk_tui.actions import Action, Group, Need, Scope, actions_in
from servicedesk_tui.locale import _
from servicedesk_tui.settings import THEMES
from servicedesk_tui.vocabulary.rows import ViewRow

from . import themes
from .keys import why_not
from .messages import ThemeWanted, ViewWanted
from .paint import clean
from .palette import Entry, PalettePrompt
from .prompts import Prompt
from .session import Session

_LAST = (Group.DESK, Group.MOVE)
_AFTER = {Scope.GO: "go", Scope.MORE: "more", Scope.LOOK: "look"}
"""Places whose keys come after another one, and the action that one is of."""


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

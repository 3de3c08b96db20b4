"""Saved views at the glass: their list, and the line that gives one its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from servicedesk_tui.actions import Scope
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.rows import ViewRow

from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import PickPrompt, Press, Row, TextPrompt

NAME_WIDTH = 24
SHARED = "--shared"


@dataclass(frozen=True, slots=True)
class Naming:
    """How a view is to be kept."""

    name: str
    letter: str = ""
    shared: bool = False


def read_naming(text: str) -> Naming:
    """`Late at Nordby n --shared`: a single letter at the end is the view's letter; in quotes all is the name."""
    words = text.split()
    shared = SHARED in words
    rest = " ".join(word for word in words if word != SHARED)
    if rest.startswith('"'):
        name, _quote, letter = rest[1:].partition('"')
        return Naming(name.strip(), letter.strip(), shared)
    name, _blank, last = rest.rpartition(" ")
    if name and len(last) == 1 and last.isalnum():
        return Naming(name, last, shared)
    return Naming(rest, "", shared)


class SavePrompt(TextPrompt):
    """Asks under which name to keep a filter, and says what will come of it."""

    def __init__(
        self, query: str, views: Sequence[ViewRow], accept: Callable[[Naming], str | None], *, name: str = ""
    ) -> None:
        def take(text: str) -> str | None:
            return accept(read_naming(text)) if text else _("Give the view a name.")

        super().__init__(_("Save as"), take, text=name, explain=lambda text: [self._explain_name(read_naming(text))])
        self._query = query
        self._views = views

    def _explain_name(self, naming: Naming) -> Row:
        if not naming.name:
            return [(_("a name; a letter behind it opens it at once; --shared is for everybody"), "dim")]
        held = next((v for v in self._views if v.name == naming.name and v.mine is not naming.shared), None)
        parts = [f"“{clean(naming.name)}”"]
        if naming.letter:
            parts.append(_("letter {letter}").format(letter=naming.letter))
        if naming.shared:
            parts.append(_("for everybody"))
        parts.append(_("takes the place of {query}").format(query=clean(held.query)) if held else clean(self._query))
        return [(f" {GLYPHS.dot} ".join(parts), "accent" if held else "")]


class ViewsPrompt(PickPrompt):
    """The saved views: a view's letter opens it at once, any other text narrows the list."""

    def __init__(
        self,
        views: Sequence[ViewRow],
        keymap: Keymap,
        open_view: Callable[[ViewRow], None],
        remove: Callable[[ViewRow], None],
    ) -> None:
        def accept(view: ViewRow) -> str | None:
            open_view(view)
            return None

        super().__init__(_("View"), [Choice(view, label) for view, label in labels_of(views)], accept)
        self._letters = {view.letter: view for view in reversed(views) if view.letter}
        self._keymap = keymap
        self._open_view = open_view
        self._remove = remove

    def rows(self) -> list[Row]:
        """The list, and which key removes one."""
        if not self._choices:
            return [
                [
                    (
                        _("There are no saved views yet: / then {key} saves one.").format(key=self._key("save_view")),
                        "dim",
                    )
                ]
            ]
        hint = _("letter or enter opens {dot} {key} removes").format(dot=GLYPHS.dot, key=self._key("remove"))
        return [*super().rows(), [(hint, "dim")]]

    def key(self, press: Press) -> bool:
        """A view's letter, when nothing was typed before it, opens it."""
        typed = self.line.text if self.line else ""
        view = self._letters.get(press.character or "")
        if not typed and view:
            self._open_view(view)
            return True
        action = self._keymap.action(Scope.LINE, press.key)
        if action and action.id == "remove":
            if self.chosen is None:
                return False
            self._remove(self.chosen.value)
            return True
        return super().key(press)

    def _key(self, action: str) -> str:
        return self._keymap.label(action)


def labels_of(views: Sequence[ViewRow]) -> list[tuple[ViewRow, str]]:
    """Each view with its letter, its name and its filter, under each other."""
    width = min(NAME_WIDTH, max((cell_len(clean(view.name)) for view in views), default=0))
    labels = []
    for view in views:
        query = clean(view.query) if view.mine else f"{clean(view.query)}  ({_('everybody')})"
        labels.append((view, f"{clean(view.letter) or ' '}  {pad(clean(view.name), width)}  {query}"))
    return labels

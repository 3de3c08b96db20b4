"""The filter of the board: which is in force, which view it came from, and the line it is written in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import ViewRow

from .completing import Completing
from .glyphs import GLYPHS
from .live import LivePrompt, Stretch
from .paint import clean
from .prompts import Press, Row

if TYPE_CHECKING:
    from servicedesk_tui.query.faults import Fault


_HALF = frozenset({"value", "alone"})
"""Faults of a word that is only begun: meanwhile the rest of the filter is shown."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter, and the saved view it was opened from."""

    text: str = ""
    view: ViewRow | None = None

    @property
    def is_modified(self) -> bool:
        """True when it is no longer what its view says."""
        return self.view is not None and self.text != self.view.query

    @property
    def name(self) -> str:
        """The view's name, with a sign when it was modified in place."""
        return f"{clean(self.view.name)}{'*' if self.is_modified else ''}" if self.view else ""


class Board(Protocol):
    """The board, seen through a filter while it is written."""

    def look_through(self, text: str, *, sparing: bool) -> None:
        """Show what `text` lets through, soon; the prompt hears of it by `shown` or `refused`. `sparing`: only if that
        is anything."""
        ...

    def keep_filter(self, text: str) -> None:
        """The filter in force is `text` from now on."""
        ...

    def drop_filter(self) -> None:
        """Back to the filter that was in force."""
        ...

    def save_filter(self) -> None:
        """Ask under which name to keep the filter in force."""
        ...

    def explain_language(self) -> None:
        """Show all that a filter can say."""
        ...


class FilterPrompt(LivePrompt):
    """Shows what each key leaves; enter keeps it, escape puts back what was in force."""

    def __init__(self, board: Board, keymap: Keymap, completing: Completing, text: str) -> None:
        super().__init__(_("Filter"), keymap, completing, text=f"{text} " if text else "")
        self._board = board
        self._fault: Fault | None = None
        self._count: int | None = None

    def written(self) -> None:
        """Offer how it could go on, and show what it lets through; a text that cannot be read changes nothing."""
        super().written()
        self._fault = fault_of(self.text)
        begun = begun_at(self.text, self.place)
        if self._fault is None:
            self._board.look_through(self.text.rstrip(), sparing=names_field(self.text[slice(*begun)]))
        elif self._fault.kind in _HALF and self._fault.place.end >= begun[0]:
            rest = (self.text[: begun[0]] + self.text[begun[1] :]).rstrip()
            if fault_of(rest) is None:
                self._board.look_through(rest, sparing=False)

    def shown(self, text: str, count: int) -> None:
        """The board shows what `text` lets through."""
        if text == self.text.rstrip():
            self._fault, self._count = None, count

    def refused(self, text: str, refusal: Refusal) -> None:
        """The desk knows a name in `text` not."""
        if text == self.text.rstrip():
            self._fault = getattr(refusal, "fault", None)

    def accept(self) -> bool:
        """Keep what is written, if it can be read."""
        if self._fault:
            self.completing.forget()
            return False
        self._board.keep_filter(self.text.strip())
        return True

    def left(self) -> None:
        """Put back what was in force."""
        self._board.drop_filter()

    @property
    def _is_begun(self) -> bool:
        """True while what is wrong is still being written, and can be completed."""
        return bool(self._fault and self.completing.offers and self._fault.place.end >= self.completing.start)

    def wrong(self) -> Sequence[Stretch]:
        """The token that cannot be read; not while its end is still being written."""
        if self._fault is None or self._is_begun:
            return ()
        place = self._fault.place
        return ((place.start, place.end),)

    def over(self) -> Row:
        """What is wrong elsewhere than where somebody writes comes before what is offered there."""
        return self.note() if self._fault and not self._is_begun else super().over()

    def note(self) -> Row:
        """What is wrong, that nothing is found, or what can be written."""
        if self._fault:
            takes = _("{key} takes it").format(key=self.keymap.label("complete")) if self._fault.nearest else ""
            return [(clean(self._fault.sentence), "error"), (f"  {takes}", "dim")]
        if self._count == 0:
            return [(_("Nothing matches."), "dim")]
        if not self.text.strip():
            return [(_("@me due:<=eow -#warranty {dot} ? says all that can be written").format(dot=GLYPHS.dot), "dim")]
        return [(_("{key} saves it as a view").format(key=self.keymap.label("save_view")), "dim")]

    def suggestion(self) -> Callable[[], None] | None:
        """The nearest name, in the place of the one there is not."""
        fault, line = self._fault, self.line
        if fault is None or not fault.nearest or line is None:
            return None
        nearest = fitted(fault.nearest, line.text[: fault.place.start])
        return lambda: line.swap(fault.place.start, fault.place.end, nearest)

    def key(self, press: Press) -> bool:
        """A question mark that nothing stands before asks what can be written."""
        if press.character == "?" and not self.text.strip():
            self._board.explain_language()
            return False
        return super().key(press)

    def act(self, action: str) -> bool:
        """Save it as a view, beside what every line can do."""
        if action == "save_view":
            if self._fault or not self.text.strip():
                return False
            self._board.keep_filter(self.text.strip())
            self._board.save_filter()
            return True
        return super().act(action)


def begun_at(text: str, place: int) -> Stretch:
    """Where the word that is being written begins and ends."""
    start = max(text.rfind(sign, 0, place) for sign in " (") + 1
    end = text.find(" ", place)
    return start, len(text) if end < 0 else end


def names_field(word: str) -> bool:
    """True for a word that a field's name begins with: it may become one."""
    from servicedesk_tui.query.fields import FIELDS

    wanted = word.lstrip("-").casefold()
    return bool(wanted) and any(name.startswith(wanted) for name in (*FIELDS, "sort"))


def fitted(nearest: str, before: str) -> str:
    """What may have been meant, as it is to stand after `before`: without a sigil or field that is there already, in
    quotes when it has blanks."""
    for size in range(len(nearest), 0, -1):
        if before.endswith(nearest[:size]):
            nearest = nearest[size:]
            break
    nearest = nearest.lstrip("@#") if before.endswith((":", ",")) else nearest
    return f'"{nearest}"' if " " in nearest.strip() and not nearest.startswith('"') else nearest


def fault_of(text: str) -> "Fault | None":
    """What is wrong with a filter's shape; None when it can be read. Names are looked up by the desk."""
    from servicedesk_tui.query.faults import BadQuery
    from servicedesk_tui.query.parsing import parse_filter

    try:
        parse_filter(text)
    except BadQuery as refusal:
        return refusal.fault
    return None


def open_ones(text: str) -> str:
    """The filter that lets through what `text` does, as far as it is open."""
    from servicedesk_tui.query.ast import Query, Term, Value, conjunction
    from servicedesk_tui.query.parsing import parse_filter
    from servicedesk_tui.query.printing import print_filter

    query, is_open = parse_filter(text), Term("is", (Value("open"),))
    return print_filter(Query(conjunction([node for node in (query.where, is_open) if node]), query.sort))


def sorted_by(text: str, order: str) -> str:
    """The filter `text` in another order: a key that can be sorted by, with a minus for the other way round; "" is the
    board's own. One that cannot be read is left as it is."""
    from dataclasses import replace

    from servicedesk_tui.query.ast import SortKey
    from servicedesk_tui.query.parsing import parse_filter
    from servicedesk_tui.query.printing import print_filter
    from servicedesk_tui.vocabulary.refusals import Refusal

    try:
        query = parse_filter(text)
    except Refusal:
        return text
    keys = (SortKey(order.removeprefix("-"), order.startswith("-")),) if order else ()
    return print_filter(replace(query, sort=keys))

"""Being led through something a step at a time: one sentence over the bottom line, which waits until the thing was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servicedesk_tui.actions import Action
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import Command

Noticed = Action | Command | str
"""What was done: an action, a command that was carried out, a filter that was put in force."""


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence that names keys by their actions' ids, and what of all that was done since it was said ends it."""

    text: str
    is_done: Callable[[Sequence[Noticed]], bool]


class Walk:
    """Goes through `steps`. `show` shows a sentence ("" none); `end` is told whether they were all done."""

    def __init__(
        self, steps: Sequence[Step], keymap: Keymap, show: Callable[[str], None], end: Callable[[bool], None]
    ) -> None:
        self._left = tuple(steps)
        self._keymap = keymap
        self._show = show
        self._end = end
        self._since: list[Noticed] = []

    def begin(self) -> None:
        """Say the first sentence."""
        self._show(self.sentence)

    def notice(self, what: Noticed) -> None:
        """Something was done: perhaps what this step waits for."""
        if not self._left:
            return
        self._since.append(what)
        if self._left[0].is_done(self._since):
            self._left, self._since = self._left[1:], []
            self._show(self.sentence)
            if not self._left:
                self._end(True)

    def leave(self) -> None:
        """End before the last step."""
        if self._left:
            self._left = ()
            self._show("")
            self._end(False)

    @property
    def sentence(self) -> str:
        """What to do now, in the keys in force; "" when nothing is left."""
        if not self._left:
            return ""
        return _(self._left[0].text).format_map(self._keymap.labels)


def times(count: int, *ids: str) -> Callable[[Sequence[Noticed]], bool]:
    """Done when actions of these ids were done so often."""

    def is_done(since: Sequence[Noticed]) -> bool:
        return sum(isinstance(what, Action) and what.id in ids for what in since) >= count

    return is_done


def did(*commands: type[Command]) -> Callable[[Sequence[Noticed]], bool]:
    """Done when a command of these kinds was carried out."""

    def is_done(since: Sequence[Noticed]) -> bool:
        return any(isinstance(what, commands) for what in since)

    return is_done

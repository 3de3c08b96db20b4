"""What screens tell the app: past-tense messages that bubble up to it. Screens never import each other."""

from collections.abc import Callable

from textual.message import Message

from servicedesk_tui.backstage.messages import Message as Said
from servicedesk_tui.vocabulary.history_rows import HistoryLine
from servicedesk_tui.vocabulary.rows import Card, ViewRow

Neighbour = Callable[[int, int], Card | None]


def alone(_task: int, _by: int) -> Card | None:
    """A task that was not opened from a list has no neighbours."""
    return None


class BackstageSaid(Message, bubble=False):
    """A thread of the backstage has something to tell."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self.said = said


class AllTold(Message):
    """What a screen told before this was heeded."""


class TaskOpened(Message):
    """A task was opened from a list; `neighbour` answers the task so many steps from another in that list."""

    def __init__(self, card: Card, neighbour: Neighbour) -> None:
        super().__init__()
        self.card = card
        self.neighbour = neighbour


class LanguageWanted(Message):
    """Somebody asked what a filter can say."""


class ThemeWanted(Message):
    """Somebody wants to see a theme; when it is chosen, it stays."""

    def __init__(self, name: str, *, is_chosen: bool) -> None:
        super().__init__()
        self.name = name
        self.is_chosen = is_chosen


class ViewWanted(Message):
    """Somebody wants to see the board through a saved view."""

    def __init__(self, view: ViewRow) -> None:
        super().__init__()
        self.view = view


class FilterWanted(Message):
    """Somebody wants to see the board through a filter."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class LastWanted(Message):
    """Somebody wants to see the board through what it was seen through before."""


class HistoryWanted(Message):
    """Somebody wants to read what happened on the desk."""

    def __init__(self, lines: tuple[HistoryLine, ...]) -> None:
        super().__init__()
        self.lines = lines


class TourWanted(Message):
    """Somebody wants to be led about the sample desk."""


class StandingLeft(Message):
    """Somebody wants what stands over the bottom line to go away."""


class ModeWanted(Message):
    """Somebody wants to work in another mode: `board`, `schedule`, `workload`, `people`, `shift`, `inbox`, `day`."""

    def __init__(self, mode: str) -> None:
        super().__init__()
        self.mode = mode

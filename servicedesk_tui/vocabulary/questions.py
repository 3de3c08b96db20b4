"""Questions: everything that can be read from the desk, as plain data; the answer is a row of `rows`."""

from dataclasses import dataclass
from enum import StrEnum

from .enums import EventKind, Grouping
from .rows import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Anything the desk can be asked to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQuestion(Question):
    """The board: every column with its first `limit` cards, of those that `filter` lets through. `by` says what the
    columns stand for; only those by status hold closed tasks too. `brief` asks only for the first page of what is open,
    while somebody types: pages and totals are then counted no further. Answer: `BoardView`; `BadQuery` is raised for a
    filter that cannot be read."""

    limit: int = 60
    filter: str = ""
    brief: bool = False
    by: Grouping = Grouping.STATUS


class Toward(StrEnum):
    """Which way a page runs from its key."""

    AFTER = "after"
    BEFORE = "before"
    AROUND = "around"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuestion(Question):
    """A page of the column of that key, where columns are `by`: `limit` cards after, before or around the card's `key`
    (None: from the top), or the last ones. With a `filter` a page is named by `first`, the place of its first card.
    Answer: `CardPage`."""

    column: int
    key: Key | None = None
    toward: Toward = Toward.AFTER
    limit: int = 60
    filter: str = ""
    first: int = 0
    by: Grouping = Grouping.STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsQuestion(Question):
    """The cards of these ids, in any order; gone ones are left out. Answer: tuple of `Card`."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuestion(Question):
    """One task in full, by id or by number. Answer: `TaskView`; `NotFound` is raised when there is none."""

    id: int | None = None
    number: int | None = None
    history: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuestion(Question):
    """People a task can be given to, then the others. Answer: tuple of `PersonRow`."""

    all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersQuestion(Question):
    """Customers whose name holds `text`. Answer: tuple of `CustomerRow`."""

    text: str = ""
    limit: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoQuestion(Question):
    """My latest batches, newest first. Answer: tuple of `UndoLine`."""

    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsQuestion(Question):
    """What a batch of mine did, task by task, and what rules did because of it. Answer: tuple of `Effect`."""

    batch: int
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsQuestion(Question):
    """The tags there are, most used first. Answer: tuple of `TagRow`."""

    limit: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuestion(Question):
    """My draft under a key. Answer: its text, "" when there is none."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeQuestion(Question):
    """Who I am. Answer: `Me`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindTasks(Question):
    """The ids behind these task numbers. Answer: tuple of ids in the same order; `NotFound` names those there are not."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuestion(Question):
    """Open tasks in board order: those of a status (by key), only mine, closed ones too with `all`. A `filter` says
    itself whether closed ones are wanted, and may say another order. Answer: tuple of `Card`."""

    status: str | None = None
    mine: bool = False
    all: bool = False
    limit: int = 200
    filter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsQuestion(Question):
    """Everything a script may read of these tasks. Answer: tuple of `TaskFacts` in the same order; gone ones are left out."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuestion(Question):
    """What happened, newest first, to one task (its id) or to the whole desk, before the batch `before`. Of a task, `kinds` are
    what is wanted (none: all) and `text` what has to be in a sentence or note. Answer: tuple of `HistoryLine`."""

    task: int | None = None
    limit: int = 50
    kinds: frozenset[EventKind] = frozenset()
    text: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusesQuestion(Question):
    """The statuses in board order. Answer: tuple of `StatusRow`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountQuestion(Question):
    """How many tasks a filter lets through. Answer: int."""

    filter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdsQuestion(Question):
    """The ids of the tasks a filter lets through, in its order; `BadQuery` is raised when it cannot be read. Without
    `all` they are the open ones, unless the filter speaks of closed ones, as in a list. Answer: tuple of ids."""

    filter: str
    limit: int | None = None
    all: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuestion(Question):
    """Which of these tasks (200 at most) a filter lets through. Answer: frozenset of ids."""

    filter: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewsQuestion(Question):
    """The saved views I have: mine, then everybody's, by name. Answer: tuple of `ViewRow`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionQuestion(Question):
    """How a line could go on at `cursor`. `adding` is True for quick-add. Answer: `Completion`."""

    text: str
    cursor: int
    adding: bool = False
    limit: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuestion(Question):
    """The tasks found by every word of `text`, best first: the one of that number, those whose number or title begins
    with it, then the others in the board's order; open ones, and with `closed` the closed ones after them.
    Answer: tuple of `Card`."""

    text: str
    limit: int = 60
    closed: bool = False

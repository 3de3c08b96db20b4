"""The board by what its columns can stand for: the first page of all of them, a page far down in one, and as one types."""

import time
from contextlib import suppress

from servicedesk_tui.desk import Desk
from servicedesk_tui.query.faults import BadQuery
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.questions import BoardQuestion, PageQuestion, Question, Toward

from .result import Result, median, percentile
from .settings import SIZES
from .stores import address, sample

PAGE = 60
ROUNDS = 25
PAGES = 40
"""How many pages down a deep one is."""
TYPED = "-#warranty due:<=eow sort:due"
WHO = {"anna": "a dispatcher", "omar": "an agent"}
"""To an agent every card is locked or not by whose it is, and some are unread."""


def measure() -> list[Result]:
    """Every size and grouping."""
    return [result for size in SIZES for login in WHO for result in _measure(size, login)]


def _measure(size: int, login: str) -> list[Result]:
    found = []
    with Desk.open(address(sample(size)), as_login=login) as desk:
        for by in Grouping:
            what = f"board by {by}, {size:,} tasks, {WHO[login]}"
            board = desk.ask(BoardQuestion(by=by, limit=PAGE))
            shown = sum(len(page.cards) for page in board.pages)
            first = [_time(desk, BoardQuestion(by=by, limit=PAGE)) for _ in range(ROUNDS)]
            found.append(
                Result(what, _say(first), f"{len(board.columns)} columns, {shown:,} cards", None, "p50 ≤ 50 ms")
            )
            if login == "anna":
                found += [_deep(desk, by, what), _typed(desk, by, what)]
    return found


def _deep(desk: Desk, by: Grouping, what: str) -> Result:
    """Page after page down the fullest column of open tasks."""
    board = desk.ask(BoardQuestion(by=by, limit=PAGE))
    opened = [p for p, c in zip(board.pages, board.columns, strict=True) if c.category is None or c.category.is_open]
    page = max(opened, key=lambda page: page.count)
    taken = []
    for _ in range(PAGES):
        question = PageQuestion(column=page.column, by=by, key=page.cards[-1].key, toward=Toward.AFTER, limit=PAGE)
        taken.append(_time(desk, question))
        page = desk.ask(question)
        if not page.cards or page.first + PAGE >= page.count:
            break
    return Result(f"{what}: a page down", _say(taken), f"{len(taken)} pages", None, "p95 ≤ 50 ms")


def _typed(desk: Desk, by: Grouping, what: str) -> Result:
    """A filter as it is typed, key by key."""
    taken = []
    for end in range(1, len(TYPED) + 1):
        with suppress(BadQuery):  # half written
            taken.append(_time(desk, BoardQuestion(by=by, filter=TYPED[:end], brief=True, limit=PAGE)))
    return Result(f"{what}: a filter, a key", _say(taken), f"{len(taken)} keys", None, "p95 ≤ 50 ms")


def _time(desk: Desk, question: Question) -> float:
    start = time.perf_counter()
    answer = desk.ask(question)
    taken = time.perf_counter() - start
    del answer
    return taken


def _say(taken: list[float]) -> str:
    figures = (median(taken), percentile(taken, 0.95), max(taken))
    return "p50 {:.1f} / p95 {:.1f} / max {:.0f} ms".format(*(1000 * figure for figure in figures))

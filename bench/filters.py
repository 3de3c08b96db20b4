"""Filters as they are typed: the first page of open tasks after every key of a few filters, on the board."""

import time
from contextlib import suppress

from servicedesk_tui.desk import Desk
from servicedesk_tui.query.faults import BadQuery
from servicedesk_tui.vocabulary.questions import BoardQuestion

from .result import Result, median, percentile
from .settings import SIZES
from .stores import address, sample

TYPED = (
    "@me -#warranty due:<=eow", "is:overdue !<=2 sort:due", "status:ready,doing no:due age:>2d",
    "for:nordby (boiler or pump) -is:done", "changed:<1h by:ada", "@ada varme", "is:unowned", "waiting:parts",
    "is:blocked tier:A", "due:today..fri !1", "#service utæt", "no:due -has:note",
)  # fmt: skip
PAGE = 60
ROUNDS = 2


def measure() -> list[Result]:
    """Every size."""
    return [_measure(size) for size in SIZES]


def _measure(size: int) -> Result:
    with Desk.open(address(sample(size)), as_login="anna") as desk:
        taken = [_time(desk, text[:end]) for _ in range(ROUNDS) for text in TYPED for end in range(1, len(text) + 1)]
    figures = (median(taken), percentile(taken, 0.95), max(taken))
    said = "p50 {:.1f} / p95 {:.1f} / max {:.0f} ms".format(*(1000 * figure for figure in figures))
    return Result(f"filter, a key: SQLite, {size:,} tasks", said, f"{len(taken)} keys", None, "p95 ≤ 50 ms")


def _time(desk: Desk, text: str) -> float:
    start = time.perf_counter()
    with suppress(BadQuery):  # half written
        desk.ask(BoardQuestion(filter=text, limit=PAGE, brief=True))
    return time.perf_counter() - start

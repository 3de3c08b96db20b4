"""Search as it is typed: the first page of open tasks after every key, on both databases."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servicedesk_tui.demo import build
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.questions import SearchQuestion
from tests.stores import find_server_programs, run_cluster

from .result import Result, median, percentile
from .settings import SIZES
from .stores import address, sample

TYPED = (
    "varmepumpe", "radiator", "boiler leak", "ingen varme", "noise pump", "utæt ventil", "cirkulationspumpe larmer",
    "nordby skole", "+45 38 12 77 40", "sd-4121", "e119", "xylofon", "gasket flange", "vandhane drypper", "22 47",
    "hot water", "kunden ringede i morges", "tilbud", "termostat", "hvac annual",
)  # fmt: skip
"""What somebody types, key by key: rare and common words, several of them, numbers, and what there is none of."""
ROUNDS = 3


def measure() -> list[Result]:
    """Every size on SQLite, and on PostgreSQL where its programs are found."""
    results = [_measure(f"SQLite, {size:,} tasks", address(sample(size))) for size in SIZES]
    programs = find_server_programs()
    if programs is None:
        return results
    with _cluster(programs) as places:
        for size in SIZES:
            store = next(places)
            build(store, size=size)
            results.append(_measure(f"PostgreSQL, {size:,} tasks", store))
    return results


@contextmanager
def _cluster(programs: Path) -> Iterator[Iterator[StoreAddress]]:
    with run_cluster(programs) as cluster:
        yield (cluster.create() for _ in SIZES)


def _measure(what: str, store: StoreAddress) -> Result:
    with Desk.open(store, as_login="anna") as desk:
        taken = [_time(desk, text[:end]) for _ in range(ROUNDS) for text in TYPED for end in range(1, len(text) + 1)]
    said = f"p50 {1000 * median(taken):.1f} / p95 {1000 * percentile(taken, 0.95):.1f} / max {1000 * max(taken):.0f} ms"
    return Result(f"search, a key: {what}", said, f"{len(taken)} keys", None, "p95 ≤ 50 ms")


def _time(desk: Desk, text: str) -> float:
    start = time.perf_counter()
    desk.ask(SearchQuestion(text=text))
    return time.perf_counter() - start

"""`make bench`: every measurement, one after the other; names as arguments choose some."""

import sys
from collections.abc import Callable

from . import boards, bulk, cursor, filters, pages, reminders, search, shell, workload, writers
from .result import Result, table

ALL: dict[str, Callable[[], list[Result]]] = {
    "cursor": cursor.measure,
    "shell": shell.measure,
    "writers": writers.measure,
    "bulk": bulk.measure,
    "search": search.measure,
    "filters": filters.measure,
    "boards": boards.measure,
    "workload": workload.measure,
    "pages": pages.measure,
    "reminders": reminders.measure,
}


def main(chosen: list[str]) -> None:
    """Measure and print one table."""
    results: list[Result] = []
    for name in chosen or ALL:
        print(f"measuring {name} ...", flush=True)
        results += ALL[name]()
    print(table(results))


if __name__ == "__main__":
    main(sys.argv[1:])

"""A measured line, and the table of all of them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured, what it is held against, and what was promised."""

    what: str
    measured: str
    against: str = ""
    ratio: float | None = None
    budget: str = ""


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(results: Sequence[Result]) -> str:
    """All results as a Markdown table."""
    head = ("what", "measured", "against", "ratio", "budget")
    rows = [(r.what, r.measured, r.against, "" if r.ratio is None else f"{r.ratio:.2f}", r.budget) for r in results]
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |" for row in (head, *rows)
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])

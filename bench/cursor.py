"""A step of the cursor on the board, against the echo of a key in an empty Textual application."""

import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from .probe import Probe, Reply
from .result import Result, median, percentile
from .settings import PROGRAM, SIZES
from .stores import sample

STEPS = 60
KEYS = {"down": "j", "sideways": "lh", "page": "\x04\x15"}
"""What is pressed in turn, 60 times."""
FLOOR: Sequence[str | Path] = (sys.executable, "-m", "bench.empty_app")


def measure() -> list[Result]:
    """The board at every size."""
    with Probe(FLOOR) as probe:
        first = probe.wait_for("ready")
        probe.settle()
        floor = [probe.press("j") for _ in range(STEPS)]
    base = [reply.milliseconds for reply in floor]
    results = [_describe("empty app: key echo", floor), Result("empty app: first paint", f"{first:.0f} ms")]
    smallest = 0.0
    for size in SIZES:
        command: Sequence[str | Path] = (PROGRAM, "--store", sample(size))
        # The first start leaves the board's picture behind; the second paints from it.
        with Probe(command) as probe:
            probe.wait_for(r"SD-\d+")
            probe.settle(1.5)
            probe.leave("Q")
        with Probe(command) as probe:
            paint = probe.wait_for(r"SD-\d+")
            probe.settle(1.5)
            steps = {
                name: [probe.press(key) for _, key in zip(range(STEPS), cycle(keys), strict=False)]
                for name, keys in KEYS.items()
            }
        times = [reply.milliseconds for reply in steps["down"]]
        smallest = smallest or percentile(times, 0.95)
        results.append(
            Result(
                f"{size:,} tasks: first paint", f"{paint:.0f} ms", f"{first:.0f} ms empty app", paint / first, "≤ 1.3"
            )
        )
        results.append(_against(f"{size:,} tasks: cursor down", steps["down"], base, "≤ 2, ≤ 400 B"))
        results.append(_against(f"{size:,} tasks: cursor sideways", steps["sideways"], base, ""))
        results.append(_against(f"{size:,} tasks: page", steps["page"], base, "≤ 4,000 B"))
        if size != SIZES[0]:
            p95 = percentile(times, 0.95)
            results.append(
                Result(
                    f"cursor down p95, {size:,} against {SIZES[0]:,} tasks",
                    f"{p95:.1f} ms",
                    f"{smallest:.1f} ms",
                    p95 / smallest,
                    "≤ 1.2",
                )
            )
    return results


def _describe(what: str, replies: list[Reply]) -> Result:
    times = [reply.milliseconds for reply in replies]
    count = median([reply.count for reply in replies])
    return Result(what, f"{median(times):.1f} / {percentile(times, 0.95):.1f} ms median / p95, {count:.0f} B")


def _against(what: str, replies: list[Reply], base: list[float], budget: str) -> Result:
    times, floor = [reply.milliseconds for reply in replies], percentile(base, 0.95)
    ratio = percentile(times, 0.95) / floor
    return Result(what, _describe(what, replies).measured, f"{floor:.1f} ms p95 empty app", ratio, budget)

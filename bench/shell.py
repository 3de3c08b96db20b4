"""Shell commands against what they cannot be faster than: bare Python, and Python with SQLModel."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .result import Result, median
from .settings import PROGRAM, SIZES, environment
from .stores import copy, sample

ROUNDS = 15
Command = Sequence[str | Path]


def measure() -> list[Result]:
    """`list` and `add` against `import sqlmodel`, `--version`, `--help` and `prompt` against bare Python."""
    store = copy(sample(SIZES[0]), "shell")
    bare: Command = (sys.executable, "-c", "")
    sqlmodel: Command = (sys.executable, "-c", "import sqlmodel")
    pairs: list[tuple[str, Command, str, Command, str]] = [
        ("--version", (PROGRAM, "--version"), "bare Python", bare, "≤ 5"),
        ("--help", (PROGRAM, "--help"), "bare Python", bare, "≤ 5"),
        ("prompt", (PROGRAM, "--store", store, "prompt"), "bare Python", bare, "≤ 5"),
        ("list", (PROGRAM, "--store", store, "list"), "import sqlmodel", sqlmodel, "≤ 1.5"),
        ("add", (PROGRAM, "--store", store, "add", "Bench !2 #bench"), "import sqlmodel", sqlmodel, "≤ 1.5"),
    ]
    return [_compare(*pair) for pair in pairs]


def _compare(name: str, command: Command, against: str, floor: Command, budget: str) -> Result:
    mine, base = [], []
    for _ in range(ROUNDS):
        mine.append(_run(command))
        base.append(_run(floor))
    ratio = median(mine) / median(base)
    return Result(f"servicedesk {name}", f"{median(mine):.0f} ms", f"{median(base):.0f} ms {against}", ratio, budget)


def _run(command: Command) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=60
    )
    return (time.perf_counter() - start) * 1000

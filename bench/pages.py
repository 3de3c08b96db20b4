"""Opening a task with a long history against one with a short one: through the desk, and in a real terminal."""

import time
from collections.abc import Sequence
from pathlib import Path

from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import AddNote, CreateTask, EditTask
from servicedesk_tui.vocabulary.questions import TaskQuestion

from .probe import Probe
from .result import Result, median, percentile
from .settings import PROGRAM
from .stores import address, copy, sample

SHORT, LONG, NOTES = 10, 2_000, 200
LOOKS = 60
OPENS = 20
READ = 60
"""Lines of history that the page reads first (`screens/task.py`)."""
KEYS = 40


def measure() -> list[Result]:
    """A task with ten changes and one with two thousand, on the smallest sample desk."""
    store = copy(sample(1_000), "pages")
    desk = Desk.open(address(store))
    short, long = _with(desk, "short", SHORT, 1), _with(desk, "long", LONG, NOTES)
    asked = {name: _asked(desk, task) for name, task in (("short", short), ("long", long))}
    numbers = {task: desk.ask(TaskQuestion(id=task, history=1)).card.number for task in (short, long)}
    desk.close()
    ratio = median(asked["long"]) / median(asked["short"])
    results = [
        Result(
            f"a task's page read, {LONG:,} changes and {NOTES} notes",
            f"{median(asked['long']):.1f} / {percentile(asked['long'], 0.95):.1f} ms median / p95",
            f"{median(asked['short']):.1f} ms with {SHORT}",
            ratio,
            "≤ 2",
        )
    ]
    opened = {name: _opened(store, numbers[task]) for name, task in (("short", short), ("long", long))}
    results.append(
        Result(
            "the same in a terminal, from the key to the last byte",
            f"{median(opened['long']):.0f} / {percentile(opened['long'], 0.95):.0f} ms median / p95",
            f"{median(opened['short']):.0f} ms with {SHORT}",
            median(opened["long"]) / median(opened["short"]),
            "≤ 2",
        )
    )
    results.append(_written(store, numbers[long]))
    return results


def _with(desk: Desk, title: str, changes: int, notes: int) -> int:
    task = desk.do(CreateTask(title=title)).created
    assert task is not None
    every = max(1, changes // notes)
    for number in range(changes - 1):
        if number % every == 0:
            desk.do(AddNote(task=task, body=f"# Note {number}\n\n- shut the *valve*\n- ring the supplier"))
        else:
            desk.do(EditTask(task=task, fields={"next_step": f"step {number}"}))
    return task


def _asked(desk: Desk, task: int) -> list[float]:
    times = []
    for _look in range(LOOKS):
        start = time.perf_counter()
        desk.ask(TaskQuestion(id=task, history=READ))
        times.append((time.perf_counter() - start) * 1000)
    return times[5:]


def _opened(store: Path, number: int) -> list[float]:
    """From enter on the board to the page, again and again."""
    command: Sequence[str | Path] = (PROGRAM, "--store", store)
    with Probe(command) as probe:
        probe.wait_for(r"SD-\d+")
        probe.settle(1.5)
        probe.press(f"#{number}\r")
        probe.settle(0.5)
        times = []
        for _open in range(OPENS):
            times.append(probe.press("\r").milliseconds)
            probe.settle(0.2)
            probe.press("q")
            probe.settle(0.2)
        probe.leave("Q")
    return times


def _written(store: Path, number: int) -> Result:
    """A key in the composer of that task."""
    with Probe((PROGRAM, "--store", store)) as probe:
        probe.wait_for(r"SD-\d+")
        probe.settle(1.5)
        probe.press(f"#{number}\r")
        probe.settle(0.5)
        for key in ("\r", "c", "\t"):
            probe.press(key)
            probe.settle(0.4)
        replies = [probe.press("the valve is shut "[n % 18]) for n in range(KEYS)]
        counts = [reply.count for reply in replies]
        times = [reply.milliseconds for reply in replies]
    return Result(
        "a key in the composer",
        f"{median(times):.1f} / {percentile(times, 0.95):.1f} ms, {median(counts):.0f} / {max(counts)} B median / most",
        "",
        None,
        "≤ 600 B",
    )

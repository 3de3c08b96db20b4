"""The verbs that plan: putting aside, visits, and the order by hand."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from servicedesk_tui.vocabulary import commands as c

from .facts import Facts, Key, No, Row, clash, enter, has_left, is_open, priority, require
from .passing import give

NO_DUE, APART = 9_000_000_000_000_000, 60_000_000


def rank_of(due: datetime | None) -> int:
    """Where a task stands by itself."""
    return NO_DUE if due is None else int(due.timestamp() * 1_000_000)


def snooze(facts: Facts, me: int, command: c.SnoozeTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    if task["status"] != "inbox" or (command.until is not None and command.until <= facts.now):
        raise No("Invalid")
    clash(task, {"until": command.until}, command.base)
    task["until"] = command.until


# -- visits -----------------------------------------------------------------------------------------------------------------


def plan(facts: Facts, me: int, command: c.PlanVisit) -> None:
    task = facts.task(command.task)
    require(facts, me, "visits", command.task)
    if not is_open(task):
        raise No("Invalid")
    if command.start is None:
        _call_off(facts, command.task, command.person)
        return
    person = command.person if command.person is not None else task["owner"]
    if has_left(facts, task) and command.person is None:
        raise No("Needs", "person")
    facts.worker(person)
    visit = _next(facts, command.task, person)
    length = visit["end"] - visit["start"] if visit else timedelta(minutes=task["estimate_minutes"] or 60)
    length = timedelta(minutes=command.minutes) if command.minutes else length
    if visit and (visit["start"], visit["end"]) == (command.start, command.start + length):
        return
    if has_left(facts, task):
        assert person is not None
        give(facts, command.task, person)
    if task["status"] in ("inbox", "ready"):
        enter(task, "scheduled")
    if visit:
        visit.update(start=command.start, end=command.start + length, moves=visit["moves"] + 1)
    else:
        times = {"start": command.start, "end": command.start + length}
        facts.hang("visit", task=command.task, person=person, state="planned", moves=0, **times)


def _next(facts: Facts, task: int, person: int | None) -> Row | None:
    found = [
        (row["start"], key[1], row)
        for key, row in facts.all("visit", task=task, state="planned")
        if person is None or row["person"] == person
    ]
    rows = [row for _start, _id, row in sorted(found, key=lambda visit: visit[:2])]
    return next((row for row in rows if row["end"] > facts.now), rows[-1] if rows else None)


def _call_off(facts: Facts, task_id: int, person: int | None) -> None:
    task = facts.task(task_id)
    if person is not None:
        facts.need("person", person)
    visit = _next(facts, task_id, person if person is not None else task["owner"])
    if visit is None and person is None:
        visit = _next(facts, task_id, None)
    if visit is None:
        return
    visit["state"] = "cancelled"
    if task["status"] == "scheduled" and not facts.all("visit", task=task_id, state="planned"):
        enter(task, "ready")


def planned(facts: Facts, task: int) -> datetime | None:
    """When the first planned visit begins."""
    return min((row["start"] for _key, row in facts.all("visit", task=task, state="planned")), default=None)


# -- the order by hand --------------------------------------------------------------------------------------------------------


def reorder(facts: Facts, me: int, command: c.ReorderTask) -> None:
    task, other = facts.task(command.task), facts.task(command.other)
    require(facts, me, "change", command.task)
    if command.task == command.other or not is_open(task) or not is_open(other):
        raise No("Invalid")
    if _group(facts, command.task) != _group(facts, command.other):
        raise No("Invalid")
    peers = sorted(
        (
            key
            for key, row in facts.all("task")
            if is_open(row) and _group(facts, key[1]) == _group(facts, command.task) and key[1] != command.task
        ),
        key=lambda key: _place(facts, key),
    )
    at = peers.index(("task", command.other)) + command.below
    above, below = peers[:at], peers[at:]
    here = _place(facts, ("task", command.task))
    if all(_place(facts, key) < here for key in above) and all(here < _place(facts, key) for key in below):
        return
    _put(facts, ("task", command.task), above[::-1], below)


def _group(facts: Facts, task: int) -> tuple[str, int]:
    return facts.task(task)["status"], priority(facts, task)


def _place(facts: Facts, key: Key) -> tuple[int, int]:
    """Tasks were numbered in the order their rows were made."""
    return facts.rows[key]["rank"], key[1]


def _put(facts: Facts, key: Key, above: Sequence[Key], below: Sequence[Key]) -> None:
    """Between the nearest on both sides; the fewest of either side move where nothing fits between."""

    def rank(side: Sequence[Key], place: int) -> int | None:
        return facts.rows[side[place]]["rank"] if place < len(side) else None

    for many in count():
        for tasks, low, high in (
            ([*above[:many][::-1], key], rank(above, many), rank(below, 0)),
            ([key, *below[:many]], rank(above, 0), rank(below, many)),
        ):
            if low is not None and high is not None and high - low <= many + 1:
                continue
            first = low if low is not None else (high or 0) - APART * (len(tasks) + 1)
            last = high if high is not None else first + APART * (len(tasks) + 1)
            for number, each in enumerate(tasks, 1):
                facts.rows[each]["rank"] = first + (last - first) * number // (len(tasks) + 1)
            return

"""The plain history: every batch as the rows it touched, what follows from those that stand, and taking one back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from .facts import Facts, Key, No, Row, faults, may, right_to_own
from .items import follow_back, is_following, without_overtaken

Step = tuple[Key, Row | None, Row | None]
"""A row before and after: whole when it came or went, else only the fields that changed."""

FRESH, BOUNCE = timedelta(hours=1), timedelta(days=2)
KEPT = {"before", "rank"}
"""Fields that come back with a batch but are nobody's quarrel; a rank is, where no due date came with it."""


@dataclass
class Batch:
    """What one command did."""

    id: int
    person: int
    terminal: str
    at: datetime
    steps: list[Step]
    cause: int | None = None
    reversal: str = ""
    reversed: bool = False
    reversed_by: int = 0
    is_news: bool = True

    @property
    def stands(self) -> bool:
        """It was not taken back, and is no taking back itself."""
        return not self.reversed and self.reversal != "undo"


def steps_between(before: Facts, after: Facts) -> list[Step]:
    """What one command changed, row by row: what came first, then what changed, then what went."""
    found: list[Step] = [(k, None, dict(r)) for k, r in after.rows.items() if k not in before.rows]
    for key, row in after.rows.items():
        old = before.rows.get(key)
        if old is not None and old != row:
            names = [n for n in row if row[n] != old[n] or n == "task"]
            found.append((key, {n: old[n] for n in names}, {n: row[n] for n in names}))
    return found + [(k, dict(r), None) for k, r in before.rows.items() if k not in after.rows]


def task_of(step: Step) -> int | None:
    """The task a row is, or hangs on."""
    (kind, row_id), before, after = step
    if kind == "task":
        return row_id
    return (before or after or {}).get("task")


def merged(steps: list[Step]) -> list[Step]:
    """Several changes of one row as one: the first before, the last after."""
    found: list[Step] = []
    places: dict[Key, int] = {}
    for key, before, after in steps:
        if before is None or after is None or key not in places:
            if before is not None and after is not None:
                places[key] = len(found)
            found.append((key, before, after))
            continue
        _key, first, last = found[places[key]]
        assert first is not None
        assert last is not None
        found[places[key]] = (key, {**before, **first}, {**last, **after})
    return found


@dataclass
class History:
    """Batches in order."""

    batches: list[Batch] = field(default_factory=list)

    def find(self, batch: int) -> Batch | None:
        """A batch by its id."""
        return next((b for b in self.batches if b.id == batch), None)

    def latest(self, now: datetime, me: int, terminal: str, *, redo: bool) -> Batch:
        """What `u` or redo takes: my latest here; one from elsewhere or long ago is asked about."""
        mine = [b for b in self.batches if b.person == me]
        wanted = [
            b for b in mine
            if (b.reversal == "undo" and not b.reversed if redo else b.stands and b.cause is None)
        ]  # fmt: skip
        here = next((b for b in reversed(wanted) if b.terminal == terminal), None)
        if redo and here and any(b.id > here.id and not b.reversal and b.terminal == terminal for b in mine):
            here = None
        found = here or (wanted[-1] if wanted and not redo else None)
        if found is None:
            raise No("Invalid")
        if here is None or now - found.at > FRESH:
            raise No("Needs", str(found.id))
        return found

    def named(self, batch: int, me: int, *, redo: bool) -> Batch:
        """The batch that was asked for by its id."""
        found = self.find(batch)
        if found is None:
            raise No("NotFound")
        if redo and found.reversal != "undo" and found.reversed:
            found = self.find(found.reversed_by) or found  # named by what was taken back
        if found.person != me:
            raise No("NotAllowed")
        if found.reversed or (found.reversal == "undo") is not redo:
            raise No("Invalid")
        return found

    def with_effects(self, batch: Batch) -> list[Batch]:
        """A batch and what followed from it."""
        found = [batch]
        for other in self.batches:
            if other.cause in [b.id for b in found] and not other.reversed:
                found.append(other)
        return found

    def take_back(self, facts: Facts, me: int, batches: list[Batch]) -> list[Step]:
        """Reverse batches on `facts`; answers what that did. Any one of several reasons may refuse it."""
        steps = without_overtaken(facts, merged([s for b in batches for s in b.steps]))
        reasons = _touched_since(facts, steps) | self._added_to(steps, batches)
        if not _may_reverse(facts, me, steps):
            reasons.add("NotAllowed")
        if reasons:
            raise No("|".join(sorted(reasons)))
        done = [_take_back_one(facts, step) for step in reversed(steps)]
        done += follow_back(facts, me, steps)
        wrong = faults(facts)
        if wrong or self._did_something(steps):
            raise No("Invalid|NotFound", ", ".join(wrong))
        return done

    def _did_something(self, steps: list[Step]) -> bool:
        """Somebody who did something stays known."""
        gone = {key[1] for key, before, _after in steps if before is None and key[0] == "person"}
        return any(b.person in gone for b in self.batches)

    def _added_to(self, steps: list[Step], batches: list[Batch]) -> set[str]:
        made = {key for key, before, _after in steps if before is None}
        for other in self.batches:
            if other.id <= batches[0].id or other in batches or not other.stands:
                continue
            if any(s[0] in made or ("task", task_of(s)) in made for s in other.steps):
                return {"Invalid"}
        return set()

    # -- what follows -----------------------------------------------------------------------------------------------

    def versions(self, task: int) -> int:
        """How many batches touched a task."""
        return sum(any(task_of(s) == task for s in b.steps) for b in self.batches)

    def counters(self, task: int) -> dict[str, int]:
        """Slips, hand-offs, bounces and reopenings in the batches that stand."""
        found = dict.fromkeys(("slips", "hand_offs", "bounces", "reopened"), 0)
        last: tuple[Any, Any, datetime] | None = None
        for batch in self.batches:
            for key, before, after in batch.steps if batch.stands else []:
                if key != ("task", task) or before is None or after is None:
                    continue
                if "due" in after:
                    found["slips"] += bool(before["due"] and after["due"] and after["due"] > before["due"])
                if "status" in after:
                    found["reopened"] += before["status"] in ("done", "closed") and after["status"] not in (
                        "done",
                        "closed",
                    )
                if "owner" in after:
                    pair = before["owner"], after["owner"]
                    if None not in pair:
                        found["hand_offs"] += 1
                        back = last is not None and last[:2] == pair[::-1] and batch.at - last[2] <= BOUNCE
                        found["bounces"] += back
                    last = (*pair, batch.at)
        return found


def _touched_since(facts: Facts, steps: list[Step]) -> set[str]:
    reasons = set()
    goes = {key for key, _before, after in steps if after is None}
    for key, before, after in steps:
        if after is None:
            continue
        row = facts.rows.get(key)
        if row is None:
            if key not in goes:
                reasons.add("Invalid")
        elif before is not None and any(row[n] != v for n, v in after.items() if n not in _kept(after)):
            reasons.add("Conflict")
    return reasons


def _kept(after: Row) -> set[str]:
    return KEPT if "due" in after else KEPT - {"rank"}


def _take_back_one(facts: Facts, step: Step) -> Step:
    key, before, after = step
    if before is None:
        return key, facts.rows.pop(key), None
    if after is None:
        facts.rows[key] = dict(before)
        return key, None, dict(before)
    row = facts.rows[key]
    left = {name: row[name] for name in before}
    row.update(before)
    return key, left, before


def _may_reverse(facts: Facts, me: int, steps: list[Step]) -> bool:
    """The right for the inverse, over each task as it stands or as it will stand."""
    made = {key[1] for key, before, after in steps if key[0] == "task" and None in (before, after)}
    owners = {
        key[1]: before["owner"] for key, before, after in steps if key[0] == "task" and before and after and "owner" in after
    }  # fmt: skip
    for step in steps:
        (kind, _row_id), before, after = step
        task_id = task_of(step)
        if is_following(facts, step, steps):
            continue
        if kind in ("person", "customer"):
            right = "people" if kind == "person" else "customers" if before and after else "add"
            if not may(facts, me, right):
                return False
        elif task_id in made or ("task", task_id) not in facts.rows:
            if not may(facts, me, "add"):
                return False
        elif not _may_reverse_on(facts, me, step, owners):
            return False
    return True


def _is_party(facts: Facts, me: int, step: Step) -> bool:
    """A hand-over is the affair of who made it, whose the task was, and to whom it went."""
    key, before, after = step
    row = facts.rows.get(key) or (before if after is None else None) or {}
    return key[0] == "handover" and me in (row.get("before"), row.get("to"), row.get("by"))


def _may_reverse_on(facts: Facts, me: int, step: Step, owners: dict[int, int | None]) -> bool:
    (kind, _row_id), before, after = step
    row = after or before or {}
    task_ids = [row["task"], row["other"]] if kind == "link" else [task_of(step)]
    for task_id in task_ids:
        task = facts.rows.get(("task", task_id or 0))
        if task is None:
            continue
        owner = owners.get(task_id or 0, task["owner"])
        right = later = "note" if kind in ("note", "part") or _is_party(facts, me, step) else "change"
        if kind == "task" and "owner" in (after or {}):
            right = right_to_own(task, me, owner)
            later = "change" if right == "change" else "give"
        if may(facts, me, right, task, task_id or 0) or may(facts, me, later, {**task, "owner": owner}, task_id or 0):
            return True
    return False

"""The plain desk: rows as dictionaries, what is true of them, and who may do what. It knows nothing of the real one."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

Key = tuple[str, int]
Row = dict[str, Any]
CLOSED = ("done", "closed")
CHAINS = ("blocks", "follows", "duplicates")


class No(Exception):  # noqa: N818 - an answer, not an error
    """The model's refusal, by the name of its class: `Needs` names the field, `Conflict` too."""

    def __init__(self, kind: str, about: str = "") -> None:
        super().__init__(kind, about)
        self.kind, self.about = kind, about


@dataclass
class Facts:
    """Every row by its kind and id. Tasks, people and customers have the store's ids, what hangs on them our own."""

    rows: dict[Key, Row] = field(default_factory=dict)
    now: datetime = datetime.min
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def copy(self, now: datetime) -> "Facts":
        """The same facts, to be changed or thrown away."""
        return Facts(deepcopy(self.rows), now, self.ids)

    def task(self, task: int) -> Row:
        """A task that must be there."""
        return self.need("task", task)

    def need(self, kind: str, row_id: int) -> Row:
        """A row that must be there."""
        found = self.rows.get((kind, row_id))
        if found is None:
            raise No("NotFound")
        return found

    def worker(self, person: int) -> Row:
        """Somebody who can be given work."""
        found = self.need("person", person)
        if not found["active"]:
            raise No("Invalid")
        return found

    def all(self, kind: str, /, **where: Any) -> list[tuple[Key, Row]]:
        """Rows of a kind whose fields are so."""
        return [(k, r) for k, r in self.rows.items() if k[0] == kind and all(r[name] == v for name, v in where.items())]

    def hang(self, kind: str, /, **values: Any) -> None:
        """Add a row that hangs on a task."""
        self.rows[kind, next(self.ids)] = values


def may(facts: Facts, me: int, right: str, task: Row | None = None, task_id: int = 0) -> bool:
    """What a role may: agents their own, leads their team's and nobody's, dispatchers all work, admins all."""
    mine = facts.rows["person", me]
    role = mine["role"]
    if role == "viewer" or (right == "people" and role != "admin"):
        return False
    if role in ("dispatcher", "admin") or right in ("add", "note"):
        return True
    if task is None or (role == "agent" and right in ("visits", "take_over")):
        return False
    owner = task["owner"]
    if role == "agent" and right == "take":
        return owner is None
    reach = owner == me
    if role == "lead" or right == "change":
        reach = reach or bool(facts.all("part", task=task_id, person=me, part="collaborator"))
    if role == "lead":
        reach = reach or owner is None
        theirs = facts.rows["person", owner]["team"] if owner is not None else None
        reach = reach or (mine["team"] is not None and mine["team"] == theirs)
    return bool(reach)


def require(facts: Facts, me: int, right: str, task_id: int | None = None) -> None:
    """Refuse what the role does not reach."""
    task = facts.task(task_id) if task_id is not None else None
    if not may(facts, me, right, task, task_id or 0):
        raise No("NotAllowed")


def right_to_own(task: Row, me: int, owner: int | None) -> str:
    """What it takes to make somebody the owner: to give, to take, or to take over; mine is mine already."""
    if owner != me:
        return "give"
    if task["owner"] == me:
        return "change"
    return "take" if task["owner"] is None else "take_over"


def clash(row: Row, mine: Mapping[str, Any], base: Mapping[str, Any]) -> None:
    """A field that is neither what I saw nor what I ask for."""
    for name, asked in mine.items():
        if name in base and row[name] not in (base[name], asked):
            raise No("Conflict", name)


def is_open(task: Row) -> bool:
    """Something is left to do."""
    return task["status"] not in CLOSED


def enter(task: Row, status: str) -> None:
    """Put a task in a status, with what no longer holds there."""
    if status in ("done", "closed"):
        if is_open(task):
            task["before"] = task["status"]
        task["blocked_reason"] = ""
    task["close_reason"] = None
    if status != "waiting":
        task["waiting_on"], task["waiting_until"] = None, None
    if status == "inbox":
        task["owner"] = None
    else:
        task["until"] = None
    task["status"] = status


def has_left(facts: Facts, task: Row) -> bool:
    """Nobody is there to do it: no owner, or one who no longer works here."""
    return task["owner"] is None or not facts.rows["person", task["owner"]]["active"]


def priority(facts: Facts, task_id: int) -> int:
    """Impact and urgency, one less; tier A counts as one more impact, but makes no P1 by itself."""
    task = facts.task(task_id)
    plain = min(4, int(task["impact"]) + int(task["urgency"]) - 1)
    customer = facts.rows.get(("customer", task["customer"])) if task["customer"] is not None else None
    if customer is None or customer["tier"] != "A" or task["impact"] == 1:
        return plain
    raised = min(4, int(task["impact"]) + int(task["urgency"]) - 2)
    return max(raised, min(plain, 2))


def leads_to(edges: list[tuple[int, int]], start: int, end: int) -> bool:
    """True when a chain of edges goes from `start` to `end`."""
    seen, front = {start}, [start]
    while front:
        here = front.pop()
        if here == end:
            return True
        for first, second in edges:
            if first == here and second not in seen:
                seen.add(second)
                front.append(second)
    return False


def chains(facts: Facts) -> Iterator[list[tuple[int, int]]]:
    """What must never go in a circle: parents, and each kind of link that has an order."""
    yield [(k[1], r["parent"]) for k, r in facts.all("task") if r["parent"] is not None]
    yield [(r["task"], r["linked"]) for _k, r in facts.all("item") if r["linked"] is not None]
    for kind in CHAINS:
        yield [(r["task"], r["other"]) for _k, r in facts.all("link", kind=kind)]


def faults(facts: Facts) -> list[str]:
    """What may never be so, whatever happened."""
    found = [f"a circle in {edges}" for edges in chains(facts) if any(leads_to(edges, b, a) for a, b in edges)]
    for key, task in facts.all("task"):
        owner = facts.rows.get(("person", task["owner"])) if task["owner"] is not None else None
        if is_open(task) and (owner is None) is not (task["status"] == "inbox"):
            found.append(f"{key} is in {task['status']} with the owner {task['owner']}")
        if is_open(task) and owner is not None and not owner["active"]:
            found.append(f"{key} is open and its owner has left")
        if (task["status"] == "waiting") is not (task["waiting_on"] is not None):
            found.append(f"{key} is {task['status']} and waits for {task['waiting_on']}")
        if task["close_reason"] is not None and task["status"] != "closed":
            found.append(f"{key} is {task['status']} because of {task['close_reason']}")
        if task["due_is_day"] and task["due"] is None:
            found.append(f"{key} is due on no day")
    found += [f"the offer {offer} does not fit" for offer in misfits(facts)]
    return found + _broken(facts) + _doubles(facts)


def misfits(facts: Facts) -> list[Row]:
    """Open offers of what is closed or somebody else's, or to somebody who has left."""
    found = []
    for _key, row in facts.all("handover", state="offered"):
        task = facts.rows.get(("task", row["task"]))
        owner = row["to"] if row["before"] is None else row["before"]
        fits = task is not None and is_open(task) and task["owner"] == owner
        if not fits or not facts.rows.get(("person", row["to"]), {}).get("active"):
            found.append(row)
    return found


def _broken(facts: Facts) -> list[str]:
    points = {
        "parent": "task",
        "linked": "task",
        "task": "task",
        "other": "task",
        "customer": "customer",
        "team": "team",
    }
    points |= dict.fromkeys(("owner", "person", "author", "by", "to", "assignee"), "person")
    return [
        f"{key}'s {name} is not there"
        for key, row in facts.rows.items()
        for name, kind in points.items()
        if row.get(name) is not None and (kind, row[name]) not in facts.rows
    ]


def _doubles(facts: Facts) -> list[str]:
    seen: set[Any] = set()
    found = []
    for (kind, _row_id), row in facts.rows.items():
        if kind in ("tag", "part", "link"):
            this: Any = (kind, *sorted(row.items()))
        elif kind == "handover" and row["state"] == "offered":
            this = (kind, row["task"])
        elif kind == "customer":
            this = (kind, row["name"].casefold())
        else:
            continue
        if this in seen:
            found.append(f"{this} twice")
        seen.add(this)
    return found

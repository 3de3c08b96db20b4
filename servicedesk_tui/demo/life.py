"""One task as it changes: its row, and each act upon it in the form the desk records.

The rules are those of the desk's handlers, restated for plain rows so that a million lives can be simulated; a test
takes the changes back from the final rows and must end in an empty desk.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from servicedesk_tui.models import RANK_NO_DUE, Task
from servicedesk_tui.policy.priority import priority
from servicedesk_tui.vocabulary.enums import Level, Op, Origin, Tier

from .cast import Patron, Step, Worker

Values = dict[str, Any]
DERIVED = Task.derived
PRIORITY = {(i, u, t): int(priority(i, u, t)) for i in Level for u in Level for t in (*Tier, None)}
BOUNCE = timedelta(days=2)
"""A task handed back to whom it came from within this time has bounced."""


@dataclass(slots=True)
class Touch:
    """A row as one act touches it; an inserted row gets its id when it is written."""

    entity: str
    op: Op
    row: Values
    values: Values


@dataclass(slots=True)
class Act:
    """What becomes one batch."""

    at: datetime
    worker: Worker
    command: str
    params: Values
    origin: Origin = Origin.GLASS
    touches: list[Touch] = field(default_factory=list)

    def insert(self, entity: str, **row: Any) -> Values:
        """Add a row of another table."""
        self.touches.append(Touch(entity, Op.INSERT, row, {}))
        return row


def plain(value: Any) -> Any:
    """A value as a change keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value


def rank_of(due: datetime | None) -> int:
    """A task's place among those of equal priority."""
    return RANK_NO_DUE if due is None else int(due.timestamp() * 1_000_000)


class Life:
    """A task from its creation on."""

    def __init__(
        self, number: int, at: datetime, worker: Worker, step: Step, patron: Patron | None, **fields: Any
    ) -> None:
        self.acts: list[Act] = []
        self.items: list[Values] = []
        self.tier: Tier | None = patron.tier if patron else None
        self.step = step
        self.owner: Worker | None = None
        self._handed: tuple[Worker, datetime] | None = None
        self.row: Values = BLANK | {
            "id": number,
            "number": number,
            "created_at": at,
            "updated_at": at,
            "status_since": at,
            "created_by_id": worker.id,
            "customer_id": patron.id if patron else None,
            "status_id": step.id,
            "category": step.key,
            **fields,
        }
        self.row["rank"] = rank_of(self.row["due_at"])
        self._prioritise()

    def act(self, at: datetime, worker: Worker, command: str, params: Values | None = None) -> Act:
        """Begin an act, not before the one that went before; the task has a new version with it."""
        if self.acts:
            at = max(at, self.acts[-1].at)
            self.row["version"] += 1
            self.row["updated_at"] = at
        self.acts.append(Act(at, worker, command, params if params is not None else {}))
        return self.acts[-1]

    def create(self, at: datetime, worker: Worker) -> Act:
        """The first act."""
        owner = self.owner.card.login if self.owner else None
        act = self.act(at, worker, "CreateTask", {"title": self.row["title"], "owner": owner})
        act.touches.append(Touch("task", Op.INSERT, self.row, {}))
        return act

    def change(self, act: Act, **fields: Any) -> None:
        """Set fields of the task in `act`, once an act."""
        changed = {}
        for name, value in fields.items():
            before = self.row[name]
            if before != value:
                self.row[name] = value
                if name not in DERIVED:
                    changed[name] = [plain(before), plain(value)]
        if changed:
            act.touches.append(Touch("task", Op.UPDATE, self.row, changed))
            self._prioritise()

    def enter(self, act: Act, step: Step, **fields: Any) -> None:
        """Put the task in a status, with what follows from that."""
        was_open, row = self.is_open, self.row
        follows: Values = {"waiting_on": None, "waiting_until": None, "waiting_until_is_day": False}
        if not step.is_open:
            follows |= {"done_at": act.at, "blocked_reason": ""}
            follows |= {"status_before_id": self.step.id} if was_open else {}
        else:
            follows |= {"done_at": None, "close_reason": None}
            row["reopened"] += not was_open
        follows |= {"status_id": step.id, "category": step.key, "status_since": act.at}
        self.step = step
        self.change(act, **follows | fields)

    def tick(self, act: Act, item: Values) -> None:
        """Tick a line of the checklist."""
        after = {"done": True, "done_at": act.at, "done_by_id": act.worker.id}
        changed = {name: [plain(item[name]), plain(value)] for name, value in after.items()}
        item.update(after)
        act.touches.append(Touch("checklist_item", Op.UPDATE, item, changed))

    def give(self, act: Act, worker: Worker, step: Step | None = None) -> None:
        """Make `worker` the owner; `step` is the status that follows."""
        if self.owner is not None and self.owner is not worker:
            self.row["hand_offs"] += 1
            was, since = self._handed or (None, act.at)
            self.row["bounces"] += was is worker and act.at - since <= BOUNCE
            self._handed = (self.owner, act.at)
        self.owner = worker
        if step is None:
            self.change(act, owner_id=worker.id)
        else:
            self.enter(act, step, owner_id=worker.id)

    def _prioritise(self) -> None:
        row = self.row
        row["priority"] = PRIORITY[row["impact"], row["urgency"], self.tier]

    @property
    def is_open(self) -> bool:
        """True while there is something left to do."""
        return self.step.is_open


def _blank() -> Values:
    """A task's columns as they are when nothing was asked for."""
    row: Values = {}
    for column in Task.__table__.columns:  # type: ignore[attr-defined]
        default = column.default.arg if column.default is not None and column.default.is_scalar else None
        row[column.name] = getattr(default, "value", default)
    return row


BLANK = _blank()

"""A batch's changes as the history has them: read, joined, turned round."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from servicedesk_tui.models import METADATA, Change
from servicedesk_tui.vocabulary.enums import Op

from .recorder import ENTITIES, from_plain, plain
from .work import Work

CHUNK = 500
Rows = Mapping[tuple[str, int], Mapping[str, Any]]
"""Rows by table and id."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change as the history has it."""

    id: int
    batch: int
    entity: str
    row_id: int
    task_id: int | None
    op: Op
    values: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, int]:
        """The row."""
        return self.entity, self.row_id


def steps_of(work: Work, batches: set[int]) -> list[Step]:
    """The changes of batches, in order."""
    query = (
        select(Change.id, Change.batch_id, Change.entity, Change.row_id, Change.task_id, Change.op, Change.values)  # type: ignore[call-overload]
        .where(Change.batch_id.in_(batches))  # type: ignore[attr-defined]
        .order_by(Change.id)
    )
    return [Step(*row) for row in work.session.execute(query)]


def merged(steps: list[Step]) -> list[Step]:
    """Two updates of one row (a rule after its cause) as one: the first before, the last after."""
    updates: dict[tuple[str, int], Step] = {}
    found: list[Step] = []
    for step in steps:
        earlier = updates.get(step.key)
        if step.op is not Op.UPDATE or earlier is None:
            found.append(step)
            if step.op is Op.UPDATE:
                updates[step.key] = step
            continue
        values = dict(earlier.values)
        for name, (before, after) in step.values.items():
            values[name] = [values[name][0] if name in values else before, after]
        joined = Step(earlier.id, step.batch, step.entity, step.row_id, step.task_id, step.op, values)
        found[found.index(earlier)] = joined
        updates[step.key] = joined
    return found


def rows_now(work: Work, steps: Iterable[Step]) -> Rows:
    """The rows that steps are about, those that are there."""
    ids: dict[str, list[int]] = {}
    for step in steps:
        ids.setdefault(step.entity, []).append(step.row_id)
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for entity, wanted in ids.items():
        table = METADATA.tables[entity]
        for start in range(0, len(wanted), CHUNK):
            rows = work.session.execute(select(table).where(table.c.id.in_(wanted[start : start + CHUNK]))).mappings()
            found.update({(entity, row["id"]): dict(row) for row in rows})
    return found


def inverse_of(step: Step, rows: Rows) -> dict[str, Any]:
    """The change that takes `step` back, as a change row without its batch. What came along with it (`kept`) may be
    another by now; the history says what it was."""
    inverse: dict[str, Any] = {"entity": step.entity, "row_id": step.row_id, "task_id": step.task_id}
    if step.op is Op.DELETE:
        return inverse | {"op": Op.INSERT, "values": {}, "image": step.values}
    if step.op is Op.INSERT:
        return inverse | {"op": Op.DELETE, "values": {}}
    now, kept = rows.get(step.key, {}), ENTITIES[step.entity].kept
    values = {
        name: [plain(now[name]) if name in kept and name in now else after, before]
        for name, (before, after) in step.values.items()
    }
    return inverse | {"op": Op.UPDATE, "values": values}


def hashes(steps: Iterable[Step]) -> list[str]:
    """The long texts that steps name."""
    found = []
    for step in steps:
        for value in step.values.values():
            for side in value if isinstance(value, list) else [value]:
                if isinstance(side, dict) and "text" in side:
                    found.append(str(side["text"]))
    return found


def hashes_of(inverse: Iterable[dict[str, Any]]) -> list[str]:
    """The long texts that inverse changes name."""
    found = []
    for change in inverse:
        sides = [v for pair in change["values"].values() for v in pair] + list(change.get("image", {}).values())
        found += [str(v["text"]) for v in sides if isinstance(v, dict) and "text" in v]
    return found


def value_of(entity: str, name: str, kept: Any, texts: Mapping[str, str | None]) -> Any:
    """A recorded value as the column holds it; a text that was erased comes back empty."""
    if isinstance(kept, dict) and name in ENTITIES[entity].long_texts:
        return texts.get(str(kept.get("text"))) or ""
    return from_plain(entity, name, kept)


def other_end(step: Step, rows: Rows) -> int | None:
    """The second task of a link; none for anything else."""
    found = step.values if step.op is Op.DELETE else rows.get(step.key, {})
    return int(found["other_id"]) if step.entity == "link" and "other_id" in found else None


def before_of(step: Step) -> dict[str, Any]:
    """What a changed or deleted row has again once the step is taken back."""
    return dict(step.values) if step.op is Op.DELETE else {name: pair[0] for name, pair in step.values.items()}

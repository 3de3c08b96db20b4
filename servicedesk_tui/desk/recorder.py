"""What a batch changed, taken from the session itself.

Insert keeps the keys, update the fields as [before, after], delete the whole image; derived fields are left out and
long texts stand as a hash whose text can be erased. Values are JSON: moments as ISO 8601 in UTC, enumerations by value.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import InstanceState
from sqlmodel import Session

from servicedesk_tui.models import METADATA, Change, LongText, Row
from servicedesk_tui.models import __all__ as _names
from servicedesk_tui.models.base import Moment
from servicedesk_tui.vocabulary.enums import Op

_change: Any = Change.__table__  # type: ignore[attr-defined]
_long: Any = LongText.__table__  # type: ignore[attr-defined]


def _entities() -> dict[str, type[Row]]:
    import servicedesk_tui.models as models

    rows = (getattr(models, name) for name in _names)
    return {str(r.__tablename__): r for r in rows if isinstance(r, type) and issubclass(r, Row) and r is not Row}


ENTITIES: Mapping[str, type[Row]] = _entities()
"""Every table by the name the history knows it under."""

_RECORDED: dict[str, frozenset[str]] = {
    name: frozenset(METADATA.tables[name].columns.keys()) - row.derived - {"id"} for name, row in ENTITIES.items()
}
_MOMENTS: dict[str, frozenset[str]] = {
    name: frozenset(c.name for c in METADATA.tables[name].columns if isinstance(c.type, Moment)) for name in ENTITIES
}


def recorded_fields(entity: str) -> frozenset[str]:
    """The fields of a table the history keeps."""
    return _RECORDED[entity]


def asked_fields(entity: str) -> frozenset[str]:
    """The recorded fields that somebody asked for; the others follow and are never a conflict."""
    return _RECORDED[entity] - ENTITIES[entity].kept


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.value if isinstance(value, Enum) else value


def from_plain(entity: str, name: str, value: Any) -> Any:
    """The column's value again."""
    return datetime.fromisoformat(value) if isinstance(value, str) and name in _MOMENTS[entity] else value


@dataclass(slots=True)
class Touched:
    """One row as the batch changes it."""

    entity: str
    row: Row
    op: Op
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def task_id(self) -> int | None:
        """The task this row is, or hangs on."""
        if self.row.names_task:
            return None
        found = self.row.id if self.entity == "task" else getattr(self.row, "task_id", None)
        return int(found) if found is not None else None


class Recorder:
    """Collects what a session is about to write. Call `collect` before every flush."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._touched: dict[int, Touched] = {}
        self._texts: dict[str, str] = {}

    def collect(self) -> None:
        """Note every new, changed and deleted row of a recorded table."""
        for row in self._session.new:
            self._note(row, Op.INSERT)
        # The session keeps changed rows in no order; the history does.
        for row in sorted(self._session.dirty, key=lambda r: (str(r.__tablename__), r.id or 0)):
            self._note(row, Op.UPDATE)
        for row in self._session.deleted:
            self._note(row, Op.DELETE)

    def note_first(self, row: Row) -> None:
        """Note a changed row before what is made because of it, so that it is taken back after that."""
        self._note(row, Op.UPDATE)

    def _note(self, row: Any, op: Op) -> None:
        if not isinstance(row, Row) or not row.recorded:
            return
        entity = str(row.__tablename__)
        known = self._touched.get(id(row))
        if op is Op.INSERT:
            self._touched[id(row)] = Touched(entity, row, op)
        elif op is Op.DELETE:
            image = {name: self.kept(entity, name, getattr(row, name)) for name in recorded_fields(entity)}
            self._touched[id(row)] = Touched(entity, row, op, image)
        elif known is None or known.op is Op.UPDATE:
            self._note_update(row, entity, known)

    def _note_update(self, row: Row, entity: str, known: Touched | None) -> None:
        state: InstanceState[Any] = inspect(row)
        changed = {}
        for name, before in state.committed_state.items():
            after = getattr(row, name)
            if name in _RECORDED[entity] and before != after:
                changed[name] = [self.kept(entity, name, before), self.kept(entity, name, after)]
        if not changed:
            return
        if known is None:
            self._touched[id(row)] = Touched(entity, row, Op.UPDATE, changed)
            return
        for name, (before, after) in changed.items():
            first = known.values.get(name, [before])[0]
            known.values[name] = [first, after]

    def kept(self, entity: str, name: str, value: Any) -> Any:
        """A value as the history keeps it: plain, a long text by its hash."""
        value = plain(value)
        if name in ENTITIES[entity].long_texts and value:
            digest = hashlib.sha256(value.encode()).hexdigest()
            self._texts[digest] = value
            return {"text": digest}
        return value

    @property
    def touched(self) -> list[Touched]:
        """What was collected, in order, without rows that ended as they began."""
        return [t for t in self._touched.values() if t.op is not Op.UPDATE or any(b != a for b, a in t.values.values())]

    def write(self, batch: int) -> int:
        """Write the changes of `batch`; answers how many. The session has been flushed, so every row has its id."""
        rows = [
            {
                "batch_id": batch,
                "entity": t.entity,
                "row_id": t.row.id,
                "task_id": t.task_id,
                "op": t.op,
                "values": {k: v for k, v in t.values.items() if t.op is not Op.UPDATE or v[0] != v[1]},
            }
            for t in self.touched
        ]
        write_changes(self._session, rows)
        self.keep_texts()
        return len(rows)

    def keep_texts(self) -> None:
        """Keep the long texts that were met, by their hash."""
        keep_texts(self._session, self._texts)


def write_changes(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Append change rows."""
    listed = list(rows)
    if listed:
        session.execute(insert(_change), listed)


def keep_texts(session: Session, texts: Mapping[str, str]) -> None:
    """Keep long texts by their hash, once."""
    if not texts:
        return
    hashes = list(texts)
    known: set[str] = set()
    for start in range(0, len(hashes), 500):
        known |= set(
            session.execute(select(_long.c.hash).where(_long.c.hash.in_(hashes[start : start + 500]))).scalars()
        )
    fresh = [{"hash": h, "body": texts[h]} for h in hashes if h not in known]
    if fresh:
        session.execute(insert(_long), fresh)


def texts_of(session: Session, hashes: Iterable[str]) -> dict[str, str | None]:
    """The texts behind hashes; None for one that was erased."""
    wanted = list(set(hashes))
    found: dict[str, str | None] = {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(select(_long.c.hash, _long.c.body).where(_long.c.hash.in_(wanted[start : start + 500])))
        found.update(tuple(row) for row in rows)
    return found

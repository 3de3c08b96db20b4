"""The last board as it was seen, kept in the cache folder, so that the first paint needs no store.

Losing it loses nothing. It holds customers' names, so only its owner may read it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from servicedesk_tui.picture import keep
from servicedesk_tui.settings import StoreAddress, cache_folder
from servicedesk_tui.vocabulary.enums import Category, Grouping, Kind, Level, Priority, Tier, WaitingOn
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, ColumnRow, Layout, StatusRow, Totals

from .layouts import layout_of, plain_of

SHAPE = 2
CARDS = 30
_CARD_TYPES: dict[str, Any] = {
    "kind": Kind,
    "category": Category,
    "priority": Priority,
    "impact": Level,
    "urgency": Level,
    "tier": Tier,
    "waiting_on": WaitingOn,
    "due": datetime.fromisoformat,
    "planned": datetime.fromisoformat,
    "waiting_until": datetime.fromisoformat,
    "done_at": datetime.fromisoformat,
    "snoozed_until": datetime.fromisoformat,
    "unowned_since": datetime.fromisoformat,
    "idle_since": datetime.fromisoformat,
    "escalated_at": datetime.fromisoformat,
    "key": tuple,
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A board that was seen, by whom, in which zone and language."""

    board: BoardView | None = None
    zone: str = "UTC"
    language: str = "en"
    name: str = ""
    layout: Layout = field(default_factory=Layout)


def snapshot_path(address: StoreAddress, as_login: str | None) -> Path:
    """The file for one store and person."""
    key = hashlib.sha256(f"{address}\0{as_login or ''}".encode()).hexdigest()[:24]
    return cache_folder() / f"board-{key}.json"


def read_snapshot(path: Path) -> Snapshot:
    """The snapshot at `path`; an empty one when there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["shape"] != SHAPE:
            return Snapshot()
        return Snapshot(
            _to_board(found["board"]), found["zone"], found["language"], found["name"], layout_of(found["layout"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Snapshot()


def write_snapshot(path: Path, snapshot: Snapshot) -> None:
    """Keep `snapshot`; a cache folder that cannot be written is left alone."""
    if snapshot.board is None:
        return
    found = {
        "shape": SHAPE,
        "zone": snapshot.zone,
        "language": snapshot.language,
        "name": snapshot.name,
        "layout": plain_of(snapshot.layout),
        "board": _from_board(snapshot.board),
    }
    keep(path, json.dumps(found, ensure_ascii=False, separators=(",", ":")))


def _from_board(view: BoardView) -> dict[str, Any]:
    return {
        "by": view.by.value,
        "statuses": [_plain(status) for status in view.statuses],
        "columns": [_plain(column) for column in view.columns],
        "pages": [
            {"column": page.column, "count": page.count, "cards": [_plain(card) for card in page.cards[:CARDS]]}
            for page in view.pages
        ],
        "totals": [view.totals.open, view.totals.overdue, view.totals.unowned, view.totals.untouched],
        "read_at": view.read_at.isoformat(),
    }


def _to_board(found: Mapping[str, Any]) -> BoardView:
    return BoardView(
        tuple(StatusRow(**{**row, "category": Category(row["category"])}) for row in found["statuses"]),
        tuple(ColumnRow(**{**row, "category": _category(row)}) for row in found["columns"]),
        tuple(CardPage(p["column"], tuple(map(_to_card, p["cards"])), 0, p["count"]) for p in found["pages"]),
        Totals(*found["totals"]),
        0,
        datetime.fromisoformat(found["read_at"]),
        Grouping(found["by"]),
    )


def _category(row: Mapping[str, Any]) -> Category | None:
    return Category(row["category"]) if "category" in row else None


def _to_card(row: Mapping[str, Any]) -> Card:
    return Card(**{name: _CARD_TYPES[name](value) if name in _CARD_TYPES else value for name, value in row.items()})


def _plain(row: StatusRow | ColumnRow | Card) -> dict[str, Any]:
    """A row without what is at its default."""
    return {
        one.name: _value(getattr(row, one.name))
        for one in fields(row)
        if one.default is MISSING or getattr(row, one.name) != one.default
    }


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value

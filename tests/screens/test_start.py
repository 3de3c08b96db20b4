"""What the first paint needs, and what it shows."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from screens.snapshot import Snapshot, read_snapshot, write_snapshot
from servicedesk_tui.vocabulary.enums import Category, Kind, Level, Priority, Tier, WaitingOn
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, ColumnRow, StatusRow, Totals

HEAVY = ("sqlmodel", "sqlalchemy", "alembic", "typer", "pydantic", "apscheduler", "dateparser", "psycopg")
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_the_app_is_imported_without_the_store() -> None:
    code = "import json, sys, servicedesk_tui.screens.app; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.split(".")[0] for name in json.loads(said.stdout)}
    assert "textual" in loaded
    assert not loaded.intersection(HEAVY)


def a_board() -> BoardView:
    card = Card(
        id=7, number=412, title="Boiler [/] leak 🔧", kind=Kind.CUSTOMER, status_id=2, category=Category.WAITING,
        priority=Priority.P1, impact=Level.HIGH, urgency=Level.LOW, key=(1, 2, 3), owner="bo", owner_id=3,
        customer="Acme", tier=Tier.A, due=NOW, waiting_on=WaitingOn.PARTS, waiting_until=NOW, items=3, version=4,
    )  # fmt: skip
    status = StatusRow(2, "waiting", "Waiting", Category.WAITING, 1, None)
    column = ColumnRow(2, "Waiting", Category.WAITING, 4, "waiting")
    return BoardView((status,), (column,), (CardPage(2, (card,), 0, 1),), Totals(3, 1), 0, NOW)


def test_a_snapshot_comes_back_as_it_was(tmp_path: Path) -> None:
    snapshot = Snapshot(a_board(), "Europe/Copenhagen", "da", "anna")
    path = tmp_path / "cache" / "board.json"
    write_snapshot(path, snapshot)
    assert read_snapshot(path) == snapshot


def test_a_snapshot_from_before_the_untended_were_counted_is_still_shown(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    write_snapshot(path, Snapshot(a_board(), "Europe/Copenhagen", "da", "anna"))
    kept = path.read_text(encoding="utf-8")
    assert '"totals":[3,1,0,0]' in kept
    path.write_text(kept.replace('"totals":[3,1,0,0]', '"totals":[3,1]'), encoding="utf-8")
    shown = read_snapshot(path).board
    assert shown is not None
    assert shown.totals == Totals(3, 1)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"shape": 99}', '{"shape": 1, "board": {"statuses": [{}]}}'])
def test_a_snapshot_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "board.json"
    path.write_text(text)
    assert read_snapshot(path) == Snapshot()

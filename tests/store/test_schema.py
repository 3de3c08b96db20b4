"""The migrated schema is the models' schema, constraint by constraint."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine

from servicedesk_tui.models import METADATA
from servicedesk_tui.settings import StoreAddress


def _tables(path: Path) -> dict[str, list[str]]:
    """Every table and index as sorted lines of its definition."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'alembic%'"
        ).fetchall()
    return {name: sorted(line.strip().rstrip(",") for line in sql.splitlines()) for name, sql in rows}


def test_migrations_make_what_the_models_say(sqlite_address: StoreAddress, tmp_path: Path) -> None:
    assert sqlite_address.path is not None
    fresh = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    METADATA.create_all(fresh)
    fresh.dispose()
    assert _tables(sqlite_address.path) == _tables(tmp_path / "fresh.db")

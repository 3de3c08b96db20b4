"""The migrated schema is the models' schema, constraint by constraint."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from servicedesk_tui.desk import Desk
from servicedesk_tui.models import METADATA
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.refusals import StoreMissing, StoreRefusal


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


def test_a_newer_schema_is_refused_and_left_alone(sqlite_address: StoreAddress) -> None:
    assert sqlite_address.path is not None
    with closing(sqlite3.connect(sqlite_address.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreRefusal, match="newer servicedesk"):
        Desk.open(sqlite_address)


def test_what_is_no_store_is_said_in_a_sentence(tmp_path: Path) -> None:
    text, foreign = tmp_path / "letter.txt", tmp_path / "other.db"
    text.write_text("Dear customer, " * 100)
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE cats (name)")
    for path, said in (
        (tmp_path, "is a folder"),
        (text, "not a service desk's store"),
        (foreign, "not a service desk's store"),
    ):
        with pytest.raises(StoreRefusal, match=said):
            Desk.open(StoreAddress(path=path))
    with pytest.raises(StoreMissing, match="servicedesk init"):
        Desk.open(StoreAddress(path=tmp_path / "mistyped.db"))
    assert not (tmp_path / "mistyped.db").exists()

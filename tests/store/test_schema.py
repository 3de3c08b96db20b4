"""The migrated schema is the models' schema, constraint by constraint."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from servicedesk_tui.models import METADATA
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import postgres_url

_CATALOGUE = (
    """SELECT table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length, is_nullable,
       column_default) FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
    "SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT 'sequence ' || sequencename, data_type::text FROM pg_sequences WHERE schemaname = 'public'",
)


def _tables(path: Path) -> dict[str, list[str]]:
    """Every table and index as the sorted parts of its definition."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'alembic%'"
            # An index's own tables are its own affair.
            " AND name NOT GLOB 'search_*_index_*'"
        ).fetchall()
    # A table that was made anew has its name in quotes.
    return {name: sorted(_parts(sql.replace(f'"{name}"', name))) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    """What stands between a definition's outermost brackets, comma by comma, and what stands around them: a column that
    was added later stands behind the constraints, on the last one's line."""
    parts, depth = [""], 0
    for char in sql:
        if (char == "," and depth == 1) or (char == "(" and not depth) or (char == ")" and depth == 1):
            parts.append("")
        else:
            parts[-1] += char
        depth += (char == "(") - (char == ")")
    return [" ".join(part.split()) for part in parts]


def test_migrations_make_what_the_models_say(sqlite_address: StoreAddress, tmp_path: Path) -> None:
    assert sqlite_address.path is not None
    fresh = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    METADATA.create_all(fresh)
    fresh.dispose()
    assert _tables(sqlite_address.path) == _tables(tmp_path / "fresh.db")


def _catalogue(address: StoreAddress) -> dict[str, str]:
    """Every column, constraint, index and sequence of a PostgreSQL database, as it describes them itself."""
    import psycopg

    with psycopg.connect(address.url) as connection:
        found = [row for query in _CATALOGUE for row in connection.execute(query.encode()).fetchall()]
    return {name: said for name, said in found if "alembic" not in name}


@pytest.mark.postgres
def test_migrations_make_what_the_models_say_on_postgres(
    postgres_address: StoreAddress, empty_postgres: StoreAddress
) -> None:
    fresh = create_engine(postgres_url(empty_postgres.url))
    METADATA.create_all(fresh)
    fresh.dispose()
    migrated = _catalogue(postgres_address)
    assert {"task ck_task_owner", "index uq_task_external", "sequence task_id_seq", "task.rank"} <= migrated.keys()
    assert migrated == _catalogue(empty_postgres)

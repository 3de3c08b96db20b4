"""Tables as they were: temporary views that stand before the store's own under the same names, in one transaction.

A query that names `task` then reads the rows that were not touched since from the table, and the others as they were. Both
databases look a bare name up among temporary objects first. Nobody else sees them; the rollback of the reading takes them away.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, insert

from servicedesk_tui.models import METADATA

CHUNK = 500


class Shadows:
    """Lays shadows over the tables of one connection, whose transaction is to be rolled back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._quote = connection.dialect.identifier_preparer.quote
        is_sqlite = connection.dialect.name == "sqlite"
        self._own = "main" if is_sqlite else str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())

    def lay(self, name: str, rows: Sequence[Mapping[str, Any]], gone: Iterable[int], *, key: str = "id") -> Table:
        """The rows of a table whose `key` is among `gone` are left out, and `rows` stand in their place: in the table that is
        answered. It has no constraints."""
        left = Table(
            f"gone_{name}", MetaData(), Column("id", METADATA.tables[name].c[key].type), prefixes=["TEMPORARY"]
        )
        self._fill(left, [{"id": one} for one in gone])
        return self.replace(name, rows, f"{self._quote(key)} NOT IN (SELECT id FROM gone_{name})")

    def replace(self, name: str, rows: Sequence[Mapping[str, Any]], kept: str) -> Table:
        """The rows of a table for which `kept` holds, and `rows`."""
        table = METADATA.tables[name]
        then = Table(
            f"then_{name}", MetaData(), *(Column(c.name, c.type) for c in table.columns), prefixes=["TEMPORARY"]
        )
        self._fill(then, rows)
        columns = ", ".join(self._quote(c.name) for c in table.columns)
        self._view(
            name, f"SELECT {columns} FROM {self._table(name)} WHERE {kept} UNION ALL SELECT {columns} FROM then_{name}"
        )
        return then

    def _fill(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        table.create(self._connection)
        for start in range(0, len(rows), CHUNK):
            self._connection.execute(insert(table), [dict(row) for row in rows[start : start + CHUNK]])

    def cut(self, name: str, where: str, instead: Mapping[str, str] | None = None) -> None:
        """Only the rows of a table for which `where` holds, with other expressions in the place of some columns."""
        given = instead or {}
        columns = ", ".join(
            f"{given[c.name]} AS {self._quote(c.name)}" if c.name in given else self._quote(c.name)
            for c in METADATA.tables[name].columns
        )
        self._view(name, f"SELECT {columns} FROM {self._table(name)} WHERE {where}")

    def _table(self, name: str) -> str:
        return f"{self._quote(self._own)}.{self._quote(name)}"

    def _view(self, name: str, source: str) -> None:
        self._connection.exec_driver_sql(f"CREATE TEMPORARY VIEW {self._quote(name)} AS {source}")

"""What every table has in common: metadata with named constraints, column types, and what the history may record.

A table is dumb: no rules, no validation (SQLModel tables skip it); handlers validate, named constraints back them up.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, DateTime, Dialect, MetaData, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

# Named before the first migration: SQLite's batch mode loses constraints that have no name.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

AUTO: dict[str, Any] = {"sqlite_autoincrement": True}
"""Table options: an id never returns, not even after its row was taken back."""


class Row(SQLModel):
    """The base of all tables. The history records every field but `derived` ones (recomputed) and tables with
    `recorded = False`. `kept` fields are recorded and restored but never the cause of a conflict; `long_texts` are
    kept by their hash, so that they can be erased. One that `names_task` only speaks of the task of its `task_id`, and is
    no part of it."""

    metadata: ClassVar[MetaData] = METADATA
    recorded: ClassVar[bool] = True
    derived: ClassVar[frozenset[str]] = frozenset()
    kept: ClassVar[frozenset[str]] = frozenset()
    long_texts: ClassVar[frozenset[str]] = frozenset()
    names_task: ClassVar[bool] = False
    id: int | None


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; hand the database UTC (SQLite keeps no offset)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """What makes an aware moment in UTC of a value: in one step, as lists are read by the thousand."""
        if dialect.name == "sqlite":
            return _read_text
        read = self.impl_instance.result_processor(dialect, coltype)
        return _read_moment if read is None else lambda value: _read_moment(read(value))


def _read_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


def _read_moment(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Choice(TypeDecorator[Any]):
    """A member of an enumeration, kept by value (text, or a small number for ordered ones)."""

    impl = String(24)
    cache_ok = True

    def __init__(self, enum: type[Enum]) -> None:
        super().__init__()
        self.enum = enum
        self.is_number = issubclass(enum, int)
        self._members = {member.value: member for member in enum}

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SMALLINT for ordered enumerations, VARCHAR for named ones."""
        return dialect.type_descriptor(SmallInteger() if self.is_number else String(24))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """The member's value; a value that is no member is refused here, not by the database."""
        return None if value is None else self._members[getattr(value, "value", value)].value

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002
        """What makes the member of a value: a plain look-up, as lists are read by the thousand."""
        return {None: None, **self._members}.__getitem__


STRUCTURE = JSON().with_variant(JSONB(), "postgresql")


def moment(**options: Any) -> Any:
    """A moment's column."""
    return Field(sa_type=Moment, **options)


def choice(enum: type[Enum], **options: Any) -> Any:
    """An enumeration's column; `one_of` makes its CHECK."""
    return Field(sa_type=Choice(enum), **options)


def text(**options: Any) -> Any:
    """A long text's column."""
    return Field(sa_type=Text, **options)


def structure(**options: Any) -> Any:
    """A JSON column."""
    return Field(sa_type=STRUCTURE, **options)


def one_of(column: str, values: Iterable[Any]) -> CheckConstraint:
    """The CHECK that `column` holds one of an enumeration's values."""
    listed = ", ".join(repr(getattr(v, "value", v)) for v in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)

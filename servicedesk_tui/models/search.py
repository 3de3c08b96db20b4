"""What searching reads: texts as they are searched, kept beside the rows they come from. Tables of the store's own, not
nouns: nothing in the history tells of them, and they can be made anew from the rest at any time.

Open and closed tasks are kept apart, so that looking through the open ones costs what the open ones cost. A text's id is
four times the id of the row it comes from, and what kind of row that is.
"""

from sqlalchemy import DDL, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, event

from .base import METADATA

HEAD, TAGS, NOTE = 0, 1, 2
"""What a text is: a task's own words, its tags (both under the task's id), or a note (under its own)."""
KINDS = 4


def _texts(name: str) -> Table:
    table = Table(
        name,
        METADATA,
        Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
        Column("task_id", Integer, ForeignKey("task.id", ondelete="CASCADE"), nullable=False, index=True),
        Column("body", Text, nullable=False),
    )
    Index(
        f"ix_{name}_body",
        table.c.body,
        postgresql_using="gin",
        postgresql_ops={"body": "gin_trgm_ops"},
        postgresql_with={"gin_pending_list_limit": 1024},
    ).ddl_if(dialect="postgresql")
    for statement in trigram_index(name):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
    return table


def trigram_index(name: str) -> tuple[str, ...]:
    """SQLite's index of a table of texts, and the triggers that keep it: whoever writes a text has indexed it."""
    gone = f"INSERT INTO {name}_index ({name}_index, rowid, body) VALUES ('delete', old.id, old.body);"
    come = f"INSERT INTO {name}_index (rowid, body) VALUES (new.id, new.body);"
    return (
        f"CREATE VIRTUAL TABLE {name}_index USING fts5 (body, content='{name}', content_rowid='id', columnsize=0,"
        " tokenize='trigram case_sensitive 1')",
        f"CREATE TRIGGER {name}_come AFTER INSERT ON {name} BEGIN {come} END",
        f"CREATE TRIGGER {name}_gone AFTER DELETE ON {name} BEGIN {gone} END",
        f"CREATE TRIGGER {name}_other AFTER UPDATE ON {name} BEGIN {gone} {come} END",
    )


SEARCH_OPEN = _texts("search_open")
TRIGRAMS = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
event.listen(SEARCH_OPEN, "before_create", DDL(TRIGRAMS).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
SEARCH_CLOSED = _texts("search_closed")
SEARCH_NAME = Table(
    "search_name",
    METADATA,
    Column("entity", String(24), primary_key=True),
    Column("row_id", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
"""Customers, their contacts and their sites, by table and id: they are few, and looked through whole."""

"""Stores of older schemas: what each later one added is taken away again, step by step."""

from sqlalchemy import text

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.schema import VERSION

_INDICES_OF_SECOND = (
    "ix_batch_at",
    "ix_task_open",
    "ix_task_created",
    "ix_task_blocked",
    "ix_task_undated",
    "ix_task_customer_closed",
    "ix_task_contact",
    "ix_task_site",
)


def _without_check(table: str, name: str, check: str) -> tuple[str, ...]:
    """SQLite drops no column that a check names: the check is made to ask nothing first."""
    return (
        "PRAGMA writable_schema = ON",
        f"""UPDATE sqlite_master SET sql = replace(sql,
        'CONSTRAINT ck_{table}_{name} CHECK ({check})', 'CONSTRAINT ck_{table}_gone CHECK (1)') WHERE name = '{table}'""",
        "PRAGMA writable_schema = RESET",
    )


def make_older(address: StoreAddress, version: int) -> None:
    """Take the schemas past `version` away, as a store of that one had it."""
    sqlite = address.path is not None
    engine = open_engine(address, SystemClock())
    with engine.begin() as connection:
        for later in range(VERSION, version, -1):
            for statement in _ADDED[later](sqlite):
                connection.exec_driver_sql(statement)
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": f"{version:04}"})
        connection.exec_driver_sql(
            f"PRAGMA user_version = {version}" if sqlite else f"UPDATE meta SET schema_version = {version}"
        )
    engine.dispose()


def _eighth(sqlite: bool) -> tuple[str, ...]:
    key = "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" if sqlite else "SERIAL CONSTRAINT pk_{0} PRIMARY KEY"
    moment = "DATETIME" if sqlite else "TIMESTAMP WITH TIME ZONE"
    marks = ("due", "soon", "wake", "unowned")
    return (
        *(f"DROP TABLE {table}" for table in ("notification", "reminder", "mute", "preference")),
        *(f"DROP INDEX ix_task_{mark}_untold" for mark in marks),
        "DROP INDEX ix_visit_untold",
        "DROP INDEX ix_handover_unchased",
        *(f"ALTER TABLE task DROP COLUMN {mark}_told_at" for mark in marks),
        "ALTER TABLE visit DROP COLUMN told_at",
        "ALTER TABLE handover DROP COLUMN chased_at",
        "DELETE FROM counter WHERE name = 'raised_batch'",
        f"""CREATE TABLE reminder (id {key.format("reminder")}, person_id INTEGER NOT NULL, task_id INTEGER,
        text VARCHAR(300) NOT NULL, next_at {moment} NOT NULL, repeat VARCHAR(300) NOT NULL, active BOOLEAN NOT NULL,
        created_at {moment} NOT NULL, created_by_id INTEGER NOT NULL)""",
        f"""CREATE TABLE notification (id {key.format("notification")}, person_id INTEGER NOT NULL, task_id INTEGER,
        batch_id INTEGER, reminder_id INTEGER, occurrence {moment}, kind VARCHAR(40) NOT NULL,
        text VARCHAR(300) NOT NULL, at {moment} NOT NULL, read_at {moment},
        CONSTRAINT fk_notification_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id),
        CONSTRAINT fk_notification_person_id FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_notification_reminder_id FOREIGN KEY(reminder_id) REFERENCES reminder (id),
        CONSTRAINT fk_notification_task_id FOREIGN KEY(task_id) REFERENCES task (id))""",
        "CREATE INDEX ix_notification_person_id_id ON notification (person_id, id)",
        """CREATE UNIQUE INDEX uq_notification_raised ON notification (reminder_id, occurrence, person_id)
        WHERE reminder_id IS NOT NULL""",
    )


def _seventh(sqlite: bool) -> tuple[str, ...]:
    checks = (
        ("note", "direction", "direction IN (''in'', ''out'')"),
        ("attachment", "content", "(blob_id IS NULL) = (url <> '''')"),
    )
    unchecked = (
        tuple(line for check in checks for line in _without_check(*check))
        if sqlite
        else tuple(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}" for table, name, _check in checks)
    )
    return (
        *(f"DROP TABLE {table}" for table in ("shift_line", "shift", "handover")),
        "DROP INDEX ix_checklist_item_linked_id",
        *(() if sqlite else ("ALTER TABLE checklist_item DROP CONSTRAINT fk_checklist_item_linked_id",)),
        *_without_link(sqlite),
        *unchecked,
        "ALTER TABLE attachment DROP COLUMN url",
        *(
            f"ALTER TABLE note DROP COLUMN {column}"
            for column in ("edited_at", "pinned", "caller", "direction", "outcome")
        ),
    )


def _without_link(sqlite: bool) -> tuple[str, ...]:
    """A column that a foreign key names cannot be dropped by SQLite either: the key goes first."""
    if not sqlite:
        return ("ALTER TABLE checklist_item DROP COLUMN linked_id",)
    key = "CONSTRAINT fk_checklist_item_linked_id FOREIGN KEY(linked_id) REFERENCES task (id)"
    return (
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = replace(sql, '{key}', 'CONSTRAINT ck_checklist_item_gone CHECK (1)') "
        "WHERE name = 'checklist_item'",
        "PRAGMA writable_schema = RESET",
        "ALTER TABLE checklist_item DROP COLUMN linked_id",
    )


def _sixth(_sqlite: bool) -> tuple[str, ...]:
    return ("DROP INDEX ix_task_idle", "DROP INDEX ix_task_escalated", "ALTER TABLE task DROP COLUMN escalated_at")


def _fifth(_sqlite: bool) -> tuple[str, ...]:
    return ("DROP INDEX ix_task_load", "DROP INDEX ix_task_closed_load")


def _fourth(sqlite: bool) -> tuple[str, ...]:
    return (
        "DROP TABLE assignment_credit",
        "ALTER TABLE customer DROP COLUMN calendar_key",
        "ALTER TABLE person DROP COLUMN hours",
        *(
            _without_check("person", "wip_cap", "wip_cap IS NULL OR wip_cap > 0")
            if sqlite
            else ("ALTER TABLE person DROP CONSTRAINT ck_person_wip_cap",)
        ),
        "ALTER TABLE person DROP COLUMN wip_cap",
    )


def _third(_sqlite: bool) -> tuple[str, ...]:
    return ("DROP TABLE seen", "DROP INDEX ix_task_team")


def _second(sqlite: bool) -> tuple[str, ...]:
    names = ("search_open", "search_closed")
    return (
        *(f"DROP TABLE {name}_index" for name in names if sqlite),
        *(f"DROP TABLE {name}" for name in (*names, "search_name")),
        *(f"DROP INDEX {index}" for index in _INDICES_OF_SECOND),
    )


_ADDED = {8: _eighth, 7: _seventh, 6: _sixth, 5: _fifth, 4: _fourth, 3: _third, 2: _second}

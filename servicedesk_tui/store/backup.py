"""Backups: SQLite through its own backup interface (safe while others write), PostgreSQL through pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from servicedesk_tui.locale import _
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.refusals import StoreRefusal

from .faults import masked


def back_up(address: StoreAddress, target: Path) -> None:
    """Write a whole, consistent copy of the store to `target`, which must not exist yet."""
    if target.exists():
        raise StoreRefusal(_("{path} is already there; name another file.").format(path=target))
    if not target.parent.is_dir():
        raise StoreRefusal(_("The folder {path} does not exist.").format(path=target.parent))
    partial = target.with_name(target.name + ".part")
    try:
        if address.path is not None:
            _copy_sqlite(address.path, partial)
        else:
            _dump_postgres(address.url, partial)
        partial.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreRefusal(_("No backup was made at {path}: {why}.").format(path=target, why=error)) from None
    finally:
        partial.unlink(missing_ok=True)


def _copy_sqlite(source: Path, target: Path) -> None:
    mask = os.umask(0o077)
    try:
        old, new = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
        try:
            old.backup(new, pages=4096)
            new.execute("PRAGMA journal_mode = WAL")
        finally:
            new.close()
            old.close()
    finally:
        os.umask(mask)


def _dump_postgres(url: str, target: Path) -> None:
    program = shutil.which("pg_dump")
    line = f"pg_dump --format=custom --file={target} '{masked(url)}'"
    if program is None:
        raise StoreRefusal(_("pg_dump is not installed here. Where it is, run: {line}").format(line=line))
    plain = "postgresql://" + url.partition("://")[2]
    ran = subprocess.run(
        [program, "--format=custom", f"--file={target}", plain], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        why = masked(ran.stderr.strip().splitlines()[-1]) if ran.stderr.strip() else str(ran.returncode)
        raise StoreRefusal(_("pg_dump made no backup: {why}. By hand: {line}").format(why=why, line=line))

"""Backups: SQLite through its own backup interface (safe while others write), PostgreSQL through pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from servicedesk_tui.locale import _
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.refusals import StoreRefusal

from .engine import postgres_url
from .faults import masked


def back_up(address: StoreAddress, target: Path) -> None:
    """Write a whole, consistent copy of the store to `target`, which must not exist yet."""
    if target.exists():
        raise StoreRefusal(_("{path} is already there; name another file.").format(path=target))
    if not target.parent.is_dir():
        raise StoreRefusal(_("The folder {path} does not exist.").format(path=target.parent))
    partial = target.with_name(target.name + ".part")
    mask = os.umask(0o077)
    try:
        if address.path is not None:
            _copy_sqlite(address.path, partial)
        else:
            _dump_postgres(address.url, partial)
        partial.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreRefusal(_("No backup was made at {path}: {why}.").format(path=target, why=error)) from None
    finally:
        os.umask(mask)
        partial.unlink(missing_ok=True)


def _copy_sqlite(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=4096)
        new.execute("PRAGMA journal_mode = WAL")


def _dump_postgres(url: str, target: Path) -> None:
    program = shutil.which("pg_dump")
    line = f"pg_dump --format=custom --file={target} '{masked(url)}'"
    if program is None:
        raise StoreRefusal(_("pg_dump is not installed here. Where it is, run: {line}").format(line=line))
    plain, secrets = _without_password(url)
    ran = subprocess.run(
        [program, "--format=custom", f"--file={target}", plain],
        env={**os.environ, **secrets}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        why = masked(ran.stderr.strip().splitlines()[-1]) if ran.stderr.strip() else str(ran.returncode)
        raise StoreRefusal(_("pg_dump made no backup: {why}. By hand: {line}").format(why=why, line=line))


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """The URL as a command line may show it, and the password as the environment hands it over."""
    parsed = make_url(postgres_url(url))
    password = parsed.password or parsed.query.get("password")
    query = {name: value for name, value in parsed.query.items() if name != "password"}
    plain = URL.create("postgresql", parsed.username, None, parsed.host, parsed.port, parsed.database, query)
    return plain.render_as_string(), {"PGPASSWORD": str(password)} if password else {}

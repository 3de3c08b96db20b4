"""Opening and making stores: the schema checked, an older one upgraded after a backup."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from servicedesk_tui.locale import _
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.refusals import StoreMissing, StoreRefusal

from .backup import back_up
from .engine import make_file
from .faults import masked, refuse_network_file_system
from .schema import VERSION, check_on_opening, upgrade
from .turn import turn


def ready_schema(engine: Engine, address: StoreAddress) -> None:
    """Make sure the store speaks this program's schema; an older one is backed up, then upgraded."""
    where = masked(str(address))
    found = check_on_opening(engine, where)
    if found == 0:
        raise StoreMissing(
            _("There is no desk in {where} yet. Make one with: servicedesk init --store {where}").format(where=where)
        )
    if found < VERSION:
        with _alone(address):
            found = check_on_opening(engine, where)
            if found < VERSION:
                back_up(address, backup_name(address, found))
                upgrade(engine, where)


_UPGRADING = threading.Lock()
PATIENCE = 120.0
"""Seconds one waits while another program upgrades the store."""


@contextmanager
def _alone(address: StoreAddress) -> Iterator[None]:
    """One upgrades, whoever else comes meanwhile, in this program's threads or in another program, waits and finds it done."""
    with _UPGRADING:
        if address.path is None:
            yield
        else:
            with turn(address.path, "", lambda _who: None, PATIENCE):
                yield


def backup_name(address: StoreAddress, version: int) -> Path:
    """Where the backup before an upgrade goes: beside a file; for a database, the folder one stands in."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    if address.path is not None:
        return address.path.with_name(f"{address.path.name}.v{version}-{stamp}.backup")
    return Path.cwd() / f"servicedesk.v{version}-{stamp}.dump"


def refuse_existing(address: StoreAddress) -> None:
    """Refuse to make a store where there is something already."""
    try:
        if address.path is None or not address.path.exists():
            return
    except OSError as error:
        raise StoreRefusal(
            _("{path} cannot be reached: {why}.").format(path=address.path, why=error.strerror)
        ) from None
    raise StoreRefusal(_("{path} is already there; nothing was changed.").format(path=address.path))


@contextmanager
def making_store(address: StoreAddress, *, group: str | None = None) -> Iterator[None]:
    """Make the place for a new store: its folder, and a file that is ours. With `group`, a folder shared by it (2770)
    and a file its members write (0660). What was made is gone again when the block fails."""
    if address.path is None:
        yield
        return
    refuse_existing(address)
    refuse_network_file_system(address.path)
    made: list[Path] = []
    try:
        try:
            _make_place(address.path, group, made)
        except (OSError, LookupError, sqlite3.Error) as error:
            why = getattr(error, "strerror", None) or error
            raise StoreRefusal(_("{path} cannot be made: {why}.").format(path=address.path, why=why)) from None
        yield
    except BaseException:
        _remove(made)
        raise


def _make_place(path: Path, group: str | None, made: list[Path]) -> None:
    """Make folder and file, and note in `made` what was not there before."""
    for folder in reversed([folder for folder in path.parents if not folder.exists()]):
        folder.mkdir()
        made.append(folder)
    if group:
        _share(path.parent, group, 0o2770)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    made.append(path)
    if group:
        _share(path, group, 0o660)
    make_file(path)


def _share(path: Path, group: str, mode: int) -> None:
    try:
        shutil.chown(path, group=group)
    except PermissionError:
        raise StoreRefusal(
            _("You may not share anything with the group {group}; only its members may.").format(group=group)
        ) from None
    path.chmod(mode)


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        if path.is_dir():
            path.rmdir()
        else:
            for suffix in ("-wal", "-shm", "-queue", ""):
                path.with_name(path.name + suffix).unlink(missing_ok=True)

"""Opening and making stores: the schema checked, an older one upgraded after a backup."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from servicedesk_tui.locale import _
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.refusals import StoreMissing, StoreRefusal

from .backup import back_up
from .engine import make_file
from .faults import masked
from .schema import VERSION, check_on_opening, upgrade


def ready_schema(engine: Engine, address: StoreAddress) -> None:
    """Make sure the store speaks this program's schema; an older one is backed up, then upgraded."""
    where = masked(str(address))
    found = check_on_opening(engine, where)
    if found == 0:
        raise StoreMissing(
            _("There is no desk in {where} yet. Make one with: servicedesk init --store {where}").format(where=where)
        )
    if found < VERSION:
        back_up(address, backup_name(address, found))
        upgrade(engine, where)


def backup_name(address: StoreAddress, version: int) -> Path:
    """Where the backup before an upgrade goes: beside a file; for a database, the folder one stands in."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    if address.path is not None:
        return address.path.with_name(f"{address.path.name}.v{version}-{stamp}.backup")
    return Path.cwd() / f"servicedesk.v{version}-{stamp}.dump"


def make_store(address: StoreAddress, *, group: str | None = None) -> None:
    """Make the place for a new store: its folder, and a file that is ours. With `group`, a folder shared by it (2770)
    and a file its members write (0660)."""
    if address.path is None:
        return
    if address.path.exists():
        raise StoreRefusal(_("{path} is already there; nothing was changed.").format(path=address.path))
    folder = address.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if group:
            shutil.chown(folder, group=group)
            folder.chmod(0o2770)
        mask = os.umask(0o007 if group else 0o077)
        try:
            make_file(address.path)
        finally:
            os.umask(mask)
        if group:
            shutil.chown(address.path, group=group)
            address.path.chmod(0o660)
    except (OSError, LookupError) as error:
        raise StoreRefusal(_("{path} cannot be made: {why}.").format(path=address.path, why=error)) from None

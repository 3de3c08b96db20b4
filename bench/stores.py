"""Sample stores to measure on, built once per size and kept in the bench folder."""

import shutil
import time
from pathlib import Path

from servicedesk_tui.demo import build
from servicedesk_tui.settings import StoreAddress

from .settings import FOLDER


def sample(size: int) -> Path:
    """A sample store of `size` tasks; measuring must leave it as it is, or work on a `copy`."""
    path = FOLDER / f"sample-{size}.db"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        start = time.perf_counter()
        build(StoreAddress(path=unfinished, named=True), size=size)
        unfinished.rename(path)
        print(f"built a sample store of {size:,} tasks in {time.perf_counter() - start:.0f} s", flush=True)
    return path


def copy(path: Path, name: str) -> Path:
    """A copy to write to."""
    target = FOLDER / f"{name}.db"
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(path, target)
    return target


def address(path: Path) -> StoreAddress:
    """The address of a store's file."""
    return StoreAddress(path=path, named=True)

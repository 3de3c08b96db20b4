"""Stores that are filled once a run and copied for every test that wants them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.settings import StoreAddress

from . import stores

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Fill = Callable[["Desk", FrozenClock], Any]
_KEPT: dict[tuple[Fill, str], tuple[Any, FrozenClock, Any]] = {}


def copied(
    request: pytest.FixtureRequest, fill: Fill, clock: FrozenClock, tmp_path: Path
) -> Iterator[tuple[StoreAddress, Any]]:
    """A copy of a store that `fill` filled as anna, on the database that `request` asks for, and what that answered; the
    clock stands where it stood then."""
    kind = request.param
    if (fill, kind) not in _KEPT:
        _KEPT[fill, kind] = _filled(request, kind, fill)
    kept, then, answer = _KEPT[fill, kind]
    clock.move(then.now() - clock.now())
    if kind == "sqlite":
        path = tmp_path / "world.db"
        shutil.copyfile(kept, path)
        yield StoreAddress(path=path, named=True), answer
        return
    cluster: stores.Cluster = request.getfixturevalue("postgres_cluster")
    address = cluster.create(kept)
    yield address, answer
    cluster.drop(address)


def _filled(request: pytest.FixtureRequest, kind: str, fill: Fill) -> tuple[Any, FrozenClock, Any]:
    clock = FrozenClock(stores.START)
    if kind == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path_factory").mktemp("world")
        path = folder / "world.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        address, kept = StoreAddress(path=path, named=True), str(path)
    else:
        cluster: stores.Cluster = request.getfixturevalue("postgres_cluster")
        address = cluster.create(request.getfixturevalue("postgres_template"))
        kept = cluster.name_of(address)
    with stores.open_as(address, "anna", clock) as desk:
        answer = fill(desk, clock)
    return kept, clock, answer

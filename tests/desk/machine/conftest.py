"""A fresh store an example: the machine plays hundreds of them in one test."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from servicedesk_tui.settings import StoreAddress

from ... import stores

FreshStore = Callable[[], StoreAddress]


@pytest.fixture
def fresh_sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[FreshStore]:
    numbers = count(1)

    def copy() -> StoreAddress:
        path = tmp_path / f"desk{next(numbers)}.db"
        shutil.copyfile(sqlite_template, path)
        return StoreAddress(path=path, named=True)

    yield copy
    for path in tmp_path.glob("desk*.db*"):
        path.unlink()


@pytest.fixture
def fresh_postgres(postgres_cluster: stores.Cluster, postgres_template: str) -> Iterator[FreshStore]:
    made: list[StoreAddress] = []

    def copy() -> StoreAddress:
        while made:
            postgres_cluster.drop(made.pop())
        made.append(postgres_cluster.create(postgres_template))
        return made[-1]

    yield copy
    for address in made:
        postgres_cluster.drop(address)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def fresh_store(request: pytest.FixtureRequest) -> FreshStore:
    """Makes stores with their people, on each database."""
    made: FreshStore = request.getfixturevalue(f"fresh_{request.param}")
    return made

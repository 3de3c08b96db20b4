"""What a desk keeps of what it saw: whatever happens in between, it answers as a desk does that was opened just now."""

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.settings import StoreAddress

from .kept_walk import Save, Walk, saved_database, saved_file

STEPS = 40


@pytest.fixture
def save(request: pytest.FixtureRequest, store_address: StoreAddress) -> Save:
    """Keeps copies of the test's store."""
    path = store_address.path
    if path is not None:
        return lambda: saved_file(path)
    cluster = request.getfixturevalue("postgres_cluster")
    return lambda: saved_database(cluster, store_address)


def _walk(address: StoreAddress, clock: FrozenClock, save: Save, seed: int, steps: int) -> None:
    walk = Walk(address, clock, seed, save)
    try:
        for _ in range(steps):
            walk.step()
            if walk.any.random() < 0.7:
                walk.look()
    finally:
        walk.close()


def test_what_is_kept_is_what_is_there(store_address: StoreAddress, clock: FrozenClock, save: Save) -> None:
    _walk(store_address, clock, save, 1, STEPS)


@pytest.mark.proof
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(2, 8))
def test_what_is_kept_is_what_is_there_for_long(
    store_address: StoreAddress, clock: FrozenClock, save: Save, seed: int
) -> None:
    _walk(store_address, clock, save, seed, 10 * STEPS)

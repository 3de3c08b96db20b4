"""Random commands by several people against a plain model, on both databases: seeded, so that a failure comes again."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from servicedesk_tui.settings import StoreAddress

from .machine import machine_on

FreshStore = Callable[[], StoreAddress]
SHORT = settings(
    max_examples=8,
    stateful_step_count=40,
    database=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    report_multiple_bugs=False,
)
LONG = settings(SHORT, max_examples=50, stateful_step_count=50, phases=[Phase.generate, Phase.shrink])
SHARES = 4
"""The long run is played in shares, so that several processes can share it."""


def _play(fresh_store: FreshStore, number: int, run: settings) -> None:
    run_state_machine_as_test(seed(number)(machine_on(fresh_store)), settings=run)


def test_rows_equal_the_model_at_every_step(fresh_store: FreshStore) -> None:
    _play(fresh_store, 0, SHORT)


@pytest.mark.proof
@pytest.mark.timeout(900)
@pytest.mark.parametrize("share", range(1, SHARES + 1))
def test_rows_equal_the_model_at_every_step_for_long(fresh_store: FreshStore, share: int) -> None:
    _play(fresh_store, share, LONG)

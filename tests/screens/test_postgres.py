"""The same glass on PostgreSQL."""

from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.backstage import threads
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

pytestmark = pytest.mark.postgres


@pytest.fixture
def sqlite_address(postgres_address: StoreAddress) -> StoreAddress:
    """The store that the glass of this module opens."""
    return postgres_address


async def test_changes_of_others_and_undo_work_on_postgresql(
    open_glass: OpenGlass, tasks: dict[str, int], anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        anna.do(CreateTask(title="Burst pipe"))
        await glass.until("Burst pipe")
        await glass.press("i")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))
        await glass.press("u")
        await glass.until(lambda: "Boiler leak" in glass.column("Inbox"))


async def test_a_lost_connection_is_said_and_found_again(
    open_glass: OpenGlass,
    tasks: dict[str, int],
    anna: "Desk",
    postgres_address: StoreAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threads, "RETRY", 0.5)
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        cut_all_others(postgres_address)
        await glass.until("not connected")
        assert "Boiler leak" in glass.text
        await glass.until("The store is there again.")
        anna.do(CreateTask(title="Burst pipe"))
        await glass.until("Burst pipe")
        assert "not connected" not in glass.text
        await glass.press("i")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))


def cut_all_others(address: StoreAddress) -> None:
    """What a restart of the server does to who is connected."""
    import psycopg

    with psycopg.connect(address.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

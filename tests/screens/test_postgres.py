"""The same glass on PostgreSQL."""

from typing import TYPE_CHECKING

import pytest

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

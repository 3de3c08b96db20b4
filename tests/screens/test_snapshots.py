"""How the screens look, compared with pictures that a person has looked at: `pytest --snapshot-update` takes new ones.

Pictures in all four themes, and texts of the rest. The clock stands still and nothing on the board depends on the day.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens import themes
from screens.app import ServiceDeskApp
from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.locale import speak
from servicedesk_tui.memory import remember
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask, MoveTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import Level, Tier

from .. import stores
from .conftest import Glass

Compare = Callable[..., bool]
LONG_AGO = datetime(2020, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def desk(sqlite_address: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> StoreAddress:
    """A board with something urgent, something late, a customer, an owner, and a column that is waiting."""
    from servicedesk_tui.desk import identity

    with stores.open_as(sqlite_address, "anna", FrozenClock(stores.START)) as anna:
        acme = anna.do(AddCustomer(name="Acme Køl A/S", tier=Tier.A)).created
        anna.do(CreateTask(title="Gas smell in the cellar", customer=acme, impact=Level.HIGH, urgency=Level.HIGH))
        anna.do(CreateTask(title="Boiler locked out, no hot water", due=LONG_AGO))
        anna.do(CreateTask(title="暖房が壊れた", owner=4))
        anna.do(CreateTask(title="Radiator cold in the gym hall", impact=Level.LOW, urgency=Level.LOW))
        for title in ("Order the valve", "Yearly check of the lift"):
            made = anna.do(CreateTask(title=title, customer=acme, owner=4)).created
            anna.do(MoveTask(task=made or 0, status="ready"))
    monkeypatch.setattr(identity, "account", lambda: "anna")
    return sqlite_address


@pytest.fixture
def new_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoreAddress:
    from servicedesk_tui.desk import identity
    from servicedesk_tui.desk.first_run import create_store

    address = StoreAddress(path=tmp_path / "new.db", named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login="me", person_name="Me")
    monkeypatch.setattr(identity, "account", lambda: "me")
    return address


@pytest.fixture(autouse=True)
def one_kind_of_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    yield
    themes.use("terminal")
    speak("en")


@contextmanager
def app_on(address: StoreAddress, theme: str) -> Iterator[ServiceDeskApp]:
    remember("theme", theme)
    app = ServiceDeskApp(address, clock=FrozenClock(stores.START))
    try:
        yield app
    finally:
        app.session.backstage.close()


def ready(*keys: str, seen: str = "", demo: bool = False) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Presses keys once the desk is open, and waits until a text is seen."""

    async def run(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, ServiceDeskApp)
        glass = Glass(app, pilot)
        await glass.until(lambda: app.session.is_live and len(app.session.people) > 0 and bool(app.board.columns.all))
        await glass.until(lambda: app.board.view is not None and app.board.view.totals.open == len(ids(app)))
        if demo and app.session.me:
            app.session.me = replace(app.session.me, is_demo=True)
        for key in keys:
            await (glass.write(key[1:]) if key.startswith("'") else glass.press(key))
        await glass.until(seen)
        await pilot.pause(0.1)

    return run


def ids(app: ServiceDeskApp) -> set[int]:
    """The open tasks in hand."""
    return {card.id for column in app.board.columns.all for card in column.cards}


PICTURES = [
    pytest.param("terminal", (80, 24), ready("space", "j", seen="1 marked"), id="board-terminal"),
    pytest.param("dark", (120, 30), ready("l", "j", seen="Yearly"), id="board-dark"),
    pytest.param("light", (80, 24), ready("ctrl+p", "'ass", seen="Give the task an owner"), id="palette-light"),
    pytest.param("contrast", (80, 24), ready("a", "down", seen="Bo Berg"), id="assign-contrast"),
    pytest.param("contrast", (45, 20), ready(seen="Gas smell"), id="board-contrast-narrow"),
    pytest.param("light", (80, 24), ready("question_mark", "slash", "'undo", seen="search undo"), id="keys-light"),
    pytest.param("dark", (45, 20), ready("question_mark", "tab", seen="How the desk"), id="manual-dark-narrow"),
    pytest.param("dark", (80, 24), ready("':tour", "enter", seen="1 of 6", demo=True), id="tour-dark"),
]


@pytest.mark.parametrize(("theme", "size", "before"), PICTURES)
def test_it_looks_as_it_did(
    snap_compare: Compare, desk: StoreAddress, theme: str, size: tuple[int, int], before: Callable[..., Any]
) -> None:
    with app_on(desk, theme) as app:
        assert snap_compare(app, terminal_size=size, run_before=before)


def test_the_first_day_looks_as_it_did(snap_compare: Compare, new_desk: StoreAddress) -> None:
    with app_on(new_desk, "terminal") as app:
        assert snap_compare(app, terminal_size=(80, 24), run_before=ready(seen="What to do first"))


TEXTS = [
    pytest.param((80, 24), ready("ctrl+p", "'mark", "down", seen="2 of"), id="palette"),
    pytest.param((45, 20), ready("ctrl+p", "'assi", seen="Give the task an owner"), id="palette-narrow"),
    pytest.param((80, 24), ready("':theme", "enter", seen="dark on light"), id="themes"),
    pytest.param((45, 20), ready("question_mark", seen="Moving about"), id="keys-narrow"),
    pytest.param((80, 24), ready("question_mark", "tab", seen="What the desk is"), id="manual"),
    pytest.param((45, 20), ready("':tour", "enter", seen="1 of 6", demo=True), id="tour-narrow"),
    pytest.param((80, 24), ready("':person", "enter", "'bo Bo H", seen="login bo"), id="person"),
]


@pytest.mark.parametrize(("size", "before"), TEXTS)
async def test_it_reads_as_it_did(
    snapshot: SnapshotAssertion, desk: StoreAddress, size: tuple[int, int], before: Callable[..., Any]
) -> None:
    with app_on(desk, "terminal") as app:
        async with app.run_test(size=size) as pilot:
            await before(pilot)
            assert Glass(app, pilot).text == snapshot

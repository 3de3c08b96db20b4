"""The glass over a real desk: a store in a file, its threads, and Textual's pilot."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from textual import events
from textual.pilot import Pilot

from screens import keys
from screens.app import ServiceDeskApp
from servicedesk_tui.clock import SystemClock
from servicedesk_tui.keymap import resolve_keys
from servicedesk_tui.locale import speak
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import Tier
from servicedesk_tui.vocabulary.questions import PeopleQuestion, TaskQuestion
from servicedesk_tui.vocabulary.task_rows import TaskView

from .. import stores

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

PATIENCE = 15.0
SETTLED = 0.5
"""Seconds that a key waits at most for what it asked of the desk; a test that holds answers back goes on without them."""


class Glass:
    """A running app, pressed and read by a test."""

    last: "ClassVar[Glass | None]" = None
    """The one a test opened last."""

    def __init__(self, app: ServiceDeskApp, pilot: Pilot[int]) -> None:
        self.app = app
        self._pilot = pilot
        Glass.last = self

    async def settle(self) -> None:
        """Wait until every widget has taken its messages and the desk owes no answer."""
        end = time.monotonic() + SETTLED
        session = self.app.session
        quiet = 0
        # A key goes from the app to a screen, from there to what it changes, and back to be painted; so does an answer.
        while quiet < 5 and self.app.is_running and time.monotonic() < end:
            await self._pilot._wait_for_screen()
            owed = session._answers or session._outcomes or session._errands or session.ahead.is_waiting
            quiet = 0 if owed else quiet + 1
            await asyncio.sleep(0.002 if owed else 0)
        if self.app.is_running:
            self.app.screen._on_timer_update()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self._pilot.press(*keys)

    async def write(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "@": "at", "#": "number_sign", ":": "colon", "!": "exclamation_mark", "-": "minus"}
        await self.press(*(names.get(character, character) for character in text))

    async def paste(self, text: str) -> None:
        """Put a text into the open prompt, as a terminal pastes it."""
        self.app.screen.post_message(events.Paste(text))
        await self._pilot.pause()

    async def answer(self, text: str) -> None:
        """Paste a text into the open prompt, and give it."""
        await self.paste(text)
        await self.press("enter")

    async def pause(self) -> None:
        """Let the screen be painted."""
        await self._pilot.pause(0.01)

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self._pilot.resize_terminal(width, height)
        await self.until(lambda: tuple(self.app.screen._compositor.size) == (width, height))
        await self._pilot.pause()

    async def until(self, seen: str | Callable[[], bool]) -> str:
        """Wait until a text is on the screen (or something is so); answers the screen."""
        end = time.monotonic() + PATIENCE
        while not (seen in self.text if isinstance(seen, str) else seen()):
            if time.monotonic() > end:
                raise AssertionError(f"{seen!r} did not come; the screen shows:\n{self.text}")
            await self._pilot.pause(0.01)
        return self.text

    @property
    def text(self) -> str:
        """What the screen shows."""
        screen = self.app.screen
        return "\n".join(strip.text for strip in screen._compositor.render_strips(self.app.size))

    @property
    def line(self) -> str:
        """The bottom line."""
        return self.text.split("\n")[-1]

    @property
    def cursor(self) -> str:
        """The title of the task under the cursor, "" when there is none."""
        card = self.app.board.columns.card
        return card.title if card else ""

    def column(self, name: str) -> list[str]:
        """The titles in a column, from the top."""
        column = next(column for column in self.app.board.columns.all if column.row.name == name)
        return [card.title for card in column.cards]


@pytest.fixture(autouse=True)
def _no_idle_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Textual's pilot sleeps at least 20 ms twice a key, and up to a second where a thread of ours works; a glass knows when
    it has settled."""

    async def settle(*_sleeps: float) -> None:
        if Glass.last is not None:
            await Glass.last.settle()

    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", settle)
    yield
    Glass.last = None
    keys.use(resolve_keys()[0])


def view_of(desk: "Desk", task: int) -> TaskView:
    """A task as the desk holds it now."""
    view: TaskView = desk.ask(TaskQuestion(id=task))
    return view


def id_of(desk: "Desk", login: str) -> int:
    """Who has a login."""
    return next(int(person.id) for person in desk.ask(PeopleQuestion(all=True)) if person.login == login)


OpenGlass = Callable[..., AbstractAsyncContextManager[Glass]]


@pytest.fixture
def open_glass(sqlite_address: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> OpenGlass:
    """Opens the glass as somebody: `async with open_glass("bo", size=(80, 24)) as glass`."""

    @asynccontextmanager
    async def opened(
        login: str = "anna", size: tuple[int, int] = (120, 40), language: str | None = None
    ) -> AsyncIterator[Glass]:
        from servicedesk_tui.desk import identity

        monkeypatch.setattr(identity, "account", lambda: login)
        app = ServiceDeskApp(sqlite_address, language=language)
        try:
            async with app.run_test(size=size) as pilot:
                glass = Glass(app, pilot)
                await glass.until(lambda: app.board.view is not None and app.session.is_live)
                await glass.until(lambda: len(app.session.people) > 0)
                yield glass
        finally:
            app.keep_everything()
            app.session.backstage.close()
            speak("en")

    return opened


@pytest.fixture
def anna(sqlite_address: StoreAddress) -> Iterator["Desk"]:
    """Another terminal on the same store."""
    with stores.open_as(sqlite_address, "anna", SystemClock(), "elsewhere") as desk:  # type: ignore[arg-type]
        yield desk


@pytest.fixture
def tasks(anna: "Desk") -> dict[str, int]:
    """Three tasks of the inbox and a customer's one that lars owns; title to id."""
    done = anna.do(AddCustomer(name="Acme Køl", tier=Tier.A))
    made = {title: anna.do(CreateTask(title=title)).created for title in ("Boiler leak", "Lift stuck", "Pump noise")}
    made["Filter change"] = anna.do(CreateTask(title="Filter change", owner=4, customer=done.created or 1)).created
    return {title: task for title, task in made.items() if task}


@pytest.fixture
def terminal_home(private_home: Path) -> Path:
    """The home a real program of a test runs in."""
    return private_home

"""Others change two hundred things in two seconds: the board is read and painted seldom, the cursor stays under the finger, and a
key acts on the task that was there when it was pressed."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    Command,
    CreateTask,
    FinishTask,
    MoveTask,
    PrioritiseTask,
)
from servicedesk_tui.vocabulary.enums import Level, WaitingOn
from servicedesk_tui.vocabulary.questions import BoardQuestion, ListQuestion, PageQuestion

from .. import stores
from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

CHANGES, SECONDS = 200, 2.0
READS = 10
"""So many times a second the board is read at most."""
MINE = "Radiator 12"


@pytest.fixture
def others(sqlite_address: StoreAddress) -> Iterator[list["Desk"]]:
    """Four other terminals."""
    with ExitStack() as stack:
        logins = ("dina", "lars", "anna", "dina")
        yield [
            stack.enter_context(stores.open_as(sqlite_address, login, SystemClock(), f"other-{n}"))  # type: ignore[arg-type]
            for n, login in enumerate(logins)
        ]


@pytest.fixture
def radiators(anna: "Desk") -> dict[str, int]:
    """Thirty tasks of the inbox; title to id."""
    made = {f"Radiator {n}": anna.do(CreateTask(title=f"Radiator {n}")).created for n in range(30)}
    return {title: task for title, task in made.items() if task}


class Reads:
    """When the board, and pages of it, were asked for."""

    def __init__(self, glass: Glass) -> None:
        self.boards: list[float] = []
        self.pages: list[float] = []
        backstage = glass.app.session.backstage
        ask = backstage.ask

        def counted(question: Any, slot: str = "") -> None:
            if isinstance(question, BoardQuestion):
                self.boards.append(time.monotonic())
            elif isinstance(question, PageQuestion):
                self.pages.append(time.monotonic())
            ask(question, slot)

        backstage.ask = counted  # type: ignore[method-assign]

    @staticmethod
    def most(times: list[float]) -> int:
        """The most within a second."""
        return max((sum(start <= at < start + 1 for at in times) for start in times), default=0)


def changes_of(tasks: dict[str, int], spared: str) -> Callable[[int], Command]:
    """What others do: new tasks above it all, notes, moves, others' tasks finished; nothing to the spared one."""
    others = [task for title, task in tasks.items() if title != spared]

    def change(n: int) -> Command:
        task = others[n % len(others)]
        return (
            lambda: CreateTask(title=f"Burst pipe {n}", impact=Level.HIGH, urgency=Level.HIGH),
            lambda: AddNote(task=task, body=f"note {n}"),
            lambda: PrioritiseTask(task=task, urgency=Level.HIGH if n % 8 < 4 else Level.LOW),
            lambda: FinishTask(task=task) if n % 20 == 3 else AddNote(task=task, body=f"note {n}"),
        )[n % 4]()

    return change


def burst(desks: list["Desk"], change: Callable[[int], Command]) -> float:
    """Do the changes, spread over the time; answers how long it took."""
    from servicedesk_tui.vocabulary.refusals import Refusal

    begun = time.monotonic()
    for n in range(CHANGES):
        time.sleep(max(0.0, begun + n * SECONDS / CHANGES - time.monotonic()))
        try:
            desks[n % len(desks)].do(change(n))
        except Refusal:
            desks[n % len(desks)].do(CreateTask(title=f"Instead {n}"))
    return time.monotonic() - begun


async def test_the_board_is_read_seldom_and_the_cursor_stays_where_it_is(
    open_glass: OpenGlass, radiators: dict[str, int], others: list["Desk"]
) -> None:
    async with open_glass() as glass:
        glass.app.board.columns.go_to(radiators["Radiator 4"])
        await glass.press("j")
        assert glass.cursor == "Radiator 5"
        reads, places = Reads(glass), set()
        done = asyncio.create_task(asyncio.to_thread(burst, others, changes_of(radiators, "Radiator 5")))
        while not done.done():
            await asyncio.sleep(0.02)
            places.add((glass.cursor, glass.app.board.cursor_cell()))
        await glass.until(lambda: not glass.app.board.looking.is_stale)
        await glass.until(lambda: len(glass.column("Inbox")) >= 50)
        places.add((glass.cursor, glass.app.board.cursor_cell()))
        assert {title for title, _cell in places} == {"Radiator 5"}
        assert len({cell for _title, cell in places}) == 1, places
        assert len(reads.boards) >= 3
        assert Reads.most(reads.boards) <= READS, len(reads.boards)
        assert Reads.most(reads.pages) <= READS
        row = glass.app.board.cursor_cell()[1] + 1
        assert "Radiator 5" in glass.text.split("\n")[row + 1], "the cursor's row shows its task"


async def test_a_key_acts_on_the_task_that_was_under_the_cursor(
    open_glass: OpenGlass, radiators: dict[str, int], others: list["Desk"], anna: "Desk"
) -> None:
    async with open_glass() as glass:
        task = radiators["Radiator 5"]
        glass.app.board.columns.go_to(task)
        await glass.press("k", "j")
        done = asyncio.create_task(asyncio.to_thread(burst, others, changes_of(radiators, "Radiator 5")))
        await asyncio.sleep(0.5)
        await glass.press("t")
        await glass.answer("mine")
        await asyncio.sleep(0.3)
        await glass.press("comma", "n")
        await glass.answer("call them")
        await asyncio.sleep(0.3)
        await glass.press("i")
        await done
        await glass.until(lambda: view_of(anna, task).card.owner == "anna")
        await glass.until(lambda: view_of(anna, task).next_step == "call them")
        assert view_of(anna, task).tags == ("mine",)
        tagged = anna.ask(ListQuestion(filter="#mine", limit=10))
        assert [card.id for card in tagged] == [task]
        owned = anna.ask(ListQuestion(filter="@anna", limit=10))
        assert [card.id for card in owned] == [task]


async def test_a_prompt_that_is_open_stays_and_is_about_the_same_task(
    open_glass: OpenGlass, radiators: dict[str, int], others: list["Desk"], anna: "Desk"
) -> None:
    async with open_glass() as glass:
        task = radiators["Radiator 5"]
        glass.app.board.columns.go_to(task)
        await glass.press("k", "j", "c")
        await glass.write("call ")
        done = asyncio.create_task(asyncio.to_thread(burst, others, changes_of(radiators, "Radiator 5")))
        await asyncio.sleep(0.4)
        await glass.write("them")
        assert "call them" in glass.line
        await done
        await glass.press("enter")
        await glass.until(lambda: any(line.note for line in view_of(anna, task).history))
        bodies = [line.note.body for line in view_of(anna, task).history if line.note]
        assert bodies == ["call them"]


async def test_marks_stay_on_their_tasks(
    open_glass: OpenGlass, radiators: dict[str, int], others: list["Desk"]
) -> None:
    async with open_glass() as glass:
        await glass.press("space", "space", "space")
        marked = set(glass.app.board.columns.marks)
        await asyncio.to_thread(burst, others, changes_of(radiators, "Radiator 3"))
        await glass.until(lambda: not glass.app.board.looking.is_stale)
        assert set(glass.app.board.columns.marks) == marked == {radiators[f"Radiator {n}"] for n in range(3)}


async def test_a_task_that_others_move_is_followed_and_said(
    open_glass: OpenGlass, radiators: dict[str, int], others: list["Desk"], anna: "Desk"
) -> None:
    task = radiators["Radiator 5"]
    plain = changes_of(radiators, "Radiator 5")

    def change(n: int) -> Command:
        if n == 60:
            return AssignTask(task=task, owner=id_of(anna, "bo"))
        if n == 140:
            return MoveTask(task=task, status="waiting", waiting_on=WaitingOn.PARTS)
        return plain(n)

    async with open_glass() as glass:
        glass.app.board.columns.go_to(task)
        await glass.press("k", "j")
        said = set()
        done = asyncio.create_task(asyncio.to_thread(burst, others, change))
        while not done.done():
            await asyncio.sleep(0.02)
            said.add(glass.line.strip())
        await glass.until(lambda: glass.column("Waiting") == ["Radiator 5"])
        assert glass.cursor == "Radiator 5"
        said.add(glass.line.strip())
        assert "SD-6 is now in Ready." in said

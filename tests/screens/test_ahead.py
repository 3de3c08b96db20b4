"""Keys that are typed ahead do what they would have done one by one."""

from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from screens import ahead
from screens.ahead import TypeAhead
from servicedesk_tui.vocabulary.commands import TakeTask
from servicedesk_tui.vocabulary.enums import Grouping, Level, WaitingOn
from servicedesk_tui.vocabulary.questions import IdsQuestion

from .conftest import Glass, OpenGlass, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is."""
    monkeypatch.setattr(ahead, "LONGEST", 20)


def at_once(glass: Glass, *keys: str) -> None:
    """Keys that come in one line, faster than anything is answered."""
    for key in keys:
        character = key if len(key) == 1 else None
        glass.app.screen.post_message(events.Key(key, character))


def slowly(glass: Glass, seconds: float) -> None:
    """Everything takes so long to be asked or done."""
    backstage = glass.app.session.backstage
    for name in ("ask", "do"):
        now = getattr(backstage, name)

        def later(*said: Any, now: Any = now, **named: Any) -> None:
            glass.app.set_timer(seconds, partial(now, *said, **named))

        setattr(backstage, name, later)


async def test_what_is_marked_is_waited_for(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        slowly(glass, 0.1)
        at_once(glass, *"vvvD")
        await glass.until("4 tasks is due")
        await glass.answer("+5d")
        await glass.until(lambda: all(view_of(anna, task).card.due for task in tasks.values()))


async def test_what_a_command_still_asks_for_is_waited_for(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    anna.do(TakeTask(task=task))
    async with open_glass() as glass:
        glass.app.board.columns.go_to(task)
        slowly(glass, 0.1)
        at_once(glass, "s", *"wait", "enter", *"parts", "enter", "plus")
        await glass.until(lambda: view_of(anna, task).card.urgency is Level.HIGH)
        assert view_of(anna, task).card.waiting_on is WaitingOn.PARTS


async def test_a_key_after_enter_is_for_the_page(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        first = glass.cursor
        at_once(glass, "enter", "J", "plus", "q", "question_mark")
        await glass.until("Keys: Board")
        urgent = [title for title, task in tasks.items() if view_of(anna, task).card.urgency is Level.HIGH]
        assert len(urgent) == 1
        assert first not in urgent


async def test_keys_behind_a_page_that_was_read_over_are_for_what_lies_under_it(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        at_once(glass, "question_mark", "q", "enter", "question_mark", "x", "q", "question_mark", "q", "plus")
        await glass.until(lambda: any(view_of(anna, task).card.urgency is Level.HIGH for task in tasks.values()))
        assert glass.app.screen is glass.app.board
        assert len(glass.app.screen_stack) == 1


async def test_what_is_searched_for_in_the_manual_keeps_its_order(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        at_once(glass, "question_mark", "slash", "u", "n")
        glass.app.screen.post_message(events.Paste("do"))
        await glass.until("search undo")


async def test_a_key_after_another_board_was_chosen_is_for_that_one(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        columns = glass.app.board.columns
        await glass.press("S", "o")
        await glass.until(lambda: columns.by is Grouping.OWNER)
        await glass.press("l")
        there = columns.at
        await glass.press("S", "s")
        await glass.until(lambda: columns.by is Grouping.STATUS)
        slowly(glass, 0.1)
        columns.go_to(tasks["Boiler leak"])
        at_once(glass, "S", "o", "l")
        await glass.until(lambda: columns.by is Grouping.OWNER and not glass.app.session.ahead.is_waiting)
        assert columns.at == there


async def test_what_i_did_myself_a_moment_ago_is_no_conflict(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_glass() as glass:
        glass.app.board.columns.go_to(tasks["Boiler leak"])
        monkeypatch.setattr(glass.app.session.backstage, "ask", lambda *_said: None)  # nothing new is shown
        await glass.press("i")
        await glass.until("You took SD-1")
        await glass.press("a")
        await glass.answer("bo")
        await glass.until("gave SD-1 to bo")
        assert view_of(anna, tasks["Boiler leak"]).card.owner == "bo"


async def test_a_paste_keeps_its_place(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        slowly(glass, 0.1)
        at_once(glass, "plus", "c")
        glass.app.screen.post_message(events.Paste("rang them"))
        at_once(glass, "enter")
        await glass.until(lambda: any(line.note for line in view_of(anna, tasks["Boiler leak"]).history))


async def test_a_store_that_is_busy_stops_nobody(
    open_glass: OpenGlass, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_glass() as glass:
        first = glass.cursor
        monkeypatch.setattr(glass.app.session.backstage, "do", lambda *_said: None)
        monkeypatch.setattr(ahead, "LONGEST", 1)
        at_once(glass, "plus", "j")
        await glass.pause()
        assert glass.cursor == first
        await glass.until(lambda: glass.cursor != first)


async def test_control_c_is_heard_at_once(open_glass: OpenGlass, tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_glass() as glass:
        monkeypatch.setattr(glass.app.session.backstage, "do", lambda *_said: None)
        monkeypatch.setattr(ahead, "LONGEST", 60)
        at_once(glass, "plus", "j", "ctrl+c")
        await glass.until("Q quits.")
        assert not glass.app.session.ahead._kept


def test_what_leads_in_turn_is_waited_for_in_turn() -> None:
    keys, heeded = TypeAhead(), []

    def play(press: Any) -> None:
        heeded.append(press.key)
        if press.key == "v":
            keys.lead(IdsQuestion)

    keys.play = play
    keys.lead("first")
    assert all(keys.keep(events.Key(key, key)) for key in "avb")
    assert heeded == []
    keys.arrive("first")
    keys.go_on()
    assert heeded == ["a", "v"]
    assert keys.keep(events.Key("c", "c"))
    keys.arrive(IdsQuestion)
    keys.go_on()
    assert heeded == ["a", "v", "b", "c"]
    assert not keys.keep(events.Key("d", "d"))


async def test_a_timer_that_is_late_before_it_begins_is_not_left_out(
    open_glass: OpenGlass, tasks: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[bool] = []
    async with open_glass() as glass:
        ticks = count()
        monkeypatch.setattr("textual.timer._time.get_time", lambda: float(next(ticks)))
        glass.app.board.set_timer(0.01, lambda: came.append(True))
        await glass.until(lambda: bool(came))

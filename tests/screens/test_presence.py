"""Who else has a task open is said on the board and on its page, and the others hear where one is."""

from screens.glyphs import GLYPHS
from screens.task import TaskScreen
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.presence import Presence

from .conftest import OpenGlass

Tasks = dict[str, int]
LEAK = "Boiler leak"


async def test_who_has_the_task_open_is_said_on_the_board_and_at_the_top_of_its_page(
    open_glass: OpenGlass, tasks: Tasks, sqlite_address: StoreAddress
) -> None:
    bo = Presence(sqlite_address, "bo")
    bo.beat(tasks[LEAK], writes=True)
    Presence(sqlite_address, "ada").beat(tasks[LEAK])
    async with open_glass() as glass:
        await glass.until("bo is writing · ada is here")
        await glass.press("j")
        await glass.until(lambda: "bo is" not in glass.text)
        await glass.press("k", "enter")
        await glass.until("added SD-1")
        assert "bo is writing · ada is here  Inbox" in glass.text.split("\n")[0]
        await glass.resize(80, 15)
        await glass.until(lambda: "bo is writing" in glass.text.split("\n")[1])
        bo.leave()
        glass.app.session.backstage.attend(tasks[LEAK])
        await glass.until(lambda: "bo is writing" not in glass.text)
        assert "ada is here" in glass.text


async def test_the_others_hear_where_one_is_and_that_one_writes(
    open_glass: OpenGlass, tasks: Tasks, sqlite_address: StoreAddress
) -> None:
    bo = Presence(sqlite_address, "bo")

    def heard() -> list[tuple[int, str, bool]]:
        return [(one.task, one.login, one.writes) for one in bo.beat(None)]

    async with open_glass() as glass:
        await glass.press("c")
        await glass.until(lambda: heard() == [(tasks[LEAK], "anna", True)])
        await glass.press("escape")
        await glass.until(lambda: heard() == [])
        await glass.press("enter")
        await glass.until(lambda: heard() == [(tasks[LEAK], "anna", False)])
        await glass.press("J")
        await glass.until(lambda: [task for task, _login, _writes in heard()] != [tasks[LEAK]])
        assert isinstance(glass.app.screen, TaskScreen)
        await glass.press("c", "tab")
        await glass.until(lambda: [writes for _task, _login, writes in heard()] == [True])
        await glass.press("escape", "escape")
        await glass.until(lambda: heard() == [])
        await glass.press("enter")
        await glass.until(lambda: len(heard()) == 1)
    assert heard() == []


async def test_my_other_terminal_is_nobody_else(
    open_glass: OpenGlass, tasks: Tasks, sqlite_address: StoreAddress
) -> None:
    Presence(sqlite_address, "anna").beat(tasks[LEAK], writes=True)
    Presence(sqlite_address, "bo").beat(tasks["Pump noise"])
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.around) == 1)
        assert "anna is" not in glass.text


async def test_cards_say_which_tasks_others_have_open(
    open_glass: OpenGlass, tasks: Tasks, sqlite_address: StoreAddress
) -> None:
    bo, lars = Presence(sqlite_address, "bo"), Presence(sqlite_address, "lars")
    lars.beat(tasks[LEAK])
    async with open_glass() as glass:
        await glass.until(f"SD-1 {GLYPHS.here}")
        assert f"SD-2 {GLYPHS.here}" not in glass.text
        bo.beat(tasks["Lift stuck"], writes=True)
        glass.app.session.backstage.attend(None)
        await glass.until(f"SD-2 {GLYPHS.writes}")
        await glass.press("enter")
        lars.beat(None)
        await glass.until(lambda: len(glass.app.session.around) == 1)
        await glass.press("escape")
        await glass.until(f"SD-2 {GLYPHS.writes}")
        assert f"SD-1 {GLYPHS.here}" not in glass.text

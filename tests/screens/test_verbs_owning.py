"""Whose a task is, through the keys: taking, giving, handing over, watching. What the desk then holds is asked elsewhere."""

from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.commands import AssignTask, FinishTask, HandOver
from servicedesk_tui.vocabulary.enums import Part
from servicedesk_tui.vocabulary.task_rows import Involved

from .conftest import OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def test_taking_a_task_makes_me_its_owner(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass("bo") as glass:
        await glass.press("i")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))
        assert view_of(anna, tasks["Boiler leak"]).card.owner == "bo"
        assert glass.cursor == "Boiler leak"


async def test_the_picker_of_people_says_their_load_and_puts_me_first(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("a")
        people = [line.strip() for line in glass.text.split("\n") if " open" in line][1:]
        assert people[0] == "▌anna  Anna Holm · 0 open"
        assert "lars  Lars Lund · field · 1 open" in people


async def test_an_agent_takes_what_nobody_has_and_gives_away_nothing(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass("bo") as glass:
        await glass.press("a")
        assert "Not yours" in glass.line
        await glass.press("i")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.owner == "bo")
        await glass.until("u takes it back")
        await glass.press("a")
        await glass.answer("ada")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.owner == "ada")


async def test_nobody_puts_the_task_back_into_the_inbox(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "a")
        await glass.answer("nobody")
        await glass.until(lambda: "Filter change" in glass.column("Inbox"))
        assert view_of(anna, tasks["Filter change"]).card.owner is None


async def test_a_task_is_offered_with_its_context(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "A")
        assert not any("Lars Lund" in line for line in glass.text.split("\n"))
        await glass.answer("ada")
        assert "To ada · why" in glass.line
        await glass.answer("on course")
        assert "To ada · done" in glass.line
        await glass.press("down", "down")
        await glass.answer("tenant home after 13")
        await glass.answer("in a while")
        await glass.press(*["backspace"] * 10)
        await glass.answer("+3d")
        await glass.until("offered SD-4 to ada")
        view = view_of(anna, tasks["Filter change"])
        assert (view.card.owner, view.card.offered_to) == ("lars", "ada")
        assert view.handover is not None
        assert (view.handover.why, view.handover.watch) == ("on course", "tenant home after 13")
        assert view.handover.until is not None
        await glass.until("lars → ada?")


async def test_an_offer_is_withdrawn_by_the_same_key_or_made_to_somebody_else(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Filter change"]
    async with open_glass("lars") as glass:
        await glass.press("l", "A")
        await glass.answer("ada")
        await glass.press("ctrl+d")
        await glass.until("lars → ada?")
        await glass.press("A", "down", "enter")
        await glass.answer("bo")
        await glass.press("ctrl+d")
        await glass.until("lars → bo?")
        await glass.press("A", "enter")
        await glass.until("withdrew the offer of SD-4")
        assert view_of(anna, task).card.offered_to is None


async def test_what_is_offered_to_me_is_found_accepted_and_returned_with_a_word(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    one, ada = tasks["Filter change"], id_of(anna, "ada")
    anna.do(HandOver(task=one, to=ada, note="near the site"))
    async with open_glass("ada") as glass:
        await glass.until("1 offered to you")
        await glass.press("y")
        await glass.until("It is not offered to you")
        await glass.press("g", "a")
        await glass.until("to:@me")
        await glass.until(lambda: glass.cursor == "Filter change")
        await glass.press("N", "enter")
        await glass.until("Say why, in a word")
        await glass.answer("no room")
        await glass.until("returned SD-4 to lars: no room")
        assert view_of(anna, one).card.owner == "lars"
        await glass.press("u")
        await glass.until(lambda: view_of(anna, one).card.offered_to == "ada")
        await glass.until(lambda: glass.cursor == "Filter change")
        await glass.press("y")
        await glass.until(lambda: view_of(anna, one).card.owner == "ada")


async def test_on_its_page_an_offer_stands_on_top_and_is_answered(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    one, ada = tasks["Filter change"], id_of(anna, "ada")
    anna.do(HandOver(task=one, to=ada, note="near the site"))
    async with open_glass("ada") as glass:
        await glass.press("l", "enter")
        await glass.until("lars → ada  not yet accepted")
        await glass.until("near the site")
        await glass.press("N")
        await glass.answer("no room")
        await glass.until("lars → ada  returned")
        await glass.press("u")
        await glass.until("not yet accepted")
        await glass.press("y")
        await glass.until(lambda: view_of(anna, one).card.owner == "ada")


async def test_a_half_written_context_is_offered_back(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "A")
        await glass.answer("ada")
        await glass.answer("on course")
        await glass.write("pump off")
        await glass.press("escape")
    async with open_glass() as glass:
        await glass.press("l", "A")
        await glass.answer("ada")
        await glass.until("on course")
        await glass.until("pump off")
        await glass.press("ctrl+d")
        await glass.until("offered SD-4 to ada")
        found = view_of(anna, tasks["Filter change"]).handover
        assert found is not None
        assert (found.why, found.done) == ("on course", "pump off")


async def test_a_hand_over_that_is_left_half_way_changes_nothing(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("l", "A")
        await glass.answer("ada")
        await glass.write("he")
        await glass.press("escape")
        assert view_of(anna, tasks["Filter change"]).card.owner == "lars"
        assert len(view_of(anna, tasks["Filter change"]).history) == 1


async def test_handing_over_what_somebody_else_took_meanwhile_is_a_conflict(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("l", "A")
        await glass.answer("ada")
        anna.do(AssignTask(task=tasks["Filter change"], owner=id_of(anna, "dina")))
        await glass.write("near the site")
        await glass.press("ctrl+d")
        text = await glass.until("theirs: dina")
        assert "mine: ada" in text
        await glass.press("down", "enter")
        await glass.until("Left as it was")
        assert view_of(anna, tasks["Filter change"]).card.owner == "dina"


async def test_a_closed_task_is_not_handed_over_and_it_says_why(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(FinishTask(task=tasks["Filter change"]))
    async with open_glass() as glass:
        await glass.press("l", "l", "l", "l", "l")
        assert glass.cursor == "Filter change"
        await glass.press("A")
        await glass.until("It is closed already")
        assert not glass.app.board.minibuffer.is_open


async def test_watching_and_watching_no_longer(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass("bo") as glass:
        await glass.press("comma", "w")
        await glass.until(lambda: view_of(anna, task).involved == (Involved("bo", Part.WATCHER),))
        await glass.until("u takes it back")
        await glass.press("comma", "w")
        await glass.until(lambda: view_of(anna, task).involved == ())


async def test_several_are_all_watched_whoever_watched_one_already(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass("bo") as glass:
        await glass.press("comma", "w")
        await glass.until("u takes it back")
        await glass.press("v", "v", "comma", "w")
        three = [tasks[title] for title in ("Boiler leak", "Lift stuck", "Pump noise")]
        await glass.until(lambda: all(view_of(anna, task).involved for task in three))


async def test_an_agent_is_told_the_key_that_takes_what_nobody_has(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass("bo") as glass:
        await glass.until("nobody has it: i takes it")
        await glass.press("i")
        await glass.until("You took")

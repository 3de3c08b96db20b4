"""A shift's hand-over on the glass: drafted, written, sent; acknowledged line by line and signed off."""

from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.commands import AssignTask, PrioritiseTask
from servicedesk_tui.vocabulary.enums import Level, ShiftState
from servicedesk_tui.vocabulary.handing import DraftShift, EditShift, SendShift, ShiftHandover, ShiftHandoverQuestion

from .conftest import OpenGlass, id_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


def shown(anna: "Desk", shift: int) -> ShiftHandover:
    found: ShiftHandover = anna.ask(ShiftHandoverQuestion(shift=shift))
    return found


def state(anna: "Desk", shift: int) -> ShiftState:
    return ShiftState(shown(anna, shift).row.state)


def sent(anna: "Desk", *texts: str) -> int:
    """A shift of anna's that was sent, with these lines beside what happened."""
    shift = anna.do(DraftShift()).created
    assert shift is not None
    anna.do(EditShift(shift=shift, add=texts))
    anna.do(SendShift(shift=shift))
    return shift


async def test_a_draft_is_made_written_and_sent(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("g", "b")
        await glass.until("There is no shift hand-over yet")
        await glass.press("n")
        await glass.until("There is none yet; d drafts one")
        await glass.press("d", "enter")
        await glass.until("anna · draft")
        await glass.press("n")
        await glass.answer("Key is in the van")
        await glass.until("Key is in the van")
        await glass.press("G", "e")
        await glass.press(*["backspace"] * 3)
        await glass.answer("box")
        await glass.until("Key is in the box")
        await glass.press("n")
        await glass.answer("Coffee is out")
        await glass.until("Coffee is out")
        await glass.press("j", "X")
        await glass.until(lambda: "Coffee is out" not in glass.text)
        await glass.press("s")
        await glass.until("anna · sent")
        await glass.press("X")
        await glass.until("It was sent already and stays as it is")


async def test_a_line_that_somebody_rewrote_meanwhile_asks_whose_stays(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    shift = anna.do(DraftShift()).created
    assert shift is not None
    anna.do(EditShift(shift=shift, add=("Key is in the van",)))
    async with open_glass() as glass:
        await glass.press("g", "b")
        await glass.until("Key is in the van")
        await glass.press("G", "e")
        [*_others, line] = shown(anna, shift).lines
        anna.do(EditShift(shift=shift, texts={line.id: "Key is in the shed"}))
        await glass.press(*["backspace"] * 3)
        await glass.answer("box")
        await glass.until("theirs: Key is in the shed")
        await glass.answer("mine")
        await glass.until("Key is in the box")
        assert [one.text for one in shown(anna, shift).lines][-1] == "Key is in the box"


async def test_it_is_noted_line_by_line_and_signed_off_once_nothing_critical_is_nobodys(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Boiler leak"]
    anna.do(PrioritiseTask(task=task, impact=Level.HIGH, urgency=Level.HIGH))
    shift = sent(anna, "Key is in the van")
    async with open_glass() as glass:
        await glass.press("g", "b")
        await glass.until("Key is in the van")
        await glass.press("s")
        await glass.until("SD-1 is critical and nobody has it")
        anna.do(AssignTask(task=task, owner=id_of(anna, "bo")))
        await glass.press("s")
        await glass.until("not acknowledged yet")
        count = len(anna.ask(ShiftHandoverQuestion(shift=shift)).lines)
        for done in range(1, count + 1):
            await glass.press("space")
            await glass.until(f"{done} of {count} noted")
        await glass.press("s")
        await glass.until("anna · signed off")
        assert state(anna, shift) is ShiftState.SIGNED
        await glass.press("u")
        await glass.until("anna · sent")


async def test_a_line_leads_to_its_task_and_back_and_earlier_ones_are_found(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    sent(anna, "The first one")
    sent(anna, "The second one")
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.answer("shift")
        await glass.until("The second one")
        await glass.press("L")
        await glass.press("down", "enter")
        await glass.until("The first one")
        await glass.press("k", "j", "home", "enter")
        await glass.until("owner")
        await glass.press("escape")
        await glass.until("The first one")
        await glass.press("G", "enter")
        await glass.until("This line is about no task")
        await glass.press("L")
        await glass.answer("SECOND one")
        await glass.until("The second one")
        await glass.press("L")
        await glass.write("nobody said this")
        await glass.until("None says that.")
        await glass.press("enter")
        assert "None says that." in glass.text
        await glass.press("escape")
        await glass.press("question_mark")
        await glass.until("Shift hand-over")
        await glass.press("escape", "q")
        await glass.until("Inbox")


async def test_it_is_reached_from_every_screen(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        for there in ((), ("enter",), ("4",), ("3",), ("g", "w")):
            await glass.press("1", *there)
            await glass.press("colon")
            await glass.answer("shift")
            await glass.until("There is no shift hand-over yet")


async def test_the_rest_of_the_keys_work_here_too(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("g", "b", "d", "enter")
        await glass.until("anna · draft")
        await glass.press("n")
        await glass.answer("Key is in the van")
        await glass.until("Key is in the van")
        await glass.press("u")
        await glass.until(lambda: "Key is in the van" not in glass.text)
        await glass.press("U")
        await glass.until("Key is in the van")
        for key, seen in (("3", "Schedule"), ("4", "Workload"), ("1", "Inbox")):
            await glass.press(key)
            await glass.until(seen)
            await glass.press("g", "b")
            await glass.until("Key is in the van")
        await glass.press("ctrl+p", "escape", "colon")
        await glass.answer("people")
        await glass.until("6 people")
        await glass.press("g", "b", "colon")
        await glass.answer("theme dark")
        await glass.press("colon")
        await glass.answer("tour")
        await glass.press("escape", "g", "b", "colon")
        await glass.answer("person")
        await glass.press("escape", "escape")
        await glass.until("Inbox")
        await glass.press("g", "b", "Q")

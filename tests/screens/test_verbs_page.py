"""The verbs on a task's own page: the same as on the board, on the task that is read."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from screens import themes
from screens.task import TaskScreen
from servicedesk_tui.vocabulary.commands import AddNote, AssignTask
from servicedesk_tui.vocabulary.enums import Category, Level, LinkKind, NoteKind, Part, WaitingOn
from servicedesk_tui.vocabulary.task_rows import TaskView

from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


class Page:
    """An open task, and what the desk holds of it."""

    def __init__(self, glass: Glass, desk: "Desk", task: int) -> None:
        self.glass, self._desk, self._task = glass, desk, task

    def now(self) -> TaskView:
        """The task as the desk holds it."""
        return view_of(self._desk, self._task)

    async def verb(self, keys: str, *answers: str) -> None:
        """Press a verb's keys, answer what it asks, and wait until the change is said and shown."""
        version = self.now().card.version
        await self.glass.press(*keys.split())
        for answer in answers:
            await self.glass.until(lambda: self._screen.minibuffer.is_open)
            prompt = self._screen.minibuffer.prompt
            await self.glass.answer(answer)
            await self.glass.until(lambda p=prompt: self._screen.minibuffer.prompt is not p)  # type: ignore[misc]
        await self.glass.until(lambda: self.now().card.version > version)
        await self.glass.until(lambda: self._screen.view is not None and self._screen.view.card.version > version)

    @property
    def _screen(self) -> TaskScreen:
        assert isinstance(self.glass.app.screen, TaskScreen)
        return self.glass.app.screen


async def test_every_verb_of_the_board_works_on_the_page(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    day = date.today() + timedelta(days=7)
    async with open_glass() as glass:
        await glass.press("enter")
        page = Page(glass, anna, tasks["Boiler leak"])
        await glass.until("added SD-1")
        await page.verb("i")
        assert page.now().card.owner == "anna"
        await page.verb("a", "bo")
        assert page.now().card.owner == "bo"
        await glass.press("A", *"ada", "enter")
        await glass.until("To ada")
        await glass.press(*"tenant home after 13", "ctrl+d")
        await glass.until(lambda: page.now().card.offered_to == "ada")
        assert (page.now().card.owner, page.now().involved[0].part) == ("bo", Part.COLLABORATOR)
        await page.verb("p 1")
        assert page.now().card.priority == 1
        await page.verb("minus")
        assert page.now().card.urgency is Level.MEDIUM
        await page.verb("plus")
        assert page.now().card.urgency is Level.HIGH
        await page.verb("D", "2027-05-04")
        assert page.now().card.due_is_day
        await page.verb("P", f"{day} 9:00")
        assert page.now().status.category is Category.SCHEDULED
        await page.verb("z", "+3d", "parts")
        assert page.now().card.waiting_on is WaitingOn.PARTS
        await page.verb("s", "doing")
        assert page.now().status.category is Category.DOING
        await page.verb("t", "#pump")
        assert page.now().tags == ("pump",)
        await page.verb("e", ", badly")
        assert page.now().card.title == "Boiler leak, badly"
        await page.verb("c", "called them")
        assert page.now().history[0].note
        await page.verb("full_stop")
        assert [line.note.body for line in page.now().history if line.note][:2] == ["called them", "called them"]
        await page.verb("d")
        assert page.now().status.category is Category.DONE
        await page.verb("u")
        assert page.now().status.category is Category.DOING
        await page.verb("U")
        assert page.now().status.category is Category.DONE


async def test_what_is_behind_the_comma_works_on_the_page(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        page = Page(glass, anna, tasks["Boiler leak"])
        await glass.until("added SD-1")
        await page.verb("comma n", "isolate the pump")
        assert page.now().next_step == "isolate the pump"
        await page.verb("comma c", "acme")
        assert page.now().card.customer == "Acme Køl"
        await page.verb("comma b", "no key")
        assert page.now().card.blocked == "no key"
        await page.verb("comma k", "photo")
        assert page.now().checklist[0].text == "photo"
        await page.verb("comma w")
        assert page.now().involved[0].part is Part.WATCHER
        await glass.press("comma", "l")
        await glass.answer("relates")
        await glass.until("any part of what it says")
        await glass.paste("3")
        await glass.until("▌SD-3")
        await glass.press("enter")
        await glass.until(lambda: [link.kind for link in page.now().links] == [LinkKind.RELATES])
        await glass.press("comma", "y")
        assert glass.app.clipboard == "SD-1 Boiler leak"
        await glass.press("C")
        await glass.answer("We are on it.")
        await glass.press("C")
        await glass.until(lambda: any(n.note and n.note.kind is NoteKind.UPDATE for n in page.now().history))
        await glass.press("comma", "s")
        await glass.answer("Order the valve")
        await glass.until("You added SD-5")
        assert view_of(anna, 5).parent == 1


async def test_moving_about_a_long_page(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    notes = [
        number for number in range(40) if anna.do(AddNote(task=tasks["Boiler leak"], body=f"note {number}.")).batch
    ]
    async with open_glass(size=(80, 24)) as glass:
        await glass.press("enter")
        await glass.until("owner")
        screen = glass.app.screen
        assert isinstance(screen, TaskScreen)
        await glass.press("tab", "tab")
        await glass.until("note 39.")
        pane, seen = screen.page.pane, []
        stood = {line.batch: line.note.body for line in screen.lines if line.note}
        for key in ("j", "j", "k", "down", "up", "ctrl+d", "pageup", "pagedown", "ctrl+u", "G", "home", "end"):
            await glass.press(key)
            seen.append((pane.top, stood.get(pane.spot.id, "") if pane.spot else ""))
        page, last = pane.height - 1, len(pane.rows) - pane.height
        first = [f"note {number}." for number in reversed(notes)]
        assert [top for top, _note in seen] == [0, 0, 0, 0, 0, page, 0, page, 0, last, 0, last]
        assert [note for _top, note in seen[:5]] == [first[1], first[2], first[1], first[2], first[1]]
        assert seen[-2] == (0, first[0])
        assert seen[-1] == (last, "")


async def test_the_next_and_the_task_before_of_the_list(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        await glass.until("added SD-1")
        await glass.press("J")
        await glass.until("added SD-2")
        await glass.press("K")
        await glass.until("added SD-1")
        await glass.press("K")
        await glass.until("no further task in this column")


async def test_a_page_has_its_keys_its_palette_and_its_commands(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AssignTask(task=tasks["Boiler leak"], owner=id_of(anna, "bo")))
    async with open_glass() as glass:
        await glass.press("l")
        glass.app.board.columns.go_to(tasks["Boiler leak"])
        await glass.press("enter")
        await glass.until("gave SD-1 to bo")
        await glass.press("question_mark")
        await glass.until("Keys: Task")
        await glass.press("escape", "ctrl+p")
        await glass.paste("hand over")
        assert "▌hand over" in glass.text
        await glass.press("escape", "colon")
        await glass.answer("due 2027-05-04")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.due is not None)
        await glass.press("Q")
        await glass.until(lambda: glass.app.return_code == 0)


async def test_commands_without_a_key_work_on_the_page(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        await glass.until("added SD-1")
        try:
            await glass.press("colon")
            await glass.answer("theme light")
            await glass.until(lambda: themes.current().name == "light")
        finally:
            themes.use("terminal")
        await glass.press("colon")
        await glass.answer("person eva Eva Enø")
        await glass.until(lambda: id_of(anna, "eva") > 0)
        await glass.press("colon")
        await glass.answer("tour ")
        await glass.until("sample")

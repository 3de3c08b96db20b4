"""Saved views and going places on a real desk, driven by keys."""

from typing import TYPE_CHECKING

import pytest

from screens.views import Naming, labels_of, read_naming
from servicedesk_tui.vocabulary.desk_commands import SaveView
from servicedesk_tui.vocabulary.questions import ViewsQuestion
from servicedesk_tui.vocabulary.rows import ViewRow

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def test_a_filter_is_saved_from_its_line_and_opened_by_its_letter(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("lift")
        await glass.press("ctrl+l")
        await glass.write("Lifts x")
        assert "letter x" in glass.text
        await glass.press("enter")
        await glass.until("view: Lifts")
        saved = anna.ask(ViewsQuestion())
        assert [(view.name, view.letter, view.query) for view in saved] == [("Lifts", "x", "lift")]
        await glass.press("escape")
        await glass.until(lambda: len(glass.column("Inbox")) == 3)
        await glass.press("g", "v", "x")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
        assert "view: Lifts" in glass.text
        await glass.press("slash")
        await glass.write("or pump")
        await glass.press("enter")
        await glass.until("view: Lifts*")


async def test_saving_under_the_same_name_overwrites(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(SaveView(name="Mine", query="lift"))
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.views) == 1)
        await glass.press("colon")
        await glass.write("view Mine")
        await glass.press("enter")
        await glass.until("view: Mine")
        await glass.press("slash")
        await glass.write("or pump")
        await glass.press("ctrl+l")
        assert "takes the place of lift" in glass.text
        await glass.press("enter")
        await glass.until(lambda: [view.query for view in anna.ask(ViewsQuestion())] == ["lift or pump"])
        await glass.until(lambda: "Mine*" not in glass.text)


async def test_a_view_is_removed_from_the_list_and_brought_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(SaveView(name="Lifts", query="lift"))
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.views) == 1)
        await glass.press("g", "v")
        await glass.until("ctrl+r removes")
        await glass.press("ctrl+r")
        await glass.until("u takes it back")
        assert anna.ask(ViewsQuestion()) == ()
        await glass.press("u")
        await glass.until(lambda: len(glass.app.session.views) == 1)


async def test_the_box_after_g_comes_late_and_blocks_nothing(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("j", "j", "g", "g")
        assert glass.cursor == "Boiler leak"
        await glass.press("g")
        await glass.until("saved views")
        assert "the view before" not in glass.text
        await glass.press("escape")
        assert not glass.app.board.minibuffer.is_open


async def test_the_view_before_comes_back(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("lift")
        await glass.press("enter", "escape")
        await glass.until(lambda: len(glass.column("Inbox")) == 3)
        await glass.press("g", "l")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])


async def test_without_views_it_says_how_to_make_one(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("g", "v")
        await glass.until("no saved views yet")


async def test_a_task_is_found_by_number_and_by_what_it_says(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("number_sign", "3", "enter")
        await glass.until(lambda: glass.cursor == "Pump noise")
        await glass.press("number_sign")
        await glass.write("tuck")
        await glass.until("Lift stuck")
        await glass.press("enter")
        await glass.until(lambda: glass.cursor == "Lift stuck")


async def test_hostile_names_of_views_are_only_text(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(SaveView(name="[/] [@click=app.quit]x[/] \x1b[2J\u202e", query="lift"))
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.views) == 1)
        await glass.press("g", "v")
        text = await glass.until("[@click=app.quit]")
        assert "\x1b" not in text
        await glass.press("enter")
        text = await glass.until("view: [/]")
        assert "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("Lifts", Naming("Lifts")),
        ("Late at Nordby n", Naming("Late at Nordby", "n")),
        ("Late --shared", Naming("Late", shared=True)),
        ("Late --shared 2", Naming("Late", "2", shared=True)),
        ('"Team A"', Naming("Team A")),
        ('"Team A" t', Naming("Team A", "t")),
        ("x", Naming("x")),
    ],
)
def test_a_name_and_its_letter_are_read_from_one_line(text: str, naming: Naming) -> None:
    assert read_naming(text) == naming


def test_views_are_listed_under_each_other() -> None:
    views = [ViewRow(1, "Mine", "m", "@me", True), ViewRow(2, "All late", "", "is:overdue", False)]
    labels = [label for _view, label in labels_of(views)]
    assert labels == ["m  Mine      @me", "   All late  is:overdue  (everybody)"]

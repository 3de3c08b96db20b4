"""The palette: everything by name, what cannot be done with why not, themes shown while they are looked at."""

from collections.abc import Iterator

import pytest

from screens import themes
from screens.palette import Entry, PalettePrompt
from screens.prompts import Press
from servicedesk_tui.memory import remembered

from .conftest import OpenGlass


@pytest.fixture(autouse=True)
def usual_colours(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TERM", "xterm-256color")
    yield
    themes.use("terminal")


def a_prompt(*entries: Entry, width: int = 80, worn: list[str] | None = None) -> PalettePrompt:
    return PalettePrompt("Do", lambda: entries, lambda: width, (worn if worn is not None else []).append)


def type_into(prompt: PalettePrompt, text: str) -> None:
    for character in text:
        prompt.key(Press(character, character))


def said(prompt: PalettePrompt) -> str:
    return "\n".join("".join(text for text, _style in row) for row in prompt.rows())


def nothing() -> None:
    """What an entry does that is never chosen."""


def test_what_begins_with_the_text_comes_first_and_what_cannot_be_done_last() -> None:
    prompt = a_prompt(
        Entry("note", "write a note to assign", nothing),
        Entry("assign", "give it an owner", nothing, why_not="not yours"),
        Entry("assist", "assign help", nothing),
    )
    type_into(prompt, "ass")
    assert [entry.label for entry in prompt.found] == ["assist", "assign", "note"]


def test_what_cannot_be_done_says_why_and_stays() -> None:
    done: list[str] = []
    prompt = a_prompt(
        Entry("assign", "give it an owner", lambda: done.append("assign"), "a", why_not="It is not yours.")
    )
    assert "It is not yours." in said(prompt)
    assert not prompt.key(Press("enter"))
    assert done == []
    assert prompt.rows()[-1] == [("It is not yours.", "error")]


@pytest.mark.parametrize("width", [30, 45, 80, 160])
def test_rows_fit_and_say_name_and_key(width: int) -> None:
    prompt = a_prompt(
        Entry("assign", "give it an owner", nothing, "a"),
        Entry("a view with a very long name indeed", "is:open", nothing, "g v n"),
        width=width,
    )
    rows = said(prompt).split("\n")
    assert all(len(row) <= width - 2 for row in rows)
    assert rows[0].endswith("a")
    assert "give it an owner" in said(prompt)


def test_a_theme_is_worn_while_the_cursor_is_on_it() -> None:
    worn: list[str] = []
    prompt = a_prompt(
        Entry("one", "", nothing), Entry("two", "", nothing, theme="dark"), Entry("three", "", nothing), worn=worn
    )
    for key in ("down", "down", "up"):
        prompt.key(Press(key))
    prompt.left()
    assert worn == ["dark", "", "dark", ""]


def test_what_can_be_done_by_now_is_listed_anew() -> None:
    entries = [Entry("assign", "give it an owner", nothing, why_not="The desk is not open yet.")]
    prompt = PalettePrompt("Do", lambda: entries, lambda: 80, lambda _name: None)
    assert "not open yet" in said(prompt)
    entries[0] = Entry("assign", "give it an owner", nothing)
    assert "give it an owner" in said(prompt)


async def test_it_lists_what_can_be_done_here_and_does_it(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.press("ctrl+p")
        await glass.until("1 of ")
        await glass.write("take it: make")
        text = await glass.until(lambda: "Take it: make me the owner" in glass.text) or glass.text
        assert text
        await glass.press("enter")
        await glass.until("u takes it back")


async def test_over_a_task_it_lists_what_can_be_done_there(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.press("enter")
        await glass.until("Boiler leak")
        await glass.press("ctrl+p")
        await glass.write("the column on the left")
        await glass.until("nothing is called that")


async def test_a_theme_is_shown_at_once_and_kept_only_when_it_is_chosen(
    open_glass: OpenGlass, tasks: dict[str, int]
) -> None:
    async with open_glass() as glass:
        await glass.press("ctrl+p")
        await glass.write("theme: light")
        await glass.until(lambda: themes.current().name == "light")
        await glass.press("escape")
        await glass.until(lambda: themes.current().name == "terminal")
        assert remembered("theme") == ""
        await glass.press("ctrl+p")
        await glass.write("theme: contr")
        await glass.press("enter")
        await glass.until(lambda: remembered("theme") == "contrast")
        assert themes.current().name == "contrast"


async def test_the_command_wears_a_theme_and_says_which_there_are(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass(size=(100, 30)) as glass:
        await glass.write(":theme sepia")
        await glass.press("enter")
        await glass.until("there are terminal, dark, light, contrast")
        await glass.press("escape")
        await glass.write(":theme da")
        await glass.press("enter")
        await glass.until(lambda: remembered("theme") == "dark")
        await glass.write(":theme")
        await glass.press("enter")
        await glass.until("dark on light")
        await glass.press("down")
        await glass.until(lambda: themes.current().name == "light")
        await glass.press("escape")
        await glass.until(lambda: themes.current().name == "dark")


async def test_a_view_is_found_by_its_name_from_a_task_too(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.write(":filter leak")
        await glass.press("enter")
        await glass.until(lambda: glass.app.board.columns.filter == "leak")
        await glass.write(":save Leaks")
        await glass.press("enter")
        await glass.until(lambda: len(glass.app.session.views) > 0)
        await glass.press("escape", "escape")
        await glass.until(lambda: glass.app.board.columns.filter == "")
        await glass.press("enter", "ctrl+p")
        await glass.write("leaks")
        await glass.press("enter")
        await glass.until(lambda: glass.app.board.columns.filter == "leak" and glass.app.screen is glass.app.board)


async def test_a_pasted_text_filters_as_a_written_one_wherever_the_cursor_was(open_glass: OpenGlass) -> None:
    async with open_glass() as glass:
        await glass.press("ctrl+p", "down", "down", "down")
        await glass.paste("customer update")
        assert "▌customer update" in glass.text

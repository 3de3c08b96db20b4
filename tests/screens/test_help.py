"""Help: the keys of this place, the manual behind them, a search that is written over both."""

import re

import pytest

from screens.dialogs.help import keys_page
from screens.dialogs.language import language_page
from screens.dialogs.manual import CHAPTERS, manual_page
from screens.dialogs.pages import Page, rows_of
from screens.paint import spans_width
from screens.prompts import Row
from servicedesk_tui.actions import BY_ID, Scope, actions_in
from servicedesk_tui.keymap import resolve_keys
from servicedesk_tui.locale import LANGUAGES, _, speak
from servicedesk_tui.query.parsing import parse_filter

from .conftest import OpenGlass

KEYMAP = resolve_keys()[0]
PAGES = [keys_page(Scope.BOARD, KEYMAP), keys_page(Scope.TASK, KEYMAP), manual_page(KEYMAP), language_page()]


def said(rows: list[Row]) -> str:
    return "\n".join("".join(text for text, _style in row) for row in rows)


@pytest.mark.parametrize("width", [45, 80, 120, 200])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title())
def test_nothing_is_cut_off_at_any_width(page: Page, width: int) -> None:
    assert [row for row in rows_of(page, width) if spans_width(row) > width] == []


@pytest.mark.parametrize("scope", [Scope.BOARD, Scope.TASK])
def test_every_action_of_a_place_is_on_its_page(scope: Scope) -> None:
    blocks = keys_page(scope, KEYMAP).lay(60)
    helps = {" ".join(row[1][0] for row in entry.rows) for block in blocks for entry in block.entries}
    assert {_(action.help) for action in actions_in(scope)} <= helps


def test_a_search_leaves_what_says_it_under_its_titles() -> None:
    page = keys_page(Scope.BOARD, KEYMAP)
    text = said(rows_of(page, 80, "impact urg"))
    assert "Set impact and urgency" in text
    assert "Changing tasks" in text
    assert "Moving about" not in text
    assert "Nothing here says that." in said(rows_of(page, 80, "zebra"))


def test_a_title_that_says_it_keeps_all_under_it() -> None:
    text = said(rows_of(manual_page(KEYMAP), 80, "undo"))
    assert "When somebody changed the same thing since" in text


def test_a_paragraph_that_is_broken_into_rows_is_found_as_a_whole() -> None:
    text = said(rows_of(manual_page(KEYMAP), 45, "half-written bottom line"))
    assert "comes back with the same key" in " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_names_keys_of_actions_that_there_are(language: str) -> None:
    speak(language)
    try:
        for texts in CHAPTERS.values():
            for text in texts:
                assert set(re.findall(r"{(\w*)}", _(text))) <= set(BY_ID), text
        assert "{" not in said(rows_of(manual_page(KEYMAP), 80))
    finally:
        speak("en")


def test_the_manual_names_ones_own_keys() -> None:
    own = resolve_keys({"add": ["+"], "urgency_up": []})[0]
    assert "+ adds a task." in said(rows_of(manual_page(own), 80))


def test_what_the_manual_writes_as_a_filter_is_one() -> None:
    for text in CHAPTERS["Finding"]:
        if text.startswith("`"):
            assert parse_filter(text.strip("`"))


async def test_it_is_searched_turned_and_closed(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass(size=(80, 24)) as glass:
        await glass.until("Boiler leak")
        await glass.press("question_mark")
        await glass.until("Moving about")
        await glass.write("/undo")
        await glass.until(lambda: "Moving about" not in glass.text and "Take my last change back" in glass.text)
        await glass.press("tab")
        await glass.until("When somebody changed the same thing")
        await glass.press("enter")
        assert "any other key goes back" in glass.line
        await glass.press("x")
        await glass.until("What the desk is")
        await glass.press("x")
        await glass.until("Boiler leak")

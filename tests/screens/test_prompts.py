"""The bottom line's questions, without a screen."""

from typing import Any

import pytest

from screens.prompts import BoxPrompt, ConfirmPrompt, PickPrompt, Press, Setting, TextPrompt
from screens.textline import TextLine
from servicedesk_tui.vocabulary.enums import Level
from servicedesk_tui.vocabulary.refusals import Choice


def line_after(text: str, *keys: str) -> TextLine:
    line = TextLine(text)
    for key in keys:
        assert line.key(key, key if len(key) == 1 else None)
    return line


@pytest.mark.parametrize(
    ("keys", "text", "place"),
    [
        (("x",), "two wordsx", 10),
        (("ctrl+a", "x"), "xtwo words", 1),
        (("ctrl+w",), "two ", 4),
        (("ctrl+w", "ctrl+w"), "", 0),
        (("ctrl+u",), "", 0),
        (("home", "right", "right", "ctrl+k"), "tw", 2),
        (("left", "backspace"), "two wors", 7),
        (("home", "delete"), "wo words", 0),
        (("home", "left", "backspace"), "two words", 0),
        (("ctrl+e", "delete"), "two words", 9),
    ],
)
def test_readline_keys_edit(keys: tuple[str, ...], text: str, place: int) -> None:
    line = line_after("two words", *keys)
    assert (line.text, line.place) == (text, place)


def test_pasted_lines_become_one_and_controls_are_left_out() -> None:
    line = TextLine()
    line.insert("one\ntwo\x1b[2J\tthree")
    assert line.text == "one two three"


def test_the_view_follows_the_place_and_keeps_wide_characters_whole() -> None:
    line = TextLine("暖房が壊れた学校")
    text, cell = line.view(7)
    assert cell <= 7
    assert text == "た学校"[-len(text) :] or text.endswith("校")
    line.to_start()
    assert line.view(7) == ("暖房が", 0)


def picked(choices: list[str], *presses: str) -> tuple[PickPrompt, list[Any]]:
    taken: list[Any] = []
    prompt = PickPrompt("who", [Choice(n, label) for n, label in enumerate(choices)], taken.append)
    for press in presses:
        prompt.key(Press(press, press if len(press) == 1 else None))
    return prompt, taken


def test_typing_filters_and_enter_takes_the_first_found() -> None:
    assert picked(["ada", "bo", "eva"], "v", "enter")[1] == [2]


def test_what_begins_with_the_text_comes_first() -> None:
    assert picked(["lab", "bo", "rob"], "b", "enter")[1] == [1]


def test_down_and_up_choose() -> None:
    assert picked(["ada", "bo", "eva"], "down", "down", "down", "up", "enter")[1] == [1]


def test_nothing_found_takes_nothing() -> None:
    prompt, taken = picked(["ada"], "x", "enter")
    assert taken == []
    assert "nothing" in prompt.rows()[0][0][0]


def test_many_choices_scroll_with_the_chosen_one() -> None:
    prompt, _taken = picked([f"person {n}" for n in range(50)], *["down"] * 20)
    shown = "".join(text for row in prompt.rows() for text, _style in row)
    assert "person 20" in shown
    assert "21 of 50" in shown


def test_the_box_moves_within_its_edges_and_gives_the_pair() -> None:
    taken: list[Setting] = []
    prompt = BoxPrompt("p", Setting(Level.MEDIUM, Level.MEDIUM), lambda setting: taken.append(setting))
    for key in ("up", "up", "left", "left", "enter"):
        prompt.key(Press(key))
    assert taken == [Setting(Level.HIGH, Level.HIGH)]


@pytest.mark.parametrize(("key", "setting"), [("1", (1, 1)), ("2", (2, 1)), ("3", (2, 2)), ("4", (3, 3))])
def test_a_digit_gives_that_priority_at_once(key: str, setting: tuple[int, int]) -> None:
    taken: list[Setting] = []
    prompt = BoxPrompt("p", Setting(Level.LOW, Level.LOW), lambda given: taken.append(given))
    assert prompt.key(Press(key, key))
    assert (taken[0].impact, taken[0].urgency) == setting


def test_a_text_that_cannot_be_stays_and_says_why() -> None:
    prompt = TextPrompt("due", lambda text: "no date" if text == "x" else None, text="x")
    assert not prompt.key(Press("enter"))
    assert prompt.rows()[-1][0][0] == "no date"
    prompt.key(Press("y", "y"))
    assert prompt.rows() == []
    assert prompt.key(Press("enter"))


def test_what_the_explanation_says_already_is_not_said_again() -> None:
    prompt = TextPrompt("due", lambda _text: "no date", text="x", explain=lambda _text: [[("no date", "dim")]])
    assert prompt.rows() == [[("no date", "dim")]]
    prompt.key(Press("enter"))
    assert prompt.rows() == [[("no date", "error")]]


@pytest.mark.parametrize(("key", "confirmed"), [("u", True), ("enter", False), ("x", False), ("escape", False)])
def test_a_question_of_yes_or_no_is_over_with_one_key(key: str, confirmed: bool) -> None:
    taken: list[bool] = []
    assert ConfirmPrompt("It was yours.", "undo?", ("u",), lambda: taken.append(True)).key(Press(key))
    assert bool(taken) is confirmed

"""A text of many lines: wrapped, moved about in, written and taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.textline import TextLine
from screens.textpage import TextPage, wrapped

WORDS = st.text(st.sampled_from("ab æ漢字  \n-"), max_size=80)


def page(text: str, width: int = 10, place: int | None = None) -> TextPage:
    made = TextPage(text)
    made.width, made.height = width, 4
    if place is not None:
        made.place = place
    return made


def shown(made: TextPage) -> list[str]:
    return [made.text[start:end] for start, end in made.rows()]


@given(WORDS, st.integers(min_value=4, max_value=20))
def test_rows_hold_the_whole_text_and_leave_a_cell_for_the_cursor(text: str, width: int) -> None:
    rows = wrapped(text, width)
    assert "".join(text[start:end] for start, end in rows) == text.replace("\n", "")
    assert all(cell_len(text[start:end]) < width for start, end in rows)


@given(
    WORDS, st.lists(st.sampled_from(["up", "down", "pageup", "pagedown", "left", "right", "home", "end"]), max_size=20)
)
def test_moving_changes_nothing_and_stays_within(text: str, keys: list[str]) -> None:
    made = page(text)
    before = made.text
    for key in keys:
        assert made.key(key, None)
        assert made.text == before
        assert 0 <= made.place <= len(before)
        assert made.cell() < made.width


def test_a_line_is_broken_at_blanks_and_a_long_word_where_it_is_full() -> None:
    assert shown(page("one two three four")) == ["one two ", "three ", "four"]
    assert shown(page("x" * 20)) == ["x" * 9, "x" * 9, "xx"]
    assert shown(page("a\n\nb")) == ["a", "", "b"]


def test_up_and_down_keep_to_the_cell_they_set_out_from() -> None:
    made = page("long line\nx\nother", place=7)
    made.key("down", None)
    assert made.place == len("long line\nx")
    made.key("down", None)
    assert made.cell() == 5
    made.key("up", None)
    made.key("up", None)
    assert made.place == 7


def test_the_readline_keys_are_about_the_line_one_is_on() -> None:
    made = page("first\nsecond line\nlast", place=9)
    for key, text, place in (
        ("ctrl+a", "first\nsecond line\nlast", 6),
        ("ctrl+e", "first\nsecond line\nlast", 17),
        ("ctrl+w", "first\nsecond \nlast", 13),
        ("ctrl+u", "first\n\nlast", 6),
        ("ctrl+k", "first\nlast", 6),
        ("backspace", "firstlast", 5),
        ("enter", "first\nlast", 6),
        ("delete", "first\nast", 6),
    ):
        made.key(key, None)
        assert (made.text, made.place) == (text, place), key


def test_what_is_pasted_is_cleaned_and_ends_where_there_is_no_more_room() -> None:
    made = TextPage(limit=12)
    made.insert("a\x1b[31mb\r\nc\td\x07")
    assert made.text == "ab\nc    d"
    made.insert("efghijk")
    assert made.text == "ab\nc    defg"[:12]


@pytest.mark.parametrize(
    ("pasted", "on_a_page", "in_a_line"),
    [
        ("\x1b", "a", "a"),
        ("\x9b", "a", "a"),
        ("\t", "a", "a"),
        ("\x00", "a", "a"),
        ("\u202e", "a", "a"),
        ("\r", "a\n", "a"),
        ("\n", "a\n", "a"),
        (" ", "a ", "a "),
        ("é", "aé", "aé"),
    ],
)
def test_one_character_that_is_pasted_is_cleaned_too(pasted: str, on_a_page: str, in_a_line: str) -> None:
    made, line = page("a"), TextLine("a")
    made.insert(pasted)
    line.insert(pasted)
    assert (made.text, made.place) == (on_a_page, len(on_a_page))
    assert (line.text, line.place) == (in_a_line, len(in_a_line))

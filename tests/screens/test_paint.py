"""Text into cells: never wider than asked, never half a character, nothing of it an instruction."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.paint import clean, clean_lines, cut, cut_spans, lay, pad, safe, spans_width, wrap

TEXTS = st.text(max_size=40)
WIDTHS = st.integers(1, 30)


@given(TEXTS, WIDTHS)
def test_padding_gives_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(pad(clean(text), width)) == width


@given(st.lists(st.tuples(TEXTS.map(clean), st.just("")), max_size=4), WIDTHS)
def test_spans_are_cut_or_filled_to_the_width(spans: list[tuple[str, str]], width: int) -> None:
    assert spans_width(cut_spans(spans, width)) == width


@given(st.tuples(TEXTS.map(clean), st.just("")), st.tuples(TEXTS.map(clean), st.just("")), WIDTHS)
def test_a_row_with_two_ends_is_as_wide_as_asked(left: tuple[str, str], right: tuple[str, str], width: int) -> None:
    assert spans_width(lay([left], [right], width)) == width


@given(TEXTS)
def test_nothing_drawn_is_a_control(text: str) -> None:
    for drawn in (clean(text), safe(text), *clean_lines(text)):
        assert all(character.isprintable() or character == "\xa0" or character > "\x9f" for character in drawn)
        assert "\u202e" not in drawn
        assert "\x1b" not in drawn


@given(TEXTS.map(clean), st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrapping_ends_where_there_is_no_room_at_all() -> None:
    assert "".join(wrap("no room", -2)).replace(" ", "") == "noroom"


def test_a_wide_character_is_not_halved() -> None:
    assert cut("暖房が壊れた", 6) in ("暖房…", "暖房~")
    assert cell_len(pad("暖房が壊れた", 6)) == 6


def test_joined_emoji_stand_for_themselves() -> None:
    assert clean("a\U0001f468\u200d\U0001f469\ufe0fb") == "a\U0001f468\U0001f469b"

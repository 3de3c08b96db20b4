"""The look of cells as codes: one order, the shortest way between two, and what is seen of a blank."""

import pyte
from hypothesis import given
from hypothesis import strategies as st

from screens.sgr import added, change, of_blank, read

FLAGS = st.lists(st.sampled_from(["1", "2", "3", "4", "7", "9"]), max_size=3)
INKS = st.sampled_from(["", "31", "97", "38;5;80", "38;2;1;2;3"])
PAPERS = st.sampled_from(["", "44", "103", "48;5;234", "48;2;4;5;6"])
LOOKS = st.builds(lambda f, i, p: str(read(";".join([*f, i, p]).strip(";") or "0")), FLAGS, INKS, PAPERS)


def seen(*codes: str) -> tuple[object, ...]:
    """How a terminal writes after `codes`."""
    screen = pyte.Screen(2, 1)
    pyte.Stream(screen).feed("".join(f"\x1b[{code}m" for code in codes) + "x")
    cell = screen.buffer[0][0]
    return cell.fg, cell.bg, cell.bold, cell.italics, cell.underscore, cell.reverse, cell.strikethrough


@given(LOOKS, LOOKS)
def test_a_change_makes_the_one_of_the_other(before: str, after: str) -> None:
    if before != after:
        assert added(before, change(before, after)) == after
        assert seen(before, change(before, after)) == seen(after)
        assert len(change(before, after)) <= len(f"0;{after}")


@given(LOOKS, LOOKS)
def test_what_is_in_force_does_not_depend_on_how_it_was_said(one: str, other: str) -> None:
    assert added(one, f"0;{other}") == added("", other) == other


def test_only_what_differs_is_said() -> None:
    assert change("38;5;252;48;5;234", "7;38;5;252;48;5;234") == "7"
    assert change("7;38;5;252;48;5;234", "38;5;252;48;5;234") == "27"
    assert change("1;38;5;203;48;5;234", "38;5;80;48;5;234") == "22;38;5;80"
    assert change("1;31", "") == ""


def test_blanks_show_their_paper_and_not_their_ink() -> None:
    assert of_blank("1;38;5;203;48;5;234") == "48;5;234"
    assert of_blank("1;31") == ""
    assert of_blank("4;31") == "4;31"
    assert of_blank("7;31") == "7;31"

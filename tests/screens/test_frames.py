"""The driver's sender: whatever frames it is given, the terminal shows what it would have shown without it."""

from typing import Any

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.cells import Grid
from screens.frames import CLEAR, ENTER, LEAVE, FrameSender

WIDTH, HEIGHT = 24, 6
TEXTS = st.text(st.sampled_from("ab c│▌é12漢字🔧"), min_size=1, max_size=12)
STYLES = st.sampled_from(
    ["", "1", "31", "1;31", "7", "4;31", "38;2;10;20;30", "38;5;80;48;5;234", "7;38;5;80;48;5;234"]
)
RUNS = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), TEXTS, STYLES)
FRAMES = st.lists(st.lists(RUNS, min_size=1, max_size=8), min_size=1, max_size=6)


def frame_of(runs: list[tuple[int, int, str, str]]) -> str:
    """A frame as Textual writes one: whole cells, no text over the edge, no wide character halved."""
    parts = []
    for y, x, text, sgr in runs:
        kept, used = "", x
        for character in text:
            size = 2 if character in "漢字🔧" else 1
            if used + size > WIDTH:
                break
            kept, used = kept + character, used + size
        # Textual draws whole lines of a widget; a run in the middle of a wide character does not happen.
        line = (" " * x + kept).ljust(x + len(kept)) + " " * (WIDTH - used)
        parts.append(f"\x1b[{y + 1};1H\x1b[{sgr}m{line}\x1b[0m" if sgr else f"\x1b[{y + 1};1H{line}")
    return "".join(parts) + "\x1b[3;4H"


def shown(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What a terminal shows: text and attributes of each cell; a blank's ink is seen by a line or a reversal only."""
    return [[_seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def _seen(c: Any) -> tuple[object, ...]:
    inked = bool(c.data.strip()) or c.reverse or c.underscore
    return c.data, c.reverse, c.underscore, c.bg, (c.bold, c.fg) if inked else ""


def terminal() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    return screen, pyte.Stream(screen)


def a_sender(*, dyes: bool = False) -> FrameSender:
    sender = FrameSender(lambda data: None, Grid(WIDTH, HEIGHT), dyes=dyes)
    sender.write(ENTER)
    return sender


@settings(max_examples=200)
@given(FRAMES, st.data())
def test_the_screen_is_the_same_with_and_without_it(
    frames: list[list[tuple[int, int, str, str]]], data: st.DataObject
) -> None:
    plain, plainly = terminal()
    spared, sparingly = terminal()
    sender = a_sender(dyes=data.draw(st.booleans(), label="erasing takes the paper in force"))
    for runs in frames:
        frame = frame_of(runs)
        plainly.feed(frame)
        sender.write(frame)
        if data.draw(st.booleans(), label="the terminal is ready"):
            sparingly.feed(sender.take())
    sparingly.feed(sender.take())
    assert shown(spared) == shown(plain)
    assert (spared.cursor.x, spared.cursor.y) == (plain.cursor.x, plain.cursor.y)


@given(FRAMES, st.booleans())
def test_what_was_sent_is_read_again_as_it_was(frames: list[list[tuple[int, int, str, str]]], dyes: bool) -> None:
    """The picture for the next start is what was sent, read again."""
    sender, again = a_sender(dyes=dyes), Grid(WIDTH, HEIGHT)
    for runs in frames:
        sender.write(frame_of(runs))
    again.read(sender.take())
    assert again.lines == sender.wanted.lines


def test_a_blank_stretch_of_paper_is_erased_where_the_terminal_takes_its_colour() -> None:
    paper = frame_of([(5, 0, "x", "48;5;234")])
    lengths = {}
    for dyes in (False, True):
        sender = a_sender(dyes=dyes)
        sender.write(paper)
        lengths[dyes] = len(sender.take())
    assert lengths[True] < lengths[False] - 10


def test_a_frame_that_changes_nothing_sends_nothing() -> None:
    sender = a_sender()
    frame = frame_of([(0, 0, "abc", "1")])
    sender.write(frame)
    sender.take()
    sender.write(frame)
    assert sender.take() == ""


def test_one_changed_cell_sends_a_few_bytes() -> None:
    sender = a_sender()
    sender.write(frame_of([(0, 0, "abcdefgh", "31")]))
    sender.take()
    sender.write(frame_of([(0, 0, "abcdXfgh", "31")]))
    assert len(sender.take()) < 30


def test_another_size_sends_all_of_the_picture_again() -> None:
    sender = a_sender()
    sender.write(frame_of([(0, 0, "abc", ""), (4, 0, "low", "")]))
    sender.take()
    sender.resize(30, 5)
    data = sender.take()
    assert "abc" in data
    assert "low" in data


def test_modes_pass_in_order_and_leaving_ends_the_picture() -> None:
    sender = a_sender()
    sender.write("\x1b[?2004h")
    assert sender.take().startswith(f"{ENTER}\x1b[?2004h")
    sender.write(frame_of([(0, 0, "late", "")]))
    sender.write(LEAVE)
    assert sender.take() == f"{CLEAR}{LEAVE}"


def test_colours_stay_in_force_between_frames_and_end_with_the_picture() -> None:
    sender = a_sender()
    sender.write(frame_of([(5, 0, "abc", "38;5;80;48;5;234")]))
    assert "\x1b[m" not in sender.take()[-30:]
    sender.write(frame_of([(5, 0, "abd", "38;5;80;48;5;234")]))
    assert "48;5" not in sender.take()
    sender.write(LEAVE)
    assert sender.take() == f"{CLEAR}{LEAVE}"


def test_sequences_that_are_not_a_frames_are_left_out() -> None:
    sender = a_sender()
    sender.write("\x1b[1;1Habc\x1b]8;;http://x\x1b\\def\x1b[5mghi\x07\x1b[1;1H")
    assert "abcdef" in sender.take().replace("\x1b[5m", "")


def test_the_thread_sends_what_is_written_and_ends() -> None:
    sent: list[str] = []
    sender = FrameSender(sent.append, Grid(WIDTH, HEIGHT))
    sender.start()
    sender.write(ENTER)
    sender.write(frame_of([(1, 0, "hello", "")]))
    sender.stop()
    assert "hello" in "".join(sent)

"""How I am told, as a form: ways turned one by one, hours and moments written."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.how import CHANNELS, COLUMNS, ITEMS, HowForm, Setting, held_by, turned
from screens.paint import spans_width
from screens.prompts import Press, Roomy
from servicedesk_tui.vocabulary.reminding import Channel, NoticeKind, Preferences

NOW = datetime(2026, 3, 3, 9, 20, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
NAMES = {"-": "minus", ":": "colon", " ": "space"}


class Told:
    """A form, and what it kept."""

    def __init__(self) -> None:
        self.kept: list[Preferences] = []
        self.form = HowForm(Preferences(), lambda: (NOW, ZONE), self.kept.append)

    def press(self, *keys: str) -> bool:
        return [self.form.key(Press(key, key if len(key) == 1 else None)) for key in keys][-1]

    def write(self, text: str) -> None:
        self.press("ctrl+u", *text, "enter")

    def stand(self, item: Setting) -> None:
        self.press("home", *["down"] * ITEMS.index(item))

    def text(self, width: int = 80, height: int = 24) -> str:
        rows, _cell = self.form.lay(width, height)
        return "\n".join("".join(text for text, _style in row) for row in rows)


@pytest.fixture
def told() -> Told:
    return Told()


def test_what_is_turned_off_and_on_again_is_as_it_was(told: Told) -> None:
    first = next(item for item in ITEMS if isinstance(item, NoticeKind))
    usual = told.form.preferences.matrix[first]
    told.press("1")
    assert told.form.preferences.matrix[first] is None
    told.press("1")
    assert told.form.preferences.matrix[first] == usual
    for number in held_by(usual) - {0}:
        told.press(str(number + 1))
    assert told.form.preferences.matrix[first] == ()
    told.press("1", "1")
    assert told.form.preferences.matrix[first] == (), "in the inbox alone, as before"


def test_ways_are_turned_with_space_or_the_number_of_their_column(told: Told) -> None:
    told.press("l", "space")
    assert told.kept[-1].matrix[NoticeKind.REMINDER] == (Channel.BELL, Channel.DESKTOP, Channel.COMMAND)
    told.press("2", "3")
    assert told.kept[-1].matrix[NoticeKind.REMINDER] == (Channel.LINE, Channel.DESKTOP, Channel.COMMAND)
    told.press("1")
    assert told.kept[-1].matrix[NoticeKind.REMINDER] is None
    assert "does not reach me at all" in told.text()
    told.press("4")
    assert told.kept[-1].matrix[NoticeKind.REMINDER] == (Channel.DESKTOP,)


def test_hours_moments_and_digests_are_written(told: Told) -> None:
    told.stand(Setting.QUIET)
    told.press("enter")
    told.write("22-6")
    assert (told.kept[-1].quiet_from, told.kept[-1].quiet_to) == (time(22), time(6))
    told.press("down", "space", "down", "enter", "down", "enter")
    told.write("mon 8:00")
    assert told.kept[-1].only_working
    assert not told.kept[-1].urgent_always
    assert told.kept[-1].on_call_until == datetime(2026, 3, 9, 7, tzinfo=UTC)
    told.press("enter")
    told.write("-")
    assert [one.on_call_until for one in told.kept][-1] is None
    told.press("down", "enter")
    told.write("30m")
    assert told.kept[-1].digest_minutes == 30
    assert "30 min" in told.text()


def test_what_cannot_be_is_said_and_escape_leaves_it(told: Told) -> None:
    told.stand(Setting.QUIET)
    told.press("enter")
    assert told.form.takes_escape
    told.form.paste(" late")
    told.press("enter")
    assert "are no hours" in told.text()
    told.press("escape")
    assert told.kept == []
    assert told.press("q"), "it is over: escape left only what was written"


@pytest.mark.parametrize(("width", "height"), [(45, 19), (80, 12), (120, 20)])
def test_it_fits_and_stands_on_what_is_turned(told: Told, width: int, height: int) -> None:
    assert isinstance(told.form, Roomy)
    for _item in ITEMS:
        rows, (x, y) = told.form.lay(width, height)
        assert len(rows) == height
        assert all(spans_width(row) <= width for row in rows)
        assert "".join(text for text, _style in rows[y]).startswith("▌")
        assert x < width
        assert spans_width(told.form.hints(width)) <= width
        told.press("j")


@given(st.sampled_from([None, (), (Channel.LINE,), tuple(Channel)]), st.integers(0, COLUMNS - 1))
def test_turning_twice_is_as_before_but_for_the_inbox_itself(ways: tuple[Channel, ...] | None, column: int) -> None:
    once = turned(ways, column)
    assert (column in held_by(once)) is (column not in held_by(ways))
    if column and ways is not None:
        assert turned(once, column) == ways
    assert once is None or set(once) <= set(CHANNELS)

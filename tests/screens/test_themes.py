"""Themes: every cell coloured or none, readable, and no colour where none is wanted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from screens import themes
from servicedesk_tui import settings
from servicedesk_tui.looks import FEW, MANY, NO_COLOURS, depth_of, looks, signs_of, wants_mouse
from servicedesk_tui.memory import remember, remembered
from servicedesk_tui.settings import THEMES
from servicedesk_tui.vocabulary.refusals import Invalid

from .conftest import OpenGlass

OWN = [name for name in THEMES if name in themes.INKS]


def brightness(colour: Color | None) -> float:
    """The relative luminance of WCAG 2."""
    assert colour is not None
    parts = [value / 255 for value in colour.get_truecolor()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(style: Style) -> float:
    """The contrast of a style's ink and paper, from 1 to 21."""
    low, high = sorted((brightness(style.color), brightness(style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("name", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 12.0)])
def test_everything_written_in_a_theme_can_be_read(name: str, least: float) -> None:
    worn = themes.theme(name, MANY)
    assert {word: contrast(style) for word, style in worn.styles.items() if contrast(style) < least} == {}


@pytest.mark.parametrize("depth", [FEW, MANY])
@pytest.mark.parametrize("name", OWN)
def test_a_theme_of_our_own_leaves_no_cell_to_the_terminal(name: str, depth: int) -> None:
    worn = themes.theme(name, depth)
    papers = {style.bgcolor for style in worn.styles.values()}
    assert len(papers) == 1
    assert None not in papers
    assert all(style.color for style in worn.styles.values())


@pytest.mark.parametrize("name", OWN)
def test_colours_that_people_change_are_left_alone(name: str) -> None:
    inks = themes.INKS[name]
    assert all(getattr(inks, role).many > 21 for role in ("text", "paper", "faint", "accent", "alarm"))


@pytest.mark.parametrize("name", THEMES)
def test_without_colours_there_are_none_and_what_is_late_still_stands_out(name: str) -> None:
    styles = themes.theme(name, NO_COLOURS).styles
    assert all(style.color is None and style.bgcolor is None for style in styles.values())
    assert styles["alarm"] != styles[""] != styles["urgent"] != styles["alarm"]


def test_high_contrast_says_nothing_quietly() -> None:
    assert not any(style.dim for style in themes.theme("contrast", MANY).styles.values())


def test_every_theme_knows_the_same_words_and_has_a_title() -> None:
    assert len({frozenset(themes.theme(name, depth).styles) for name in THEMES for depth in (0, FEW, MANY)}) == 1
    assert set(themes.TITLES) == set(THEMES)


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({"TERM": "xterm-256color"}, MANY),
        ({"TERM": "tmux-256color", "NO_COLOR": ""}, MANY),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, MANY),
        ({"TERM": "linux"}, FEW),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, NO_COLOURS),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, NO_COLOURS),
        ({}, NO_COLOURS),
    ],
)
def test_the_terminal_says_how_many_colours_there_are(environment: dict[str, str], depth: int) -> None:
    assert depth_of(environment) == depth


def test_signs_are_as_wanted_else_as_the_locale_says() -> None:
    assert signs_of({"LANG": "da_DK.UTF-8"}, "auto")
    assert not signs_of({"LC_ALL": "C", "LANG": "da_DK.UTF-8"}, "")
    assert not signs_of({"LANG": "da_DK.UTF-8"}, "ascii")
    assert signs_of({}, "unicode")


def test_over_ssh_the_mouse_is_off_unless_it_is_wanted() -> None:
    far = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
    assert wants_mouse({}, "")
    assert wants_mouse({"SSH_TTY": ""}, "auto")
    assert not wants_mouse(far, "auto")
    assert wants_mouse(far, "on")
    assert not wants_mouse({}, "off")


def write_settings(text: str) -> None:
    settings.config_folder().mkdir(parents=True, exist_ok=True)
    (settings.config_folder() / "settings.toml").write_text(text, encoding="utf-8")
    settings._own.cache_clear()


@pytest.fixture(autouse=True)
def own_settings() -> Iterator[None]:
    """What a test sets is its own."""
    settings._own.cache_clear()
    yield
    settings._own.cache_clear()
    themes.use("terminal")


def test_what_was_picked_comes_before_the_settings() -> None:
    assert looks().theme == "terminal"
    write_settings('theme = "light"\n')
    assert looks().theme == "light"
    remember("theme", "dark")
    assert looks().theme == "dark"
    remember("theme", "a theme of another version")
    assert looks().theme == "light"


def test_a_setting_of_another_word_is_refused_with_the_words_there_are() -> None:
    write_settings('theme = "solarized"\n')
    with pytest.raises(Invalid, match="terminal, dark, light, contrast"):
        looks()


def test_what_cannot_be_remembered_is_forgotten_quietly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    remember("theme", "dark")
    assert remembered("theme") == ""


async def test_another_theme_repaints_every_cell_of_every_screen(
    open_glass: OpenGlass, tasks: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.press("question_mark")
        glass.app.wear("dark")
        await glass.press("x")
        await glass.until("Boiler leak")
        papers = {
            segment.style.bgcolor if segment.style else None
            for strip in glass.app.screen._compositor.render_strips(glass.app.size)
            for segment in strip
        }
        assert papers == {Color.from_ansi(234)}

"""Texts as rows: Markdown as it is meant, hostile text as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.markdown import written

Row = list[tuple[str, str]]


def said(rows: list[Row]) -> list[str]:
    return ["".join(text for text, _style in row) for row in rows]


def styles(rows: list[Row], style: str) -> list[str]:
    return [text for row in rows for text, of in row if of == style]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("plain words", ["plain words"]),
        ("one\ntwo", ["one", "two"]),
        ("a *b* line\nanother", ["a b line", "another"]),
        ("# Head\n\ntext", ["Head", "", "text"]),
        ("- one\n- two", ["· one", "· two"]),
        ("- one\n  - in it", ["· one", "  · in it"]),
        ("3. three\n4. four", ["3. three", "4. four"]),
        ("> said", ["│ said"]),
        ("```\n  a = *b*\n```", ["    a = *b*"]),
        ("```\nx   = 1  # one\n\ty\tz\n```", ["  x   = 1  # one", "      y    z"]),
        ("    a  |  b\x1b[31m", ["  a  |  b"]),
        ("[the map](https://a.example/x)", ["the map (https://a.example/x)"]),
        ("<https://a.example>", ["https://a.example"]),
        ("![photo](http://a.example/p.png)", ["photo (http://a.example/p.png)"]),
        ("| a | bb |\n|---|---|\n| 1 | 2 |", ["a  bb", "─  ──", "1  2"]),
        ("a\n\n---\n\nb", ["a", "", "─" * 30, "", "b"]),
        ("<b>bold</b>", ["<b>bold</b>"]),
        ("2 * 3 * 4 = 24", ["2 * 3 * 4 = 24"]),
        ("snake_case_name stays", ["snake_case_name stays"]),
        ("", [""]),
    ],
)
def test_what_is_written_reads_as_it_is_meant(text: str, rows: list[str]) -> None:
    assert said(written(text, 30)) == rows


def test_emphasis_is_a_style_and_not_a_sign() -> None:
    rows = written("**bold** *slant* ~~gone~~ `code`", 60)
    assert said(rows) == ["bold slant gone code"]
    assert (styles(rows, "bold"), styles(rows, "slant"), styles(rows, "gone"), styles(rows, "code")) == (
        ["bold"],
        ["slant"],
        ["gone"],
        ["code"],
    )


def test_a_word_of_several_styles_is_not_broken() -> None:
    assert said(written("aaaa aaaa **bb**cc", 10)) == ["aaaa aaaa", "bbcc"]


def test_as_written_nothing_is_meant() -> None:
    assert said(written("# Head\n- *one*", 30, raw=True)) == ["# Head", "- *one*"]


def test_a_table_that_is_too_wide_is_cut_in_its_widest_column() -> None:
    rows = said(written(f"| a | b |\n|---|---|\n| 1 | {'x' * 60} |", 30))
    assert all(cell_len(row) <= 30 for row in rows)
    assert rows[2].startswith("1  xxx")


def test_terminal_controls_and_markup_stay_harmless_text() -> None:
    rows = said(written("*a* \x1b[31mred\x1b[0m [/] [@click=quit]x[/]\x07", 60))
    assert "\x1b" not in "".join(rows)
    assert "[/] [@click=quit]x[/]" in "".join(rows)


@given(st.text(alphabet="ab *_`#-|>[]()\n\\<&1.~æ漢\t", max_size=120), st.integers(8, 60))
def test_no_row_is_wider_than_there_is_room(text: str, width: int) -> None:
    for row in said(written(text, width)):
        assert cell_len(row) <= max(width, 12) + 24  # what stands before a deep list or quote comes on top of the least
        assert "\n" not in row


@given(st.text(alphabet="abc .,", min_size=1, max_size=200), st.integers(8, 60))
def test_words_are_neither_lost_nor_made(text: str, width: int) -> None:
    spaced = f"*x* {text}"
    kept = "".join("".join(said(written(spaced, width))).split())
    assert kept == "".join(f"x{text}".split())

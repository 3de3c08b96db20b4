"""A line of a checklist, written to be read again."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servicedesk_tui.query.itemline import ItemLine, read_item, write_item
from servicedesk_tui.query.pieces import Against
from servicedesk_tui.vocabulary.text import one_line

ZONE = ZoneInfo("Europe/Copenhagen")
AGAINST = Against(((1, "ada"), (2, "bo")), (), datetime(2026, 12, 1, 9, tzinfo=UTC), ZONE, 1)
PARTS = (
    "@ada", "@nils", "@me", "@", "due:fri", "DUE:1/12", "due:i dag", 'due:"fri 14:00"', "due:", 'due:"', "a@b", "ring",
    "\\", "\\@ada", ".", ",", "!", '"', "#tag", "!1", "for:x", "SD-2 x", "[x]", "-", "1.", "i", "dag",
)  # fmt: skip
TEXTS = st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(("", " "))), min_size=1, max_size=6).map(
    lambda parts: one_line("".join(part + blank for part, blank in parts))
)
AT_END = st.tuples(st.sampled_from(("", "@bo")), st.sampled_from(("", "due:2031-05-02", 'due:"2031-05-02 14:00"'))).map(
    lambda said: tuple(part for part in said if part)
)


@given(TEXTS, AT_END)
@example('due:"x', ('due:"2031-05-02 14:00"',))
def test_a_line_is_read_again_as_it_was(text: str, after: tuple[str, ...]) -> None:
    said = read_item(" ".join(("x", *after)), AGAINST)
    read = read_item(write_item(text, after, AGAINST), AGAINST, is_bare=True)
    assert read == ItemLine(text, assignee=said.assignee, due=said.due)


@pytest.mark.parametrize(
    ("text", "after", "line"),
    [
        ("write to @ada", (), "write to \\@ada"),
        ("@ada due:fri", ("@bo",), "@ada \\due:fri @bo"),
        ("@ada rings back", ("@bo",), "@ada rings back @bo"),
        ("mail a@b.example", (), "mail a@b.example"),
        ("a\\@b", (), "a\\\\@b"),
    ],
)
def test_only_what_would_be_read_is_escaped(text: str, after: tuple[str, ...], line: str) -> None:
    assert write_item(text, after, AGAINST) == line

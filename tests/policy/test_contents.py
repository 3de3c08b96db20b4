"""Names and contents of files: harmless whatever they come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.policy.contents import LINE_MOST, NAME_MOST, first_lines, safe_name

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("flange.jpg", "flange.jpg"),
        ("../../x", "x"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\windows\\x.dll", "x.dll"),
        ("a\0b.txt", "a b.txt"),
        ("\x1b[31mred\x1b[0m.txt", "red.txt"),
        ("photo\u202egpj.exe", "photo gpj.exe"),
        ("pay\u200bload\u2060.pdf", "payload.pdf"),
        ("e\u200b\u0301 \u00ad x.txt", "é x.txt"),
        ("c\u200don", "_con"),
        ("\u200b", "file"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("lpt1", "_lpt1"),
        (".bashrc", "bashrc"),
        ("...", "file"),
        ("", "file"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ("-rf", "_-rf"),
        ("~root", "_~root"),
        ("trailing. ", "trailing"),
        ("Køleskab æøå.pdf", "Køleskab æøå.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    found = safe_name("ø" * 250 + ".jpeg")
    assert len(found.encode()) <= NAME_MOST
    assert found.endswith("ø.jpeg")
    assert len(safe_name("x" * 250).encode()) <= NAME_MOST
    assert len(safe_name("x." + "y" * 250).encode()) <= NAME_MOST


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    found = safe_name(name)
    assert found
    assert found not in (".", "..")
    assert not set(found) & set('/\\\0<>:"|?*')
    assert found.isprintable()
    assert len(found.encode()) <= NAME_MOST
    assert safe_name(found) == found


def test_the_first_lines_of_a_text_are_harmless_and_short() -> None:
    text = ("\ufeffone\x1b[31m\r\ntwo\r" + "x" * 5_000 + "\n" * 90).encode()
    lines = first_lines(text, "text/plain", 3)
    assert lines is not None
    assert lines[:2] == ["one", "two"]
    assert len(lines) == 3
    assert len(lines[2]) <= LINE_MOST
    assert first_lines(PNG, "image/png", 3) is None
    assert first_lines(b'{"a": 1}', "application/json", 3) == ['{"a": 1}']

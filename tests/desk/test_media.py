"""What a content is, by what stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.desk.media import BINARY, media_type

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.mark.parametrize(
    ("content", "name", "media"),
    [
        (PNG, "photo.png", "image/png"),
        (PNG, "photo.txt", "image/png"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 50, "a.doc", "application/pdf"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "", "image/jpeg"),
        ("blåbær\n".encode(), "x.exe", "text/plain"),
        (b"a;b\n1;2\n", "x.csv", "text/csv"),
        (b"", "empty", "text/plain"),
        (b"\0\1\2\3", "x", BINARY),
        (b"\xfd\x01\xfe\x9c", "x", BINARY),
    ],
)
def test_what_it_is_is_seen_by_content(content: bytes, name: str, media: str) -> None:
    assert media_type(content, name) == media


def test_a_letter_cut_in_two_at_the_end_of_what_is_looked_at_is_no_fault() -> None:
    assert media_type(("x" * (64 * 1024 - 1) + "ø" * 100).encode()) == "text/plain"


@given(st.binary(max_size=300))
def test_every_content_is_something(content: bytes) -> None:
    assert "/" in media_type(content, "x.bin")

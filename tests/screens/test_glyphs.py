"""Signs: in Unicode as they are, in ASCII none of ours is left."""

from collections.abc import Iterator

import pytest

from screens import glyphs
from screens.paint import segments_of, spans_width


@pytest.fixture(autouse=True)
def _unicode_again() -> Iterator[None]:
    yield
    glyphs.use(True)


def test_sentences_have_no_signs_of_unicode_in_ascii_and_take_the_same_room() -> None:
    spans = [("or: fri · +3d → “mon” – … it’s", "dim"), ("Støj", "bold")]
    assert "".join(segment.text for segment in segments_of(spans)) == "or: fri · +3d → “mon” – … it’sStøj"
    glyphs.use(False)
    plain = "".join(segment.text for segment in segments_of(spans))
    assert plain == """or: fri - +3d > "mon" - ~ it'sStøj"""
    assert len(plain) == spans_width(spans)

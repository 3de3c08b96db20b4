"""Pastes: whole, as text, however they come; what is typed passes at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens import pasting
from screens.pasting import END, START, Pastes


@pytest.mark.parametrize(
    ("sent", "passed"),
    [
        ("jk\x1b[A\x1b", "jk\x1b[A\x1b"),
        (f"n{START}Boiler leak{END}\r", f"n{START}Boiler leak{END}\r"),
        (f"{START}one\r\ntwo\tthree{END}", f"{START}one\r\ntwo\tthree{END}"),
        (f"{START}\x1b[31mError\x1b[0m in log\r\ni{END}", f"{START}Error in log\r\ni{END}"),
        (f"{START}abc\x1bdef\x9b\x07\x00{END}j", f"{START}abcdef{END}j"),
        (f"{START}a{END}{START}b{END}", f"{START}a{END}{START}b{END}"),
        (f"{START}{START}a{END}", f"{START}a{END}"),
        (f"\x1b\x1b[20{START}a{END}", f"\x1b\x1b[20{START}a{END}"),
        (END, END),
    ],
)
def test_a_paste_is_text_and_keys_are_keys(sent: str, passed: str) -> None:
    assert Pastes().pass_on(sent) == passed
    pastes = Pastes()
    assert "".join(map(pastes.pass_on, sent)) == passed


PARTS = st.lists(
    st.sampled_from([START, END, START[:3], END[:4], "\x1b", "[", "2", "j", "ø", "\n", "\x1b[1m"]), max_size=12
)


@given(parts=PARTS, size=st.integers(1, 9))
def test_however_it_comes_in_parts_it_is_the_same(parts: list[str], size: int) -> None:
    sent = "".join(parts)
    pastes = Pastes()
    assert "".join(pastes.pass_on(sent[at : at + size]) for at in range(0, len(sent), size)) == Pastes().pass_on(sent)


def test_what_is_typed_is_never_held_back() -> None:
    pastes = Pastes()
    assert [pastes.pass_on(character) for character in START[:4]] == list(START[:4])


def test_a_paste_without_an_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasting, "LONGEST", 10)
    pastes = Pastes()
    assert pastes.pass_on(START + "12345") == START
    assert pastes.pass_on("67890") == "1234567890" + END
    assert pastes.pass_on("j") == "j"

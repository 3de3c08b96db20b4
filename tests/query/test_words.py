"""How texts are kept for searching and what is looked for in them: pure, the same on both databases."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.query.words import LONGEST, finds, searchable, sought, words_of


@dataclass(frozen=True)
class Task:
    texts: tuple[str, ...]
    fields: dict[str, object] = field(default_factory=lambda: {"number": 412})


def is_found(word: str, *texts: str) -> bool:
    return finds(word, Task((searchable(*texts),)))


FOUND = [
    ("ror", "Utæt varmerør"),
    ("RØR", "varmeror"),
    ("aer", "Ærø"),
    ("køleskab", "Koeleskab"),
    ("anlæg", "ANLAEG"),
    ("paa", "på taget"),
    ("café", "Cafe"),
    ("v", "ny ventil"),
    ("ve", "(ventil)"),
    ("e-119", "Fejlkode E-119"),
    ("e 119", "Fejlkode E-119"),
    ("two words", "have two  words\nhere"),
    ("11223344", "ring 11 22 33 44"),
    ("22 33", "+45 11 22 33 44"),
    ("2 23 3", "+45 11 22 33 44"),
    ("4511", "+45 11 22 33 44"),
    ("１２３", "nr. 1234"),
    ("1234", "nr. １２３４"),
    ("🔥", "brand 🔥 i skuret"),
    ("°", "18°"),
    ("Привет", "привет мир"),
    ("sd-412", "anything"),
    ("412", "anything"),
    ("#412", "anything"),
    ("%", "anything: what holds no word looks for nothing"),
    ("", "anything"),
]
MISSED = [
    ("e", "ny ventil"),
    ("en", "ny ventil"),
    ("words two", "two words"),
    ("here there", "here\u2028but not there"),
    ("41", "anything"),
    ("OR 1=1", "anything"),
    ("a_c", "abc"),
    ("a%c", "abc"),
]


@pytest.mark.parametrize(("word", "text"), FOUND)
def test_it_is_found(word: str, text: str) -> None:
    assert is_found(word, text)


@pytest.mark.parametrize(("word", "text"), MISSED)
def test_it_is_not_found(word: str, text: str) -> None:
    assert not is_found(word, text)


def test_nothing_is_found_across_texts() -> None:
    assert not is_found("title text", "a title", "text below")
    assert is_found("title", "a title", "text below")


def test_a_very_long_line_is_looked_for_by_its_beginning() -> None:
    assert len(sought("x" * 10_000)[0]) == LONGEST


@given(st.text())
def test_what_is_looked_for_has_no_sign_a_database_could_take_for_its_own(text: str) -> None:
    assert not set("".join(sought(text)) + searchable(text)) & set("\"'%_\\\0*()[]{};:-")


@given(st.text(), st.text(), st.text())
def test_every_word_of_a_text_is_found_in_it(before: str, text: str, after: str) -> None:
    body = searchable(f"{before} {text} {after}")
    for word in words_of(f"{before} {text} {after}"):
        assert f"  {word}" in body

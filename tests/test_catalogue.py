"""The Danish catalogue is whole: every text has its Danish, with the same places in it, and it compiles."""

import gettext
import re
import subprocess
import sys
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from tools.catalogue import DANISH, collect, find_faults, find_texts, read

_PLACE = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def danish() -> Catalog:
    return read(DANISH, "da")


def texts_of(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple) else [str(message.id)]


def said_of(message: Message) -> list[str]:
    return [s or "" for s in message.string] if isinstance(message.string, tuple) else [str(message.string or "")]


def test_that_every_text_of_the_source_has_danish(danish: Catalog) -> None:
    wanted = {message.id for message in collect() if message.id}
    spoken = {message.id for message in danish if message.id and all(said_of(message)) and not message.fuzzy}
    assert wanted == spoken


def test_that_both_forms_of_a_count_are_danish(danish: Catalog) -> None:
    assert [m.id for m in danish if isinstance(m.id, tuple) and len(said_of(m)) != danish.num_plurals] == []


def test_that_each_translation_keeps_its_places(danish: Catalog) -> None:
    pairs = [(text, said) for m in danish if m.id for text, said in zip(texts_of(m), said_of(m), strict=True)]
    assert [text for text, said in pairs if {*_PLACE.findall(text)} != {*_PLACE.findall(said)}] == []


def test_that_the_spaces_around_a_text_are_kept(danish: Catalog) -> None:
    pairs = [(text, said) for m in danish if m.id for text, said in zip(texts_of(m), said_of(m), strict=True)]
    assert [t for t, s in pairs if (t[:1] == " ", t[-1:] == " ") != (s[:1] == " ", s[-1:] == " ")] == []


def test_that_nothing_obsolete_is_kept(danish: Catalog) -> None:
    assert not danish.obsolete


def test_that_it_compiles(danish: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, danish)
    compiled.seek(0)
    said = gettext.GNUTranslations(compiled)
    assert said.gettext("owner") == "ansvarlig"
    assert [said.ngettext("{count} task", "{count} tasks", n) for n in (1, 2)] == ["{count} opgave", "{count} opgaver"]


def test_that_what_is_kept_is_up_to_date() -> None:
    assert list(find_faults()) == []


def test_that_texts_within_f_strings_are_found() -> None:
    source = """say(f" {_('here')} {n_('one', 'many', 2)} {other('not this')}", N_("a" "b"), _(variable))"""
    assert sorted(find_texts(source), key=str) == [("one", "many"), "ab", "here"]


_EVERY_HELP = """
from servicedesk_tui.cli.program import VERBS
from servicedesk_tui.cli.running import run
for words in [[], *([verb] for verb in VERBS), ["person", "edit"], ["customer", "edit"]]:
    run(["--lang", "da", *words, "--help"])
for words in (["list", "--limit", "x"], ["list", "more"], ["list", "--all=1"], ["person"], ["person", "ad"], ["due", "1"]):
    run(["--lang", "da", *words])
"""


def test_that_the_shell_says_nothing_in_english() -> None:
    """The parser's own words too. In a process of its own, since help is put in words when a module is imported."""
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _EVERY_HELP], encoding="utf-8", capture_output=True, check=True
    )
    assert "Brug: servicedesk" in said.stdout
    assert len(said.stderr.splitlines()) == 6
    english = re.compile(
        r"\b(the|this|and|is|required|default|Usage|Options|Invalid|No such|Got)\b|<(?:str|int|float)>"
    )
    assert english.findall(said.stdout + said.stderr) == []

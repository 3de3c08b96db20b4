"""In Danish no screen says anything in English: every state is shown in it, and each word on it has to be Danish, or a person's own."""

import re
from functools import cache
from pathlib import Path

import pytest

from servicedesk_tui.actions import ACTIONS
from servicedesk_tui.clock import SystemClock
from servicedesk_tui.query.fields import FIELDS
from servicedesk_tui.query.fields import STATES as STATE_NAMES
from servicedesk_tui.settings import THEMES, StoreAddress
from tools.catalogue import DANISH, read

from .states import HOSTILE, LONG, NOW, STATES, WIDE, State, filled_desk, shown

SIZES = ((120, 40), (60, 24))
_WORD = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(r"\{[^{}]*\}")
_MANUALS = frozenset({"manual", "language", "first-day", "keys"})
"""Pages that show how things are written: commands, fields and the shell are in English in every language."""


@cache
def catalogue() -> tuple[tuple[str, str], ...]:
    """Each text with its Danish; what has none stands for itself."""
    pairs: list[tuple[str, str]] = []
    for message in read(DANISH, "da"):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,) * len(texts)
        pairs += [(str(text), str(one)) for text, one in zip(texts, said, strict=True) if text]
    return tuple(pairs)


def words_of(text: str) -> set[str]:
    """The words of a text that are long enough to be in one language only."""
    return {word.casefold() for word in _WORD.findall(text) if len(word) > 4}


@cache
def danish_words() -> frozenset[str]:
    return frozenset(word for _text, said in catalogue() for word in words_of(_PLACE.sub(" ", said)))


@cache
def english_texts() -> re.Pattern[str]:
    """The texts, as far as they are the same whatever stands in their places, that Danish says otherwise."""
    found = set()
    for text, said in catalogue():
        parts = [part.strip() for part in _PLACE.split(text)] if text != said else []
        found |= {part for part in parts if len(re.sub(r"\W", "", part)) > 4 and part.casefold() not in said.casefold()}
    each = "|".join(re.escape(text) for text in sorted(found, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)")


@pytest.fixture(scope="session")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_desk(sqlite_template, tmp_path_factory.mktemp("danish"))


@pytest.fixture
def address(
    state: State, filled: Path, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> StoreAddress:
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    Path("desk.db").write_bytes((sqlite_template if state.desk == "empty" else filled).read_bytes())
    return StoreAddress(path=Path("desk.db"), named=True)


OWN = " ".join(
    (
        HOSTILE, LONG, LONG[::-1], WIDE, "Boligforeningen Havnebakkernes Rækkehuse Æblevænget fjernvarmeforsyning varme",
        "Røg i opgangen Udluft radiatorer Utæt samling ved pumpen Skift filter Årligt eftersyn Støj fra pumpe Skiftet",
        "Tøm kedlen Bestil Mal væggen På kursus Pumpen er stoppet Nøglen er i bilen",
        "ventil Luk for vandet ingen nøgle til Vand på gulvet Vi er på vej kommer i morgen Tag nøglen med umuligt umulig",
        "日本デンマーク暖房株式会社 Mine sene sager Nordvarme field dina lars vera anna Dina Dahl Lars Lund Bo Berg Ada Ask Vera Vig Anna Holm",
    )
)  # fmt: skip
"""What people wrote on that desk, or the test types."""
WRITTEN = {
    *FIELDS, *STATE_NAMES, "tasks", "course",
    *(action.command for action in ACTIONS), *THEMES, "servicedesk", "enter", "escape", "assign", "desk", "space",
}  # fmt: skip
"""Commands, fields, keys and names that are the same in every language."""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_no_screen_speaks_english(state: State, address: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    own = words_of(OWN) | {word.casefold() for word in WRITTEN}
    async with shown(state, address, monkeypatch, language="da", size=SIZES[0]) as glass:
        for size in SIZES:
            await glass.resize(*size)
            await glass.pause()
            said = set(english_texts().findall(glass.text))
            if state.name != "language":
                assert {text for text in said if not words_of(text) <= own | danish_words()} == set(), glass.text
            if state.name not in _MANUALS:
                # The words at the ends of cells may be cut, or go on in the next row.
                whole = re.sub(r"[^\W\d_]+…", " ", glass.text)
                words = {word for word in words_of(whole) if word not in danish_words() | own}
                strange = {
                    word for word in words if not any(word in one for one in (OWN + " " + LONG).casefold().split())
                }
                assert strange == set(), glass.text

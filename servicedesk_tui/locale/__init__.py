"""The languages the program speaks: English source texts, Danish translations, dates and numbers in words.

One language is in force per process (the person at the glass or at the shell); `speaking` borrows another for a while,
for instance to write to a customer in theirs.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "da")
_FOLDER = Path(__file__).parent
_default = "en"
_borrowed: ContextVar[str | None] = ContextVar("language", default=None)


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("servicedesk", _FOLDER, [language], fallback=True)


def language() -> str:
    """The language in force: `en` or `da`."""
    return _borrowed.get() or _default


def speak(name: str) -> None:
    """Make `name` the process's language; one we do not have becomes English."""
    global _default
    _default = name if name in LANGUAGES else "en"


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak `name` inside the block, in this thread."""
    token = _borrowed.set(name if name in LANGUAGES else "en")
    try:
        yield
    finally:
        _borrowed.reset(token)


def _(text: str) -> str:
    """`text` in the language in force."""
    return _catalogue(language()).gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """The singular or plural for `count`, in the language in force."""
    return _catalogue(language()).ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark `text` for translation where it is a constant; `_` translates it where it is shown."""
    return text

"""What holds for every command: which store, in which language, as whom. Written anywhere on the line."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from servicedesk_tui.locale import LANGUAGES, _
from servicedesk_tui.vocabulary.refusals import Refusal


class Misused(Refusal):
    """The line typed is no command; the exit status is 2."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that every command takes."""

    store: str | None = None
    lang: str | None = None
    as_login: str | None = None
    version: bool = False


ASKED: ContextVar[Asked] = ContextVar("asked", default=Asked())  # noqa: B039 - frozen
"""The options of the line that is being carried out."""

_VALUED = {"--store": "store", "--lang": "lang", "--as": "as_login"}


def take_asked(argv: Sequence[str]) -> tuple[Asked, list[str]]:
    """The options for every command, and the rest of the line without them. What stands after `--` is text.

    Raises `Misused` when a value is missing, or a language is none of ours."""
    asked, rest, left = Asked(), [], list(argv)
    while left:
        word = left.pop(0)
        if word == "--":
            rest += [word, *left]
            break
        name, equals, value = word.partition("=")
        if word == "--version":
            asked = replace(asked, version=True)
        elif name not in _VALUED:
            rest.append(word)
        else:
            fields: dict[str, Any] = {_VALUED[name]: _value(name, value if equals else None, left)}
            asked = replace(asked, **fields)
    if asked.lang not in (None, *LANGUAGES):
        raise Misused(_("--lang is one of {names}.").format(names=", ".join(LANGUAGES)))
    return asked, rest


def _value(name: str, given: str | None, left: list[str]) -> str:
    if given is None and left and not left[0].startswith("--"):
        given = left.pop(0)
    if not given:
        raise Misused(_("{option} needs a value.").format(option=name))
    return given

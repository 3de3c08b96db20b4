"""Parts of a sentence that more than one kind of sentence has."""

from collections.abc import Iterable, Mapping
from typing import Any

from servicedesk_tui.locale.words import field_word

Params = Mapping[str, Any]
SHOWN = 8
"""How many of several things are told one by one: tasks that were given away at once, visits that went along."""


def quoted(value: Any) -> str:
    """User text inside a template that is formatted later."""
    return str(value).replace("{", "{{").replace("}", "}}")


def fields_in(template: str, fields: Iterable[str]) -> str:
    """A template with the names of the changed fields put in."""
    return template.replace("{fields}", quoted(", ".join(map(field_word, fields))))

"""A filter as text again, in its one canonical form: what it prints reads as the same query."""

import re

from .ast import And, Node, Not, Or, Query, Term, Value, Word
from .terms import SIGILS

_PLAIN = re.compile(r"\w[\w./+&'’-]*")
_KEYWORDS = frozenset({"or", "not"})
_SIGIL_OF = {field: sigil for sigil, field in SIGILS.items()}
_NAME = re.compile(r"\w(?:[\w.+-]*\w)?")


def print_filter(query: Query) -> str:
    """`query` as a person would type it."""
    parts = [_print(query.where)] if query.where else []
    if query.sort:
        parts.append("sort:" + ",".join(("-" if key.down else "") + key.field for key in query.sort))
    return " ".join(parts)


def _print(node: Node) -> str:
    match node:
        case Word(text):
            return text if _is_plain(text) else quote(text)
        case Term():
            return _term(node)
        case Not(inner):
            return f"-{_inner(inner)}"
        case And(nodes):
            return " ".join(_inner(n) if isinstance(n, Or) else _print(n) for n in nodes)
        case Or(nodes):
            return " or ".join(_print(n) for n in nodes)


def _inner(node: Node) -> str:
    return f"({_print(node)})" if isinstance(node, And | Or) else _print(node)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.casefold() not in _KEYWORDS and ".." not in text


def _term(term: Term) -> str:
    values = [_value(value) for value in term.values]
    sigil = _SIGIL_OF.get(term.field)
    if sigil and all(_fits(sigil, value) for value in term.values):
        return sigil + ",".join(values)
    return f"{term.field}:" + ",".join(values)


def _fits(sigil: str, value: Value) -> bool:
    """True for what can stand behind a sigil."""
    if sigil == "!":
        return value.upto is None and value.text in "1234" and len(value.text) == 1
    return bool(_NAME.fullmatch(value.text)) and (sigil != "#" or not value.text[0].isdigit())


def _value(value: Value) -> str:
    if value.upto is not None:
        return f"{_atom(value.text)}..{_atom(value.upto)}"
    return value.op + _atom(value.text)


def _atom(text: str) -> str:
    if not text:
        return ""
    return text if re.fullmatch(r"[\w+-][\w./+&'’:-]*", text) and ".." not in text and text[-1] != "." else quote(text)


def quote(text: str) -> str:
    """`text` between quotes, so that it is read as it stands."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

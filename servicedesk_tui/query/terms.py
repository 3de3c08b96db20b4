"""One word of a filter as a term: sigils, fields, and plain words."""

import re

from .ast import Node, Place, Term, Value, Word
from .faults import refuse
from .fields import COMPARED, FIELDS
from .names import find_nearest
from .scanning import Piece, unquote

_PRIORITY = re.compile(r"(?:(?:<=|>=|<|>|=)?[1-4](?:,(?!$)|$))+")
_NUMBER = re.compile(r"#\d+")
SIGILS = {"@": "owner", "#": "tag", "!": "priority"}


def read_term(piece: Piece) -> Node | None:
    """The node of a word; None for an empty phrase."""
    text = piece.text
    if text[0] in SIGILS and len(text) > 1 and text[1] != text[0]:
        return _by_sigil(piece)
    name = piece.field
    if name is not None:
        return _by_field(piece, name)
    if text in SIGILS:
        refuse("alone", text, piece.place)
    return _word(piece)


def _word(piece: Piece) -> Word | None:
    text = " ".join(unquote(piece.text).split())
    return Word(text, piece.place) if text else None


def _by_sigil(piece: Piece) -> Node:
    if _NUMBER.fullmatch(piece.text):
        return Term("number", (Value(piece.text[1:], place=piece.place),), piece.place)
    field = SIGILS[piece.text[0]]
    if field == "priority" and not _PRIORITY.fullmatch(piece.text, 1):
        refuse("priority", piece.text, piece.place)
    return _term(piece, field, piece.values(1))


def _by_field(piece: Piece, name: str) -> Node:
    known = FIELDS.get(name)
    if known is None:
        near = find_nearest(name, list(FIELDS))
        refuse("field", f"{name}:", Place(piece.place.start, piece.place.start + len(name) + 1), near and f"{near}:")
    return _term(piece, known.name, piece.values())


def _term(piece: Piece, field: str, values: list[Value]) -> Term:
    for value in values:
        if not value.text and not value.upto:
            refuse("value", piece.text, piece.place)
        if (value.op or value.upto is not None) and FIELDS[field].takes not in COMPARED:
            refuse("op", piece.text, value.place)
    return Term(field, tuple(values), piece.place)

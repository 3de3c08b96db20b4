"""A filter's text in pieces: parentheses, signs of negation, and words with their quotes."""

import re
from dataclasses import dataclass

from .ast import Op, Place, Value
from .fields import DATED, FIELDS

_BLANK = re.compile(r"\s+")
_FIELD = re.compile(r"([^\W\d_][\w-]*):(?!//)")
_OP = re.compile(r"<=|>=|<|>|=")
# Dates of two words that need no quotes after a field.
_PAIR = re.compile(
    r"(?:<=|>=|<|>|=)?(?:i\s+(?:dag|morgen|overmorgen|går|gaar|aften)|(?:uge|week)\s+\d{1,2}"
    r"|(?:next|this|last|næste|naeste|denne|dette|sidste|forrige)\s+(?!(?:or|not)\b)[^\W\d_]+)(?=[\s,)]|\.\.|$)",
    re.IGNORECASE,
)
_KEYWORD = re.compile(r"or|not", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as it stands in the text: `text` is as written, quotes and all."""

    text: str
    place: Place
    negates: bool = False

    @property
    def opens(self) -> bool:
        """True for an opening parenthesis."""
        return self.text == "("

    @property
    def closes(self) -> bool:
        """True for a closing parenthesis."""
        return self.text == ")"

    def is_word(self, keyword: str) -> bool:
        """True for a keyword of the language."""
        return not self.negates and self.text.casefold() == keyword

    @property
    def field(self) -> str | None:
        """The name before the colon, None for what has none."""
        found = _FIELD.match(self.text)
        return found[1].casefold() if found else None

    def values(self, start: int | None = None) -> list[Value]:
        """The values after `start` (after the colon), split at commas outside quotes."""
        if start is None:
            start = self.text.index(":") + 1
        values = []
        for part, at in _split(self.text[start:]):
            values.append(_value(part, self.place.start + start + at))
        return values


def scan(text: str) -> list[Piece]:
    """The pieces of `text`."""
    pieces: list[Piece] = []
    at = depth = 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
        elif text[at] == "(":
            pieces.append(Piece("(", Place(at, at + 1)))
            at, depth = at + 1, depth + 1
        elif text[at] == ")":
            pieces.append(Piece(")", Place(at, at + 1)))
            at, depth = at + 1, max(0, depth - 1)
        elif text[at] == "-":
            pieces.append(Piece("-", Place(at, at + 1), negates=True))
            at += 1
        else:
            end = _end_of_word(text, at, depth)
            word = text[at:end]
            pieces.append(Piece(word, Place(at, end), negates=word.casefold() == "not"))
            at = end
    return pieces


def _end_of_word(text: str, start: int, depth: int) -> int:
    """Where the word from `start` ends: at a blank or, inside parentheses, a closing one, but not within quotes."""
    at, inner = start, 0
    while at < len(text):
        sign = text[at]
        if sign == '"':
            at = _end_of_quote(text, at)
            continue
        if sign.isspace() or (sign == ")" and depth and not inner):
            break
        inner += (sign == "(") - (sign == ")" and inner > 0)
        at += 1
        if sign in ":,." and _is_dated(text, start) and (pair := _PAIR.match(text, at)):
            at = pair.end()
    return at


def _is_dated(text: str, start: int) -> bool:
    """True for a word whose field takes dates."""
    found = _FIELD.match(text, start)
    field = FIELDS.get(found[1].casefold()) if found else None
    return field is not None and field.takes in DATED


def _end_of_quote(text: str, start: int) -> int:
    at = start + 1
    while at < len(text) and text[at] != '"':
        at += 2 if text[at] == "\\" else 1
    return min(at + 1, len(text))


def unquote(text: str) -> str:
    """`text` without its quotes; inside them a backslash stands for the sign after it."""
    out, at = [], 0
    while at < len(text):
        if text[at] != '"':
            out.append(text[at])
            at += 1
            continue
        end = _end_of_quote(text, at)
        inner = text[at + 1 : end - 1 if end - 1 > at and text[end - 1] == '"' else end]
        out.append(re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL))
        at = end
    return "".join(out)


def _split(text: str) -> list[tuple[str, int]]:
    """`text` at commas outside quotes, each part with where it begins."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == '"':
            at = _end_of_quote(text, at)
            continue
        if text[at] == ",":
            parts.append((text[start:at], start))
            start = at + 1
        at += 1
    return [*parts, (text[start:], start)]


def _value(part: str, at: int) -> Value:
    place = Place(at, at + len(part))
    found = _OP.match(part)
    op, rest = (Op(found[0]), part[found.end() :]) if found else (Op.IS, part)
    dots = _dots(rest)
    if dots is None or op is not Op.IS:
        return Value(unquote(rest).strip(), op, None, place)
    return Value(unquote(rest[:dots]).strip(), Op.IS, unquote(rest[dots + 2 :]).strip(), place)


def _dots(text: str) -> int | None:
    """Where the two dots of a range are, outside quotes."""
    at = 0
    while at < len(text):
        if text[at] == '"':
            at = _end_of_quote(text, at)
            continue
        if text.startswith("..", at):
            return at
        at += 1
    return None

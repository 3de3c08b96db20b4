"""What a person typed, made safe to keep and to show. User text never carries terminal controls."""

import re
import unicodedata

TITLE_MAX = 300
LINE_MAX = 300
TEXT_MAX = 100_000
TAG = re.compile(r"[^\W\d_][\w.+/-]*")
"""A tag: one word that starts with a letter."""

# C0 and C1 controls, the bidirectional embeddings, overrides and isolates, and the line and paragraph separators:
# none of them has a meaning in a cell, and each of them can make a terminal lie.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_UNSAFE_BUT_BLANKS = re.compile(_UNSAFE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b\x0c\x0e-\x1f"))
_ESCAPES = re.compile("(?:\x1b[\\[\\]PX^_]|\x9b|\x9d)[0-?]*[ -/]*(?:[@-~]|$)")


def harmless(text: str) -> str:
    """`text` as it is, but without escape sequences and controls other than tabs and the ends of lines."""
    return _UNSAFE_BUT_BLANKS.sub("", _ESCAPES.sub("", text))


def one_line(text: str) -> str:
    """`text` as one line without controls, runs of blanks folded, composed (NFC)."""
    text = _UNSAFE.sub(" ", _ESCAPES.sub("", text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def many_lines(text: str) -> str:
    """`text` with its lines kept, tabs widened, other controls removed, composed (NFC)."""
    text = harmless(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    lines = (line.rstrip() for line in text.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(lines).strip("\n"))


def digits(text: str) -> str:
    """The digits of a phone number, so that any way of writing it is found."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())

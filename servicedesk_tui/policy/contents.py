"""Files as names and contents, without touching any: safe names, and what can be shown of a content.

A name that came from elsewhere never decides a path: only its last part counts, without what a terminal, a shell or a file
system might take for something else.
"""

import re
import unicodedata

from servicedesk_tui.vocabulary.text import many_lines, one_line

NAME_MOST = 120
"""The longest safe name, in bytes: any file system takes twice as much."""
MEGABYTE = 1_000_000
LOOKED_AT = 64 * 1024
"""Bytes of a content that are looked at."""
LINE_MOST = 400
"""Characters of a line that are shown."""
ADDRESS_MOST = 2000
"""Characters of an address."""
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
_TAKEN = re.compile(r'[<>:"|?*\\/]')


def safe_name(name: str) -> str:
    """A file's name that is harmless everywhere: no path, nothing that cannot be seen, none that a system keeps for itself, not too
    long."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(letter for letter in one_line(unicodedata.normalize("NFC", last)) if letter.isprintable())
    clean = _TAKEN.sub("_", one_line(seen)).strip(" .")
    if not clean:
        return "file"
    if _RESERVED.match(clean) or clean.startswith(("-", "~")):
        clean = f"_{clean}"
    return _shortened(clean)


def _shortened(name: str) -> str:
    """A name of at most so many bytes; its ending is kept."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        stem, ending = name, ""
    room = NAME_MOST - len(f".{ending}".encode()) if ending else NAME_MOST
    while len(stem.encode()) > room:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}.{ending}" if ending else stem.rstrip(" .")


def is_address(text: str) -> bool:
    """True for an address on the web, of which all can be seen."""
    return bool(_ADDRESS.fullmatch(text)) and text.isprintable() and len(text) <= ADDRESS_MOST


def is_text(content: bytes) -> bool:
    """True for a content that reads as text."""
    beginning = content[:LOOKED_AT]
    if b"\0" in beginning:
        return False
    try:
        beginning.decode("utf-8")
    except UnicodeDecodeError as error:
        # A letter may be cut in two at the end of what is looked at.
        return len(content) > LOOKED_AT and error.start >= LOOKED_AT - 3
    return True


def first_lines(content: bytes, media: str, lines: int) -> list[str] | None:
    """The beginning of a text, harmless to show; None for what is no text."""
    if not media.startswith("text/") and not is_text(content):
        return None
    text = content[:LOOKED_AT].decode("utf-8-sig", errors="replace")
    found = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")[:lines]
    return [many_lines(line.expandtabs(4)[:LINE_MOST]) for line in found]

"""A line of a checklist as people write or paste it: `- [x] order part 77-120 @ada due:fri`.

A bullet, a number and a box at its beginning are taken off; who does it and by when stand at its end. A line that is only
a task's reference stands for that task.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from servicedesk_tui.vocabulary.refs import number_of
from servicedesk_tui.vocabulary.text import one_line

from .pieces import Against, Found, Unknown, read_piece

_BULLET = re.compile(r"\s*(?:[-*+•·–]\s+|\d{1,3}[.)]\s+)?(?:\[(?P<box>[ xX]?)\]\s+|(?P<sign>[☐☑✓✔])\s*)?")
_REFERENCE = re.compile(r"(?:SD-|#)\d{1,9}", re.IGNORECASE)
_WORD = re.compile(r"\s*(\S+)")
_ESCAPED = re.compile(r"\\(?=@|due:)", re.IGNORECASE)
_AT_END = ("@", "due:")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What a line says. `number` is the task it stands for; `unknown` is what at its end was not understood."""

    text: str = ""
    done: bool = False
    number: int | None = None
    assignee: int | None = None
    due: datetime | None = None
    unknown: Unknown | None = None


def read_item(text: str, against: Against, *, is_bare: bool = False) -> ItemLine:
    """What `text` says. A `bare` line has no bullet to take off: it was there before, and is edited."""
    head = None if is_bare else _BULLET.match(text)
    rest = one_line(text[head.end() :] if head else text)
    done = bool(head and ((head["box"] or "").lower() == "x" or (head["sign"] or "") in tuple("☑✓✔")))
    end, said = len(rest), ItemLine(done=done)
    for start, token, found in reversed(_pieces_at_end(rest, against)):
        end, said = start, _with(said, token, found)
    kept = _ESCAPED.sub("", rest[:end].strip())
    number = number_of(kept) if _REFERENCE.fullmatch(kept) else None
    return replace(said, text=kept, number=number)


def write_item(text: str, after: Sequence[str], against: Against) -> str:
    """A line that is there as it is written to be read again as it is: `after` is what is said at its end (`@ada`), and
    what of `text` would be read so is escaped."""
    kept = _ESCAPED.sub(r"\\\\", text)
    while starts := [n for n, *_piece in _pieces_at_end(" ".join((kept, *after)), against) if n < len(kept)]:
        kept = f"{kept[: starts[-1]]}\\{kept[starts[-1] :]}"
    return " ".join((kept, *after))


def _pieces_at_end(text: str, against: Against) -> list[tuple[int, str, Found]]:
    """The pieces after which nothing else comes: where each begins, as it is written, and what it means."""
    found: list[tuple[int, str, Found]] = []
    for start, piece in _words(text, against):
        if piece is None or not piece[0].casefold().startswith(_AT_END):
            found.clear()
        else:
            found.append((start, *piece))
    return found


def _words(text: str, against: Against) -> Iterator[tuple[int, tuple[str, Any] | None]]:
    at = 0
    while word := _WORD.match(text, at):
        piece = read_piece(text, word.start(1), against)
        yield word.start(1), piece
        at = word.start(1) + len(piece[0]) if piece else word.end()
        while piece and at < len(text) and text[at] in ".,;":
            at += 1


def _with(said: ItemLine, token: str, found: Found) -> ItemLine:
    """`said` with one piece more; one that says again what was said is not understood."""
    if isinstance(found, Unknown):
        return replace(said, unknown=found)
    name, value = ("assignee", found["owner"]) if "owner" in found else ("due", found["due"])
    if getattr(said, name) is not None:
        return replace(said, unknown=Unknown(token, "repeated"))
    return replace(said, **{name: value})

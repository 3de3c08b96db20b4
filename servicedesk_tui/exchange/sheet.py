"""A file of separated values as lines of cells: its encoding, its separator, its quoted line breaks.

What the cells mean is not known here. Line numbers are those of the file as an editor counts them.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Invalid

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 30
_FOREIGN = {
    b"PK\x03\x04": "Excel (xlsx), LibreOffice",
    b"\xd0\xcf\x11\xe0": "Excel (xls)",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3": "SQLite",
}
# What one-byte files of Danish and its neighbours hold beside ASCII; the encoding under which a file holds most of
# it, and least of anything else, is the one it was written in.
_WEIGHTS = dict.fromkeys("éÉèüÜöÖäÄßôêëç–—’‘“”„…€£§°½¼²³µ·´«»\xa0", 1) | dict.fromkeys("æøåÆØÅ", 3)
_UNEXPECTED = -2
_ONE_BYTE = ("cp1252", "mac_roman", "cp850")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the file's line it begins on, the one it ends on, its cells."""

    number: int
    last: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """True when no cell says anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as rows of cells. `unclosed` is the line of a quotation mark that nothing closes; rows end before it."""

    lines: tuple[Line, ...]
    encoding: str
    separator: str
    unclosed: int | None = None


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the name of its encoding: by its byte order mark, else UTF-16, UTF-8, then one-byte ones.

    Raises `Invalid` for a file that is no text, or not the one its mark says."""
    for magic, name in _FOREIGN.items():
        if data.startswith(magic):
            raise Invalid(_("This is a file of another kind ({kind}); save it as CSV and try again.").format(kind=name))
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decode_as(data, encoding), encoding
    if guessed := _guess_utf16(data):
        return _decode_as(data, guessed), guessed
    if b"\0" in data:
        raise Invalid(_("This is no text file; save the spreadsheet as CSV and try again."))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return max(((_decode_one_byte(data, name), name) for name in _ONE_BYTE), key=lambda read: _score(read[0]))


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Invalid(
            _("The file says that it is {encoding}, but byte {byte} is not; save it as CSV again.").format(
                encoding=encoding.upper().removesuffix("-SIG"), byte=wrong.start + 1
            )
        ) from None


def _guess_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    head = data[:4000]
    half = len(head) // 2
    if half == 0 or len(data) % 2:
        return None
    if head[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > half * 0.7 else None


def _decode_one_byte(data: bytes, encoding: str) -> str:
    # Windows leaves five bytes of 1252 undefined and passes them through.
    return "".join(bytes([b]).decode("latin-1") if c == "\ufffd" else c for b, c in _pairs(data, encoding))


def _pairs(data: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    return zip(data, data.decode(encoding, "replace"), strict=True)


def _score(text: str) -> int:
    return sum(_WEIGHTS.get(c, _UNEXPECTED) for c in text if ord(c) > 127)


def read_sheet(data: bytes, recognise: Callable[[tuple[str, ...]], int]) -> Sheet:
    """The rows of `data`. `recognise` counts the headings it knows in a row, which tells the separators apart."""
    text, encoding = decode(data)
    named, offset = _read_named_separator(text)
    separator = named or max(SEPARATORS, key=lambda s: _rate(text, s, recognise))
    lines, unclosed = _split(text, separator)
    return Sheet(tuple(line for line in lines if line.number > offset), encoding, separator, unclosed)


def _read_named_separator(text: str) -> tuple[str | None, int]:
    """Excel's own first line `sep=;`."""
    first = text[:8].split("\n", 1)[0].rstrip("\r").strip('"')
    return (first[4:5], 1) if first[:4].lower() == "sep=" and len(first) == 5 else (None, 0)


def _rate(text: str, separator: str, recognise: Callable[[tuple[str, ...]], int]) -> tuple[int, int, int]:
    """How well `separator` fits: headings recognised, then rows of the commonest width, then that width."""
    sample = "".join(line for line, _n in zip(io.StringIO(text, newline=""), range(_SAMPLE), strict=False))
    rows = [line.cells for line in _split(sample, separator)[0] if not line.is_blank]
    widths = [len(row) for row in rows]
    common = max(set(widths), key=widths.count, default=1)
    return max(map(recognise, rows), default=0), widths.count(common) if common > 1 else 0, common


def _split(text: str, separator: str) -> tuple[list[Line], int | None]:
    """The rows of `text`, and the line of a quotation mark that is never closed."""
    physical = io.StringIO(text, newline="")
    reader = csv.reader(physical, delimiter=separator)
    lines: list[Line] = []
    before = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            return lines, before + 1
        if cells is None:
            return _drop_unclosed(text, lines, separator)
        line = Line(before + 1, reader.line_num, tuple(cells))
        if _swallows_rows(line, separator, lines):
            return lines, line.number
        lines.append(line)
        before = reader.line_num


def _swallows_rows(line: Line, separator: str, before: list[Line]) -> bool:
    """True when a quoted cell holds lines that are whole rows: its quotation mark was a slip."""
    width = max((len(row.cells) for row in before[:_SAMPLE]), default=0)
    if width < 3 or line.number == line.last:
        return False
    return any(inner.count(separator) >= width - 1 for cell in line.cells for inner in cell.splitlines()[1:])


def _drop_unclosed(text: str, lines: list[Line], separator: str) -> tuple[list[Line], int | None]:
    """`lines` without the last one where the file ends inside its quotation marks."""
    if not lines or '"' not in text:
        return lines, None
    last = lines[-1].number
    raw = [part for number, part in enumerate(io.StringIO(text, newline=""), 1) if number >= last]
    try:
        list(csv.reader(raw, delimiter=separator, strict=True))
    except csv.Error as wrong:
        if "unexpected end" in str(wrong):
            return lines[:-1], last
    return lines, None

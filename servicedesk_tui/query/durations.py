"""Reading how long something is: `90m`, `2h`, `1.5h`, `2d`, `1w`, `1h30m`, and in Danish `2t`, `3u`, `2 timer`."""

import re
from datetime import timedelta

from .names import fold

_UNITS = (
    (timedelta(minutes=1), "m min mins minute minutes minut minutter"),
    (timedelta(hours=1), "h hr hrs hour hours t time timer"),
    (timedelta(days=1), "d day days dag dage dogn"),
    (timedelta(weeks=1), "w week weeks u uge uger"),
    (timedelta(days=30), "mo mos month months md mdr maned maneder"),
    (timedelta(days=365), "y yr year years ar"),
)
UNITS = {fold(word): length for length, words in _UNITS for word in words.split()}
"""Units by every name they are read by. As a length a month is 30 days and a year 365."""

LONGEST = timedelta(days=36_500)
"""A hundred years: past that it is a slip."""

_LONGEST_TEXT = 40
_PART = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([a-z]+)\.?(?:\s+|\s*,\s*|$|(?=\d))", re.ASCII)


def parse_duration(text: str) -> timedelta | None:
    """The length `text` means; None when it is none. Every number needs its unit."""
    plain = fold(text) if len(text) <= _LONGEST_TEXT else ""
    total, at = timedelta(0), 0
    while at < len(plain):
        part = _PART.match(plain, at)
        unit = UNITS.get(part[2]) if part else None
        if part is None or unit is None:
            return None
        total += unit * float(part[1].replace(",", "."))
        at = part.end()
    return total if plain and timedelta(0) < total <= LONGEST else None

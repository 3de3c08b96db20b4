"""Reading how often something comes again: `every:week`, `every:2w`, `every:6mo`, in English and Danish."""

import re

from .names import fold

_UNITS = {
    "DAILY": "d day days daily dag dage daglig dagligt",
    "WEEKLY": "w wk week weeks weekly u uge uger ugentlig ugentligt",
    "MONTHLY": "mo mon month months monthly md mdr maned maneder manedlig manedligt",
    "YEARLY": "y yr year years yearly annual annually ar arlig arligt",
}
FREQUENCIES = {fold(word): name for name, words in _UNITS.items() for word in words.split()}
_TIMES = {"quarter": ("MONTHLY", 3), "quarterly": ("MONTHLY", 3), "kvartal": ("MONTHLY", 3)}
_EVERY = re.compile(r"(?:(?:every|hver|hvert)\s+)?(\d{1,3})?[.\s]*([^\W\d_]+)\.?")
MOST = 366


def parse_every(text: str) -> str | None:
    """The RRULE (RFC 5545) that `text` means; None when it is no rhythm."""
    found = _EVERY.fullmatch(fold(text)) if len(text) <= 40 else None
    if not found:
        return None
    count, word = int(found[1] or 1), found[2]
    if word in ("weekday", "weekdays", "hverdag", "hverdage"):
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" if count == 1 else None
    if word in _TIMES:
        frequency, times = _TIMES[word]
        count *= times
    else:
        frequency = FREQUENCIES.get(word, "")
    if not frequency or not 1 <= count <= MOST:
        return None
    return f"FREQ={frequency}" + (f";INTERVAL={count}" if count > 1 else "")

"""Reading and writing how somebody wants to be told: quiet hours, and how long what is not urgent is collected."""

import re
from datetime import time

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Invalid

from .names import fold
from .pieces import parse_minutes

NEVER = ("-", "none", "never", "ingen", "aldrig", "off", "fra")
"""Words for no quiet hours, no collecting, not on call."""
DIGEST_MOST = 24 * 60
_HOURS = re.compile(
    r"(?P<h1>\d{1,2})(?:[:.](?P<m1>\d{2}))?\s*(?:-|–|to|til)\s*(?P<h2>\d{1,2})(?:[:.](?P<m2>\d{2}))?", re.ASCII
)


def read_quiet(text: str) -> tuple[time, time]:
    """From when to when it is quiet: `20-7`, `22:30-6`; the same twice is never (`-`). Raises `Invalid`."""
    plain = fold(text)
    if plain in NEVER:
        return time(0), time(0)
    found = _HOURS.fullmatch(plain)
    if found is None:
        raise Invalid(_("“{text}” are no hours; write 20-7, or - for none.").format(text=text[:40]))
    return _clock(found["h1"], found["m1"]), _clock(found["h2"], found["m2"])


def write_quiet(start: time, end: time) -> str:
    """Quiet hours as `read_quiet` reads them; `-` for none."""
    return "-" if start == end else f"{start:%H:%M}-{end:%H:%M}"


def read_digest(text: str) -> int:
    """The minutes for which what is not urgent is collected: `30m`, `1h`; 0 for `-`. Raises `Invalid`."""
    if fold(text) in (*NEVER, "0"):
        return 0
    minutes = parse_minutes(text)
    if minutes is None or minutes > DIGEST_MOST:
        raise Invalid(_("“{text}” is no time up to a day; write 30m or 1h, or - for at once.").format(text=text[:40]))
    return minutes


def _clock(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour) % 24 if hour == "24" else int(hour), int(minute or 0))
    except ValueError:
        raise Invalid(_("{time} is no time of day.").format(time=f"{hour}:{minute or '00'}")) from None

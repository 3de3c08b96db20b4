"""What happened on the whole desk, as a page to read: searched like the others."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import day
from servicedesk_tui.vocabulary.history_rows import HistoryLine

from ..paint import clean, wrap
from .pages import Block, Entry, Page

_TIME = 7


def history_page(lines: Sequence[HistoryLine], now: datetime, zone: ZoneInfo) -> Page:
    """The page: a block a day, the latest first."""

    def date_of(line: HistoryLine) -> date:
        return line.at.astimezone(zone).date()

    def blocks(width: int) -> list[Block]:
        today = now.astimezone(zone).date()
        return [
            Block(day(of, today), tuple(_entry(line, width, zone) for line in said))
            for of, said in groupby(lines, key=date_of)
        ]

    return Page(lambda: _("What happened"), blocks)


def _entry(line: HistoryLine, width: int, zone: ZoneInfo) -> Entry:
    said = clean(line.sentence) + (f" ({_('taken back')})" if line.undone else "")
    style = "dim" if line.undone else ""
    time = f"{line.at.astimezone(zone):%H:%M}".rjust(_TIME)
    parts = wrap(said, max(12, width - _TIME - 3))
    return Entry(
        tuple(
            [(time if number == 0 else " " * _TIME, "dim"), (f"  {part}", style)] for number, part in enumerate(parts)
        )
    )

"""Which columns of the board are in view, and how wide each is.

A column is never under `NARROWEST` cells; what does not fit beside the others is scrolled to, sideways. A folded one takes
`FOLDED` cells. Under `ONE_COLUMN` cells one column is in view, under a strip of all their names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NARROWEST = 22
FOLDED = 5
ONE_COLUMN = 60


@dataclass(frozen=True, slots=True)
class Frame:
    """Which columns are in view, from the one at `left`, and how wide each is."""

    left: int
    widths: tuple[int, ...]

    def start(self, number: int) -> int:
        """The cell where column `number` begins."""
        shown = number - self.left
        return sum(self.widths[:shown]) + shown

    def width(self, number: int) -> int:
        """The cells of column `number`."""
        return self.widths[number - self.left]

    def at_cell(self, x: int) -> int | None:
        """The column that cell `x` belongs to; None on a bar or past the last."""
        for shown in range(len(self.widths)):
            start = self.start(self.left + shown)
            if start <= x < start + self.widths[shown]:
                return self.left + shown
        return None


def frame(width: int, folded: Sequence[bool], at: int, left: int, narrowest: int = NARROWEST) -> Frame:
    """The frame in `width` cells for columns that are `folded` or not, which shows column `at` and moves `left` as
    little as it can. A column that is not folded has `narrowest` cells at least."""
    if width < ONE_COLUMN:
        return Frame(at, (width,))
    left = max(0, min(left, at))
    while _last(width, folded, left, narrowest) <= at:
        left += 1
    while left > 0 and _last(width, folded, left - 1, narrowest) == len(folded):
        left -= 1
    last = _last(width, folded, left, narrowest)
    shown = folded[left:last]
    room = width - (len(shown) - 1) - FOLDED * sum(shown)
    count = max(1, len(shown) - sum(shown))
    widths, given = [], 0
    for one in shown:
        if one:
            widths.append(FOLDED)
            continue
        widths.append(room // count + (1 if given < room % count else 0))
        given += 1
    return Frame(left, tuple(widths))


def _last(width: int, folded: Sequence[bool], left: int, narrowest: int) -> int:
    """The column before which there is no more room, from `left` on; one always has room."""
    used, number = 0, left
    while number < len(folded):
        used += (FOLDED if folded[number] else narrowest) + (1 if number > left else 0)
        if used > width and number > left:
            break
        number += 1
    return number

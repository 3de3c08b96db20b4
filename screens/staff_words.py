"""Words of one line about a person's or a calendar's time: a skill with its level, a week's hours explained as written."""

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Invalid

from .glyphs import GLYPHS
from .prompts import Row
from .reading import CLEARED
from .staff_rows import week_lines


def read_skill(text: str) -> tuple[str, int | None]:
    """`pump 2`: the skill and its level, 1 where none is said; `-pump` is None, no longer."""
    if text.startswith("-"):
        return text[1:].strip().lstrip("#"), None
    name, _blank, level = text.rpartition(" ")
    if name and level.isdecimal():
        return name.strip().lstrip("#"), int(level)
    return text.lstrip("#"), 1


def explain_week(text: str, *, cleared: str) -> list[Row]:
    """What hours of a week mean, while they are written."""
    from servicedesk_tui.query.hours import read_week

    if text.strip() in CLEARED:
        return [[(cleared, "")]]
    try:
        week = read_week(text)
    except Invalid as refusal:
        return [[(refusal.message, "dim")], [(_("mon-thu 8-12 12.30-16, fri 8-24:00, sat 22-6"), "dim")]]
    return [
        [(f"{GLYPHS.arrow} {line}" if n == 0 else f"  {line}", "accent")] for n, line in enumerate(week_lines(week))
    ]

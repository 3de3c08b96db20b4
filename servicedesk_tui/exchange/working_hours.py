"""A working calendar as TOML: written to be edited by hand, and read with each fault named by its key or line.

name = "working hours"
zone = "Europe/Copenhagen"

[weekly]
mon = "8-12 12:30-16"

[exceptions]
2026-12-24 = "-"
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from servicedesk_tui.locale import _
from servicedesk_tui.query.date_words import WEEKDAYS
from servicedesk_tui.query.hours import read_hours, write_hours
from servicedesk_tui.query.names import fold
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import CalendarView, Hours, SaveCalendar

_Day = TypeVar("_Day", int, date)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TEXTS = ("key", "name", "zone")
_TABLES = ("weekly", "exceptions")


def write_calendar(view: CalendarView) -> str:
    """The calendar, every day of the week named."""
    lines = [f"{name} = {json.dumps(getattr(view, name), ensure_ascii=False)}" for name in _TEXTS]
    lines += ["", "[weekly]"]
    lines += [f'{name} = "{write_hours(view.weekly.get(day, ()))}"' for day, name in enumerate(_DAYS, 1)]
    lines += ["", "[exceptions]"]
    lines += [f'{day} = "{write_hours(hours)}"' for day, hours in sorted(view.exceptions.items())]
    return "\n".join(lines) + "\n"


def read_calendar(text: str) -> SaveCalendar:
    """The command that keeps it. Raises `Invalid`, which says where the fault is."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Invalid(_("This is no TOML: {why}.").format(why=fault)) from None
    unknown = sorted(set(found) - {*_TEXTS, *_TABLES})
    if unknown:
        known = ", ".join((*_TEXTS, *_TABLES))
        raise Invalid(_("{key} is nothing of a calendar; there are {known}.").format(key=unknown[0], known=known))
    texts = {name: _text(found, name) for name in _TEXTS}
    weekly = _days(_table(found, "weekly"), "weekly", _weekday)
    days = _days(_table(found, "exceptions"), "exceptions", _day)
    return SaveCalendar(**texts, weekly={day: hours for day, hours in weekly.items() if hours}, exceptions=days)


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise Invalid(_("{key} is a text in quotes.").format(key=name))
    return value


def _table(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = found.get(name, {})
    if not isinstance(value, dict):
        raise Invalid(_("{key} is a table: write [{key}], and the days under it.").format(key=name))
    return value


def _days(table: Mapping[str, Any], name: str, read_key: Callable[[str], _Day]) -> dict[_Day, Hours]:
    days: dict[_Day, Hours] = {}
    for key, value in table.items():
        day = read_key(key)
        if day in days:
            raise Invalid(_("{key}: that day stands there twice.").format(key=f"{name}.{key}"))
        days[day] = _hours(f"{name}.{key}", value)
    return days


def _weekday(key: str) -> int:
    number = WEEKDAYS.get(fold(key))
    if number is None:
        raise Invalid(_("weekly.{key}: no such day of the week; write mon to sun.").format(key=key))
    return number + 1


def _day(key: str) -> date:
    try:
        return date.fromisoformat(key)
    except ValueError:
        raise Invalid(_("exceptions.{key}: no such date; write 2026-12-24.").format(key=key)) from None


def _hours(key: str, value: Any) -> Hours:
    if not isinstance(value, str):
        raise Invalid(_('{key}: write hours in quotes, as in "8-12 12:30-16", or "-" for none.').format(key=key))
    try:
        return read_hours(value)
    except Invalid as fault:
        raise Invalid(f"{key}: {fault.message}") from None

"""Values as people give them, checked and cleaned: text, days, numbers."""

from datetime import datetime
from enum import Enum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import field_word
from servicedesk_tui.models import RANK_NO_DUE
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import LINE_MAX, TAG, TEXT_MAX, TITLE_MAX, many_lines, one_line

E = TypeVar("E", bound=Enum)


def line(text: str, field: str, *, most: int = LINE_MAX, empty: bool = True) -> str:
    """One clean line, not longer than `most`; empty only where that is allowed."""
    clean = one_line(text)
    if not clean and not empty:
        raise Invalid(_("{field} must not be empty.").format(field=_capital(field_word(field))))
    if len(clean) > most:
        raise Invalid(
            _("{field} has {count} characters; {most} is the most.").format(
                field=_capital(field_word(field)), count=len(clean), most=most
            )
        )
    return clean


def title(text: str) -> str:
    """A task's title."""
    return line(text, "title", most=TITLE_MAX, empty=False)


def body(text: str, field: str = "body", *, empty: bool = True) -> str:
    """Clean text of many lines."""
    clean = many_lines(text)
    if not clean.strip() and not empty:
        raise Invalid(_("{field} must not be empty.").format(field=_capital(field_word(field))))
    if len(clean) > TEXT_MAX:
        raise Invalid(
            _("{field} has {count} characters; {most} is the most.").format(
                field=_capital(field_word(field)), count=len(clean), most=TEXT_MAX
            )
        )
    return clean


def tag(text: str) -> str:
    """A tag: a word that starts with a letter, in lower case."""
    clean = one_line(text).lstrip("#").lower()
    if not TAG.fullmatch(clean) or len(clean) > 60:
        raise Invalid(_("{tag} is no tag: one word that starts with a letter.").format(tag=clean[:60] or "#"))
    return clean


def moment(at: datetime | None, field: str) -> datetime | None:
    """An aware moment, or none."""
    if at is not None and at.tzinfo is None:
        raise Invalid(_("{field} needs a time zone.").format(field=_capital(field_word(field))))
    return at


def member(enum: type[E], value: Any, field: str) -> E:
    """A member of an enumeration, by itself or by value."""
    try:
        return enum(value)
    except ValueError:
        known = ", ".join(str(m.value) for m in enum)
        raise Invalid(
            _("{value} is not one of {known} ({field}).").format(
                value=str(value)[:60], known=known, field=field_word(field)
            )
        ) from None


def minutes(value: Any, field: str) -> int | None:
    """A length in whole minutes, at most a working year; or none."""
    if value is None:
        return None
    if not isinstance(value, int) or not 0 <= value <= 120_000:
        raise Invalid(_("{field} must be 0 to 120000 minutes.").format(field=_capital(field_word(field))))
    return value


def zone(name: str) -> str:
    """A time zone by its name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(_("{zone} is no time zone; write it as Europe/Copenhagen.").format(zone=name[:60])) from None
    return name


def rank_of(due: datetime | None) -> int:
    """The default rank: the due moment in microseconds since 1970, a far constant when there is none."""
    return RANK_NO_DUE if due is None else int(due.timestamp() * 1_000_000)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

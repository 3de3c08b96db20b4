"""Absences as people write them, on Monday 2 March 2026 at eight in Copenhagen."""

from datetime import datetime

import pytest

from servicedesk_tui.query.away import read_away, write_away
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.refusals import Invalid

from ..stores import START, ZONE

LOGINS = ("anna", "bo", "ada")
HOLIDAY, SICK, COURSE = AbsenceKind.HOLIDAY, AbsenceKind.SICK, AbsenceKind.COURSE


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "starts", "ends", "is_day", "kind", "substitute"),
    [
        ("fri", "2026-03-06", "2026-03-07", True, HOLIDAY, None),
        ("today sick", "2026-03-02", "2026-03-03", True, SICK, None),
        ("mon..fri course", "2026-03-09", "2026-03-14", True, COURSE, None),
        ("man..fre kursus bo", "2026-03-09", "2026-03-14", True, COURSE, "bo"),
        ("24/12..1/1 holiday @ada", "2026-12-24", "2027-01-02", True, HOLIDAY, "ada"),
        ("24/12 til 1/1 bo ferie", "2026-12-24", "2027-01-02", True, HOLIDAY, "bo"),
        ("2026-12-24", "2026-12-24", "2026-12-25", True, HOLIDAY, None),
        ("2026-12-24..2026-12-31 course", "2026-12-24", "2027-01-01", True, COURSE, None),
        ("week 12", "2026-03-16", "2026-03-23", True, HOLIDAY, None),
        ("tomorrow 12-16 sick", "2026-03-03T12:00", "2026-03-03T16:00", False, SICK, None),
        ("tomorrow 12:30..16:00", "2026-03-03T12:30", "2026-03-03T16:00", False, HOLIDAY, None),
        ("today 13-24", "2026-03-02T13:00", "2026-03-03", False, HOLIDAY, None),
        ("fre fri", "2026-03-06", "2026-03-07", True, HOLIDAY, None),
        ("29/3", "2026-03-29", "2026-03-30", True, HOLIDAY, None),
    ],
)
def test_it_is_read(text: str, starts: str, ends: str, is_day: bool, kind: AbsenceKind, substitute: str | None) -> None:
    away = read_away(text, now=START, zone=ZONE, logins=LOGINS)
    assert (away.starts, away.ends, away.is_day) == (at(starts), at(ends), is_day)
    assert (away.kind, away.substitute) == (kind, substitute)
    assert read_away(write_away(away, ZONE), now=START, zone=ZONE, logins=LOGINS) == away


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "From when to when"),
        ("fri @zoe", "nobody called “zoe”"),
        ("fri 12:00", "Until when"),
        ("1/6..1/5/2026", "ends after it starts"),
        ("fri 16-12", "ends after it starts"),
        ("fri 12-26", "26 is no time of day"),
        ("mon..tue..wed", "From when to when"),
        ("mon..fri dentist", r"“dentist” is no reason \(holiday, sick, course, other\) and nobody's login"),
        ("tomorrow 12-16 zoe", "“zoe” is no reason"),
        ("fri 99-100", "is not a date"),
        ("gibberish dentist", "is not a date"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_away(text, now=START, zone=ZONE, logins=LOGINS)

"""Moments, ages, times of work and counts of a filter, as half-open stretches."""

import dataclasses
from datetime import datetime, timedelta

from servicedesk_tui.vocabulary.refusals import Invalid

from .against import Desk
from .ast import Op, Term, Value
from .dates import parse_span
from .durations import parse_duration
from .faults import refuse
from .fields import FIELDS, Takes
from .meaning import Between
from .pieces import parse_minutes

_COLUMNS = {"age": "created"}
_MOST = {"priority": 4, "impact": 3, "urgency": 3}


def read_moment(desk: Desk, term: Term, value: Value) -> Between:
    """A moment: a date stands for all of it, a duration for so long ago or so far ahead."""
    field = _COLUMNS.get(term.field, term.field)
    if value.upto is not None:
        low = _stretch(desk, term, value, value.text)[0] if value.text else None
        high = _stretch(desk, term, value, value.upto)[1] if value.upto else None
        if low and high and high <= low:
            is_age = FIELDS[term.field].takes is Takes.AGE
            low, high = (high, low) if is_age else (low, _following(desk, term, value, low))
        return Between(field, low, high)
    duration = parse_duration(value.text)
    if duration is not None:
        return _counted(desk, field, FIELDS[term.field].takes, value.op, duration)
    return _compared(field, value.op, *_stretch(desk, term, value, value.text))


def _following(desk: Desk, term: Term, value: Value, low: datetime) -> datetime:
    """The end of a range that is named as seen from its start: `mon..fri` on a Thursday is next week."""
    assert value.upto is not None
    return _stretch(dataclasses.replace(desk, now=low), term, value, value.upto)[1]


def _stretch(desk: Desk, term: Term, value: Value, text: str) -> tuple[datetime, datetime]:
    takes = FIELDS[term.field].takes
    duration = parse_duration(text)
    if duration is not None:
        point = _point(desk, takes, duration)
        return point, point
    if takes is Takes.AGE:
        refuse("duration", text, value.place)
    try:
        span = parse_span(text, now=desk.now, zone=desk.zone, past=takes is Takes.PAST)
    except Invalid:
        refuse("date", text, value.place)
    return span.start, span.end


def _point(desk: Desk, takes: Takes, duration: timedelta) -> datetime:
    """So far ahead of now, or so long before it; never past the calendar's ends."""
    try:
        return desk.now + duration if takes is Takes.COMING else desk.now - duration
    except OverflowError:
        return (datetime.max if takes is Takes.COMING else datetime.min).replace(tzinfo=desk.now.tzinfo)


def _counted(desk: Desk, field: str, takes: Takes, op: Op, duration: timedelta) -> Between:
    """`<2d` is nearer to now than two days, `>2d` further away; `due:2d` is within the coming two days."""
    point = _point(desk, takes, duration)
    if takes is not Takes.COMING:
        return Between(field, None, point) if op in (Op.MORE, Op.AT_LEAST) else Between(field, point, None)
    if op in (Op.MORE, Op.AT_LEAST):
        return Between(field, point, None)
    return Between(field, desk.now if op in (Op.IS, Op.EQUAL) else None, point)


def read_count(_desk: Desk, term: Term, value: Value) -> Between:
    """A whole number; priorities and levels within their bounds."""
    low, high = _number(term, value, value.text), _number(term, value, value.upto or "")
    if value.upto is not None:
        return Between(term.field, low, None if high is None else high + 1)
    assert low is not None
    return _compared(term.field, value.op, low, low + 1)


def _number(term: Term, value: Value, text: str) -> int | None:
    if not text:
        return None
    most = _MOST.get(term.field)
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or (most and not 1 <= int(text) <= most):
        kind = "priority" if term.field == "priority" else "level" if most else "number"
        refuse(kind, text, value.place)
    return int(text)


def read_minutes(_desk: Desk, term: Term, value: Value) -> Between:
    """A time of work, in minutes."""
    low, high = _minutes(value, value.text), _minutes(value, value.upto or "")
    if value.upto is not None:
        return Between(term.field, low, None if high is None else high + 1)
    assert low is not None
    return _compared(term.field, value.op, low, low + 1)


def _minutes(value: Value, text: str) -> int | None:
    if not text:
        return None
    minutes = 0 if text in ("0", "0m", "0h") else parse_minutes(text)
    if minutes is None:
        refuse("duration", text, value.place)
    return minutes


def _compared(field: str, op: Op, start: datetime | int, end: datetime | int) -> Between:
    """The values of `field` that `op` compares with the stretch from `start` to before `end`."""
    match op:
        case Op.LESS:
            return Between(field, None, start)
        case Op.AT_MOST:
            return Between(field, None, end)
        case Op.MORE:
            return Between(field, end, None)
        case Op.AT_LEAST:
            return Between(field, start, None)
        case _:
            return Between(field, start, end)

"""When a reminder is raised, and when what was raised makes itself heard. Pure: tasks, working time and now are arguments.

A reminder hangs on a moment and moves with it: what is asked here is only what holds now, so nothing has to be kept in step.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.reminding import DEFAULT_MATRIX, Anchor, Channel, NoticeKind, Preferences

from .capacity import WorkTime
from .working import open_spans, subtract, union

HORIZON = timedelta(days=60)
"""How far back or ahead working time is looked for; where there is none, clock time counts."""
BY_NAME = frozenset(
    {
        NoticeKind.REMINDER,
        NoticeKind.VISIT,
        NoticeKind.ASSIGNED,
        NoticeKind.HANDOVER,
        NoticeKind.RETURNED,
        NoticeKind.UNANSWERED,
        NoticeKind.MENTION,
    }
)
"""What is meant for somebody by name: muting its task does not keep it from them."""
_KINDS = frozenset(kind.value for kind in NoticeKind)
_AT_ITS_TIME = frozenset({NoticeKind.REMINDER, NoticeKind.VISIT, NoticeKind.DUE})
"""What no digest waits for."""


class Again(Protocol):
    """Moments that come again and again."""

    def after(self, last: datetime | None) -> datetime | None:
        """The next one after a moment; after None the first."""
        ...

    def latest(self, now: datetime) -> datetime | None:
        """The last one that has come by now."""
        ...


@dataclass(frozen=True, slots=True)
class Hung:
    """What a reminder may hang on, of its task."""

    is_open: bool = True
    due: datetime | None = None
    visit: datetime | None = None
    wakes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A reminder as it was asked for. `again` knows the moments of one that comes again and again; `last` is the moment it was last
    raised for."""

    anchor: Anchor
    at: datetime | None = None
    minutes_before: int = 0
    working: bool = False
    again: Again | None = None
    last: datetime | None = None


def moment_of(asked: Asked, hung: Hung | None, worktime: WorkTime | None) -> datetime | None:
    """When a reminder is to be raised next; None while what it hangs on is not there, or was raised already. A moment may
    have passed. `hung` is None for one without a task, `worktime` is wanted for working time."""
    if hung is not None and not hung.is_open:
        return None
    if asked.anchor is Anchor.AT:
        return asked.again.after(asked.last) if asked.again else _unless_raised(asked.at, asked.last)
    assert hung is not None
    on = {Anchor.DUE: hung.due, Anchor.VISIT: hung.visit, Anchor.WAKE: hung.wakes}[asked.anchor]
    if on is None:
        return None
    before = timedelta(minutes=asked.minutes_before)
    found = worked_before(worktime, on, before) if asked.working and worktime else on - before
    return _unless_raised(found, asked.last)


def latest_of(asked: Asked, moment: datetime, now: datetime) -> datetime:
    """Of a reminder that comes again and was missed several times, the last of them: it is told once."""
    latest = asked.again.latest(now) if asked.again else None
    return max(moment, latest) if latest else moment


def _unless_raised(moment: datetime | None, last: datetime | None) -> datetime | None:
    return None if moment is None or moment == last else moment


def worked_before(worktime: WorkTime, moment: datetime, length: timedelta) -> datetime:
    """The last moment from which `length` of somebody's working time passes until `moment`; clock time where they do not work
    that much within the horizon."""
    held, left = union(worktime.away), length
    end = moment
    while moment - end < HORIZON and left > timedelta():
        start = end - timedelta(days=1)
        spans = [rest for span in open_spans(worktime.calendar, start, end) for rest in subtract(span, held)]
        for span in reversed(spans):
            if span.length >= left:
                return span.end - left
            left -= span.length
        end = start
    return moment - length


# -- being heard -------------------------------------------------------------------------------------------------------


def channels_of(kind: NoticeKind, preferences: Preferences, *, muted: bool) -> tuple[Channel, ...] | None:
    """How a notification makes itself heard: () not at all, None it is not even raised."""
    found = preferences.matrix.get(kind, ())
    if kind is NoticeKind.FAILED and found:
        # What failed may be one of these: it would tell of itself for ever.
        found = tuple(channel for channel in found if channel in (Channel.LINE, Channel.BELL))
    if muted and kind not in BY_NAME:
        return None if kind is NoticeKind.CHANGED or found is None else ()
    return found


def heard_at(
    kind: NoticeKind, preferences: Preferences, worktime: WorkTime, now: datetime, *, urgent: bool
) -> datetime:
    """When something raised now is to be heard: not in quiet hours, nor outside working hours where only those are wanted,
    but for what is urgent and for who is on call; together with other things where digests are wanted."""
    on_call = preferences.on_call_until is not None and now < preferences.on_call_until
    if on_call or (urgent and preferences.urgent_always):
        return now
    at = now
    if preferences.digest_minutes and kind not in _AT_ITS_TIME:
        at = _next_digest(at, worktime.own_zone, preferences.digest_minutes)
    tried = at
    for _try in range(8):  # out of one night into a day off, and so on
        later = _after_quiet(tried, worktime.own_zone, preferences)
        if preferences.only_working:
            later = _when_working(later, worktime)
        if later == tried:
            return tried
        tried = later
    return _when_working(at, worktime)  # all of their hours are quiet: then those hours it is


def _next_digest(at: datetime, zone: ZoneInfo, minutes: int) -> datetime:
    local = at.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    step = timedelta(minutes=minutes)
    return midnight + -((midnight - at) // step) * step


def _after_quiet(at: datetime, zone: ZoneInfo, preferences: Preferences) -> datetime:
    start, end = preferences.quiet_from, preferences.quiet_to
    local = at.astimezone(zone)
    if not is_between(local.time(), start, end):
        return at
    day = local.date() + timedelta(days=1 if start > end and local.time() >= start else 0)
    return datetime.combine(day, end, zone).astimezone(UTC)


def is_between(moment: time, start: time, end: time) -> bool:
    """True from `start` until before `end`, over midnight where it ends before it begins; the same twice is never."""
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end


def _when_working(at: datetime, worktime: WorkTime) -> datetime:
    if worktime.is_on_shift(at):
        return at
    for days in (2, 8, HORIZON.days):
        shifts = worktime.shifts(at, at + timedelta(days=days))
        if shifts:
            return shifts[0].start
    return at


def preferences_from(stored: Mapping[str, object]) -> Preferences:
    """What was stored of how somebody wants to be told; what is missing or strange is as it came."""
    matrix = dict(DEFAULT_MATRIX)
    kept = stored.get("matrix")
    for name, channels in (kept if isinstance(kept, Mapping) else {}).items():
        if name in _KINDS:
            listed = channels if isinstance(channels, list) else []
            matrix[NoticeKind(name)] = None if channels is None else tuple(c for c in Channel if c.value in listed)
    until = stored.get("on_call_until")
    plain = Preferences()
    return Preferences(
        matrix,
        _time(stored.get("quiet_from"), plain.quiet_from),
        _time(stored.get("quiet_to"), plain.quiet_to),
        bool(stored.get("only_working", plain.only_working)),
        bool(stored.get("urgent_always", plain.urgent_always)),
        datetime.fromisoformat(str(until)) if until else None,
        int(str(stored.get("digest_minutes", 0))),
    )


def _time(stored: object, usual: time) -> time:
    return time.fromisoformat(str(stored)) if stored else usual


def stored_preferences(preferences: Preferences) -> dict[str, object]:
    """The same as it is stored."""
    until = preferences.on_call_until
    return {
        "matrix": {
            kind.value: None if some is None else [channel.value for channel in some]
            for kind, some in preferences.matrix.items()
        },
        "quiet_from": preferences.quiet_from.isoformat("minutes"),
        "quiet_to": preferences.quiet_to.isoformat("minutes"),
        "only_working": preferences.only_working,
        "urgent_always": preferences.urgent_always,
        "on_call_until": until.isoformat() if until else None,
        "digest_minutes": preferences.digest_minutes,
    }

"""When reminders are raised, and when what was raised is heard."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.policy.capacity import WorkTime
from servicedesk_tui.policy.reminding import (
    Asked,
    Hung,
    channels_of,
    heard_at,
    is_between,
    moment_of,
    preferences_from,
    stored_preferences,
    worked_before,
)
from servicedesk_tui.policy.working import Hours, Span, WorkingCalendar, consumed
from servicedesk_tui.vocabulary.reminding import DEFAULT_MATRIX, Anchor, Channel, NoticeKind, Preferences

ZONE = ZoneInfo("Europe/Copenhagen")
OFFICE = WorkingCalendar(ZONE, {day: (Hours(480, 720), Hours(750, 960)) for day in range(1, 6)})
WORK = WorkTime(OFFICE)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


MONDAY = at(2, 9)


@pytest.mark.parametrize(
    ("asked", "hung", "expected"),
    [
        (Asked(Anchor.AT, MONDAY), None, MONDAY),
        (Asked(Anchor.AT, MONDAY), Hung(is_open=False), None),
        (Asked(Anchor.AT, MONDAY, last=MONDAY), None, None),
        (Asked(Anchor.DUE, minutes_before=30), Hung(due=MONDAY), at(2, 8, 30)),
        (Asked(Anchor.DUE), Hung(), None),
        (Asked(Anchor.DUE, last=MONDAY), Hung(due=MONDAY), None),
        (Asked(Anchor.DUE, last=MONDAY), Hung(due=at(1, 9)), at(1, 9)),
        (Asked(Anchor.VISIT, minutes_before=60), Hung(visit=MONDAY), at(2, 8)),
        (Asked(Anchor.WAKE), Hung(wakes=MONDAY), MONDAY),
        (Asked(Anchor.DUE, minutes_before=120, working=True), Hung(due=MONDAY), at(27, 15, month=2)),
    ],
)
def test_when_a_reminder_is_raised(asked: Asked, hung: Hung | None, expected: datetime | None) -> None:
    assert moment_of(asked, hung, WORK) == expected


@given(
    moment=st.datetimes(datetime(2026, 1, 10), datetime(2026, 12, 20), timezones=st.just(UTC)),
    minutes=st.integers(0, 5 * 450),
    away=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=3),
)
def test_working_time_before_a_moment_is_that_much_and_as_late_as_it_can_be(
    moment: datetime, minutes: int, away: list[tuple[int, int]]
) -> None:
    begin = moment - timedelta(days=20)
    held = [Span(begin + timedelta(hours=h), begin + timedelta(hours=h + length)) for h, length in away]
    worktime = WorkTime(OFFICE, away=held)
    found = worked_before(worktime, moment, timedelta(minutes=minutes))
    assert found <= moment
    assert consumed(OFFICE, found, moment, held) == timedelta(minutes=minutes)
    later = found + timedelta(minutes=1)
    assert later > moment or consumed(OFFICE, later, moment, held) <= timedelta(minutes=minutes)


def test_who_never_works_is_reminded_by_the_clock() -> None:
    never = WorkTime(WorkingCalendar(ZONE, {}))
    assert worked_before(never, MONDAY, timedelta(hours=2)) == MONDAY - timedelta(hours=2)


# -- being heard -------------------------------------------------------------------------------------------------------

EVENING, NIGHT, MORNING = at(2, 20), at(3, 2), at(3, 7)


@pytest.mark.parametrize(
    ("wants", "now", "urgent", "expected"),
    [
        (Preferences(), MONDAY, False, MONDAY),
        (Preferences(), EVENING, False, MORNING),
        (Preferences(), NIGHT, False, MORNING),
        (Preferences(), MORNING, False, MORNING),
        (Preferences(), NIGHT, True, NIGHT),
        (Preferences(urgent_always=False), NIGHT, True, MORNING),
        (Preferences(on_call_until=at(3, 3)), NIGHT, False, NIGHT),
        (Preferences(on_call_until=at(3, 1)), NIGHT, False, MORNING),
        (Preferences(quiet_from=time(0), quiet_to=time(0)), NIGHT, False, NIGHT),
        (Preferences(only_working=True), EVENING, False, at(3, 8)),
        (Preferences(only_working=True), at(6, 17), False, at(9, 8)),  # over the weekend
        (Preferences(only_working=True), at(2, 12, 10), False, at(2, 12, 10)),  # lunch is no reason to wait
        (Preferences(digest_minutes=60), at(2, 9, 1), False, at(2, 10)),
        (Preferences(digest_minutes=60), MONDAY, False, MONDAY),
        (Preferences(digest_minutes=60), at(2, 9, 1), True, at(2, 9, 1)),
    ],
)
def test_when_something_is_heard(wants: Preferences, now: datetime, urgent: bool, expected: datetime) -> None:
    assert heard_at(NoticeKind.CHASE, wants, WORK, now, urgent=urgent) == expected


def test_no_digest_waits_with_what_has_its_time() -> None:
    wants = Preferences(digest_minutes=60)
    assert heard_at(NoticeKind.VISIT, wants, WORK, at(2, 9, 1), urgent=False) == at(2, 9, 1)


def test_quiet_hours_end_at_their_hour_on_the_day_that_has_one_hour_less() -> None:
    found = heard_at(NoticeKind.DUE, Preferences(), WORK, at(28, 23), urgent=False)
    assert found.astimezone(ZONE) == datetime(2026, 3, 29, 7, 0, tzinfo=ZONE)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)),
    start=st.times(),
    end=st.times(),
    only_working=st.booleans(),
    digest=st.integers(0, 1440),
)
def test_what_is_kept_back_is_heard_later_and_not_when_it_is_quiet(
    now: datetime, start: time, end: time, only_working: bool, digest: int
) -> None:
    wants = Preferences(quiet_from=start, quiet_to=end, only_working=only_working, digest_minutes=digest)
    found = heard_at(NoticeKind.CHANGED, wants, WORK, now, urgent=False)
    assert now <= found <= now + timedelta(days=5)
    quiet = is_between(found.astimezone(ZONE).time(), start, end)
    assert not quiet or only_working  # hours of work that are all quiet: it is heard anyway
    around = WORK.shifts(found - timedelta(minutes=1), found + timedelta(minutes=1))
    assert not only_working or around


@pytest.mark.parametrize(
    ("kind", "muted", "expected"),
    [
        (NoticeKind.DUE, False, DEFAULT_MATRIX[NoticeKind.DUE]),
        (NoticeKind.DUE, True, ()),
        (NoticeKind.CHANGED, True, None),
        (NoticeKind.MENTION, True, DEFAULT_MATRIX[NoticeKind.MENTION]),
    ],
)
def test_muting(kind: NoticeKind, muted: bool, expected: tuple[Channel, ...] | None) -> None:
    assert channels_of(kind, Preferences(), muted=muted) == expected


def test_what_is_not_wanted_at_all_is_not_raised() -> None:
    wants = Preferences(matrix={**DEFAULT_MATRIX, NoticeKind.DUE: None})
    assert channels_of(NoticeKind.DUE, wants, muted=False) is None


preferences = st.builds(
    Preferences,
    matrix=st.fixed_dictionaries(
        {
            kind: st.none() | st.sets(st.sampled_from(Channel)).map(lambda s: tuple(c for c in Channel if c in s))
            for kind in NoticeKind
        }
    ),
    quiet_from=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    quiet_to=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    only_working=st.booleans(),
    urgent_always=st.booleans(),
    on_call_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    digest_minutes=st.integers(0, 1440),
)


@given(preferences)
def test_what_is_stored_is_what_was_said(wants: Preferences) -> None:
    assert preferences_from(stored_preferences(wants)) == wants


def test_strange_things_in_the_store_are_as_they_came() -> None:
    assert preferences_from({"matrix": {"no such kind": ["bell"], "due": 7}, "quiet_from": None}) == Preferences(
        matrix={**DEFAULT_MATRIX, NoticeKind.DUE: ()}
    )

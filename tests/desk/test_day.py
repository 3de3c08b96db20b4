"""A person's day: what is in it, in which order and why, and that it costs the same however many tasks there are."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, text

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.commands import (
    BlockTask,
    CreateTask,
    FinishTask,
    HandOver,
    InvolvePerson,
    PlanVisit,
    SnoozeTask,
    WaitTask,
)
from servicedesk_tui.vocabulary.day import (
    WARN,
    Bucket,
    DayQuestion,
    DayView,
    Figures,
    FiguresQuestion,
    LateQuestion,
    ReportVisit,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import AbsenceKind, Level, Part, VisitState, WaitingOn
from servicedesk_tui.vocabulary.planning import CallOffVisit
from servicedesk_tui.vocabulary.questions import ListQuestion
from servicedesk_tui.vocabulary.refusals import NotFound
from servicedesk_tui.vocabulary.reminding import DropReminder, SetReminder
from servicedesk_tui.vocabulary.staffing import AddAbsence
from servicedesk_tui.vocabulary.timing import StartTimer

from ..conftest import OpenDesk
from ..store.test_search import make_many
from .test_filter_plans import plans
from .test_verbs import add, person, view

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URGENT: dict[str, Any] = {"impact": Level.HIGH, "urgency": Level.HIGH}


def day(desk: Desk, **asked: Any) -> DayView:
    found: DayView = desk.ask(DayQuestion(**asked))
    return found


@pytest.fixture
def bo(open_desk: OpenDesk) -> Desk:
    return open_desk("bo")


@pytest.fixture
def mine(desk: Desk) -> Any:
    """Makes tasks of bo's: `mine("Boiler leak", due=…)`."""
    who = person(desk, "bo")
    return lambda title, **fields: add(desk, title, owner=who, **fields)


def planned(desk: Desk, task: int, start: datetime, minutes: int = 60) -> int:
    """The visit of bo that is planned."""
    desk.do(PlanVisit(task=task, start=start, minutes=minutes, person=person(desk, "bo")))
    return next(one.id for one in view(desk, task).visits if one.start == start)


def test_an_empty_day_is_empty(bo: Desk, clock: FrozenClock) -> None:
    found = day(bo)
    assert (found.login, found.today, found.next_day) == ("bo", clock.now().date(), clock.now().date() + DAY)
    assert not any((found.running, found.current, found.visits, found.then, found.due, found.waking, found.offers))
    assert found.suggestions() == ()


def test_visits_say_where_to_go_and_whom_to_ask_for(desk: Desk, bo: Desk, mine: Any, clock: FrozenClock) -> None:
    customer = desk.do(AddCustomer(name="Acme", phone="11 22 33 44")).created
    task = mine("Boiler leak", customer=customer)
    with writing(desk._engine, "") as session:
        session.execute(
            text("INSERT INTO site (customer_id, name, address, zone, access_notes) VALUES (:c, :n, :a, 'north', :k)"),
            {"c": customer, "n": "Havnegade", "a": "Havnegade 3", "k": "gate code 4411"},
        )
        session.execute(
            text(
                "INSERT INTO contact (customer_id, name, title, email, phone, phone_digits) "
                "VALUES (:c, 'Lise Holm', '', '', '', '')"
            ),
            {"c": customer},
        )
        where = {"s": _only(session, "site"), "k": _only(session, "contact"), "t": task}
        session.execute(text("UPDATE task SET site_id = :s, contact_id = :k WHERE id = :t"), where)
    planned(desk, task, clock.now() + HOUR)
    [visit] = day(bo).visits
    assert (visit.number, visit.customer, visit.contact, visit.phone) == (1, "Acme", "Lise Holm", "11 22 33 44")
    assert (visit.place, visit.address, visit.zone, visit.access) == (
        "Havnegade", "Havnegade 3", "north", "gate code 4411",
    )  # fmt: skip


def _only(session: Any, table: str) -> int:
    return int(session.execute(text(f"SELECT id FROM {table}")).scalar_one())


def test_the_current_visit_is_where_one_is_else_where_one_should_be(
    desk: Desk, bo: Desk, mine: Any, clock: FrozenClock
) -> None:
    start = clock.now()
    first = planned(desk, mine("First"), start + HOUR)
    second = planned(desk, mine("Second"), start + 3 * HOUR)
    off = planned(desk, mine("Called off"), start + 5 * HOUR)
    done = mine("Finished")
    planned(desk, done, start + 6 * HOUR)
    tomorrow = planned(desk, mine("Tomorrow"), start + DAY)
    planned(desk, mine("The day after"), start + 2 * DAY)
    desk.do(CallOffVisit(visit=off))
    desk.do(FinishTask(task=done))
    found = day(bo)
    assert (found.current, [one.visit for one in found.visits]) == (None, [first, second])
    assert [one.visit for one in found.then] == [tomorrow]
    clock.move(HOUR)
    found = day(bo)
    assert (found.current and found.current.visit, [one.visit for one in found.visits]) == (first, [second])
    clock.move(2 * HOUR)
    bo.do(ReportVisit(visit=first, state=VisitState.ARRIVED))
    found = day(bo)
    assert found.current is not None
    assert (found.current.visit, found.current.arrived_at) == (first, clock.now())
    assert [one.visit for one in found.visits] == [second]
    bo.do(ReportVisit(visit=first, state=VisitState.LEFT))
    bo.do(ReportVisit(visit=second, state=VisitState.ON_MY_WAY))
    found = day(bo)
    assert (found.current and found.current.visit, found.visits, found.made) == (second, (), 1)
    clock.move(20 * HOUR)
    assert (day(bo).current or found).visit == second  # type: ignore[union-attr]


def test_who_goes_there_a_day_early_is_there_today(desk: Desk, bo: Desk, mine: Any, clock: FrozenClock) -> None:
    tomorrow = planned(desk, mine("Tomorrow"), clock.now() + DAY)
    later = planned(desk, mine("Later"), clock.now() + DAY + HOUR)
    bo.do(ReportVisit(visit=tomorrow, state=VisitState.ARRIVED))
    found = day(bo)
    assert found.current is not None
    assert (found.current.visit, found.visits, [one.visit for one in found.then]) == (tomorrow, (), [later])
    bo.do(ReportVisit(visit=tomorrow, state=VisitState.LEFT))
    found = day(bo)
    assert (found.current, found.visits, [one.visit for one in found.then], found.made) == (None, (), [later], 1)


def test_the_next_working_day_is_not_a_free_one(desk: Desk, bo: Desk, mine: Any, clock: FrozenClock) -> None:
    clock.move(4 * DAY)
    friday = clock.now().date()
    planned(desk, mine("On Monday"), clock.now() + 3 * DAY)
    found = day(bo)
    assert (found.next_day, len(found.then)) == (friday + 3 * DAY, 1)
    who, monday = person(desk, "bo"), clock.now() + 3 * DAY - 8 * HOUR
    desk.do(AddAbsence(person=who, starts=clock.now() - 8 * HOUR, ends=monday - DAY, kind=AbsenceKind.SICK))
    desk.do(AddAbsence(person=who, starts=monday, ends=monday + DAY, kind=AbsenceKind.HOLIDAY))
    found = day(bo)
    assert (found.next_day, found.away) == (friday + 4 * DAY, AbsenceKind.SICK)


def test_what_is_due_comes_by_how_pressing_it_is_and_says_why(
    desk: Desk, bo: Desk, mine: Any, clock: FrozenClock
) -> None:
    now, acme = clock.now(), desk.do(AddCustomer(name="Acme")).created
    mine("Today", due=now + 5 * HOUR)
    mine("Promised", due=now + 6 * HOUR, customer=acme)
    mine("Soon", due=now + HOUR)
    mine("Late", due=now - 3 * HOUR)
    mine("Promised and late", due=now - 2 * DAY, customer=acme)
    mine("Tomorrow", due=now + DAY, customer=acme)
    waits = mine("Waits", due=now + 7 * HOUR)
    desk.do(WaitTask(task=waits, waiting_on=WaitingOn.PARTS))
    add(desk, "Somebody else's", owner=person(desk, "ada"), due=now)
    found = day(bo)
    assert [(one.title, one.bucket, one.why, one.held) for one in found.due] == [
        ("Promised and late", Bucket.LATE, "late by 2 d", ""),
        ("Late", Bucket.LATE, "late by 3 h", ""),
        ("Soon", Bucket.SOON, "due in 1 h", ""),
        ("Promised", Bucket.PROMISED, "promised 14:00", ""),
        ("Today", Bucket.REST, "due 13:00", ""),
        ("Waits", Bucket.REST, "due 15:00", "waits: parts"),
    ]
    assert (found.due_count, found.late, found.promised) == (6, 2, 2)
    assert [one.title for one in day(bo, limit=2).due] == ["Promised and late", "Late"]
    assert day(bo, limit=2).due_count == 6


def test_what_next_has_the_rules_order_and_leaves_out_what_cannot_be_done(
    desk: Desk, bo: Desk, mine: Any, clock: FrozenClock
) -> None:
    now, acme = clock.now(), desk.do(AddCustomer(name="Acme")).created
    mine("Rest")
    mine("Next week", due=now + 5 * DAY)
    mine("Next month", due=now + 40 * DAY)
    mine("Some urgency", urgency=Level.HIGH)
    mine("P1", **URGENT)
    mine("Today", due=now + 5 * HOUR)
    mine("Promised", due=now + 6 * HOUR, customer=acme)
    mine("Soon", due=now + HOUR)
    mine("Late", due=now - 3 * HOUR)
    blocker = add(desk, "Blocker", owner=person(desk, "ada"))
    desk.do(BlockTask(task=mine("Blocked", **URGENT), by=blocker))
    desk.do(BlockTask(task=mine("Blocked too"), reason="no key"))
    desk.do(WaitTask(task=mine("Waits"), waiting_on=WaitingOn.PARTS))
    desk.do(PlanVisit(task=mine("Planned tomorrow"), start=now + DAY))
    found = day(bo)
    assert [(one.title, one.bucket.value) for one in found.next] == [
        ("Late", 0), ("Soon", 1), ("Promised", 2), ("P1", 3), ("Today", 4), ("Next week", 4), ("Some urgency", 4),
        ("Next month", 4), ("Rest", 4),
    ]  # fmt: skip
    assert [one.why for one in found.next][3:] == [
        "urgent: P1", "due 13:00", "due sat 08:00", "not due", "due 11 apr 09:00", "not due",
    ]  # fmt: skip
    assert [one.title for one in found.suggestions()] == ["P1", "Next week", "Some urgency", "Next month", "Rest"]
    assert [one.title for one in day(bo, limit=2).next] == ["Late", "Soon"]


def test_what_wakes_is_offered_or_runs_is_mine(desk: Desk, bo: Desk, mine: Any, clock: FrozenClock) -> None:
    now, ours = clock.now(), person(desk, "bo")
    wakes, later, never = (mine(title) for title in ("Wakes", "Later", "Never"))
    desk.do(WaitTask(task=wakes, waiting_on=WaitingOn.PARTS, until=now + HOUR))
    desk.do(WaitTask(task=later, waiting_on=WaitingOn.PARTS, until=now + DAY))
    desk.do(WaitTask(task=never, waiting_on=WaitingOn.CUSTOMER))
    watched, unwatched = add(desk, "Snoozed and watched"), add(desk, "Snoozed")
    for task in (watched, unwatched):
        desk.do(SnoozeTask(task=task, until=now + 2 * HOUR))
    desk.do(InvolvePerson(task=watched, person=ours, part=Part.WATCHER))
    given = add(desk, "Offered", owner=person(desk, "lars"))
    desk.do(HandOver(task=given, to=ours, note="near the site", next="ring first"))
    bo.do(StartTimer(task=never))
    found = day(bo)
    assert [(one.title, one.on) for one in found.waking] == [("Wakes", WaitingOn.PARTS), ("Snoozed and watched", None)]
    assert [(one.title, one.given_by, one.why, one.next) for one in found.offers] == [
        ("Offered", "anna", "near the site", "ring first")
    ]
    assert found.running is not None
    assert found.running.task == never
    seen = day(desk, person=ours)
    assert (seen.login, seen.running, seen.waking, seen.offers) == ("bo", found.running, found.waking, found.offers)
    with pytest.raises(NotFound):
        day(desk, person=99)


def test_reminders_of_today_are_ones_own(desk: Desk, bo: Desk, mine: Any, clock: FrozenClock) -> None:
    task, now = mine("Boiler leak"), clock.now()
    bo.do(SetReminder(task=task, at=now + 2 * HOUR, text="Ring Lise"))
    bo.do(SetReminder(at=now + HOUR, text="Coffee"))
    bo.do(SetReminder(at=now + DAY, text="Tomorrow"))
    bo.do(SetReminder(at=now + HOUR, text="Seen to"))
    seen_to = next(one.id for one in day(bo).reminders if one.text == "Seen to")
    bo.do(DropReminder(reminder=seen_to, over=True))
    found = day(bo).reminders
    assert [(one.text, one.number, one.next_at) for one in found] == [
        ("Coffee", None, now + HOUR),
        ("Ring Lise", 1, now + 2 * HOUR),
    ]
    assert day(desk, person=person(desk, "bo")).reminders == ()


# -- figures -----------------------------------------------------------------------------------------------------------


def count(desk: Desk, filter_: str) -> int:
    return len(desk.ask(ListQuestion(filter=filter_, limit=5_000)))


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_filters(desk: Desk, open_desk: OpenDesk, clock: FrozenClock, seed: int) -> None:
    scatter(desk, clock, Random(seed), 60)
    bo = open_desk("bo")
    for who, mine, extra in ((desk, False, ""), (bo, True, " @bo")):
        found: Figures = who.ask(FiguresQuestion(mine=mine))
        assert found.late == count(who, "is:overdue" + extra)
        cards = who.ask(ListQuestion(filter="is:open has:due" + extra, limit=5_000))
        assert found.soon == sum(clock.now() <= card.due < clock.now() + WARN for card in cards)
    assert desk.ask(FiguresQuestion()).unowned == count(desk, "is:unowned")
    assert bo.ask(FiguresQuestion(mine=True)).offered == count(bo, "to:@me is:open")
    late = [card.number for card in desk.ask(ListQuestion(filter="is:overdue", limit=5_000))]
    assert sorted(desk.ask(LateQuestion())) == sorted(late)
    assert set(bo.ask(LateQuestion(filter="@bo"))) == {
        card.number for card in bo.ask(ListQuestion(filter="is:overdue @bo", limit=5_000))
    }


def scatter(desk: Desk, clock: FrozenClock, random: Random, size: int) -> None:
    """A desk with tasks of anybody's and nobody's, due whenever, some of them done or offered."""
    people = [None, *(person(desk, login) for login in ("bo", "ada", "lars"))]
    for number in range(size):
        due = random.choice([None, clock.now() + timedelta(minutes=random.randint(-300, 300)), clock.now()])
        owner = random.choice(people)
        task = desk.do(CreateTask(title=f"Task {number}", owner=owner, due=due)).created or 0
        if owner and random.random() < 0.2:
            desk.do(FinishTask(task=task))
        elif owner and owner != people[1] and random.random() < 0.4:
            desk.do(HandOver(task=task, to=people[1] or 0))


# -- what it costs -----------------------------------------------------------------------------------------------------


def statements(desk: Desk, **asked: Any) -> int:
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(desk._engine, "before_cursor_execute", note)
    day(desk, **asked)
    event.remove(desk._engine, "before_cursor_execute", note)
    return len(seen)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Ten thousand tasks, a tenth of them open, spread over everybody, due around now."""
    make_many(desk, 10_000)
    with writing(desk._engine, "") as session:
        status = text("SELECT id FROM status WHERE category = 'ready' ORDER BY position LIMIT 1")
        ready = session.execute(status).scalar_one()
        session.execute(
            text(
                f"UPDATE task SET owner_id = 1 + number / 10 % 5, status_id = {ready}, category = 'ready' "
                "WHERE category = 'inbox'"
            )
        )
    return desk


def test_a_day_is_read_from_indexes_and_in_the_same_number_of_looks(busy: Desk, clock: FrozenClock) -> None:
    for asked in (DayQuestion(), FiguresQuestion(), FiguresQuestion(mine=True), LateQuestion()):
        for plan in plans(busy, asked):
            assert "Seq Scan on task" not in plan, plan
            assert all(line.strip() != "SCAN task" for line in plan.split("\n")), plan
    before = statements(busy)
    for number, card in enumerate(busy.ask(ListQuestion(mine=True, limit=20))):
        busy.do(PlanVisit(task=card.id, start=clock.now() + (1 + number) * timedelta(minutes=10), minutes=10))
    assert len(day(busy).visits) == 20
    assert statements(busy) == before

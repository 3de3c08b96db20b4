"""The workload: hours, what is booked in them, and what a row comes to."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    CreateTask,
    EditTask,
    FinishTask,
    MoveTask,
    PlanVisit,
    SetDue,
    TagTask,
)
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.enums import AbsenceKind, Category, WaitingOn
from servicedesk_tui.vocabulary.planning import LoadBy, WorkloadQuestion
from servicedesk_tui.vocabulary.plans import LoadCell, LoadRow, WorkloadView
from servicedesk_tui.vocabulary.staffing import AddAbsence, SaveCalendar, SetSetting, SetSkill

from ..conftest import OpenDesk
from ..stores import START, ZONE, open_as
from .test_verbs import person

MONDAY = START.date()
FULL = 480


def at(text: str) -> datetime:
    """A moment in March 2026 by day and time, local."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2026-03-{int(day):02} {clock}").replace(tzinfo=ZONE)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A desk whose people work whole weeks, eight to four with a lunch of half an hour, and keep nothing in reserve."""
    lunch = ((480, 720), (750, 990))
    desk.do(SaveCalendar(weekly=dict.fromkeys(range(1, 6), lunch)))
    desk.do(SetSetting(key="reserve_percent", value=0))
    for login in ("bo", "ada", "lars", "dina", "anna"):
        desk.do(EditPerson(person=person(desk, login), fields={"weekly_minutes": 2400}))
    return desk


def task(desk: Desk, owner: str | None = None, **fields: Any) -> int:
    """A task of an owner, by login."""
    fields = {"title": "Boiler leak", **fields}
    created = desk.do(CreateTask(owner=person(desk, owner) if owner else None, **fields)).created
    assert created is not None
    return created


def ask(desk: Desk, **asked: Any) -> WorkloadView:
    found = desk.ask(WorkloadQuestion(**{"start": MONDAY, **asked}))
    assert isinstance(found, WorkloadView)
    return found


def row(desk: Desk, name: str, **asked: Any) -> LoadRow:
    return next(row for row in ask(desk, **asked).rows if row.name == name)


def booked(desk: Desk, name: str, **asked: Any) -> list[int]:
    return [cell.booked for cell in row(desk, name, **asked).cells]


def hours(desk: Desk, name: str, **asked: Any) -> list[int]:
    return [cell.available for cell in row(desk, name, **asked).cells]


# -- hours ------------------------------------------------------------------------------------------------------------------


def test_me_first_then_people_by_login_and_neither_viewers_nor_machinery(desk: Desk, open_desk: OpenDesk) -> None:
    assert [row.name for row in ask(desk).rows] == ["anna", "ada", "bo", "dina", "lars"]
    view = ask(open_desk("bo"))
    assert [(row.name, row.is_me) for row in view.rows][:2] == [("bo", True), ("ada", False)]
    assert (view.today, view.days[0], len(view.days)) == (MONDAY, MONDAY, 5)


def test_without_a_calendar_it_is_eight_to_four_by_weekly_hours_less_the_reserve(desk: Desk) -> None:
    # 37 of 40 hours are 444 minutes a day; 15 % of them are kept, from a day before no longer.
    assert hours(desk, "bo", days=7) == [444, 444, 378, 378, 378, 0, 0]
    assert [cell.reserve for cell in row(desk, "bo").cells] == [0, 0, 66, 66, 66]


def test_ones_own_hours_count_before_the_teams_and_the_desks(office: Desk) -> None:
    office.do(EditPerson(person=person(office, "bo"), fields={"hours": {"1": [[540, 780]], "6": [[1320, 1800]]}}))
    assert hours(office, "bo", days=7) == [240, 0, 0, 0, 0, 120, 360]  # Saturday's night shift goes on into Sunday
    assert hours(office, "ada", days=7) == [FULL] * 5 + [0, 0]


def test_a_day_has_the_same_load_whatever_period_it_is_seen_in(office: Desk) -> None:
    bo = person(office, "bo")
    office.do(AddAbsence(person=bo, starts=at("9 00:00"), ends=at("14 00:00"), kind=AbsenceKind.COURSE))
    for day in (3, 6, 10, 11, 20, 27):
        task(office, "bo", estimate_minutes=20 * 60, due=at(f"{day} 16:00"))
    whole = dict(zip(ask(office, days=28).days, booked(office, "bo", days=28), strict=True))
    assert sum(whole.values()) == 6 * 20 * 60
    for first in (0, 2, 4, 7, 11):
        start = MONDAY + timedelta(days=first)
        for days in (1, 3, 5, 14):
            seen = ask(office, start=start, days=days).days
            assert booked(office, "bo", start=start, days=days) == [whole[day] for day in seen], (start, days)


def test_absences_take_hours_away_and_whole_days_are_hatched(office: Desk) -> None:
    bo = person(office, "bo")
    office.do(AddAbsence(person=bo, starts=at("3 00:00"), ends=at("4 00:00"), kind=AbsenceKind.SICK))
    office.do(AddAbsence(person=bo, starts=at("5 08:00"), ends=at("5 10:00"), is_day=False, kind=AbsenceKind.COURSE))
    cells = row(office, "bo").cells
    assert [cell.away for cell in cells[:2]] == [None, AbsenceKind.SICK]
    assert [cell.available for cell in cells if cell.day == date(2026, 3, 3)] == [0]
    assert [cell.available for cell in cells if cell.day == date(2026, 3, 5)] == [FULL - 120]
    assert cells[3].away is None


def test_a_day_of_23_hours_has_as_much_work_as_its_clock_shows(office: Desk) -> None:
    night = {"7": [[0, 360]], "6": [[1320, 1560]]}  # Sunday until six; Saturday from ten until two
    office.do(EditPerson(person=person(office, "bo"), fields={"hours": night}))
    # On 29 March the clock goes from two to three.
    assert hours(office, "bo", start=date(2026, 3, 28), days=2) == [120, 300]
    assert hours(office, "bo", start=date(2026, 10, 24), days=2) == [120, 420]


def test_a_person_in_another_zone_has_days_of_their_own(office: Desk) -> None:
    office.do(EditPerson(person=person(office, "bo"), fields={"zone": "America/New_York"}))
    bo = task(office, "bo")
    office.do(PlanVisit(task=bo, start=at("3 04:00"), minutes=180))  # from ten in the evening there
    assert booked(office, "bo", days=3) == [120, 60, 0]


# -- what is booked ---------------------------------------------------------------------------------------------------------


def test_visits_are_booked_on_their_days_cut_at_midnight(office: Desk) -> None:
    one = task(office, "bo", estimate_minutes=600)
    office.do(PlanVisit(task=one, start=at("4 23:00"), minutes=120))
    assert booked(office, "bo") == [0, 0, 60, 60, 0]  # the estimate counts no more: its visit does


def test_the_way_between_two_places_is_booked_and_none_within_one(office: Desk) -> None:
    ask_of = {name: task(office, "bo", title=name, new_customer=name) for name in ("Acme", "Falck")}
    again = task(office, "bo")
    office.do(EditTask(task=again, fields={"customer": _customer(office, ask_of["Falck"])}))
    office.do(PlanVisit(task=ask_of["Acme"], start=at("3 08:00"), minutes=60))
    office.do(PlanVisit(task=ask_of["Falck"], start=at("3 10:00"), minutes=60))
    office.do(PlanVisit(task=again, start=at("3 11:00"), minutes=60))
    assert booked(office, "bo") == [0, 180 + 20, 0, 0, 0]
    office.do(SetSetting(key="travel_minutes", value=45))
    assert booked(office, "bo") == [0, 180 + 45, 0, 0, 0]


def _customer(desk: Desk, one: int) -> int:
    from .test_verbs import view

    found = view(desk, one).card.customer_id
    assert found is not None
    return found


def test_open_work_without_a_visit_falls_before_it_is_due(office: Desk) -> None:
    task(office, "bo", estimate_minutes=600, due=at("4 17:00"), due_is_day=True)
    assert booked(office, "bo") == [FULL, 120, 0, 0, 0]
    task(office, "bo", estimate_minutes=900, due=at("3 12:00"))
    assert booked(office, "bo") == [FULL, FULL, FULL + 60, 0, 0]  # the last hour has no room before Wednesday's end
    assert [cell.is_over for cell in row(office, "bo").cells] == [False, False, True, False, False]


def test_of_today_only_what_is_left_of_it_is_room(office: Desk, clock: FrozenClock) -> None:
    task(office, "bo", estimate_minutes=300, due=at("3 17:00"))
    clock.set(at("2 14:30").astimezone(UTC))
    assert booked(office, "bo") == [120, 180, 0, 0, 0]


def test_what_was_spent_is_not_left_and_what_has_no_estimate_is_guessed(office: Desk) -> None:
    for minutes in (30, 60, 240):
        task(office, estimate_minutes=minutes)
    task(office, "bo", due=at("3 17:00"))
    cell = row(office, "bo").cells[0]
    assert (cell.booked, cell.guessed) == (60, 60)


def test_nothing_known_is_an_hour(office: Desk) -> None:
    task(office, "ada", due=at("2 17:00"))
    assert (booked(office, "ada")[0], row(office, "ada").cells[0].guessed) == (60, 60)


def test_what_is_not_owned_not_due_or_done_is_on_nobodys_day(office: Desk) -> None:
    task(office, estimate_minutes=60, due=at("3 17:00"))
    task(office, "bo", estimate_minutes=60)
    done = task(office, "bo", estimate_minutes=60, due=at("3 17:00"))
    office.do(FinishTask(task=done))
    assert ask(office).total.booked == 0


def test_a_visit_that_was_missed_yesterday_leaves_the_work(office: Desk, clock: FrozenClock) -> None:
    one = task(office, "bo", estimate_minutes=90, due=at("6 17:00"))
    office.do(PlanVisit(task=one, start=at("2 09:00"), minutes=60))
    assert booked(office, "bo") == [60, 0, 0, 0, 0]
    clock.set(at("3 08:00").astimezone(UTC))
    assert booked(office, "bo") == [60, 90, 0, 0, 0]


# -- rows -------------------------------------------------------------------------------------------------------------------


def test_weeks_are_sums_of_their_days(office: Desk) -> None:
    task(office, "bo", estimate_minutes=3000, due=at("20 17:00"))
    view = ask(office, days=3, weeks=True)
    assert view.days == (MONDAY, MONDAY + timedelta(days=7), MONDAY + timedelta(days=14))
    bo = next(row for row in view.rows if row.name == "bo")
    assert [(cell.booked, cell.available) for cell in bo.cells] == [(2400, 2400), (600, 2400), (0, 2400)]
    office.do(AddAbsence(person=person(office, "bo"), starts=at("9 00:00"), ends=at("14 00:00")))
    assert [c.away for c in row(office, "bo", days=3, weeks=True).cells] == [None, AbsenceKind.HOLIDAY, None]


def test_teams_are_sums_of_their_people_and_the_row_of_all_counts_everybody_once(office: Desk) -> None:
    task(office, "bo", estimate_minutes=60, due=at("3 17:00"))
    task(office, "anna", estimate_minutes=30, due=at("3 17:00"))
    for login in ("bo", "ada"):
        office.do(SetSkill(person=person(office, login), skill="gas"))
    office.do(SetSkill(person=person(office, "bo"), skill="oil", level=2))
    teams = ask(office, by=LoadBy.TEAM)
    assert [(row.name, row.cells[0].booked, row.cells[0].available) for row in teams.rows] == [
        ("field", 60, 3 * FULL),
        ("No team", 30, 2 * FULL),
    ]
    found = ask(office, by=LoadBy.SKILL)
    assert [(row.name, row.cells[0].booked, row.available) for row in found.rows] == [
        ("gas", 60, 2 * 5 * FULL),
        ("oil", 60, 5 * FULL),
    ]
    assert (found.total.booked, found.total.available) == (90, 5 * 5 * FULL)


def test_a_filter_narrows_the_tasks_and_never_the_hours_nor_where_work_falls(office: Desk) -> None:
    task(office, "bo", estimate_minutes=FULL, due=at("2 17:00"))
    warm = task(office, "bo", estimate_minutes=100, due=at("3 17:00"))
    office.do(TagTask(task=warm, add=("warranty",)))
    seen = row(office, "bo", filter="#warranty")
    assert [cell.booked for cell in seen.cells] == [0, 100, 0, 0, 0]
    assert seen.available == 5 * FULL
    assert row(office, "bo", filter="-#warranty").booked == FULL


def test_begun_and_unfinished_work_is_counted_against_the_cap(office: Desk) -> None:
    for category in (Category.DOING, Category.WAITING, Category.READY):
        one = task(office, "bo")
        if category is Category.DOING:
            office.do(MoveTask(task=one, status="doing"))
        if category is Category.WAITING:
            office.do(MoveTask(task=one, status="waiting", waiting_on=WaitingOn.OTHER))
    office.do(EditPerson(person=person(office, "bo"), fields={"wip_cap": 1}))
    bo = row(office, "bo")
    assert (bo.wip, bo.cap, bo.is_overloaded) == (2, 1, True)
    assert row(office, "field", by=LoadBy.TEAM).cap is None  # ada and lars have none


def test_days_to_clear_by_what_is_left_and_the_same_a_week_ago(office: Desk, clock: FrozenClock) -> None:
    for minutes in (FULL, 2 * FULL):
        task(office, "bo", estimate_minutes=minutes)
    assert (row(office, "bo").days_to_clear, row(office, "bo").a_week_ago) == (3.0, 0.0)
    office.do(AssignTask(task=task(office, estimate_minutes=FULL), owner=person(office, "ada")))
    clock.set(START + timedelta(days=8))
    first = task(office, "bo", estimate_minutes=FULL)
    office.do(FinishTask(task=first))
    done = next(card.id for card in _list(office) if card.owner == "ada")
    office.do(FinishTask(task=done))
    bo, ada = row(office, "bo"), row(office, "ada")
    assert (bo.days_to_clear, bo.a_week_ago) == (3.0, 3.0)
    assert (ada.days_to_clear, ada.a_week_ago) == (0.0, 1.0)
    office.do(EditPerson(person=person(office, "ada"), fields={"weekly_minutes": 0}))
    task(office, "ada")
    assert row(office, "ada").days_to_clear is None  # without hours it is never done


def _list(desk: Desk) -> Any:
    from servicedesk_tui.vocabulary.questions import ListQuestion

    return desk.ask(ListQuestion())


def test_what_nobody_has_counts_for_its_team_and_for_all(office: Desk) -> None:
    from servicedesk_tui.vocabulary.staffing import TeamsQuestion

    field = next(team.id for team in office.ask(TeamsQuestion()) if team.name == "field")
    task(office, estimate_minutes=3 * FULL, team=field)
    assert row(office, "field", by=LoadBy.TEAM).days_to_clear == 1.0
    assert ask(office).total.days_to_clear == pytest.approx(3 / 5)


def test_a_cell_is_over_when_more_is_booked_than_there_are_hours() -> None:
    assert LoadCell(MONDAY, 481, 480).is_over
    assert not LoadCell(MONDAY, 480, 480).is_over


def test_due_dates_move_work(office: Desk) -> None:
    one = task(office, "bo", estimate_minutes=60, due=at("2 09:00"))
    assert booked(office, "bo")[0] == 60
    office.do(SetDue(task=one, due=None))
    assert sum(booked(office, "bo")) == 0


def test_the_open_work_is_read_from_an_index_alone(sqlite_address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(sqlite_address, "anna", clock) as desk:
        asked: list[tuple[str, Any]] = []
        event.listen(desk._engine, "before_cursor_execute", lambda _c, _k, text, given, *_: asked.append((text, given)))
        desk.ask(WorkloadQuestion(start=MONDAY))
        assert len(asked) <= 14  # however many people and tasks there are
        of_tasks = [(text, given) for text, given in asked if "FROM task" in text.replace("\n", " ")]
        with desk._engine.connect() as connection:
            plans = [
                " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given))
                for text, given in of_tasks
            ]
    assert any("COVERING INDEX ix_task_load" in plan for plan in plans), plans
    assert any("COVERING INDEX ix_task_closed_load" in plan for plan in plans), plans

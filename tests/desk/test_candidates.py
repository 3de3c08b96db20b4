"""Who could take a task, free times for it, what a cell is made of and what a move would do."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import Customer
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.commands import FinishTask, MoveTask, TagTask
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.planning import (
    AddVisit,
    CellQuestion,
    LoadBy,
    ShiftQuestion,
    SlotsQuestion,
    WhoQuestion,
    Work,
)
from servicedesk_tui.vocabulary.plans import Candidate, CellView, ShiftView, Slot
from servicedesk_tui.vocabulary.staffing import AddAbsence, SaveCalendar, SetSetting, SetSkill

from .test_verbs import person
from .test_workload import FULL, MONDAY, ask, at, office, task

__all__ = ["office"]


def who(desk: Desk, one: int) -> dict[str, Candidate]:
    return {candidate.login: candidate for candidate in desk.ask(WhoQuestion(task=one))}


def slots(desk: Desk, one: int, **asked: Any) -> list[Slot]:
    return list(desk.ask(SlotsQuestion(task=one, **asked)))


def cell(desk: Desk, key: int, **asked: Any) -> CellView:
    found = desk.ask(CellQuestion(**{"key": key, "start": MONDAY, **asked}))
    assert isinstance(found, CellView)
    return found


# -- who --------------------------------------------------------------------------------------------------------------------


def test_why_not_is_said_of_everybody_who_could_not(office: Desk) -> None:
    one = task(office, estimate_minutes=120, due=at("3 17:00"))
    office.do(TagTask(task=one, add=("gas",)))
    for login in ("bo", "ada", "lars", "dina"):
        office.do(SetSkill(person=person(office, login), skill="gas"))
    office.do(AddAbsence(person=person(office, "ada"), starts=at("2 00:00"), ends=at("7 00:00")))
    task(office, "lars", estimate_minutes=2 * FULL - 60, due=at("3 17:00"))
    begun = task(office, "dina")
    office.do(MoveTask(task=begun, status="doing"))
    office.do(EditPerson(person=person(office, "dina"), fields={"wip_cap": 1}))
    found = who(office, one)
    assert list(found) == ["bo", "ada", "anna", "dina", "lars"]
    assert {login: found[login].why_not for login in found} == {
        "bo": "",
        "ada": "away until sat 00:00",
        "anna": "lacks the skill gas",
        "dina": "has begun 1 of at most 1",
        "lars": "only 1 h free before tomorrow 17:00",
    }
    assert found["bo"].free == 2 * FULL + 0
    assert "on shift now" in found["bo"].reasons


def test_the_better_and_the_one_who_was_there_come_first(office: Desk, clock: FrozenClock) -> None:
    first = task(office, "ada", new_customer="Acme")
    office.do(FinishTask(task=first))
    from .test_verbs import view

    customer = view(office, first).card.customer_id
    one = task(office, customer=customer, due=at("6 12:00"))
    assert next(iter(who(office, one))) == "ada"
    assert any("was at the customer" in reason for reason in who(office, one)["ada"].reasons)
    clock.set(clock.now() + timedelta(days=91))
    later = task(office, customer=customer)
    assert not any("was at the customer" in reason for reason in who(office, later)["ada"].reasons)


def test_who_has_it_is_no_candidate_and_their_own_load_counts_without_it(office: Desk) -> None:
    one = task(office, "bo", estimate_minutes=FULL, due=at("2 17:00"))
    found = who(office, one)
    assert found["bo"].why_not == "has it already"
    assert found["bo"].free == FULL
    assert found["ada"].why_not == ""


# -- free times -------------------------------------------------------------------------------------------------------------


def test_free_times_lie_between_visits_with_the_way_to_them_and_before_the_deadline_first(office: Desk) -> None:
    bo = person(office, "bo")
    other = task(office, "bo", new_customer="Falck")
    office.do(AddVisit(task=other, start=at("2 08:00"), end=at("2 10:00")))
    office.do(AddVisit(task=other, start=at("2 12:30"), end=at("2 16:30")))
    one = task(office, "bo", new_customer="Acme", estimate_minutes=60, due=at("2 17:00"))
    found = slots(office, one, person=bo)
    assert [(slot.start, slot.end) for slot in found[:2]] == [
        (at("2 10:30"), at("2 11:30")),  # twenty minutes on the way, then the next quarter
        (at("3 08:00"), at("3 09:00")),
    ]
    assert found[0].reasons[:2] == ("before the deadline", "bo has it")
    assert found[1].reasons[0] == "after the deadline"


def test_free_times_fit_the_customers_hours_absences_and_skills(office: Desk) -> None:
    office.do(SaveCalendar(key="shop", name="Shop", weekly={2: ((840, 1020),), 4: ((480, 600),)}))
    one = task(office, new_customer="Acme", estimate_minutes=60)
    with writing(office._engine, "") as session:
        session.execute(update(Customer).values(calendar_key="shop"))
    office.do(SetSkill(person=person(office, "bo"), skill="gas"))
    office.do(TagTask(task=one, add=("gas",)))
    found = slots(office, one)
    assert {slot.login for slot in found} == {"bo"}
    assert [slot.start for slot in found[:2]] == [at("3 14:00"), at("5 08:00")]
    office.do(AddAbsence(person=person(office, "bo"), starts=at("3 00:00"), ends=at("4 00:00")))
    assert slots(office, one)[0].start == at("5 08:00")


def test_a_long_visit_goes_over_lunch_and_none_is_longer_than_a_day(office: Desk) -> None:
    one = task(office, "bo")
    found = slots(office, one, minutes=6 * 60, person=person(office, "bo"))
    assert (found[0].start, found[0].end) == (at("2 08:00"), at("2 14:00"))
    assert slots(office, one, minutes=10 * 60, person=person(office, "bo")) == []


# -- cells ------------------------------------------------------------------------------------------------------------------


def test_a_cell_is_the_sum_of_its_parts_and_says_how_its_hours_come_about(office: Desk) -> None:
    bo = person(office, "bo")
    office.do(SetSetting(key="reserve_percent", value=15))
    visited = task(office, "bo", title="Visit", new_customer="Acme")
    office.do(AddVisit(task=visited, start=at("4 09:00"), end=at("4 10:00")))
    other = task(office, "bo", title="Other", new_customer="Falck")
    office.do(AddVisit(task=other, start=at("4 11:00"), end=at("4 12:00")))
    task(office, "bo", title="Estimate", estimate_minutes=900, due=at("4 17:00"))
    task(office, "bo", title="Guess", due=at("4 17:00"))
    office.do(AddAbsence(person=bo, starts=at("4 14:30"), ends=at("4 16:30"), is_day=False))
    for start in range(5):
        for by, key in ((LoadBy.PERSON, bo), (LoadBy.TEAM, ask(office, by=LoadBy.TEAM).rows[0].key)):
            day = MONDAY + timedelta(days=start)
            seen = cell(office, key, start=day, by=by)
            row = next(row for row in ask(office, by=by).rows if row.key == key)
            assert sum(part.minutes for part in seen.parts) == seen.booked == row.cells[start].booked
            assert seen.available == row.cells[start].available
    wednesday = cell(office, bo, start=MONDAY + timedelta(days=2))
    works = [(part.title, part.work, part.minutes) for part in wednesday.parts]
    assert works[:3] == [("Visit", Work.VISIT, 60), ("Other", Work.VISIT, 60), ("Other", Work.TRAVEL, 20)]
    assert wednesday.arithmetic[:3] == (
        "8 h working time, 30 min of breaks left out.",
        "2 h away (holiday).",
        "15 % kept for emergencies until tomorrow 08:00: 54 min.",
    )
    assert any(line.startswith("1 task has no estimate") for line in wednesday.arithmetic) or not any(
        part.work is Work.GUESS for part in wednesday.parts
    )


# -- moving -----------------------------------------------------------------------------------------------------------------


def test_a_move_shows_both_loads_before_it_is_done(office: Desk) -> None:
    bo, ada = person(office, "bo"), person(office, "ada")
    one = task(office, "bo", estimate_minutes=120, due=at("3 17:00"))
    task(office, "ada", estimate_minutes=60, due=at("3 17:00"))
    seen = office.ask(ShiftQuestion(tasks=(one,), person=ada))
    assert isinstance(seen, ShiftView)
    assert [(c.login, c.before, c.after) for c in seen.changes] == [("bo", 120, 0), ("ada", 60, 180)]
    assert seen.warnings == ()
    assert ask(office).total.booked == 180  # nothing was done
    day = office.ask(ShiftQuestion(tasks=(one,), person=bo, day=MONDAY + timedelta(days=3)))
    assert [(c.login, c.before, c.after) for c in day.changes] == [("bo", 120, 120)]
    assert day.warnings == ("SD-1 is due before that.",)


def test_a_move_says_what_speaks_against_it(office: Desk) -> None:
    ada = person(office, "ada")
    one = task(office, "bo", estimate_minutes=2 * FULL)
    office.do(SetSkill(person=person(office, "bo"), skill="gas"))
    office.do(TagTask(task=one, add=("gas",)))
    office.do(AddAbsence(person=ada, starts=at("4 00:00"), ends=at("5 00:00")))
    seen = office.ask(ShiftQuestion(tasks=(one,), person=ada, day=MONDAY + timedelta(days=2)))
    assert seen.warnings == (
        "ada does not have the skill gas that SD-1 asks for.",
        "ada is away wed.",
        "ada then has 16 h more than there is time for wed.",
    )
    assert office.ask(ShiftQuestion(tasks=(one,), person=ada)).warnings[1:] == (
        "SD-1 is due on no day, and so falls on none.",
    )

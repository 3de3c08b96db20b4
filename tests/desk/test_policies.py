"""Assignment by policy: who is chosen, who is passed over, what is kept, and two dispatchers at once."""

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import Session

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk, loads
from servicedesk_tui.desk.opened import Opened, opened
from servicedesk_tui.models import AssignmentCredit, Notification, Person, Task, Team
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.checklists import SplitNote
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    Bulk,
    CreateTask,
    FinishTask,
    MoveTask,
    Redo,
    TagTask,
    TakeTask,
    UnassignTask,
    Undo,
)
from servicedesk_tui.vocabulary.desk_commands import EditPerson, SaveView
from servicedesk_tui.vocabulary.enums import Category
from servicedesk_tui.vocabulary.planning import AddVisit, AssignByPolicy, MoveVisit
from servicedesk_tui.vocabulary.questions import HistoryQuestion, ListQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed
from servicedesk_tui.vocabulary.staffing import AddAbsence, SetSetting, SetSkill, TeamsQuestion

from ..conftest import OpenDesk
from ..stores import open_as
from .test_notes import write
from .test_planning import assert_true
from .test_verbs import category, person, view
from .test_visiting import bars
from .test_workload import FULL, at, office, task

__all__ = ["office"]


def policy(desk: Desk, **fields: Any) -> None:
    """The one policy; tasks are given when they are asked for unless it says otherwise."""
    desk.do(SetSetting(key="assignment", value=[{"auto": False, **fields}]))


def away(desk: Desk, *logins: str) -> None:
    for login in logins:
        desk.do(AddAbsence(person=person(desk, login), starts=at("2 00:00"), ends=at("28 00:00")))


def credits(desk: Desk) -> dict[str, float]:
    with reading(desk._engine, "") as session:
        rows = session.execute(select(Person.login, AssignmentCredit.credit).join(AssignmentCredit))  # type: ignore[call-overload]
        return {login: round(credit, 6) for login, credit in rows}


def notices(desk: Desk) -> list[tuple[str, int | None, str]]:
    with reading(desk._engine, "") as session:
        query = select(Person.login, Notification.task_id, Notification.kind).join(Notification)  # type: ignore[call-overload]
        return sorted(tuple(row) for row in session.execute(query))


def history(desk: Desk) -> str:
    return str(desk.ask(HistoryQuestion(limit=1))[0].sentence)


def escalated(desk: Desk, one: int) -> Any:
    with reading(desk._engine, "") as session:
        return session.execute(select(Task.escalated_at).where(Task.id == one)).scalar_one()  # type: ignore[call-overload]


def give(desk: Desk, one: int) -> str | None:
    desk.do(AssignByPolicy(task=one))
    return view(desk, one).card.owner


def test_in_turn_by_weight_among_those_named(office: Desk) -> None:
    policy(office, policy="round_robin", people=["ada", "bo"], weights={"ada": 2, "bo": 1}, sticky_days=0)
    found = Counter(give(office, task(office, estimate_minutes=5)) for _ in range(9))
    assert found == {"ada": 6, "bo": 3}
    assert_true(office)


def test_who_has_most_room_gets_it_and_never_who_is_away_or_over_their_cap(office: Desk) -> None:
    policy(office, policy="least_loaded", people=["ada", "bo", "lars"])
    task(office, "bo", estimate_minutes=FULL, due=at("4 17:00"))
    assert give(office, task(office, due=at("5 17:00"))) == "ada"
    office.do(AddAbsence(person=person(office, "ada"), starts=at("2 00:00"), ends=at("14 00:00")))
    begun = task(office, "lars")
    office.do(MoveTask(task=begun, status="doing"))
    office.do(EditPerson(person=person(office, "lars"), fields={"wip_cap": 1}))
    assert give(office, task(office, due=at("5 17:00"))) == "bo"


def test_skills_first(office: Desk) -> None:
    policy(office, policy="skill", sticky_days=0)
    for login, level in (("bo", 3), ("ada", 1)):
        office.do(SetSkill(person=person(office, login), skill="gas", level=level))
    one = task(office, due=at("5 17:00"))
    office.do(TagTask(task=one, add=("gas",)))
    assert give(office, one) == "ada"
    assert category(office, one) is Category.READY


def test_who_was_at_the_customer_last_keeps_them(office: Desk) -> None:
    policy(office, policy="round_robin", sticky_days=30)
    first = task(office, "lars", new_customer="Acme")
    customer = view(office, first).card.customer_id
    office.do(FinishTask(task=first))
    assert [give(office, task(office, customer=customer)) for _ in range(3)] == ["lars"] * 3


def test_the_first_policy_for_a_tag_or_a_view_counts(office: Desk) -> None:
    office.do(SaveView(name="Urgent", query="!1", shared=True))
    stored = [
        {"policy": "round_robin", "tag": "gas", "people": ["bo"], "auto": False},
        {"policy": "round_robin", "view": "Urgent", "people": ["ada"], "auto": False},
        {"policy": "manual"},
    ]
    office.do(SetSetting(key="assignment", value=stored))
    gas = task(office)
    office.do(TagTask(task=gas, add=("gas",)))
    urgent = task(office, impact=1, urgency=1)
    assert (give(office, gas), give(office, urgent)) == ("bo", "ada")
    with pytest.raises(Invalid, match="give it by hand"):
        give(office, task(office))


def test_with_nobody_left_it_stays_unowned_and_is_escalated_with_everybodys_reason(
    office: Desk, clock: FrozenClock
) -> None:
    policy(office, policy="round_robin", people=["ada"])
    away(office, "ada")
    one = task(office)
    done = office.do(AssignByPolicy(task=one))
    assert done.sentence.startswith("You asked who is to have SD-1 by policy; nobody could take it: ")
    assert "ada: away until" in done.sentence
    assert "bo: not in the policy" in done.sentence
    assert "nobody could take it: " in history(office)
    assert (view(office, one).card.owner, escalated(office, one)) == (None, clock.now())
    assert_true(office)


def test_dispatchers_and_admins_hear_of_what_is_escalated_once_and_not_who_did_it(
    office: Desk, clock: FrozenClock
) -> None:
    policy(office, policy="round_robin", people=["ada"])
    away(office, "ada")
    one = task(office)
    office.do(AssignByPolicy(task=one))
    assert notices(office) == [("dina", one, "escalated")]
    clock.move(timedelta(hours=1))
    office.do(AssignByPolicy(task=one))
    assert notices(office) == [("dina", one, "escalated")]
    assert escalated(office, one) == clock.now()
    office.do(TakeTask(task=one))
    assert escalated(office, one) is None
    office.do(UnassignTask(task=one))
    clock.move(timedelta(hours=1))
    office.do(AssignByPolicy(task=one))
    assert notices(office) == [("dina", one, "escalated")] * 2
    assert_true(office)


def test_the_teams_lead_hears_of_the_teams_task(office: Desk) -> None:
    policy(office, policy="round_robin", people=["ada"])
    away(office, "ada")
    lars = person(office, "lars")
    team = next(team.id for team in office.ask(TeamsQuestion()) if team.name == "field")
    with office._engine.begin() as connection:
        connection.execute(update(Team).where(Team.id == team).values(lead_id=lars))
    one = task(office, team=team)
    office.do(AssignByPolicy(task=one))
    assert notices(office) == [("lars", one, "escalated")]
    office.do(Undo())
    assert (notices(office), escalated(office, one)) == ([], None)


def test_a_task_that_is_added_is_given_in_the_same_batch(office: Desk) -> None:
    policy(office, policy="round_robin", people=["ada", "bo"], sticky_days=0, auto=True)
    done = office.do(CreateTask(title="Boiler"))
    assert done.created is not None
    assert done.sentence.startswith("You added SD-1; given to ada by policy: in turn (")
    assert (view(office, done.created).card.owner, category(office, done.created)) == ("ada", Category.READY)
    assert_true(office)
    office.do(Undo())
    assert office.ask(ListQuestion()) == ()
    assert credits(office) == {"ada": 0.0, "bo": 0.0}
    office.do(Redo())
    assert view(office, done.created).card.owner == "ada"
    assert_true(office)


def test_a_task_that_is_added_and_nobody_can_take_is_escalated_and_can_be_taken_back(office: Desk) -> None:
    policy(office, policy="least_loaded", people=["ada"], auto=True)
    away(office, "ada")
    done = office.do(CreateTask(title="Boiler"))
    assert "; nobody could take it: " in done.sentence
    assert "ada: away until" in done.sentence
    assert done.created is not None
    assert escalated(office, done.created) is not None
    office.do(Undo())
    assert (office.ask(ListQuestion()), notices(office)) == ((), [])


def test_what_is_added_finds_its_policy_by_tag_words_and_priority(office: Desk) -> None:
    office.do(SaveView(name="Urgent boilers", query="!1 boiler", shared=True))
    stored = [
        {"policy": "least_loaded", "tag": "gas", "people": ["bo"]},
        {"policy": "least_loaded", "view": "Urgent boilers", "people": ["ada"]},
        {"policy": "least_loaded", "people": ["lars"], "auto": False},
    ]
    office.do(SetSetting(key="assignment", value=stored))
    made = [
        task(office, tags=("gas",)),
        task(office, title="Boiler dead", impact=1, urgency=1),
        task(office, title="Boiler hums"),
        task(office, "dina", tags=("gas",)),
    ]
    assert [view(office, one).card.owner for one in made] == ["bo", "ada", None, "dina"]


def test_whether_a_policy_gives_by_itself_is_true_or_false(office: Desk) -> None:
    with pytest.raises(Invalid, match="auto is true or false"):
        policy(office, policy="least_loaded", auto="yes")


def test_taking_a_turn_back_gives_it_back_whoevers_turn_came_in_between(office: Desk, open_desk: OpenDesk) -> None:
    policy(office, policy="round_robin", people=["ada", "bo"], sticky_days=0)
    first, second = task(office, estimate_minutes=5), task(office, estimate_minutes=5)
    office.do(AssignByPolicy(task=first))
    before = credits(office)
    open_desk("dina").do(AssignByPolicy(task=second))
    after = credits(office)
    office.do(Undo())
    assert credits(office) == {login: round(after[login] - before[login], 6) for login in after}
    office.do(Redo())
    assert credits(office) == after
    office.do(Undo())
    open_desk("dina").do(Undo())
    assert credits(office) == {"ada": 0.0, "bo": 0.0}
    assert_true(office)


@pytest.mark.parametrize("how", ["round_robin", "least_loaded", "skill"])
def test_many_at_once_are_given_as_one_by_one(office: Desk, how: str) -> None:
    policy(office, policy=how, people=["ada", "bo", "lars"], weights={"ada": 2})
    task(office, "bo", estimate_minutes=FULL, due=at("4 17:00"))
    office.do(EditPerson(person=person(office, "lars"), fields={"wip_cap": 2}))
    dues = (None, at("3 17:00"), at("9 12:00"), at("30 12:00"))
    first = task(office, new_customer="Acme")
    customer = view(office, first).card.customer_id
    tasks = [first] + [
        task(office, estimate_minutes=60 * (1 + n % 5), due=dues[n % 4], customer=customer if n % 6 == 5 else None)
        for n in range(14)
    ]
    office.do(AddVisit(task=tasks[3], start=at("3 09:00"), end=at("3 12:00"), person=person(office, "ada")))
    office.do(UnassignTask(task=tasks[3]))
    office.do(AddVisit(task=tasks[4], start=at("4 08:00"), end=at("4 15:00"), person=person(office, "lars")))
    office.do(AssignTask(task=tasks[4], owner=person(office, "dina")))
    office.do(MoveVisit(visit=bars(office, "dina")[0].visit, person=person(office, "bo")))
    office.do(UnassignTask(task=tasks[4]))
    for one in tasks:
        office.do(AssignByPolicy(task=one))
    singly = [(view(office, one).card.owner, escalated(office, one)) for one in tasks], credits(office)
    for _ in tasks:
        office.do(Undo())
    office.do(Bulk(command=AssignByPolicy(task=0), tasks=tuple(tasks)))
    assert ([(view(office, one).card.owner, escalated(office, one)) for one in tasks], credits(office)) == singly
    assert_true(office)


def test_many_at_once_read_the_open_work_once(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    policy(office, policy="least_loaded", people=["ada", "bo"])
    tasks = tuple(task(office) for _ in range(5))
    read: list[int] = []

    def counted(session: Session) -> Opened:
        read.append(1)
        return opened(session)

    monkeypatch.setattr(loads, "opened", counted)
    office.do(Bulk(command=AssignByPolicy(task=0), tasks=tasks))
    assert len(read) == 1


def test_the_history_says_who_was_chosen_why_and_who_was_not(office: Desk) -> None:
    policy(office, policy="least_loaded", people=["ada", "bo"])
    office.do(AddAbsence(person=person(office, "ada"), starts=at("2 00:00"), ends=at("28 00:00")))
    one = task(office)
    office.do(AssignByPolicy(task=one))
    said = office.ask(HistoryQuestion(limit=1))[0].sentence
    assert said.startswith("anna gave SD-1 to bo by policy: who has most room (")
    assert "ada: away until" in said
    office.do(Undo())
    assert (view(office, one).card.owner, category(office, one)) == (None, Category.INBOX)
    assert_true(office)


def test_it_is_for_those_who_may_give_and_for_what_nobody_has(office: Desk, open_desk: OpenDesk) -> None:
    policy(office, policy="least_loaded")
    one = task(office)
    with pytest.raises(NotAllowed):
        open_desk("bo").do(AssignByPolicy(task=one))
    give(office, one)
    with pytest.raises(Invalid, match="has an owner already"):
        give(office, one)


def test_a_bulk_takes_turns_too(office: Desk) -> None:
    policy(office, policy="round_robin", people=["ada", "bo"], sticky_days=0)
    tasks = tuple(task(office, estimate_minutes=5) for _ in range(6))
    hard = task(office)
    office.do(TagTask(task=hard, add=("gas",)))
    office.do(SetSkill(person=person(office, "dina"), skill="gas"))
    done = office.do(Bulk(command=AssignByPolicy(task=0), tasks=(hard, *tasks)))
    assert done.declined == ()
    assert done.sentence.startswith("You gave 6 tasks away by policy: SD-1 to ada, SD-2 to bo, SD-3 to ada")
    assert "; SD-7: nobody could take it: " in done.sentence
    assert "ada: lacks the skill gas" in done.sentence
    assert Counter(card.owner for card in office.ask(ListQuestion())) == {"ada": 3, "bo": 3, None: 1}
    assert_true(office)


def test_two_dispatchers_at_once_give_a_fair_result(
    office: Desk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    policy(office, policy="round_robin", people=["ada", "bo", "lars"], sticky_days=0)
    tasks = [task(office, estimate_minutes=5) for _ in range(12)]
    failed: list[BaseException] = []
    opening = threading.Lock()

    def work(login: str, mine: list[int]) -> None:
        try:
            with opening:  # who sits here is patched for the whole process while a desk is opened
                desk = open_as(store_address, login, clock)
            with desk:
                for one in mine:
                    desk.do(AssignByPolicy(task=one))
        except BaseException as error:
            failed.append(error)

    threads = [
        threading.Thread(target=work, args=(login, tasks[start::2])) for start, login in enumerate(("anna", "dina"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert Counter(card.owner for card in office.ask(ListQuestion())) == {"ada": 4, "bo": 4, "lars": 4}
    assert_true(office)


def test_a_task_made_of_a_note_is_given_by_its_policy_too(office: Desk) -> None:
    policy(office, policy="least_loaded", people=["ada"], auto=True)
    first = task(office, "bo")
    note = write(office, first, "Order the valve")
    made = office.do(SplitNote(task=first, note=note, title="Order the valve")).created
    assert made is not None
    assert view(office, made).card.owner == "ada"
    assert "given to ada by policy" in history(office)
    assert_true(office)

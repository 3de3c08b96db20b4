"""Assignment by policy: who is chosen, who is passed over, what is kept, and two dispatchers at once."""

import threading
from collections import Counter
from typing import Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import Bulk, EditPerson, FinishTask, MoveTask, SaveView, TagTask, Undo
from servicedesk_tui.vocabulary.enums import Category
from servicedesk_tui.vocabulary.planning import AssignByPolicy
from servicedesk_tui.vocabulary.questions import HistoryQuestion, ListQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed
from servicedesk_tui.vocabulary.staffing import AddAbsence, SetSetting, SetSkill

from ..conftest import OpenDesk
from ..stores import open_as
from .test_planning import assert_true
from .test_verbs import category, person, view
from .test_workload import FULL, at, office, task

__all__ = ["office"]


def policy(desk: Desk, **fields: Any) -> None:
    desk.do(SetSetting(key="assignment", value=[fields]))


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
        {"policy": "round_robin", "tag": "gas", "people": ["bo"]},
        {"policy": "round_robin", "view": "Urgent", "people": ["ada"]},
        {"policy": "manual"},
    ]
    office.do(SetSetting(key="assignment", value=stored))
    gas = task(office)
    office.do(TagTask(task=gas, add=("gas",)))
    urgent = task(office, impact=1, urgency=1)
    assert (give(office, gas), give(office, urgent)) == ("bo", "ada")
    with pytest.raises(Invalid, match="give it by hand"):
        give(office, task(office))


def test_with_nobody_left_it_stays_and_everybodys_reason_is_said(office: Desk) -> None:
    policy(office, policy="round_robin", people=["ada"])
    office.do(AddAbsence(person=person(office, "ada"), starts=at("2 00:00"), ends=at("28 00:00")))
    one = task(office)
    with pytest.raises(Invalid) as refused:
        give(office, one)
    assert refused.value.message.startswith("Nobody can take SD-1 now. ")
    assert "ada: away until" in refused.value.message
    assert "bo: not in the policy" in refused.value.message
    assert view(office, one).card.owner is None


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
    away = task(office)
    office.do(TagTask(task=away, add=("gas",)))
    office.do(SetSkill(person=person(office, "dina"), skill="gas"))
    done = office.do(Bulk(command=AssignByPolicy(task=0), tasks=(away, *tasks)))
    assert [(one.task, one.reason[:23]) for one in done.declined] == [(away, "Nobody can take SD-7 no")]
    assert done.sentence.startswith("You gave 6 tasks away by policy: SD-1 to ada, SD-2 to bo, SD-3 to ada")
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

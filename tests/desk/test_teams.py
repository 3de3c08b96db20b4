"""Teams: made, called otherwise, led and given hours; whose work is whose."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.desk.worktimes import worktimes
from servicedesk_tui.policy.capacity import shifts
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import EditTask, MoveTask, UnassignTask, Undo
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer, EditPerson
from servicedesk_tui.vocabulary.enums import NoteKind
from servicedesk_tui.vocabulary.questions import HistoryQuestion, ListQuestion, PeopleQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, NotAllowed, NotFound
from servicedesk_tui.vocabulary.staffing import (
    AddTeam,
    CalendarsQuestion,
    EditTeam,
    LeavePerson,
    SaveCalendar,
    TeamRow,
    TeamsQuestion,
)

from ..conftest import OpenDesk
from .test_verbs import add, person

NIGHTS = {5: ((22 * 60, 28 * 60),)}


def team(desk: Desk, name: str) -> TeamRow:
    found: TeamRow = next(one for one in desk.ask(TeamsQuestion()) if one.name == name)
    return found


def test_a_team_is_made_and_its_fields_are_set_and_taken_back(desk: Desk) -> None:
    made = desk.do(AddTeam(name="  Night   shift ")).created
    assert made is not None
    desk.do(SaveCalendar(key="night", name="Nights", zone="Europe/London", weekly=NIGHTS))
    desk.do(EditTeam(team=made, fields={"name": "Nights", "lead": person(desk, "bo"), "calendar_key": "NIGHT"}))
    assert team(desk, "Nights") == TeamRow(made, "Nights", "bo", "night", 0, 0, 0)
    said = [line.sentence for line in desk.ask(HistoryQuestion(limit=3))]
    assert said[0] == "anna changed the calendar, the lead, the name of the team Nights"
    assert said[2] == "anna added the team Night shift"
    desk.do(Undo())
    assert team(desk, "Night shift") == TeamRow(made, "Night shift", None, None, 0, 0, 0)
    desk.do(EditTeam(team=made, fields={"lead": None, "calendar_key": ""}))


def test_a_team_has_a_name_of_its_own_a_lead_who_works_here_and_hours_that_there_are(desk: Desk) -> None:
    desk.do(AddTeam(name="Ærø"))
    made = desk.do(AddTeam(name="North")).created
    assert made is not None
    wrong: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"name": "æRØ"}, Invalid, "already a team called"),
        ({"name": " "}, Invalid, "must not be empty"),
        ({"lead": 9_999}, NotFound, "no such person"),
        ({"calendar_key": "none such"}, Invalid, "no such calendar"),
        ({"colour": "red"}, Invalid, "no field colour; name, lead, calendar_key can be set"),
    ]
    for fields, refusal, said in wrong:
        with pytest.raises(refusal, match=said):
            desk.do(EditTeam(team=made, fields=fields))
    with pytest.raises(Invalid, match="already a team called"):
        desk.do(AddTeam(name="ærø"))
    desk.do(EditPerson(person=person(desk, "ada"), fields={"active": False}))
    gone = next(one.id for one in desk.ask(PeopleQuestion(all=True)) if one.login == "ada")
    with pytest.raises(Invalid, match="no longer active"):
        desk.do(EditTeam(team=made, fields={"lead": gone}))
    desk.do(EditTeam(team=made, fields={"name": "NORTH"}))


def test_two_who_lead_a_team_otherwise_are_in_conflict(desk: Desk, open_desk: OpenDesk) -> None:
    made = desk.do(AddTeam(name="North")).created
    assert made is not None
    desk.do(EditTeam(team=made, fields={"lead": person(desk, "bo")}, base={"lead": None}))
    with pytest.raises(Conflict, match="changed the lead of North meanwhile"):
        desk.do(EditTeam(team=made, fields={"lead": person(desk, "ada")}, base={"lead": None}))
    bo = open_desk("bo")
    for command in (AddTeam(name="Mine"), EditTeam(team=made, fields={"name": "Mine"})):
        with pytest.raises(NotAllowed):
            bo.do(command)


def test_who_has_no_hours_of_their_own_works_by_the_teams_calendar_in_its_zone(desk: Desk) -> None:
    ada = person(desk, "ada")
    desk.do(SaveCalendar(key="night", name="Nights", zone="Europe/London", weekly=NIGHTS))
    desk.do(EditPerson(person=ada, fields={"team": "Nights", "weekly_minutes": 6 * 60}))
    friday = datetime(2026, 3, 6, tzinfo=UTC)

    def spans() -> list[tuple[datetime, datetime]]:
        with reading(desk._engine, "") as session:
            worktime = worktimes(session, [ada], friday, friday + timedelta(days=2))[ada]
        return [(span.start, span.end) for span in shifts(worktime.calendar, friday, friday + timedelta(days=2))]

    assert (friday + timedelta(hours=22), friday + timedelta(hours=28)) not in spans()
    desk.do(EditTeam(team=team(desk, "Nights").id, fields={"calendar_key": "night"}))
    assert spans() == [(friday + timedelta(hours=22), friday + timedelta(hours=28))]
    desk.do(EditPerson(person=ada, fields={"hours": {5: ((480, 720),)}}))
    assert spans() == [(friday + timedelta(hours=7), friday + timedelta(hours=11))]


def test_a_calendar_names_the_teams_and_customers_that_work_by_it(desk: Desk) -> None:
    desk.do(SaveCalendar(key="night", name="Nights", weekly=NIGHTS))
    for name in ("Beta", "acme"):
        customer = desk.do(AddCustomer(name=name)).created
        assert customer is not None
        desk.do(EditCustomer(customer=customer, fields={"calendar_key": "night"}))
    made = desk.do(AddTeam(name="North")).created
    assert made is not None
    desk.do(EditTeam(team=made, fields={"calendar_key": "night"}))
    [night] = [one for one in desk.ask(CalendarsQuestion()) if one.key == "night"]
    assert (night.teams, night.customers) == (("North",), ("acme", "Beta"))


def test_a_task_that_a_team_was_given_stands_unowned_in_its_queue(desk: Desk) -> None:
    made = desk.do(AddTeam(name="North")).created
    assert made is not None
    task, other = add(desk, owner=person(desk, "bo")), add(desk)
    desk.do(EditTask(task=task, fields={"team": made}))
    queue = ListQuestion(filter="team:north is:unowned")
    assert desk.ask(queue) == ()
    desk.do(UnassignTask(task=task))
    assert [card.id for card in desk.ask(queue)] == [task]
    assert other not in [card.id for card in desk.ask(ListQuestion(filter="team:north"))]
    assert (team(desk, "North").open_tasks, team(desk, "North").unowned) == (1, 1)


def test_a_task_is_handed_over_to_a_teams_queue_in_one_go(desk: Desk) -> None:
    made = desk.do(AddTeam(name="North")).created
    assert made is not None
    task = add(desk, owner=person(desk, "bo"))
    done = desk.do(UnassignTask(task=task, team=made, note="Needs the long ladder"))
    assert done.sentence == "You handed SD-1 over to the team North"
    assert [card.id for card in desk.ask(ListQuestion(filter="team:north is:unowned"))] == [task]
    [line] = desk.ask(HistoryQuestion(task=task, limit=1))
    assert line.note is not None
    assert (line.note.kind, line.note.body) == (NoteKind.HANDOVER, "Needs the long ladder")
    assert desk.do(UnassignTask(task=task, team=made)).batch is None
    desk.do(Undo())
    assert [card.owner for card in desk.ask(ListQuestion(filter="is:open"))] == ["bo"]
    assert desk.ask(ListQuestion(filter="team:north")) == ()
    free = add(desk)
    desk.do(UnassignTask(task=free, team=made))
    assert [card.id for card in desk.ask(ListQuestion(filter="team:north is:unowned"))] == [free]
    with pytest.raises(NotFound, match="no such team"):
        desk.do(UnassignTask(task=task, team=9_999))


def test_a_person_is_shown_with_their_week_and_what_they_have_begun(desk: Desk) -> None:
    bo = person(desk, "bo")
    desk.do(EditPerson(person=bo, fields={"wip_cap": 3, "weekly_minutes": 1_800}))
    begun, _ready = add(desk, owner=bo), add(desk, owner=bo)
    desk.do(MoveTask(task=begun, status="doing"))
    [row] = [one for one in desk.ask(PeopleQuestion()) if one.login == "bo"]
    assert (row.weekly_minutes, row.wip, row.wip_cap, row.open_tasks, row.away) == (1_800, 1, 3, 2, None)
    [idle] = [one for one in desk.ask(PeopleQuestion()) if one.login == "ada"]
    assert (idle.wip, idle.wip_cap) == (0, None)


def test_a_person_joins_a_team_by_its_name_in_any_case(desk: Desk) -> None:
    made = desk.do(AddTeam(name="Ærø")).created
    desk.do(EditPerson(person=person(desk, "bo"), fields={"team": "ÆRØ"}))
    assert team(desk, "Ærø").people == 1
    assert [one.id for one in desk.ask(TeamsQuestion()) if one.name.casefold() == "ærø"] == [made]


def test_whoever_leaves_leads_no_team(desk: Desk) -> None:
    made = desk.do(AddTeam(name="North")).created
    assert made is not None
    desk.do(EditTeam(team=made, fields={"lead": person(desk, "bo")}))
    desk.do(LeavePerson(person=person(desk, "bo"), to_inbox=True))
    assert team(desk, "North").lead is None
    desk.do(Undo())
    assert team(desk, "North").lead == "bo"


def test_a_team_is_made_whole_or_not_at_all(desk: Desk) -> None:
    with pytest.raises(Invalid, match="no such calendar"):
        desk.do(AddTeam(name="Night", calendar_key="nope"))
    assert "Night" not in [one.name for one in desk.ask(TeamsQuestion())]
    desk.do(AddTeam(name="Night", lead=person(desk, "lars")))
    assert team(desk, "Night").lead == "lars"
    desk.do(Undo())
    assert "Night" not in [one.name for one in desk.ask(TeamsQuestion())]


def test_the_desks_own_calendar_is_in_its_own_zone_wherever_it_is_looked_at(desk: Desk) -> None:
    there = desk.ask(CalendarsQuestion())[0].zone
    desk.do(EditPerson(person=person(desk, "anna"), fields={"zone": "America/New_York"}))
    own = desk.ask(CalendarsQuestion())[0]
    assert (own.key, own.zone, own.version) == ("", there, 0)
    assert own.weekly[1] == ((480, 960),)

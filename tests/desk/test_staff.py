"""People's time: hours, absences with who stands in, skills, leaving, calendars and settings; on both databases."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import AssignTask, Command, PlanVisit, Redo, Undo
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer, EditPerson
from servicedesk_tui.vocabulary.enums import AbsenceKind, Category
from servicedesk_tui.vocabulary.questions import HistoryQuestion, PeopleQuestion, UndoQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs, NotAllowed
from servicedesk_tui.vocabulary.staffing import (
    AddAbsence,
    CalendarsQuestion,
    EditAbsence,
    HolidaysQuestion,
    LeavePerson,
    PersonQuestion,
    PersonView,
    RemoveAbsence,
    SaveCalendar,
    SetSetting,
    SetSkill,
    SettingsQuestion,
    SkillRow,
)

from ..conftest import OpenDesk
from .test_verbs import add, category, person, view

WORK = dict.fromkeys(range(1, 6), ((480, 720), (750, 960)))


def seen(desk: Desk, login: str) -> PersonView:
    found: PersonView = desk.ask(PersonQuestion(person=person(desk, login)))
    return found


def away(desk: Desk, login: str, start: int, end: int, **more: Any) -> AddAbsence:
    first, last = START + timedelta(days=start), START + timedelta(days=end)
    return AddAbsence(person=person(desk, login), starts=first, ends=last, **more)


START = datetime(2030, 3, 4, tzinfo=UTC)


def test_a_persons_own_hours_are_kept_in_order_and_checked(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    ada = person(admin, "ada")
    admin.do(EditPerson(person=ada, fields={"hours": {1: [(750, 960), (480, 720)], 5: [(1320, 360)]}, "wip_cap": 4}))
    assert seen(admin, "ada").hours == {1: ((480, 720), (750, 960)), 5: ((1320, 1800),)}
    assert seen(admin, "ada").wip_cap == 4
    for wrong in ({8: [(480, 720)]}, {1: [(480, 720), (700, 900)]}, {1: [(480,)]}, {1: [(-5, 20)]}):
        with pytest.raises(Invalid):
            admin.do(EditPerson(person=ada, fields={"hours": wrong}))
    with pytest.raises(Invalid, match="number from 1 to 999"):
        admin.do(EditPerson(person=ada, fields={"wip_cap": 0}))
    admin.do(Undo())
    assert seen(admin, "ada").hours == {}


def test_an_absence_is_seen_and_undone(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    admin.do(away(admin, "ada", 1, 3, kind=AbsenceKind.COURSE, substitute=person(admin, "bo")))
    (absence,) = seen(admin, "ada").absences
    assert (absence.kind, absence.substitute, absence.stands_in) == (AbsenceKind.COURSE, "bo", "bo")
    assert "ada is away (course)" in admin.ask(HistoryQuestion(limit=1))[0].sentence
    admin.do(EditAbsence(absence=absence.id, fields={"kind": AbsenceKind.SICK}, base={"kind": AbsenceKind.COURSE}))
    with pytest.raises(Conflict):
        admin.do(EditAbsence(absence=absence.id, fields={"kind": AbsenceKind.OTHER}, base={"kind": AbsenceKind.COURSE}))
    admin.do(RemoveAbsence(absence=absence.id))
    assert seen(admin, "ada").absences == ()
    admin.do(Undo())
    assert seen(admin, "ada").absences[0].kind is AbsenceKind.SICK


def test_others_absences_are_for_who_plans_their_visits(open_desk: OpenDesk) -> None:
    lars = open_desk("lars")
    lars.do(away(lars, "bo", 1, 3, kind=AbsenceKind.SICK))
    (absence,) = seen(lars, "bo").absences
    lars.do(EditAbsence(absence=absence.id, fields={"kind": AbsenceKind.COURSE}))
    lars.do(Undo())
    lars.do(RemoveAbsence(absence=absence.id))
    lars.do(Undo())
    assert seen(lars, "bo").absences == (absence,)
    for login, other in (("bo", "ada"), ("vera", "ada"), ("lars", "dina")):
        desk = open_desk(login)
        with pytest.raises(NotAllowed, match=f"Only {other}, the lead of their team"):
            desk.do(away(desk, other, 5, 6))


def test_who_is_away_takes_back_what_they_said_of_it(open_desk: OpenDesk) -> None:
    ada = open_desk("ada")
    ada.do(away(ada, "ada", 1, 3, kind=AbsenceKind.HOLIDAY))
    (absence,) = seen(ada, "ada").absences
    ada.do(EditAbsence(absence=absence.id, fields={"kind": AbsenceKind.SICK}))
    ada.do(Undo())
    assert seen(ada, "ada").absences[0].kind is AbsenceKind.HOLIDAY
    ada.do(RemoveAbsence(absence=absence.id))
    ada.do(Undo())
    assert seen(ada, "ada").absences == (absence,)


@pytest.mark.parametrize("start_end", [(3, 3), (3, 1)])
def test_an_absence_ends_after_it_starts(open_desk: OpenDesk, start_end: tuple[int, int]) -> None:
    admin = open_desk("anna")
    with pytest.raises(Invalid, match="ends after it starts"):
        admin.do(away(admin, "ada", *start_end))


def test_nobody_is_away_twice_at_once(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    admin.do(away(admin, "ada", 1, 3))
    with pytest.raises(Invalid, match="away then already"):
        admin.do(away(admin, "ada", 2, 5))
    admin.do(away(admin, "ada", 3, 5))


def test_substitutes_resolve_to_who_is_there_and_never_go_in_a_circle(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    ids = {login: person(admin, login) for login in ("bo", "ada", "anna")}
    admin.do(away(admin, "ada", 1, 5, substitute=ids["bo"]))
    admin.do(away(admin, "bo", 2, 3, substitute=ids["anna"]))
    (absence,) = seen(admin, "ada").absences
    assert (absence.substitute, absence.stands_in, absence.relief) == ("bo", "bo", "anna")
    with pytest.raises(Invalid, match="dina cannot stand in for themselves"):
        admin.do(away(admin, "dina", 1, 5, substitute=person(admin, "dina")))
    with pytest.raises(Invalid, match="stand in for each other"):
        admin.do(away(admin, "anna", 2, 4, substitute=ids["ada"]))
    with pytest.raises(Invalid, match="anna cannot stand in for themselves"):
        admin.do(away(admin, "anna", 2, 4, substitute=ids["anna"]))
    admin.do(away(admin, "anna", 6, 8, substitute=ids["ada"]))


def test_while_a_substitute_is_away_theirs_stands_in(open_desk: OpenDesk, clock: FrozenClock) -> None:
    admin = open_desk("anna")
    admin.do(away(admin, "ada", 1, 5, substitute=person(admin, "bo")))
    admin.do(away(admin, "bo", 2, 3, substitute=person(admin, "dina")))
    found = {}
    for day in (0, 1, 2, 3):
        clock.set(START + timedelta(days=day, hours=1))
        (absence,) = seen(admin, "ada").absences
        found[day] = (absence.stands_in, absence.relief)
    assert found == {0: ("bo", "dina"), 1: ("bo", "dina"), 2: ("dina", None), 3: ("bo", None)}


def test_ones_own_absence_is_ones_own_affair(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    bo.do(away(bo, "bo", 1, 2))
    with pytest.raises(NotAllowed):
        bo.do(away(bo, "ada", 1, 2))


def test_skills_are_set_raised_and_taken_off(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    ada = person(admin, "ada")
    admin.do(SetSkill(person=ada, skill="Gas", level=2))
    admin.do(SetSkill(person=ada, skill="#lift"))
    assert seen(admin, "ada").skills == (SkillRow("lift", 1), SkillRow("gas", 2))
    assert admin.do(SetSkill(person=ada, skill="gas", level=2)).batch is None
    admin.do(SetSkill(person=ada, skill="gas", level=None))
    assert seen(admin, "ada").skills == (SkillRow("lift", 1),)
    admin.do(Undo())
    assert SkillRow("gas", 2) in seen(admin, "ada").skills
    for wrong in (0, 4):
        with pytest.raises(Invalid, match="level 1, 2 or 3"):
            admin.do(SetSkill(person=ada, skill="gas", level=wrong))


def test_who_leaves_passes_tasks_and_visits_on(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    bo, ada = person(admin, "bo"), person(admin, "ada")
    task = add(admin, "Boiler leak", owner=bo)
    admin.do(PlanVisit(task=task, start=START + timedelta(days=400)))
    with pytest.raises(Needs) as asked:
        admin.do(LeavePerson(person=bo))
    assert asked.value.field == "tasks_to"
    assert bo not in [choice.value for choice in asked.value.choices]
    admin.do(LeavePerson(person=bo, tasks_to=ada))
    assert view(admin, task).card.owner == "ada"
    assert bo not in [one.id for one in admin.ask(PeopleQuestion())]
    admin.do(Undo())
    assert view(admin, task).card.owner == "bo"
    admin.do(Redo())
    assert view(admin, task).card.owner == "ada"
    assert bo not in [one.id for one in admin.ask(PeopleQuestion())]
    admin.do(Undo())
    later = add(admin, "Pump", owner=bo)
    with pytest.raises(Invalid, match="bo still owns 1 open task"):
        admin.do(Redo(batch=admin.ask(UndoQuestion(limit=2))[1].batch))
    admin.do(AssignTask(task=later, owner=ada))
    admin.do(LeavePerson(person=bo, to_inbox=True))
    assert category(admin, task) is Category.INBOX
    assert view(admin, task).card.planned is None


def test_the_last_admin_cannot_leave(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    with pytest.raises(Invalid, match="last admin"):
        admin.do(LeavePerson(person=admin.me.id, to_inbox=True))


def test_a_calendar_is_kept_in_versions(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    admin.do(SaveCalendar(zone="Europe/Copenhagen", weekly=WORK, exceptions={date(2026, 12, 24): ()}))
    admin.do(SaveCalendar(weekly={**WORK, 5: ((480, 720),)}, exceptions={}))
    (calendar,) = admin.ask(CalendarsQuestion())
    assert (calendar.key, calendar.version, calendar.weekly[5]) == ("", 2, ((480, 720),))
    assert admin.do(SaveCalendar(weekly={**WORK, 5: ((480, 720),)})).batch is None
    admin.do(Undo())
    (calendar,) = admin.ask(CalendarsQuestion())
    assert (calendar.version, calendar.exceptions) == (1, {date(2026, 12, 24): ()})


def test_a_calendar_in_which_nobody_works_is_refused(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    with pytest.raises(Invalid, match="Nobody ever works"):
        admin.do(SaveCalendar(weekly={1: ()}))
    with pytest.raises(NotAllowed):
        open_desk("bo").do(SaveCalendar(weekly=WORK))


SETTINGS: list[tuple[str, Any, Any]] = [
    ("reserve_percent", 20, 91),
    ("travel", {"north": {"south": 35}}, {"north": 5}),
    ("on_overlap", "block", "perhaps"),
    ("assignment", [{"policy": "skill", "tag": "gas", "weights": {"bo": 2}}], [{"policy": "magic"}]),
    ("notify_watchers", False, 1),
]


@pytest.mark.parametrize(("key", "good", "bad"), SETTINGS)
def test_settings_are_checked(open_desk: OpenDesk, key: str, good: Any, bad: Any) -> None:
    admin = open_desk("anna")
    usual = admin.ask(SettingsQuestion())[key]
    admin.do(SetSetting(key=key, value=good))
    assert admin.ask(SettingsQuestion())[key] == good
    with pytest.raises(Invalid):
        admin.do(SetSetting(key=key, value=bad))
    admin.do(SetSetting(key=key, value=None))
    assert admin.ask(SettingsQuestion())[key] == usual
    with pytest.raises(Invalid, match="no setting"):
        admin.do(SetSetting(key="colour", value=1))


def test_holidays_are_those_of_the_country() -> None:
    """The calendar of 2026, as the country itself prints it."""
    from servicedesk_tui.desk.reads.staff import holidays

    found = {one.day: one for one in holidays(None, HolidaysQuestion(country="dk", year=2026))}
    assert {date(2026, 4, 2), date(2026, 4, 3), date(2026, 5, 14), date(2026, 12, 25)} <= found.keys()
    assert not any(one.regional for one in found.values())
    german = holidays(None, HolidaysQuestion(country="DE", year=2026))
    assert {one.name for one in german if one.regional and one.day == date(2026, 1, 6)}
    with pytest.raises(Invalid, match="No holidays are known"):
        holidays(None, HolidaysQuestion(country="XX", year=2026))


def test_every_command_of_people_needs_the_right(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    ada = person(bo, "ada")
    commands: list[Command] = [
        SetSkill(person=ada, skill="gas"),
        LeavePerson(person=ada, to_inbox=True),
        SetSetting(key="reserve_percent", value=10),
        EditPerson(person=ada, fields={"wip_cap": 2}),
    ]
    for command in commands:
        with pytest.raises(NotAllowed):
            bo.do(command)


def test_an_assignment_by_name_is_not_moved_by_an_absence(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    admin.do(away(admin, "ada", -3000, 3000))
    task = add(admin, "Boiler leak")
    admin.do(AssignTask(task=task, owner=person(admin, "ada")))
    assert view(admin, task).card.owner == "ada"


def test_a_customer_has_a_calendar_that_there_is(open_desk: OpenDesk) -> None:
    admin = open_desk("anna")
    made = admin.do(AddCustomer(name="Acme")).created
    assert made is not None
    with pytest.raises(Invalid, match="no such calendar"):
        admin.do(EditCustomer(customer=made, fields={"calendar_key": "night"}))
    admin.do(SaveCalendar(key="Night", name="Nights", weekly={1: ((1320, 1800),)}))
    assert admin.do(EditCustomer(customer=made, fields={"calendar_key": "night"})).batch is not None
    admin.do(Undo())
    assert admin.do(EditCustomer(customer=made, fields={"calendar_key": None})).batch is None

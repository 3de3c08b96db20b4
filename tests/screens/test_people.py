"""The people screen, through its keys: what the desk then holds is asked elsewhere."""

from functools import partial
from typing import TYPE_CHECKING

import pytest

from screens import themes
from screens.people import PeopleScreen
from servicedesk_tui.vocabulary.commands import AssignTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer
from servicedesk_tui.vocabulary.enums import AbsenceKind, Role
from servicedesk_tui.vocabulary.questions import CustomersQuestion, PeopleQuestion, TaskQuestion
from servicedesk_tui.vocabulary.staffing import (
    CalendarsQuestion,
    CalendarView,
    PersonQuestion,
    PersonView,
    SaveCalendar,
    TeamRow,
    TeamsQuestion,
)

from .conftest import Glass, OpenGlass, id_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

DAY = ((480, 960),)


def person(desk: "Desk", login: str) -> PersonView:
    view: PersonView = desk.ask(PersonQuestion(person=id_of(desk, login)))
    return view


def own(desk: "Desk") -> CalendarView:
    """The desk's own calendar."""
    found: CalendarView = desk.ask(CalendarsQuestion())[0]
    return found


async def go(glass: Glass, name: str = "") -> None:
    """To the people, the cursor on somebody."""
    await glass.press("g", "w")
    await glass.until(lambda: glass.text.count("37 h ") > 4 and "Ada Ask  agent" in glass.text)
    await glass.press("home")
    while name and not any(line.startswith("▌") and name in line for line in glass.text.split("\n")):
        await glass.press("j")


async def test_people_are_listed_and_one_is_shown_in_full(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        assert "6 people" in glass.text.split("\n")[0]
        await glass.press("j")
        await glass.until("Anna Holm  admin")
        await glass.press("k")
        await glass.until("Ada Ask  agent · field")
        await glass.press("G")
        await glass.until("The desk's own")
        assert "mon-fri 8-16" in glass.text
        assert "as it came" in glass.text
        await glass.press("home")
        await glass.until("Ada Ask  agent")
        await glass.press("q")
        await glass.until("Inbox")


async def test_the_command_goes_there_from_anywhere_and_escape_leaves(
    open_glass: OpenGlass, tasks: dict[str, int]
) -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        await glass.until("nobody")
        await glass.press("colon")
        await glass.answer("people")
        await glass.until("Calendars")
        await glass.press("escape")
        await glass.until("Inbox")


async def test_a_person_is_added(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("n")
        await glass.answer("eva Eva Lund agent")
        await glass.until("Eva Lund")
        assert person(anna, "eva").role is Role.AGENT


async def test_fields_are_chosen_and_set(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, "Bo Berg")
        await glass.press("e")
        await glass.until("Edit bo")
        await glass.answer("role")
        await glass.until("Role of bo")
        await glass.answer("lead")
        await glass.until(lambda: person(anna, "bo").role is Role.LEAD)
        await glass.until("u takes it back")
        await glass.press("enter")
        await glass.answer("at most")
        await glass.until("under way (- : any)")
        await glass.answer("nine")
        assert "A number, or - for any." in glass.text
        await glass.press("ctrl+u")
        await glass.answer("4")
        await glass.until(lambda: person(anna, "bo").wip_cap == 4)
        await glass.until("at most     4 under way")
        await glass.press("e")
        await glass.answer("team")
        await glass.answer("another")
        await glass.answer("night")
        await glass.until(lambda: person(anna, "bo").team == "night")
        await glass.until("night")
        await glass.press("u")
        await glass.until(lambda: person(anna, "bo").team == "field")


async def test_hours_are_written_and_explained(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, "Bo Berg")
        await glass.press("w")
        await glass.until("40 h a week")
        await glass.press("ctrl+u")
        await glass.paste("mon-thu 8-12 12.30-16, fri 22-6")
        await glass.until("38 h a week")
        await glass.press("enter")
        week = {**dict.fromkeys(range(1, 5), ((480, 720), (750, 960))), 5: ((1320, 1800),)}
        await glass.until(lambda: person(anna, "bo").hours == week)
        assert person(anna, "bo").weekly_minutes == 38 * 60
        await glass.until("fri 22-6")
        await glass.press("w")
        await glass.press("ctrl+u")
        await glass.answer("mon 8-99")
        assert "99:00 is no time of day" in glass.text
        await glass.press("ctrl+u")
        await glass.answer("-")
        await glass.until(lambda: not person(anna, "bo").hours)


async def test_an_absence_is_written_changed_and_taken_off(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, "Bo Berg")
        await glass.press("B")
        assert "No absence of bo is known" in glass.line
        await glass.press("b")
        await glass.until("tomorrow 12-16 sick")
        await glass.paste("24/12..1/1 course ada")
        await glass.until("course · ada stands in · 9 days")
        await glass.press("enter")
        await glass.until(lambda: len(person(anna, "bo").absences) == 1)
        away = person(anna, "bo").absences[0]
        assert (away.kind, away.substitute, away.is_day) == (AbsenceKind.COURSE, "ada", True)
        await glass.until("1 jan")
        await glass.press("B", "enter")
        await glass.until("not after all")
        await glass.press("ctrl+u")
        await glass.answer("24/12..1/1 sick")
        await glass.until(lambda: person(anna, "bo").absences[0].kind is AbsenceKind.SICK)
        assert person(anna, "bo").absences[0].substitute is None
        await glass.until("u takes it back")
        await glass.press("B", "enter", "ctrl+u")
        await glass.answer("-")
        await glass.until(lambda: not person(anna, "bo").absences)
        await glass.until("u takes it back")
        await glass.press("u")
        await glass.until(lambda: len(person(anna, "bo").absences) == 1)


async def test_a_skill_is_put_on_levelled_and_taken_off(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, "Bo Berg")

        def has(level: int | None) -> bool:
            return {skill.name: skill.level for skill in person(anna, "bo").skills}.get("pump") == level

        for text, level in (("pump", 1), ("pump 3", 3), ("-pump", None)):
            await glass.press("s")
            await glass.answer(text)
            await glass.until(partial(has, level))
            await glass.until("u takes it back")
        await glass.press("G", "s")
        assert "this is a calendar" in glass.line


def team(desk: "Desk", name: str) -> TeamRow | None:
    return next((one for one in desk.ask(TeamsQuestion()) if one.name == name), None)


async def on_team(glass: Glass, name: str) -> None:
    """The cursor on a team."""
    people = glass.app.screen
    assert isinstance(people, PeopleScreen)
    await glass.until(lambda: any(one.name == name for one in people.staff.teams))
    order = [one.name for one in people.staff.teams]
    people.step(len(people.staff.people) + order.index(name) - people.staff.cursor)


async def test_a_team_is_added_led_and_works_by_a_calendar(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("C")
        await glass.answer("Night")
        await glass.until("40 h a week")
        await glass.press("T")
        await glass.answer("guard")
        await glass.until(lambda: team(anna, "guard") is not None)
        await on_team(glass, "guard")
        await glass.until("nobody: e says who")
        await glass.press("w")
        assert "A team has a name, a lead and a calendar" in glass.line
        await glass.press("e")
        await glass.answer("lead")
        await glass.until("Who leads the team guard?")
        await glass.answer("bo")
        await glass.until(lambda: getattr(team(anna, "guard"), "lead", None) == "bo")
        await glass.until("lead        bo")
        await glass.press("e")
        await glass.answer("calendar")
        await glass.answer("night")
        await glass.until(lambda: getattr(team(anna, "guard"), "calendar_key", None) == "night")
        await glass.until("calendar    Night")
        await glass.press("e")
        await glass.answer("name")
        await glass.press("ctrl+u")
        await glass.answer("watch")
        await glass.until(lambda: team(anna, "watch") is not None)
        await glass.until("u takes it back")
        await glass.press("u")
        await glass.until(lambda: team(anna, "guard") is not None)
        await glass.press("G")
        await glass.until("watch" if team(anna, "watch") else "guard")


async def test_a_customer_is_given_a_calendar_and_let_go(
    open_glass: OpenGlass, anna: "Desk", tasks: dict[str, int]
) -> None:
    def customers() -> tuple[str, ...]:
        found = anna.ask(CalendarsQuestion())
        return next((one.customers for one in found if one.key == "night"), ())

    async with open_glass() as glass:
        await go(glass)
        await glass.press("C")
        await glass.answer("Night")
        await glass.until("u takes it back")
        await glass.until(lambda: len(glass.app.session.customers) > 0)
        await glass.press("G", "e")
        await glass.answer("customers")
        await glass.until("Which customer works by it?")
        await glass.answer("acme")
        await glass.until(lambda: customers() == ("Acme Køl",))
        await glass.until("customers   Acme Køl")
        await glass.press("e")
        await glass.answer("customers")
        await glass.until("works by it: enter lets it go")
        await glass.press("enter")
        await glass.until(lambda: customers() == ())


async def test_a_customer_that_was_given_another_calendar_meanwhile_is_not_let_go(
    open_glass: OpenGlass, anna: "Desk", tasks: dict[str, int]
) -> None:
    [own, *_others] = anna.ask(CalendarsQuestion())
    for key in ("day", "night"):
        anna.do(SaveCalendar(key=key, name=key, zone=own.zone, weekly=own.weekly, exceptions={}))
    acme = anna.ask(CustomersQuestion())[0].id
    anna.do(EditCustomer(customer=acme, fields={"calendar_key": "night"}))
    async with open_glass() as glass:
        await go(glass)
        await glass.until(lambda: len(glass.app.session.customers) > 0)
        await glass.press("G", "e")
        await glass.answer("customers")
        await glass.until("works by it: enter lets it go")
        anna.do(EditCustomer(customer=acme, fields={"calendar_key": "day"}))
        await glass.press("enter")
        await glass.until("meanwhile")
        assert [one.customers for one in anna.ask(CalendarsQuestion())] == [(), ("Acme Køl",), ()]


async def test_the_last_of_many_customers_is_let_go_too(open_glass: OpenGlass, anna: "Desk") -> None:
    [own, *_others] = anna.ask(CalendarsQuestion())
    anna.do(SaveCalendar(key="night", name="night", zone=own.zone, weekly=own.weekly, exceptions={}))
    for i in range(13):
        made = anna.do(AddCustomer(name=f"Works {i:02}")).created
        assert made is not None
        anna.do(EditCustomer(customer=made, fields={"calendar_key": "night"}))
    async with open_glass() as glass:
        await go(glass)
        await glass.until(lambda: len(glass.app.session.customers) >= 13)
        await glass.press("G", "e")
        await glass.answer("customers")
        await glass.until("works by it: enter lets it go")
        await glass.answer("Works 12")
        await glass.until(lambda: {c.calendar_key for c in anna.ask(CustomersQuestion(text="Works 12"))} == {None})


async def test_a_key_waits_for_who_is_still_being_read(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("j", "j", "e")
        await glass.until("Edit bo")


async def test_who_leaves_gives_the_tasks_away_and_may_come_back(
    open_glass: OpenGlass, anna: "Desk", tasks: dict[str, int]
) -> None:
    anna.do(AssignTask(task=tasks["Boiler leak"], owner=id_of(anna, "bo")))
    async with open_glass() as glass:
        await go(glass, "Bo Berg")
        await glass.until("1 open")
        await glass.press("X")
        await glass.until("works here no longer")
        await glass.press("X")
        await glass.until("Who gets them?")
        await glass.answer("ada")
        await glass.until(lambda: not person(anna, "bo").active)
        assert person(anna, "ada").open_tasks == 1
        await glass.until("agent · field  left")
        await glass.press("X")
        await glass.until(lambda: person(anna, "bo").active)


async def test_the_calendar_has_hours_days_and_a_name(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("G", "w")
        await glass.until("40 h a week")
        await glass.press("ctrl+u")
        await glass.answer("mon-thu 8-16, fri 8-15")
        await glass.until(lambda: own(anna).weekly[5] == ((480, 900),))
        await glass.until("version 1")
        await glass.press("b")
        await glass.paste("24/12..26/12 -")
        await glass.until("closed")
        await glass.press("enter")
        await glass.until(lambda: len(own(anna).exceptions) == 3)
        await glass.until("sat 26 dec")
        await glass.press("b")
        await glass.answer("31/12 8-12")
        await glass.until(lambda: ((480, 720),) in own(anna).exceptions.values())
        await glass.until("8-12")
        await glass.press("B")
        await glass.answer("26 dec")
        await glass.until(lambda: len(own(anna).exceptions) == 3)
        await glass.until("u takes it back")
        await glass.press("e")
        await glass.answer("name")
        await glass.press("ctrl+u")
        await glass.answer("Nordvarme")
        await glass.until(lambda: own(anna).name == "Nordvarme")
        await glass.press("C")
        await glass.answer("Night shift")
        await glass.until(lambda: {c.key for c in anna.ask(CalendarsQuestion())} == {"", "night-shift"})


async def test_holidays_are_looked_through_before_they_count(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("H")
        await glass.until("Holidays of which country")
        await glass.press("ctrl+u")
        await glass.answer("zz")
        assert "A country and a year" in glass.text
        await glass.press("ctrl+u")
        await glass.answer("de 2027")
        await glass.until("9 days are closed with enter")
        assert "☑ fri 1 jan   New Year's Day" in glass.text
        assert "☐ wed 6 jan   Epiphany  in a part of the country" in glass.text
        await glass.press("end")
        await glass.until("20/20")
        await glass.press("home", "space", "enter")
        await glass.until(lambda: bool(anna.ask(CalendarsQuestion())))
        days = {f"{day:%m-%d}" for day in own(anna).exceptions}
        assert "01-01" not in days
        assert "12-25" in days
        assert all(not hours for hours in own(anna).exceptions.values())
        assert len(days) == 8


async def test_who_may_not_set_people_may_still_say_when_they_are_away(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass("bo") as glass:
        await go(glass, "Bo Berg")
        await glass.press("e")
        assert "Only an administrator" in glass.line
        await glass.press("b")
        await glass.answer("fri sick")
        await glass.until(lambda: len(person(anna, "bo").absences) == 1)


async def test_a_long_page_is_read_on_and_back(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass(size=(45, 14)) as glass:
        await go(glass)
        assert "none: s says" not in glass.text
        await glass.press("pagedown", "pagedown")
        await glass.until("none: s says")
        await glass.press("pageup", "pageup")
        await glass.until("Ada Ask  agent")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (45, 20)])
async def test_the_terminals_cursor_stands_on_who_is_chosen(open_glass: OpenGlass, size: tuple[int, int]) -> None:
    async with open_glass(size=size) as glass:
        await go(glass, "Bo Berg")
        _x, y = glass.app.cursor_position
        assert "Bo Berg" in glass.text.split("\n")[y]
        assert len(glass.app.session.people) == len(glass.app.board.session.people)


async def test_the_rest_of_the_keys_work_here_too(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, "Bo Berg")
        await glass.press("s")
        await glass.answer("pump")
        await glass.until(lambda: bool(person(anna, "bo").skills))
        await glass.until("u takes it back")
        await glass.press("u")
        await glass.until(lambda: not person(anna, "bo").skills)
        await glass.press("U")
        await glass.until(lambda: bool(person(anna, "bo").skills))
        await glass.press("question_mark")
        await glass.until("Say what the person can do")
        await glass.press("q")
        await glass.press("ctrl+p")
        await glass.write("holid")
        await glass.until("Look through a country's holidays")
        await glass.press("escape")
        for command, seen in (("theme dark", "Calendars"), ("tour", "sample desk"), ("person", "Add a person")):
            await glass.press("colon")
            await glass.answer(command)
            await glass.until(seen)
        await glass.press("escape")
        assert themes.current().name == "dark"
        themes.use("terminal")
        await glass.press("1")
        await glass.until("Inbox")
        await glass.press("g", "w")
        await glass.until("Calendars")
        await glass.press("4")
        await glass.until("Workload")
        await glass.press("colon")
        await glass.answer("people")
        await glass.until("Calendars")
        await glass.press("Q")
        await glass.until(lambda: glass.app.return_code == 0)


async def test_in_danish(open_glass: OpenGlass, anna: "Desk") -> None:
    assert anna.ask(PeopleQuestion())
    async with open_glass(language="da") as glass:
        await glass.press("g", "w")
        await glass.until("Bo Berg")


async def test_who_is_away_hands_the_open_tasks_over(
    open_glass: OpenGlass, tasks: dict[str, int], anna: "Desk"
) -> None:
    one, two = tasks["Filter change"], tasks["Boiler leak"]
    anna.do(AssignTask(task=two, owner=id_of(anna, "lars")))
    async with open_glass() as glass:
        await go(glass, "Lars")
        await glass.press("h")
        await glass.until("lars is not away; b says when")
        await glass.press("b")
        await glass.answer("today")
        await glass.until("2 open tasks wait for lars")
        await glass.press("h")
        await glass.until("While lars is away")
        await glass.until("1 of 2; left and right change who gets it")
        await glass.press("right", "right", "down", "left", "enter")
        await glass.until("of lars over for as long as they are away")
        owners = {anna.ask(TaskQuestion(id=task)).card.owner for task in (one, two)}
        assert owners != {"lars"}

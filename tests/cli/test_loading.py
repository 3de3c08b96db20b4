"""Workload, who, slots, schedule, visits, policies, calendar files and day sheets from a shell."""

import json
from typing import Any

import icalendar
import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.questions import CustomersQuestion, Question, TaskQuestion

from .shell import Shell

DAY = "2030-03-04"


@pytest.fixture
def filled(either: Shell) -> Shell:
    """Two tasks of bo's, one with a visit, and one that nobody has."""
    for title in ("One @bo", "Two @bo", "Three"):
        either.tell("add", title)
    either.tell("visit", "add", "1", "--at", f"{DAY} 9:00", "--for", "90m")
    return either


def shown(shell: Shell) -> list[str]:
    return shell.tell("schedule", "@bo", "--day", DAY).rows[0]


def test_the_workload_is_a_table_and_json(filled: Shell) -> None:
    rows = {row[0]: row[1:] for row in filled.tell("workload", "--start", DAY, "--days", "2").rows}
    assert list(rows) == ["anna", "ada", "bo", "dina", "lars", "Everybody"]
    assert rows["bo"][0] == "1.5/6.3"
    view = filled.tell("workload", "--start", DAY, "--by", "team", "--weeks", "--days", "1", "--json").json
    assert [(row["name"], row["booked"]) for row in view["rows"]] == [("field", 90), ("No team", 0)]
    assert view["rows"][0]["cells"][0]["day"] == DAY
    narrowed = filled.tell("workload", "--start", DAY, "--days", "1", "--filter", "two").rows
    assert narrowed[2][1] == "0.0/6.3"


def test_visits_are_added_moved_and_called_off(filled: Shell) -> None:
    login, when, task, visit, title = shown(filled)
    assert (login, when, task, title) == ("bo", "4 mar 2030 09:00–10:30", "SD-1", "One")
    filled.tell("visit", "move", visit, "--at", f"{DAY} 13:00")
    assert shown(filled)[1] == "4 mar 2030 13:00–14:30"
    filled.tell("visit", "move", visit, "--for", "30m", "--person", "@ada")
    rows = filled.tell("schedule", "--day", DAY, "--week").rows
    assert [row[:2] for row in rows] == [["ada", "4 mar 2030 13:00–13:30"]]
    filled.tell("visit", "off", visit)
    assert filled.tell("schedule", "--day", DAY).rows == []
    assert filled.refusal("visit", "move", "99", "--at", f"{DAY} 9:00") == "There is no such visit."
    assert filled.refusal("visit", "add", "1", "--at", DAY, status=2).startswith("A visit needs a time of day")
    assert "Say what to set" in filled.refusal("visit", "move", visit, status=2)


def test_who_could_and_when(filled: Shell) -> None:
    rows = filled.tell("who", "2").rows
    assert {row[0]: row[1] for row in rows} == {"ada": "yes", "anna": "yes", "dina": "yes", "lars": "yes", "bo": "no"}
    assert filled.tell("who", "2", "--json").json[-1]["why_not"] == "has it already"
    found = filled.tell("slots", "2", "--for", "2h", "--limit", "3", "--json").json
    assert len(found) == 3
    assert found[0]["login"] == "bo"


def test_tasks_are_given_by_policy(filled: Shell) -> None:
    assert "Say --to LOGIN or --by-policy" in filled.refusal("assign", "3", status=2)
    assert "No policy says who is to have SD-3" in filled.refusal("assign", "3", "--by-policy")


def test_that_nobody_could_take_it_is_told_with_everybodys_reason(filled: Shell) -> None:
    policy = [{"policy": "least_loaded", "people": ["vera"]}]
    filled.tell("setting", "set", "assignment", json.dumps(policy))
    said = filled("assign", "3", "--by-policy").err
    assert "Nobody can take SD-3 now. " in said
    assert all(f"{login}: not in the policy" in said for login in ("ada", "anna", "bo", "dina", "lars"))


def test_a_calendar_file_is_updated_by_exporting_again(filled: Shell) -> None:
    def read(*who: str) -> list[tuple[str, int, str]]:
        events = icalendar.Calendar.from_ical(filled.tell("ics", *who).out).walk("VEVENT")
        return [(str(one["uid"]), int(str(one["sequence"])), str(one["status"])) for one in events]

    [(uid, first, status)] = read("@bo")
    assert status == "CONFIRMED"
    visit = shown(filled)[3]
    filled.tell("visit", "move", visit, "--at", f"{DAY} 13:00")
    [(again, moved, _)] = read("@bo")
    assert (again, moved > first) == (uid, True)
    filled.tell("visit", "move", visit, "--person", "ada")
    [(_, left, gone)] = read("@bo")
    [(hers, _, there)] = read("@ada")
    assert (gone, there, hers) == ("CANCELLED", "CONFIRMED", uid)
    filled.tell("visit", "off", visit)
    [(_, off, status)] = read("@ada")
    assert (status, off > left) == ("CANCELLED", True)
    filled.tell("undo")
    [(_, back, status)] = read("@ada")
    assert (status, back > off) == ("CONFIRMED", True)
    assert len(read()) == 1


def test_a_day_is_printed_as_text_and_as_a_page(filled: Shell) -> None:
    filled.tell("edit", "1", "--title", "<b>One</b>", "--next", "Bring a ladder")
    text = filled.tell("daysheet", "@bo", DAY).out
    assert text.startswith("Bo Berg · Monday 4 March 2030\n")
    assert "09:00–10:30  SD-1 <b>One</b>" in text
    assert "Next: Bring a ladder" in text
    page = filled.tell("daysheet", "bo", DAY, "--html").out
    assert "<b>" not in page
    assert "&lt;b&gt;One&lt;/b&gt;" in page
    assert "No visits." in filled.tell("daysheet", "@ada", DAY).out
    assert "No working hours that day." in filled.tell("daysheet", "@ada", "2030-03-03").out


def test_a_day_sheet_is_in_the_zone_of_whoever_goes_and_names_each_thing_once(filled: Shell) -> None:
    filled.tell("person", "edit", "bo", "--zone", "Europe/London")
    filled.tell("customer", "add", "Ærø Varme", "--phone", "22 33 44 55")
    filled.tell("edit", "1", "--customer", "ærø")
    filled.tell("due", "1", "--on", "2030-03-05")
    text = filled.tell("daysheet", "@bo", DAY).out
    assert "08:00–09:30  SD-1" in text
    assert "    Ærø Varme, 22 33 44 55\n" in text
    assert "    Due: Tuesday 5 March 2030\n" in text


def test_a_day_sheet_reads_no_more_than_it_prints(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Question] = []
    ask = Desk.ask

    def note(desk: Desk, question: Question, **options: Any) -> Any:
        asked.append(question)
        return ask(desk, question, **options)

    monkeypatch.setattr(Desk, "ask", note)
    filled.tell("daysheet", "@bo", DAY)
    assert [question.history for question in asked if isinstance(question, TaskQuestion)] == [1]
    assert not any(isinstance(question, CustomersQuestion) for question in asked)

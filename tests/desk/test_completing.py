"""How a line can go on."""

from datetime import timedelta

import pytest

from servicedesk_tui import locale
from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, SaveView
from servicedesk_tui.vocabulary.questions import CompletionQuestion
from servicedesk_tui.vocabulary.task_rows import Completion

from .test_verbs import person


@pytest.fixture
def used(desk: Desk, clock: FrozenClock) -> Desk:
    """A desk where bo has more than ada, and pump is said more often than pumpe."""
    for number in range(3):
        desk.do(CreateTask(title=f"b{number}", owner=person(desk, "bo"), tags=("pump",)))
    desk.do(CreateTask(title="a", owner=person(desk, "ada"), tags=("pumpe", "pump")))
    acme = desk.do(AddCustomer(name="Acme A/S")).created
    desk.do(AddCustomer(name="Nordby Skole"))
    desk.do(CreateTask(title="c", customer=acme))
    desk.do(SaveView(name="Mine today", query="@me is:today"))
    clock.move(timedelta(minutes=1))
    return desk


def ask(desk: Desk, text: str, *, adding: bool = False) -> Completion:
    """What is offered at the end of `text`."""
    found: Completion = desk.ask(CompletionQuestion(text=text, cursor=len(text), adding=adding))
    return found


def texts(desk: Desk, text: str, *, adding: bool = False) -> list[str]:
    return [offer.text for offer in ask(desk, text, adding=adding).offers]


def test_names_come_most_used_first(used: Desk) -> None:
    assert texts(used, "is:open @")[:3] == ["me", "bo", "ada"]
    assert texts(used, "#pu") == ["pump", "pumpe"]
    assert texts(used, "for:") == ['"Acme A/S"', '"Nordby Skole"']
    assert texts(used, "for:sko") == ['"Nordby Skole"']
    assert texts(used, "view:min") == ['"Mine today"']


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sta", "status:"),
        ("status:wai", "waiting"),
        ("is:ov", "overdue"),
        ("has:no", "note"),
        ("no:du", "due"),
        ("sort:d", "due"),
        ("waiting:p", "parts"),
        ("!", "1"),
        ("team:fi", "field"),
        ("@ada,b", "bo"),
        ("due:<=to", "today"),
        ("(is:op", "open"),
        ("-is:op", "open"),
    ],
)
def test_what_fits_the_place_is_offered(used: Desk, text: str, first: str) -> None:
    found = ask(used, text)
    assert found.offers[0].text == first
    assert first.startswith(text[found.start :])
    assert found.end == len(text)


def test_dates_come_with_their_meaning_in_the_language_in_force(used: Desk) -> None:
    assert any("Monday 2 March 2026" in offer.meaning for offer in ask(used, "due:tod").offers)
    with locale.speaking("da"):
        assert any("mandag 2. marts 2026" in offer.meaning for offer in ask(used, "due:i").offers)


def test_quick_add_is_offered_what_it_takes(used: Desk) -> None:
    assert texts(used, "Boiler (dead) - now @b", adding=True) == ["bo"]
    assert texts(used, "Boiler >do", adding=True)[0] in ("doing", "done")
    assert texts(used, "Boiler dead sta", adding=True) == []
    assert texts(used, "Boiler for:ac", adding=True) == ['"Acme A/S"']
    assert "6mo" in texts(used, "Boiler every:", adding=True)


def test_nothing_is_offered_between_words(used: Desk) -> None:
    assert ask(used, "is:open ") == Completion(8, 8)
    assert ask(used, "") == Completion(0, 0)

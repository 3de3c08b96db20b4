"""Being led: the first day of a desk, adding people from the glass, and the tour of the sample desk."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from screens import firstday, tour
from screens.app import ServiceDeskApp
from screens.firstday import guide_rows
from screens.joining import explain_person, read_person
from screens.paint import spans_width
from screens.walk import Step, Walk, times
from servicedesk_tui.actions import BY_ID
from servicedesk_tui.keymap import resolve_keys
from servicedesk_tui.locale import LANGUAGES, _, speak
from servicedesk_tui.memory import remembered
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.enums import Role

from .conftest import Glass, OpenGlass

KEYMAP = resolve_keys()[0]
OpenDesk = Callable[..., AbstractAsyncContextManager[Glass]]


@asynccontextmanager
async def glass_on(address: StoreAddress, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Glass]:
    app = ServiceDeskApp(address)
    try:
        async with app.run_test(size=size) as pilot:
            glass = Glass(app, pilot)
            await glass.until(lambda: app.session.is_live and len(app.session.people) > 0)
            yield glass
    finally:
        app.keep_everything()
        app.session.backstage.close()
        speak("en")


@pytest.fixture
def new_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoreAddress:
    """A desk on its first day, with me alone."""
    from servicedesk_tui.desk import identity
    from servicedesk_tui.desk.first_run import create_store

    address = StoreAddress(path=tmp_path / "new.db", named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login="me", person_name="Me")
    monkeypatch.setattr(identity, "account", lambda: "me")
    return address


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from servicedesk_tui.demo.opening import build

    path = tmp_path_factory.mktemp("sample") / "desk.db"
    build(StoreAddress(path=path, named=True), size=60, seed=1, language="en")
    return path


@pytest.fixture
def sample_desk(sample: Path, tmp_path: Path) -> StoreAddress:
    import shutil

    return StoreAddress(path=Path(shutil.copyfile(sample, tmp_path / "sample.db")), named=True)


@pytest.mark.parametrize("width", [45, 80, 120])
def test_the_guide_fits_and_says_what_comes_first(width: int) -> None:
    rows = guide_rows(KEYMAP, width)
    text = "\n".join("".join(part for part, _style in row) for row in rows)
    assert all(spans_width(row) <= width for row in rows)
    order = [text.index(said) for said in ("first task", ":person", "servicedesk import", "servicedesk demo")]
    assert order == sorted(order)
    assert len(guide_rows(KEYMAP, width, 17)) <= 17


def test_the_sample_lines_of_the_guide_are_what_they_say() -> None:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from servicedesk_tui.query.quickadd import parse_quick_add

    line = firstday.GUIDE[0][2].lstrip("`")
    read = parse_quick_add(line, people=[], customers=[], now=datetime(2026, 3, 2, 8, tzinfo=UTC), zone=ZoneInfo("UTC"))
    assert (read.title, read.new_customer, read.unknown) == ("Boiler leak", "Acme A/S", ())
    person = read_person(firstday.GUIDE[1][2].partition(":person ")[2])
    assert person is not None
    assert (person.login, person.name, person.role) == ("bo", "Bo Hansen", Role.AGENT)


@pytest.mark.parametrize(
    ("text", "login", "name", "role"),
    [
        ("bo", "bo", "bo", Role.AGENT),
        ("bo Bo Hansen", "bo", "Bo Hansen", Role.AGENT),
        ('bo "Bo Hansen" lead', "bo", "Bo Hansen", Role.LEAD),
        ("bo Bo Hansen Lead", "bo", "Bo Hansen", Role.LEAD),
        ('bo "Bo Han', "bo", "Bo Han", Role.AGENT),
        ("agent agent", "agent", "agent", Role.AGENT),
        ("bo O'Brien", "bo", "O Brien", Role.AGENT),
    ],
)
def test_a_person_is_read_from_a_line(text: str, login: str, name: str, role: Role) -> None:
    person = read_person(text)
    assert person is not None
    assert (person.login, person.name, person.role) == (login, name, role)
    assert name in explain_person(text)[0][0][0]


def test_a_line_without_a_login_names_nobody() -> None:
    assert read_person("  ") is None
    assert "login, name, role" in explain_person("")[0][0][0]


def test_a_walk_waits_until_each_thing_was_done() -> None:
    shown: list[str] = []
    ended: list[bool] = []
    steps = (Step("{down} twice", times(2, "down")), Step("{undo} once", times(1, "undo")))
    walk = Walk(steps, KEYMAP, shown.append, ended.append)
    walk.begin()
    for id in ("down", "up", "undo", "down", "down", "undo", "undo"):
        walk.notice(BY_ID[id])
    assert shown == ["j twice", "u once", ""]
    assert ended == [True]


def test_a_walk_that_is_left_waits_no_more() -> None:
    ended: list[bool] = []
    walk = Walk(tour.STEPS, KEYMAP, lambda _said: None, ended.append)
    walk.begin()
    walk.leave()
    walk.leave()
    assert ended == [False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_name_keys_of_actions_that_there_are(language: str) -> None:
    speak(language)
    for step in (*tour.STEPS, *firstday.STEPS):
        assert set(re.findall(r"{(\w*)}", _(step.text))) <= set(BY_ID)
    speak("en")


async def test_from_an_empty_desk_to_a_customer_a_task_and_a_colleague(new_desk: StoreAddress) -> None:
    async with glass_on(new_desk) as glass:
        await glass.until("What to do first")
        await glass.press("n")
        await glass.write("Boiler leak for:+Acme !2")
        await glass.press("enter")
        await glass.until("Who works here with you?")
        assert glass.cursor == "Boiler leak"
        assert "What to do first" not in glass.text
        await glass.write(":person bo Bo Hansen lead")
        await glass.press("enter")
        await glass.until(lambda: {person.login for person in glass.app.session.people} == {"me", "bo"})
        await glass.until(lambda: "Who works here" not in glass.text)
        assert [customer.name for customer in glass.app.session.customers] == ["Acme"]


async def test_what_is_left_of_the_first_day_can_be_hidden(new_desk: StoreAddress) -> None:
    async with glass_on(new_desk) as glass:
        await glass.until("What to do first")
        await glass.write("nBoiler leak")
        await glass.press("enter")
        await glass.until("Who works here with you?")
        await glass.press("escape")
        await glass.until(lambda: "Who works here" not in glass.text)


async def test_who_may_not_add_people_is_told_so(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass("bo") as glass:
        await glass.write(":person eva Eva")
        await glass.press("enter")
        await glass.until("Only an administrator")


async def test_on_a_desk_that_is_real_there_is_no_tour(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.write(":tour")
        await glass.press("enter")
        await glass.until("servicedesk demo")


async def test_the_tour_is_offered_once_and_goes_through_six_steps(sample_desk: StoreAddress) -> None:
    async with glass_on(sample_desk) as glass:
        await glass.until(":tour shows the desk")
        await glass.until(lambda: glass.app.board.columns.card is not None)
        await glass.write(":tour")
        await glass.press("enter")
        await glass.until("1 of 6")
        await glass.press("j", "l", "h")
        await glass.until("2 of 6")
        await glass.press("enter")
        await glass.until(lambda: glass.app.screen is not glass.app.board and "2 of 6" in glass.text)
        await glass.press("q")
        await glass.until("3 of 6")
        await glass.press("a")
        await glass.write("bo")
        assert "3 of 6" in glass.text
        await glass.press("enter")
        await glass.until("4 of 6")
        await glass.write("/is:open")
        await glass.press("enter")
        await glass.until("5 of 6")
        await glass.press("space", "j", "space", "p", "1")
        await glass.until("6 of 6")
        await glass.press("u")
        await glass.until("That was the tour.")
        assert remembered("tour") == "done"
    async with glass_on(sample_desk) as glass:
        await glass.until("Ready")
        assert ":tour" not in glass.line


async def test_escape_ends_the_tour(sample_desk: StoreAddress) -> None:
    async with glass_on(sample_desk, (45, 20)) as glass:
        await glass.until(lambda: glass.app.board.columns.card is not None)
        await glass.write(":tour")
        await glass.press("enter")
        await glass.until("1 of 6")
        await glass.press("escape")
        await glass.until(lambda: "of 6" not in glass.text)
        assert remembered("tour") == "offered"

"""Searching as people do it: best first, and in step with whatever is done, taken back, imported or done in bulk."""

import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    Bulk,
    CloseTask,
    CreateTask,
    EditTask,
    FinishTask,
    Redo,
    ReopenTask,
    TagTask,
    Undo,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer, ImportedTask, ImportTasks
from servicedesk_tui.vocabulary.enums import CloseReason, Level
from servicedesk_tui.vocabulary.questions import SearchQuestion

from .. import truths


def add(desk: Desk, title: str, impact: Level = Level.MEDIUM, **fields: object) -> int:
    done = desk.do(CreateTask(title=title, impact=impact, **fields))  # type: ignore[arg-type]
    assert done.created is not None
    return done.created


def titles(desk: Desk, text: str, *, closed: bool = False, limit: int = 60) -> list[str]:
    found = [card.title for card in desk.ask(SearchQuestion(text=text, closed=closed, limit=limit))]
    with reading(desk._engine, "") as session:
        truths.assert_search_follows(session)
    return found


def test_titles_that_begin_with_it_come_first_then_the_boards_order(desk: Desk) -> None:
    add(desk, "Ny pumpe", Level.HIGH)
    add(desk, "Noget andet", description="se pumpen", impact=Level.LOW)
    add(desk, "Pumpe larmer", Level.LOW)
    add(desk, "Varmepumpe", Level.HIGH)
    assert titles(desk, "pump") == ["Pumpe larmer", "Ny pumpe", "Varmepumpe", "Noget andet"]
    assert titles(desk, "pump", limit=2) == ["Pumpe larmer", "Ny pumpe"]


def test_the_number_comes_first_then_numbers_that_begin_with_it(desk: Desk) -> None:
    for n in range(1, 13):
        add(desk, f"Opgave {n * 7}")
    add(desk, "1 ventil")
    for text in ("1", "sd-1", "SD-1", "#1"):
        cards = desk.ask(SearchQuestion(text=text))
        assert [card.number for card in cards][:5] == [1, 10, 11, 12, 13]
    desk.do(FinishTask(task=1))
    assert desk.ask(SearchQuestion(text="1"))[0].number == 1


def test_closed_ones_come_last_and_only_when_asked_for(desk: Desk) -> None:
    first, second = add(desk, "Pumpe et"), add(desk, "Pumpe to")
    add(desk, "En pumpe")
    desk.do(FinishTask(task=first))
    desk.do(CloseTask(task=second, reason=CloseReason.DUPLICATE))
    assert titles(desk, "pumpe") == ["En pumpe"]
    assert titles(desk, "pumpe", closed=True) == ["En pumpe", "Pumpe to", "Pumpe et"]
    desk.do(ReopenTask(task=first))
    assert titles(desk, "pumpe") == ["Pumpe et", "En pumpe"]
    desk.do(Undo())
    assert titles(desk, "pumpe") == ["En pumpe"]


def test_every_word_may_stand_elsewhere(desk: Desk) -> None:
    customer = desk.do(AddCustomer(name="Café Ærø", phone="98 76 54 32")).created
    task = add(desk, "Utæt varmerør", customer=customer)
    add(desk, "Utæt vandrør")
    desk.do(AddNote(task=task, body="Lejeren er hjemme"))
    desk.do(TagTask(task=task, add=("vvs",)))
    for text in ("ror aero", "cafe lejer", "98 76 54 32", "7654", "vvs utaet", "hjemme varme vvs", "æ h u"):
        assert titles(desk, text) == ["Utæt varmerør"], text
    assert titles(desk, "vandror aero") == []


def test_a_change_is_found_at_once_and_gone_when_taken_back(desk: Desk) -> None:
    task = add(desk, "Boiler")
    desk.do(EditTask(task=task, fields={"title": "Kedel"}))
    assert (titles(desk, "boil"), titles(desk, "kedel")) == ([], ["Kedel"])
    desk.do(Undo())
    assert (titles(desk, "boil"), titles(desk, "kedel")) == (["Boiler"], [])
    desk.do(Redo())
    assert titles(desk, "kedel") == ["Kedel"]
    note = desk.do(AddNote(task=task, body="flangen"))
    assert titles(desk, "flange") == ["Kedel"]
    desk.do(Undo(batch=note.batch))
    assert titles(desk, "flange") == []
    desk.do(Redo())
    assert titles(desk, "flange") == ["Kedel"]


def test_a_new_task_taken_back_is_found_no_more_and_again_when_redone(desk: Desk) -> None:
    add(desk, "Boiler", tags=("vvs",))
    desk.do(Undo())
    assert titles(desk, "boiler") == titles(desk, "vvs") == []
    desk.do(Redo())
    assert titles(desk, "boiler") == titles(desk, "vvs") == ["Boiler"]


def test_a_customer_is_found_by_its_new_name_and_number(desk: Desk) -> None:
    customer = desk.do(AddCustomer(name="Acme", phone="11 22 33 44")).created
    assert customer is not None
    add(desk, "Boiler", customer=customer)
    desk.do(EditCustomer(customer=customer, fields={"name": "Falck", "phone": "+45 55 66 77 88"}))
    assert (titles(desk, "acme"), titles(desk, "1122"), titles(desk, "falck"), titles(desk, "5667")) == (
        [],
        [],
        ["Boiler"],
        ["Boiler"],
    )
    desk.do(Undo())
    assert (titles(desk, "acme"), titles(desk, "falck"), titles(desk, "5667")) == (["Boiler"], [], [])


def test_a_bulk_and_an_import_are_found_and_taken_back(desk: Desk) -> None:
    rows = tuple(
        ImportedTask(
            line=n, identity=f"r{n}", title=f"Importeret {n}", customer="Nordby", contact="Lise", tags=("ark",)
        )
        for n in range(1, 9)
    )
    desk.do(ImportTasks(source="ark.csv", file="ark.csv", rows=rows))
    assert len(titles(desk, "import")) == len(titles(desk, "nordb lise ark")) == 8
    ids = tuple(card.id for card in desk.ask(SearchQuestion(text="import")))
    desk.do(Bulk(command=TagTask(task=0, add=("haster",), remove=("ark",)), tasks=ids))
    assert (len(titles(desk, "haster")), titles(desk, "ark")) == (8, [])
    desk.do(Bulk(command=FinishTask(task=0), tasks=ids[:3]))
    assert (len(titles(desk, "haster")), len(titles(desk, "haster", closed=True))) == (5, 8)
    for _ in range(3):
        desk.do(Undo())
    assert titles(desk, "import", closed=True) == titles(desk, "haster", closed=True) == []
    desk.do(Redo())
    assert len(titles(desk, "lise")) == 8


@pytest.mark.parametrize(
    "text",
    ["", " ", "%", "_", "'", '"', "*", "AND", "NEAR(a)", "a\x00b", "🔥", "^^", "(" * 500, "x" * 10_000, "\ud800"],
)
def test_odd_input_finds_what_holds_it_and_never_fails(desk: Desk, text: str) -> None:
    add(desk, "Boiler & pumpe")
    assert titles(desk, text, closed=True) == []


def test_hard_words_are_found_where_they_are(desk: Desk) -> None:
    add(desk, "Ild 🔥 100% (haster) AND NOT [x]")
    for text in ("🔥", "100%", "AND NOT", "(haster)", "[x]", "'ild", '"100'):
        assert len(titles(desk, text)) == 1, text

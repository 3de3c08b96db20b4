"""The board on a real desk, driven by keys."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from screens import board
from servicedesk_tui.vocabulary.commands import AddNote, CreateTask, FinishTask, MoveTask, SetDue
from servicedesk_tui.vocabulary.enums import WaitingOn
from servicedesk_tui.vocabulary.questions import TaskQuestion

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def test_the_board_shows_columns_counts_and_cards(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        text = await glass.until("Boiler leak")
        assert "Inbox" in text
        assert "4 open" in text
        assert "Acme Køl" in text
        assert glass.column("Ready") == ["Filter change"]


async def test_quick_add_puts_the_cursor_on_the_new_task(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("n")
        await glass.write("Radiator cold @bo !1 #heating")
        shown = await glass.until("#heating")
        assert "@bo" in shown
        await glass.press("enter")
        await glass.until(lambda: "Radiator cold" in glass.column("Ready"))
        await glass.until(lambda: glass.cursor == "Radiator cold")
        await glass.until("u takes it back")


async def test_an_unknown_person_wants_a_second_enter(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("n")
        await glass.write("Call @nobodyhere")
        await glass.press("enter")
        await glass.until("enter again")
        assert glass.app.board.minibuffer.is_open
        await glass.press("enter")
        await glass.until(lambda: any("@nobodyhere" in title for title in glass.column("Inbox")))


async def test_assigning_moves_out_of_the_inbox_and_undo_brings_it_back(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("home", "a")
        await glass.write("ada")
        assert "Ada Ask" in glass.text
        await glass.press("enter")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))
        assert glass.cursor == "Boiler leak"
        await glass.press("u")
        await glass.until(lambda: "Boiler leak" in glass.column("Inbox"))
        await glass.press("U")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))


async def test_moving_to_waiting_asks_on_whom(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("l", "s")
        await glass.write("wait")
        await glass.press("enter")
        await glass.until("parts")
        await glass.write("parts")
        await glass.press("enter")
        await glass.until(lambda: glass.column("Waiting") == ["Filter change"])
        assert glass.cursor == "Filter change"


async def test_shift_moves_the_task_and_the_cursor_with_it(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("l", "L")
        await glass.until(lambda: glass.column("Scheduled") == ["Filter change"])
        await glass.until(lambda: glass.cursor == "Filter change")
        await glass.press("H")
        await glass.until(lambda: glass.column("Ready") == ["Filter change"])


async def test_a_verb_on_marked_tasks_is_one_batch(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("space", "space")
        assert "2 marked" in glass.text
        await glass.press("i")
        await glass.until(lambda: len(glass.column("Ready")) == 3)
        assert not glass.app.board.columns.marks
        await glass.press("u")
        await glass.until(lambda: len(glass.column("Inbox")) == 3)


async def test_the_priority_box_sets_impact_and_urgency(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("p", "k", "h", "enter")
        await glass.until(lambda: glass.app.board.columns.card.priority == 1)  # type: ignore[union-attr]
        view = anna.ask(TaskQuestion(id=tasks["Boiler leak"]))
        assert (view.card.impact, view.card.urgency) == (1, 1)


async def test_due_is_read_as_it_is_typed(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("D")
        await glass.write("nonsense")
        await glass.press("enter")
        assert "not a date" in glass.text
        await glass.press("ctrl+u")
        await glass.write("tomorrow")
        await glass.press("enter")
        await glass.until("due tomorrow")


async def test_a_note_says_who_sees_it(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("c")
        assert "only the team" in glass.line
        await glass.write("call back at nine")
        await glass.press("enter")
        await glass.until("u takes it back")
        history = anna.ask(TaskQuestion(id=tasks["Boiler leak"])).history
        assert history[0].note.body == "call back at nine"


async def test_what_others_do_appears_and_the_cursor_stays_on_its_task(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("j")
        assert glass.cursor == "Lift stuck"
        anna.do(CreateTask(title="Burst pipe", impact=1, urgency=1))  # type: ignore[arg-type]
        await glass.until("Burst pipe")
        assert glass.cursor == "Lift stuck"


async def test_it_says_where_somebody_else_took_the_task(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l")
        anna.do(MoveTask(task=tasks["Filter change"], status="waiting", waiting_on=WaitingOn.PARTS))
        await glass.until("is now in Waiting")
        assert glass.cursor == "Filter change"


async def test_the_cursor_does_not_run_after_a_task_that_is_done(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        anna.do(FinishTask(task=tasks["Boiler leak"]))
        await glass.until("is now in Done")
        assert glass.app.board.columns.at == 0
        assert glass.cursor == "Lift stuck"


async def test_a_conflict_asks_mine_or_theirs(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "s")
        anna.do(MoveTask(task=tasks["Filter change"], status="doing"))
        await glass.until(lambda: glass.column("Doing") == ["Filter change"])
        await glass.write("sched")
        await glass.press("enter")
        text = await glass.until("theirs: Doing")
        assert "mine: Scheduled" in text
        assert "It was Ready" in text
        await glass.press("enter")
        await glass.until(lambda: glass.column("Scheduled") == ["Filter change"])


async def test_hostile_text_is_only_text(open_glass: OpenGlass, anna: "Desk") -> None:
    evil = "[/] [@click=app.quit]x[/] \x1b[2J\x1b]0;owned\x07 \u202eabc \U0001f468\u200d\U0001f469\u200d\U0001f467"
    made = anna.do(CreateTask(title=evil)).created
    assert made
    anna.do(AddNote(task=made, body=evil))
    async with open_glass() as glass:
        text = await glass.until("[@click=app")
        assert "\x1b" not in text
        assert "\u202e" not in text
        await glass.press("enter")
        text = await glass.until("today")
        assert "[@click=app.quit]x[/]" in text
        assert "\x1b" not in text


async def test_a_title_of_ten_thousand_characters_is_refused(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("n")
        glass.app.board.minibuffer.paste("x" * 10_000)
        await glass.press("enter")
        await glass.until("300")
        assert len(glass.column("Inbox")) == 3


async def test_narrow_terminals_show_one_column_and_a_strip(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass(size=(45, 20)) as glass:
        text = await glass.until("Boiler leak")
        assert "│" not in text.split("\n")[2]
        await glass.press("l")
        assert "Filter change" in glass.text
        assert "Boiler leak" not in glass.text
        await glass.resize(80, 24)
        await glass.press("h")
        assert "Boiler leak" in glass.text
        assert "Filter change" in glass.text


async def test_hidden_columns_are_counted(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass(size=(80, 24)) as glass:
        assert "4›" in glass.text
        await glass.press("l", "l", "l")
        assert "‹1" in glass.text
        assert "3›" in glass.text


async def test_a_low_terminal_gives_its_first_line_to_the_board(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass(size=(80, 19)) as glass:
        assert "Inbox" in glass.text.split("\n")[0]


async def test_help_lists_the_keys_of_the_registry(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("question_mark")
        await glass.until("Add a task in one line")
        await glass.press("slash", *"take", "space", *"my", "space", *"last")
        await glass.until("Take my last change back")
        await glass.press("escape", "x")
        await glass.until("Boiler leak")


async def test_a_viewer_is_told_why_nothing_happens(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass("vera") as glass:
        await glass.press("d")
        await glass.until(lambda: "You may look" in glass.line)
        assert len(glass.column("Inbox")) == 3


async def test_control_c_says_how_to_quit(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("ctrl+c")
        assert "Q quits" in glass.line
        await glass.press("n", "a", "ctrl+c")
        assert not glass.app.board.minibuffer.is_open


async def test_the_terminals_cursor_stands_on_the_card(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        assert glass.app.cursor_position == (0, 2)
        await glass.press("j")
        assert glass.app.cursor_position == (0, 7)
        await glass.press("l")
        assert glass.app.cursor_position == (25, 2)


async def test_undoing_what_another_terminal_did_wants_a_second_u(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        anna.do(FinishTask(task=tasks["Filter change"]))
        await glass.until(lambda: glass.column("Ready") == [])
        await glass.press("u")
        await glass.until("Take it back?")
        await glass.press("enter")
        assert glass.column("Ready") == []
        await glass.press("u")
        await glass.until("Take it back?")
        await glass.press("x")
        assert glass.column("Ready") == []
        await glass.press("u")
        await glass.until("Take it back?")
        await glass.press("u")
        await glass.until(lambda: glass.column("Ready") == ["Filter change"])


async def test_v_marks_a_range_and_again_all_in_hand(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("space", "v")
        assert len(glass.app.board.columns.marks) == 2
        await glass.press("v")
        assert len(glass.app.board.columns.marks) == 3
        await glass.press("escape")
        assert not glass.app.board.columns.marks


async def test_what_becomes_late_while_one_looks_is_counted_and_let_through(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "MINUTE", 0.1)
    async with open_glass("dina") as glass:
        await glass.press("slash")
        await glass.write("is:overdue")
        await glass.press("enter")
        await glass.until("0 open")
        anna.do(SetDue(task=tasks["Boiler leak"], due=datetime.now(UTC) + timedelta(seconds=2)))
        await glass.until("1 overdue")
        assert glass.column("Inbox") == ["Boiler leak"]
        anna.do(SetDue(task=tasks["Pump noise"], due=datetime.now(UTC) + timedelta(seconds=2)))
        await glass.press("escape")
        await glass.until("2 overdue")

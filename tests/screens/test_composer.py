"""A note of many lines: who sees it, its kinds, the second key, drafts, canned texts, people. Through the keys."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from screens.composer import Composer, Written, read_call
from screens.composing import NoteLine
from screens.prompts import Press, Roomy
from servicedesk_tui.vocabulary.commands import AddNote, AssignTask, SaveDraft
from servicedesk_tui.vocabulary.enums import CallDirection, NoteKind
from servicedesk_tui.vocabulary.history_rows import NoteRow
from servicedesk_tui.vocabulary.notes import EditNote, SaveSnippet
from servicedesk_tui.vocabulary.questions import DraftQuestion

from .conftest import Glass, OpenGlass, id_of, view_of
from .test_verbs_telling import notes_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
LEAK, FILTER = "Boiler leak", "Filter change"


async def compose(glass: Glass, text: str = "", key: str = "c") -> None:
    await glass.press(key)
    if text:
        await glass.paste(text)
    await glass.press("tab")
    await glass.until(lambda: isinstance(glass.app.board.minibuffer.prompt, Roomy))


# -- through the keys -------------------------------------------------------------------------------------------------------


async def test_tab_gives_a_note_room_with_what_is_written_and_ctrl_d_keeps_it(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await compose(glass, "first")
        assert "Only the team sees this · SD-1 Boiler leak" in glass.text
        await glass.press("enter")
        await glass.write("second line")
        assert "│ second line" in glass.text
        await glass.press("ctrl+d")
        await glass.until("You wrote a note on SD-1")
        assert [note.body for note in notes_of(anna, tasks[LEAK])] == ["first\nsecond line"]
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"note:{tasks[LEAK]}")) == "")
        await glass.press("c")
        assert not glass.app.board.minibuffer.prompt.line.text  # type: ignore[union-attr]


async def test_lines_that_are_pasted_into_the_line_get_room(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("c")
        await glass.write("a")
        await glass.paste("one\ntwo\x1b[31m\n")
        await glass.until("│ aone")
        assert "│ two" in glass.text
        await glass.press("ctrl+d")
        await glass.until(lambda: [note.body for note in notes_of(anna, tasks[LEAK])] == ["aone\ntwo"])


async def test_a_call_says_with_whom_in_its_first_line(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l")
        await compose(glass, "water again")
        await glass.press("tab")
        await glass.until("call: in Acme Køl ·")
        assert "Call: only the team sees this" in glass.text
        await glass.press("up")
        await glass.write("wants thursday")
        await glass.press("enter", "ctrl+d")
        await glass.until(lambda: len(notes_of(anna, tasks[FILTER])) == 1)
        [note] = notes_of(anna, tasks[FILTER])
        assert (note.kind, note.body, note.caller) == (NoteKind.CALL, "water again", "Acme Køl")
        assert (note.direction, note.outcome) == (CallDirection.IN, "wants thursday")


async def test_what_the_customer_sees_looks_different_and_wants_a_second_key(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("l")
        await compose(glass, "Lars is with you around 14:30.", "C")
        assert "CUSTOMER SEES THIS → Acme Køl" in glass.text
        assert "! Lars is with you" in glass.text
        await glass.press("ctrl+d")
        assert "This is for Acme Køl to see: is it meant for them?" in glass.text
        assert "C/enter they may see it" in glass.line
        await glass.press("x")
        assert notes_of(anna, tasks[FILTER]) == []
        assert "! Lars is with you around 14:30." in glass.text
        await glass.press("ctrl+d", "C")
        await glass.until(lambda: [note.kind for note in notes_of(anna, tasks[FILTER])] == [NoteKind.UPDATE])
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"update:{tasks[FILTER]}")) == "")


async def test_without_a_customer_there_is_nobody_to_turn_to(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await compose(glass, "x")
        await glass.press("tab")
        await glass.until("Call: only the team")
        await glass.press("tab")
        await glass.until("Only the team sees this")
        assert "CUSTOMER" not in glass.text


async def test_escape_keeps_a_draft_of_many_lines_which_is_offered_with_room_again(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("l")
        await compose(glass, "one")
        await glass.press("enter", "tab", "up", "up")
        await glass.write("wants x")
        await glass.press("escape")
        assert "Kept as a draft" in glass.line
        kept = "[call] in Acme Køl · wants x\none\n"
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"note:{tasks[FILTER]}")) == kept.rstrip("\n"))
        await glass.press("c")
        await glass.until("call: in Acme Køl · wants x")
        assert "│ one" in glass.text
        await glass.press("escape", "enter")
        await glass.until("owner")
        await glass.until(" draft ")


async def test_what_was_left_alone_is_no_draft(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l")
        await compose(glass)
        await glass.press("tab")
        await glass.until("call: in Acme Køl ·")
        await glass.press("escape")
        assert "Kept as a draft" not in glass.line
        assert anna.ask(DraftQuestion(key=f"note:{tasks[FILTER]}")) == ""


async def test_a_canned_text_is_offered_by_name_and_filled_in(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(SaveSnippet(name="on-the-way", language="en", body="We are on the way to {customer}."))
    anna.do(SaveSnippet(name="order", language="en", body="Ordered."))
    async with open_glass() as glass:
        await glass.press("l")
        await compose(glass, "so", "C")
        await glass.until(lambda: bool(glass.app.board.minibuffer.prompt.snippets))  # type: ignore[union-attr]
        await glass.write(" ::o")
        text = await glass.until("::on-the-way  We are on the way to Acme Køl.")
        assert "::order  Ordered." in text
        await glass.press("escape")
        assert "::order" not in glass.text
        await glass.write("n")
        await glass.press("enter")
        await glass.until("! so We are on the way to Acme Køl.")


async def test_people_are_offered_after_an_at_sign(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await compose(glass, "ask")
        await glass.write(" @b")
        await glass.until("@bo")
        await glass.press("tab")
        await glass.write("please")
        assert "│ ask @bo please" in glass.text


async def test_it_fits_a_small_terminal_whole(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass(size=(45, 20)) as glass:
        await compose(glass, "word " * 120)
        rows = glass.text.split("\n")
        assert rows[0].startswith("─ Only the team sees this")
        assert "ctrl+d" in rows[-1]
        assert all(row.startswith("│ word word") or row.startswith("│") for row in rows[1:-1])
        await glass.press("pageup", "pageup")
        assert "│ word word" in glass.text.split("\n")[1]
        await glass.resize(120, 40)
        assert "Boiler leak" in glass.text.split("\n")[3]


async def test_several_tasks_get_the_same_note_and_keep_no_draft(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("space", "space")
        await compose(glass, "both")
        await glass.press("enter")
        await glass.write("lines")
        await glass.press("ctrl+d")
        await glass.until(lambda: [len(notes_of(anna, tasks[title])) for title in (LEAK, "Lift stuck")] == [1, 1])


async def test_what_is_refused_stays_a_draft(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l")
        await compose(glass, "x")
        await glass.press("tab")
        await glass.until("call: in Acme Køl ·")
        await glass.press("up")
        await glass.paste("y" * 301)
        await glass.press("enter", "ctrl+d")
        await glass.until("301 characters")
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"note:{tasks[FILTER]}")).endswith("\nx"))
        assert notes_of(anna, tasks[FILTER]) == []


# -- a note that is there ---------------------------------------------------------------------------------------------------


async def on_note(glass: Glass, seen: str) -> None:
    await glass.press("enter")
    await glass.until(seen)
    await glass.press("tab")


async def changing(glass: Glass, seen: str) -> None:
    await on_note(glass, seen)
    await glass.press("e")
    await glass.until("changes SD-1")


def rung(anna: "Desk", task: int) -> int:
    """A call of Lise's is noted."""
    anna.do(AddNote(task=task, body="rang", kind=NoteKind.CALL, caller="Lise", direction=CallDirection.IN))
    return notes_of(anna, task)[0].id


async def test_a_note_of_mine_is_changed_pinned_and_taken_away(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddNote(task=tasks[LEAK], body="key in the shed"))
    async with open_glass() as glass:
        await on_note(glass, "key in the shed")
        await glass.press("e")
        await glass.until("Only the team sees this · changes SD-1 Boiler leak")
        await glass.write(", code 4411")
        await glass.press("ctrl+d")
        await glass.until("You changed a note on SD-1")
        assert notes_of(anna, tasks[LEAK])[0].body == "key in the shed, code 4411"
        await glass.until("│ key in the shed, code 4411")
        await glass.press("comma", "p")
        await glass.until(lambda: len(view_of(anna, tasks[LEAK]).pinned) == 1)
        await glass.until("▲ key in the shed")
        await glass.press("u")
        await glass.until(lambda: view_of(anna, tasks[LEAK]).pinned == ())
        await glass.press("X")
        await glass.until(lambda: notes_of(anna, tasks[LEAK]) == [])
        await glass.until("removed a note from SD-1")


async def test_a_change_that_is_left_is_offered_again(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AddNote(task=tasks[LEAK], body="key in the shed"))
    note = notes_of(anna, tasks[LEAK])[0].id
    async with open_glass() as glass:
        await changing(glass, "key in the shed")
        await glass.write("!!")
        await glass.press("escape")
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"edit:{note}")) == "key in the shed!!")
        await glass.press("e")
        await glass.until("│ key in the shed!!")
        await glass.press("tab")
        await glass.until("A note that was written stays what it is.")
        await glass.press("ctrl+d")
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"edit:{note}")) == "")
        assert notes_of(anna, tasks[LEAK])[0].body == "key in the shed!!"


async def test_a_change_that_was_kept_stays_kept_until_it_has_come(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddNote(task=tasks[LEAK], body="key in the shed"))
    note = notes_of(anna, tasks[LEAK])[0].id
    anna.do(SaveDraft(key=f"edit:{note}", body="key at the gate"))
    async with open_glass() as glass:
        await on_note(glass, "key in the shed")
        await glass.press("e")
        await glass.until("│ key at the gate")
        anna.do(EditNote(task=tasks[LEAK], note=note, fields={"body": "key with Bo"}))
        await glass.press("ctrl+d")
        await glass.until("changed")
        await glass.pause()
        assert anna.ask(DraftQuestion(key=f"edit:{note}")) == "key at the gate"


async def test_a_calls_first_line_is_kept_with_its_change(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    note = rung(anna, tasks[LEAK])
    async with open_glass() as glass:
        await changing(glass, "rang")
        await glass.press("up")
        await glass.write(" ")
        await glass.paste("· wants x")
        await glass.press("escape")
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"edit:{note}")) == "[call] in Lise · wants x\nrang")
        await glass.press("e")
        await glass.until("call: in Lise · wants x")
        await glass.press("ctrl+d")
        await glass.until(lambda: notes_of(anna, tasks[LEAK])[0].outcome == "wants x")
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"edit:{note}")) == "")
        assert notes_of(anna, tasks[LEAK])[0].body == "rang"


async def test_a_calls_first_line_that_was_changed_meanwhile_is_not_written_over(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    note = rung(anna, tasks[LEAK])
    async with open_glass() as glass:
        await changing(glass, "rang")
        anna.do(EditNote(task=tasks[LEAK], note=note, fields={"outcome": "rings back"}))
        await glass.press("up")
        await glass.write(" ")
        await glass.paste("· wants x")
        await glass.press("enter", "ctrl+d")
        await glass.until("meanwhile")
        assert notes_of(anna, tasks[LEAK])[0].outcome == "rings back"


async def test_a_note_of_mine_is_mine_on_a_task_that_is_not(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    from servicedesk_tui.clock import SystemClock

    from .. import stores

    anna.do(AssignTask(task=tasks[LEAK], owner=id_of(anna, "ada")))
    with stores.open_as(anna._address, "bo", SystemClock()) as bo:  # type: ignore[arg-type]
        bo.do(AddNote(task=tasks[LEAK], body="seen by bo"))
    async with open_glass("bo") as glass:
        await glass.press("l", "j")
        await changing(glass, "seen by bo")
        await glass.press("escape", "j", "e")
        await glass.until("Not yours")


async def test_addresses_are_shown_before_one_is_followed(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.do(AddNote(task=tasks[LEAK], body="see [manual](https://example.org/a_(b)) and https://x.example/y."))
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    async with open_glass() as glass:
        await on_note(glass, "manual")
        await glass.press("o")
        await glass.until("https://x.example/y")
        assert "https://example.org/a_(b)" in glass.text
        await glass.press("down", "enter")
        await glass.until("On the clipboard: https://x.example/y")
        assert glass.app.clipboard == "https://x.example/y"
        await glass.press("tab", "o")
        await glass.until("There is no address here.")


# -- drafts as they were kept -----------------------------------------------------------------------------------------------


async def test_a_draft_from_another_terminal_is_offered(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(SaveDraft(key=f"note:{tasks[LEAK]}", body="from\nhome"))
    async with open_glass() as glass:
        await glass.press("c")
        await glass.until("│ home")
        assert "Only the team" in glass.text


# -- without a glass --------------------------------------------------------------------------------------------------------


def write(composer: Composer, *keys: str) -> bool:
    return [composer.key(Press(key, key if len(key) == 1 else None)) for key in keys][-1]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("in Lise Holm · wants thursday", (CallDirection.IN, "Lise Holm", "wants thursday")),
        ("out Lise; rings back; soon", (CallDirection.OUT, "Lise", "rings back; soon")),
        ("Lise Holm", (None, "Lise Holm", "")),
        ("Ingrid · x", (None, "Ingrid", "x")),
        ("", (None, "", "")),
    ],
)
def test_the_line_of_a_call_is_read(text: str, read: tuple[CallDirection | None, str, str]) -> None:
    assert read_call(text) == read


def test_nothing_is_not_kept() -> None:
    sent: list[Written] = []
    composer = Composer("SD-1", sent.append)
    assert not write(composer, "enter", "ctrl+d")
    assert "Write something first" in "".join(text for row in composer.lay(60, 8)[0] for text, _style in row)
    assert write(composer, "x", "ctrl+d")
    assert sent == [Written(NoteKind.INTERNAL, "x", draft="\nx")]


@pytest.mark.parametrize("body", ["[call] me back", "[update] x\ny", "plain"])
def test_what_is_kept_of_a_changed_note_is_not_taken_for_its_kind(body: str) -> None:
    note = NoteRow(1, NoteKind.INTERNAL, body, "anna", datetime(2026, 12, 1, tzinfo=UTC))
    composer = Composer("SD-1", lambda _note: None, draft="edit:1", note=note)
    assert (composer.page.text, composer.drafted()) == (body, "")
    write(composer, "!")
    again = Composer("SD-1", lambda _note: None, draft="edit:1", note=note, text=composer.drafted())
    assert (again.kind, again.page.text, again.drafted()) == (NoteKind.INTERNAL, f"{body}!", f"{body}!")
    again.key(Press("backspace", None))
    assert again.drafted() == ""


def test_the_second_key_is_neither_ctrl_d_again_nor_a_letter() -> None:
    sent: list[Written] = []
    composer = Composer("SD-1", sent.append, kind=NoteKind.UPDATE, customer="Acme")
    assert not write(composer, "x", "ctrl+d", "ctrl+d")
    assert not write(composer, "ctrl+d", "y")
    assert sent == []
    assert write(composer, "ctrl+d", "enter")


def test_a_line_needs_room_for_more_than_a_line() -> None:
    line = NoteLine("note", lambda _text: None, grow=lambda _text: None)
    assert line.needs_room("a\nb")
    assert line.needs_room("a\r\nb")
    assert not line.needs_room("a\n")

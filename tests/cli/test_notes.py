"""Notes, canned texts and drafts from a shell."""

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import SaveDraft

from ..stores import open_as
from .shell import Shell


def _note(shell: Shell, ref: str = "SD-1") -> int:
    return int(next(line["note_id"] for line in shell.tell("history", ref, "--json").json if line["note_id"]))


def test_a_call_is_noted_with_whom_and_what_came_of_it(shell: Shell) -> None:
    shell.tell("add", "Boiler dead")
    shell.tell("note", "SD-1", "--caller", "Lise Holm", "--in", "--outcome", "wants thursday", "Water on the floor")
    line = shell.tell("history", "SD-1", "--json").json[0]
    assert (line["sentence"], line["note"]) == ("anna noted a call on SD-1", "Water on the floor")
    assert (
        shell.refusal("note", "1", "x", "--in", "--out", status=2) == "Say --in or --out: either they rang or we did."
    )
    said = "Only a call has a caller, a direction and an outcome; this is none."
    assert shell.refusal("note", "1", "x", "--kind", "internal", "--caller", "Lise") == said


def test_a_pinned_note_stands_on_top_of_the_page_until_it_is_let_go(shell: Shell) -> None:
    shell.tell("add", "Boiler dead")
    shell.tell("note", "SD-1", "key in the shed", "--pin")
    note = _note(shell)
    assert shell.tell("show", "SD-1").out.splitlines()[:2] == ["SD-1  Boiler dead", f"  ! [{note}] key in the shed"]
    shell.tell("note-pin", "SD-1", str(note), "--off")
    assert "!" not in shell.tell("show", "SD-1").out
    shell.tell("note-pin", "SD-1", str(note))
    assert f"  ! [{note}] key" in shell.tell("show", "SD-1").out


def test_further_lines_of_a_pinned_note_stand_below_its_first(shell: Shell) -> None:
    shell.tell("add", "Boiler dead")
    shell.tell("note", "SD-1", "-", "--pin", stdin="key in the shed\n\n  left hook\n")
    lead = f"  ! [{_note(shell)}] "
    blank = " " * len(lead)
    shown = shell.tell("show", "SD-1").out.splitlines()[1:4]
    assert shown == [f"{lead}key in the shed", "", f"{blank}  left hook"]


def test_a_note_is_changed_and_removed_by_its_number(shell: Shell) -> None:
    shell.tell("add", "Boiler dead")
    shell.tell("note", "SD-1", "first")
    note = str(_note(shell))
    shell.tell("note-edit", "SD-1", note, "-", stdin="second\nline\n")
    assert f"[{note}]: second" in shell.tell("show", "SD-1").out
    shell.tell("note-edit", "SD-1", note, "--kind", "call", "--out", "--caller", "Lise")
    assert shell.refusal("note-edit", "SD-1", note, status=2).startswith("Write what the note is to say")
    assert shell.refusal("note-edit", "SD-1", "99", "x") == "SD-1 has no such note."
    shell.tell("note-remove", "SD-1", note)
    assert "anna removed the note of a call from SD-1" in shell.tell("history", "SD-1").out
    shell.tell("undo")
    assert f"[{note}]: second" in shell.tell("show", "SD-1").out


def test_canned_texts_are_set_listed_and_removed(shell: Shell) -> None:
    admin = shell
    shell.tell("add", "Boiler dead")
    admin.tell("snippet", "set", "hi", "Hello,", "this is about {task}")
    admin.tell("snippet", "set", "hi", "-", "--language", "da", stdin="Hej\n")
    assert shell.tell("snippet", "list").rows == [["hi", "en", "Hello, this is about {task}"], ["hi", "da", "Hej"]]
    [one] = shell.tell("snippet", "list", "SD-1", "--json").json
    assert (one["name"], one["text"]) == ("hi", "Hello, this is about SD-1")
    admin.tell("snippet", "remove", "hi")
    assert shell.tell("snippet", "list").rows == [["hi", "da", "Hej"]]
    assert admin.refusal("snippet", "remove", "hi") == "There is no snippet hi in that language."


def test_drafts_are_listed_with_what_they_are_about(
    shell: Shell, sqlite_address: StoreAddress, clock: FrozenClock
) -> None:
    shell.tell("add", "Boiler dead")
    with open_as(sqlite_address, "anna", clock) as desk:
        desk.do(SaveDraft(key="note:1", body="half a\nnote"))
    [row] = shell.tell("draft", "list").rows
    assert row[1:] == ["SD-1", "half a note"]
    [found] = shell.tell("draft", "list", "--json").json
    assert (found["task"], found["text"]) == ("SD-1", "half a\nnote")

"""What reaches a terminal: text as it was meant, no control of anybody's, and silence in a pipe."""

import subprocess
import sys
from pathlib import Path

import pytest

from servicedesk_tui.cli.printing import cut, measure
from servicedesk_tui.cli.program import VERBS, make_program
from servicedesk_tui.locale import _, speaking
from servicedesk_tui.settings import StoreAddress, account

from .shell import Shell

HOSTILE = {
    "[/]": "[/]",
    "[@click=app.quit]x[/]": "[@click=app.quit]x[/]",
    "[bold red]x": "[bold red]x",
    "\x1b[31mred\x1b[0m": "red",
    "\x9b31mred": "red",
    "a\x07b\x08c": "a b c",
    "one\ntwo\ttabs": "one two tabs",
    "safe \u202eevil": "safe evil",
    "\u2066x\u2069y": "x y",
    "\udcff broken": "broken",
    "🔧 wide 漢字": "🔧 wide 漢字",
    "cafe\u0301": "café",
}
"""A title as it is typed, and as it is kept."""


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_title_is_text_and_nothing_else(typed: str, shell: Shell) -> None:
    kept = HOSTILE[typed]
    shell.tell("add", "--literal", typed)
    assert shell.task("1")["title"] == kept
    assert shell.tell("list").rows[0][6] == kept
    for line in (["list"], ["show", "1"], ["history", "1"]):
        for terminal in (True, False):
            said = shell(*line, terminal=terminal)
            assert (said.status, said.err) == (0, "")
            assert not {c for c in said.out if not c.isprintable()} - {"\n", "\t"}
    assert f"SD-1  {kept}\n" in shell("show", "1", terminal=True).out


def test_no_field_carries_controls(shell: Shell) -> None:
    hostile = "\x1b]0;title\x07\x1b[2Jx\u202e"
    shell.tell("add", "One")
    shell.tell("edit", "1", "--description", hostile, "--next", hostile)
    shell.tell("note", "1", hostile)
    shell.tell("customer", "add", hostile)
    shell.tell("person", "edit", "bo", "--name", hostile, "--phone", hostile)
    for line in (["show", "1"], ["show", "1", "--json"], ["customer", "list"], ["person", "list"], ["history"]):
        out = shell.tell(*line).out
        assert not {c for c in out if not c.isprintable()} - {"\n", "\t"}
    for line in (
        ["show", hostile],
        ["assign", "1", "--to", hostile],
        ["tag", "1", "--add", hostile],
        ["list", "--status", hostile],
    ):
        said = shell(*line)
        assert said.status in (1, 2)
        assert not {c for c in said.err if not c.isprintable()} - {"\n"}


def test_a_title_of_ten_thousand_characters_is_refused(shell: Shell) -> None:
    assert shell.refusal("add", "x" * 10_000) == "The title has 10000 characters; 300 is the most."
    assert shell.tell("list").out == ""


def test_a_person_is_told_what_was_done_and_a_pipe_is_not(shell: Shell) -> None:
    for line, said in (
        (["add", "One"], "added SD-1"),
        (["take", "1"], "took SD-1"),
        (["customer", "add", "Acme"], "added the customer Acme"),
        (["undo"], "Acme"),
    ):
        assert said in shell(*line, terminal=True).out
    assert shell.tell("done", "1").out == ""


def test_what_is_empty_is_said_to_a_person(shell: Shell) -> None:
    for line in (["list"], ["customer", "list"]):
        assert shell(*line, terminal=True).out == "Nothing here.\n"
        assert shell.tell(*line).out == ""
        assert shell.tell(*line, "--json").json == []


def test_a_person_reads_columns_cut_at_the_edge(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shell.tell("add", "漢" * 100)
    [headings, row] = shell("list", terminal=True).out.splitlines()
    assert headings.split() == ["Task", "P", "Status", "Owner", "Due", "Customer", "Title"]
    assert row.endswith("…")
    assert 58 <= measure(row) <= 60


@pytest.mark.parametrize(
    ("text", "width", "kept"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字漢", 4, "漢…"), ("", 0, "")]
)
def test_a_text_is_cut_by_cells(text: str, width: int, kept: str) -> None:
    assert cut(text, width) == kept


def test_danish_is_spoken_where_it_is_asked_for(shell: Shell) -> None:
    with speaking("da"):
        empty, nothing = _("Nothing here."), _("There is nothing to redo.")
    assert shell("list", "--lang", "da", terminal=True).out == f"{empty}\n"
    assert shell.refusal("--lang=da", "redo") == nothing
    assert shell.refusal("redo") == "There is nothing to redo."
    assert "Brug:" in shell.tell("list", "--help", "--lang", "da").out
    shell.tell("person", "edit", "anna", "--language", "da")
    assert shell("list", terminal=True).out == f"{empty}\n"
    assert shell("list", "--lang", "en", terminal=True).out == "Nothing here.\n"


def test_help_is_given_without_a_store(tmp_path: Path) -> None:
    nowhere = Shell(str(tmp_path / "no.db"))
    for line in (["--help"], ["add", "-h"], ["person", "--help"], ["person", "add", "--help"]):
        assert nowhere.tell(*line).out.startswith("Usage: servicedesk")
    assert nowhere.tell("--version").out.startswith("servicedesk ")


def test_every_command_of_a_group_says_what_it_does() -> None:
    program = make_program()
    groups = {name: getattr(program.get_command(None, name), "commands", {}) for name in VERBS}
    silent = [f"{group} {name}" for group, verbs in groups.items() for name, verb in verbs.items() if not verb.help]
    assert silent == []
    shift = {name: verb.help for name, verb in groups["shift"].items()}
    assert shift["add"] == "Add lines of your own to the draft."
    assert shift["remove"] == "Take lines off the draft."
    assert shift["ack"] == "Say that you have taken note of lines that were sent."


def test_a_reader_that_leaves_early_is_no_error(sqlite_address: StoreAddress) -> None:
    Shell(str(sqlite_address)).tell("person", "add", account())
    program = [sys.executable, "-m", "servicedesk_tui.cli", "--store", str(sqlite_address), "person", "list"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 141

"""The first run, which store is meant, and as whom one works."""

import grp
import os
import subprocess
import sys
from pathlib import Path

import pytest

from servicedesk_tui.settings import StoreAddress, find_store

from ..terminal import Terminal
from .conftest import forget_settings
from .shell import Shell

PROGRAM = Path(sys.executable).parent / "servicedesk"


def made(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_before_there_is_a_desk_every_command_says_how_to_make_one(private_home: Path) -> None:
    shell = Shell(None)
    for line in (["list"], ["add", "One"], ["whoami"], ["undo"], ["backup", "x"]):
        assert shell.refusal(*line).endswith("Make one with: servicedesk init")
    assert made(private_home) == []


def test_init_by_options_makes_ones_own_desk(private_home: Path) -> None:
    shell = Shell(None)
    assert shell.tell("init", "--name", "Nordvarme", "--zone", "Europe/Copenhagen", "--language", "da").out == ""
    assert made(private_home) == ["data/servicedesk/desk.db", "data/servicedesk/desk.db-queue"]
    facts = shell.tell("whoami", "--json").json
    assert (facts["login"], facts["role"], facts["desk"], facts["language"]) == ("anna", "admin", "Nordvarme", "da")
    assert shell.tell("list").out == ""
    assert "already there; nothing was changed" in shell.refusal("init", "--name", "Again")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--name is missing."),
        (["--name", "N", "--zone", "Mars"], "There is no time zone Mars"),
        (["--name", "N", "--language", "fr"], "--language is one of en, da."),
        (["--name", "N", "--group", "users"], "--shared and --group belong together."),
    ],
)
def test_init_refuses_what_cannot_be_and_makes_nothing(options: list[str], said: str, private_home: Path) -> None:
    assert said in Shell(None).refusal("init", *options, status=2)
    assert made(private_home) == []


def test_init_asks_a_person_for_what_was_not_given(private_home: Path) -> None:
    shell = Shell(None)
    said = shell("init", stdin="fr\nda\n\nMars\nEurope/Oslo\n", terminal=True)
    assert said.status == 0
    assert said.err.count("Language (en or da) [en]: ") == 2
    assert "Mars" in said.err
    facts = shell.tell("whoami", "--json").json
    assert (facts["zone"], facts["language"]) == ("Europe/Oslo", "da")
    assert "person add LOGIN" in said.out
    asked = shell("init", stdin="en\n", terminal=True)
    assert (asked.status, asked.err.count("\n")) == (1, 1)


def test_an_answer_that_does_not_come_makes_nothing(private_home: Path) -> None:
    assert Shell(None)("init", stdin="en\n", terminal=True).status == 130
    assert made(private_home) == []


def test_the_first_start_at_a_terminal_welcomes_and_opens_the_board(private_home: Path) -> None:
    with Terminal(PROGRAM, env={"LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for(r"Welcome\. There is no desk yet")
        terminal.wait_for(r"Language \(en or da\)")
        terminal.type("en\r")
        terminal.wait_for(r"What is the team called\?")
        terminal.type("Nordvarme\r")
        terminal.wait_for("Time zone")
        terminal.type("\r")
        terminal.wait_for("Inbox")
        terminal.type("Q")
        assert terminal.wait_for_end() == 0
    assert "data/servicedesk/desk.db" in made(private_home)


def test_without_a_terminal_the_board_is_refused(sqlite_address: StoreAddress) -> None:
    said = subprocess.run(
        [PROGRAM, "--store", str(sqlite_address)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30
    )
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == "The board needs a terminal. For commands, see servicedesk --help.\n"


def test_a_mistyped_store_is_refused_by_commands_and_by_the_board(tmp_path: Path) -> None:
    path = tmp_path / "typo.db"
    assert f"There is no store at {path}" in Shell(str(path)).refusal("list")
    with Terminal(PROGRAM, "--store", str(path)) as terminal:
        terminal.wait_for(r"There is no store at")
        assert terminal.wait_for_end() == 1
    assert list(tmp_path.iterdir()) == []


def test_a_shared_store_is_made_in_a_folder_of_its_own(tmp_path: Path) -> None:
    group = grp.getgrgid(os.getegid()).gr_name
    shell = Shell(None)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").touch()
    assert "is not empty" in shell.refusal("init", "--name", "N", "--shared", str(tmp_path / "full"), "--group", group)
    assert "no such group" in shell.refusal(
        "init", "--name", "N", "--shared", str(tmp_path / "new"), "--group", "no-group"
    )
    assert not (tmp_path / "new").exists()
    shell.tell("init", "--name", "N", "--shared", str(tmp_path / "new"), "--group", group)
    assert (tmp_path / "new").stat().st_mode & 0o7777 == 0o2770
    assert (tmp_path / "new" / "desk.db").stat().st_mode & 0o777 == 0o660
    assert Shell(str(tmp_path / "new" / "desk.db")).tell("whoami", "--json").json["role"] == "admin"


# -- which store -------------------------------------------------------------------------------------------------------


def test_the_nearest_word_on_the_store_wins(
    private_home: Path, machine_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_store() == StoreAddress(path=private_home / "data" / "servicedesk" / "desk.db")
    machine_settings.write_text('store = "/srv/machine.db"')
    assert str(found()) == "/srv/machine.db"
    own = private_home / "config" / "servicedesk" / "settings.toml"
    own.parent.mkdir(parents=True)
    own.write_text('store = "~/own.db"')
    assert found() == StoreAddress(path=private_home / "own.db", named=True)
    monkeypatch.setenv("SERVICEDESK_STORE", "postgresql://h/env")
    assert found() == StoreAddress(url="postgresql://h/env", named=True)
    assert str(find_store("/tmp/option.db")) == "/tmp/option.db"


def found() -> StoreAddress:
    forget_settings()
    return find_store()


def test_a_store_in_an_unknown_form_is_refused_without_its_password() -> None:
    said = Shell("mysql://u:secret@h/d").refusal("list")
    assert said == "mysql://… is no store: give a file's path or postgresql://…"


@pytest.mark.parametrize(
    ("text", "said"),
    [("stor = 'x'", "unknown setting stor"), ("store = 5", "store should be str"), ("store = ", "cannot be read")],
)
def test_settings_that_cannot_be_read_are_refused_where_they_are(text: str, said: str, machine_settings: Path) -> None:
    machine_settings.write_text(text)
    refusal = Shell(None).refusal("list")
    assert said in refusal
    assert str(machine_settings) in refusal


# -- as whom -----------------------------------------------------------------------------------------------------------


def test_one_is_the_account_whatever_the_environment_says(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "dina")
    assert shell.tell("whoami", "--json").json["login"] == "anna"
    assert "This desk knows no mallory" in shell.by("mallory").refusal("list")


def test_another_is_acted_for_only_by_accounts_the_machine_trusts(shell: Shell, machine_settings: Path) -> None:
    assert "may not act as bo" in shell.refusal("--as", "bo", "list")
    assert shell.tell("--as", "anna", "whoami", "--json").json["login"] == "anna"
    machine_settings.write_text('trusted_accounts = ["sshdesk"]')
    forget_settings()
    trusted = shell.by("sshdesk")
    assert trusted.tell("whoami", "--as", "bo", "--json").json["login"] == "bo"
    trusted.tell("add", "From SSH", "--as=bo")
    assert shell.task("1")["created_by"] == "bo"
    assert "This desk knows no nobody" in trusted.refusal("--as", "nobody", "list")
    assert "may not act as bo" in shell.refusal("--as", "bo", "list")


def test_ones_own_settings_cannot_grant_trust(shell: Shell, private_home: Path) -> None:
    own = private_home / "config" / "servicedesk" / "settings.toml"
    own.parent.mkdir(parents=True)
    own.write_text('trusted_accounts = ["anna"]')
    forget_settings()
    assert "may not act as bo" in shell.refusal("--as", "bo", "list")


# -- the sample desk ---------------------------------------------------------------------------------------------------


def test_the_sample_desk_leaves_ones_own_store_alone(
    shell: Shell, sqlite_address: StoreAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sqlite_address.path is not None
    before = sqlite_address.path.read_bytes()
    monkeypatch.setenv("SERVICEDESK_STORE", str(sqlite_address))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    where = Shell(None).tell("demo", "--no-open", "--size", "20").out.strip()
    assert Path(where).parent.parent == tmp_path
    assert Path(where).parent.stat().st_mode & 0o077 == 0
    assert sqlite_address.path.read_bytes() == before
    sample = Shell(where, "whoever")
    assert len(sample.tell("list", "--all").rows) == 20
    assert sample.tell("whoami", "--json").json["login"] == "anna"


def test_the_sample_desk_does_not_overwrite(shell: Shell, sqlite_address: StoreAddress) -> None:
    shell.tell("add", "Mine")
    assert "already there; nothing was changed" in shell.refusal("demo", "--no-open", "--size", "5")
    assert shell.task("1")["title"] == "Mine"


@pytest.mark.postgres
def test_a_sample_desk_in_a_database_is_named_without_its_password(empty_postgres: StoreAddress) -> None:
    url = empty_postgres.url.replace("//desk@", "//desk:secret@")
    said = Shell(url).tell("demo", "--no-open", "--size", "3")
    assert said.out.strip() == url.replace("secret", "***")
    assert "already a desk" in Shell(url).refusal("demo", "--no-open", "--size", "3")

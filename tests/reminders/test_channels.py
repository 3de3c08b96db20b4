"""Channels: what people wrote is harmless in all of them, a command runs without a shell and not for ever, and one that fails is
said and stops no other."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui import settings
from servicedesk_tui.reminders import channels
from servicedesk_tui.reminders.channels import OwnCommand, SystemNotice, is_local, plain, terminal_notice
from servicedesk_tui.reminders.ringing import Ringing
from servicedesk_tui.vocabulary.reminding import Channel, News, Notice, NoticeKind, TellFailed

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
ALL = tuple(Channel)


def news(said: str = "Reminder of SD-1", channels: tuple[Channel, ...] = ALL, count: int = 1) -> News:
    some = tuple(Notice(n, NoticeKind.REMINDER, said, AT, channels=channels) for n in range(count))
    return News(some, said, count)


@given(st.text())
def test_a_notice_holds_nothing_that_a_terminal_acts_upon(text: str) -> None:
    sent = terminal_notice(text, {"TERM": "xterm"})
    assert sent.startswith("\x1b]9;")
    assert sent.endswith("\x07")
    inside = sent[4:-1]
    assert all(char >= " " and not 0x7F <= ord(char) < 0xA0 for char in inside)
    assert ";" not in inside
    assert len(inside) <= channels.LONGEST


def test_a_multiplexer_hands_the_notice_through() -> None:
    assert terminal_notice("x", {"TERM": "tmux-256color", "TMUX": "/tmp/x"}) == "\x1bPtmux;\x1b\x1b]9;x\x07\x1b\\"
    assert terminal_notice("x", {"TERM": "screen-256color"}) == "\x1bP\x1b]9;x\x07\x1b\\"


def test_the_systems_own_notice_is_for_who_sits_there() -> None:
    assert is_local({"DISPLAY": ":0"})
    assert is_local({"WAYLAND_DISPLAY": "wayland-0"})
    assert not is_local({"DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4"})
    assert not is_local({})


def test_a_terminal_without_a_desktop_is_sent_no_letters_of_it() -> None:
    assert terminal_notice("x", {"TERM": "linux"}) == ""
    assert terminal_notice("x", {}) == ""


def test_where_the_system_has_notices_the_terminal_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "notify-send"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert channels.system_notice("x", {"DISPLAY": ":0"}, str(program)) is not None
    assert channels.system_notice("x", {}, str(program)) is None
    assert channels.system_notice("x", {"DISPLAY": ":0"}, str(tmp_path / "none")) is None


def script(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "told.py"
    path.write_text(text)
    return [sys.executable, str(path)]


async def test_a_command_gets_the_text_on_its_standard_input_and_no_shell(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = script(
        tmp_path, "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(repr(sys.argv[2:]) + sys.stdin.read())"
    )
    await OwnCommand([*told, str(out), "$HOME; rm -rf x"]).ring(news("a `b` $(c)\x1b[31m\n", count=2))
    assert out.read_text() == "['$HOME; rm -rf x']a `b` $(c)\na `b` $(c)\na `b` $(c)\n"


async def test_each_of_several_comes_with_its_own_words(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = script(tmp_path, "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())")
    some = tuple(replace(news().notices[0], id=n, text=f"words {n}") for n in range(5))
    await OwnCommand([*told, str(out)]).ring(News(some, "5 for you", 5))
    assert out.read_text().splitlines() == ["5 for you", *(f"Reminder of SD-1: words {n}" for n in range(5))]


async def test_a_command_that_hangs_is_ended_with_all_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "PATIENCE", 0.3)
    hangs = script(
        tmp_path, "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    )
    with pytest.raises(RuntimeError, match="took longer than 0 s"):
        await OwnCommand(hangs).ring(news())


async def test_only_what_is_to_be_heard_so_runs_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = [*script(tmp_path, "import sys, pathlib; pathlib.Path(sys.argv[1]).touch()"), str(out)]
    await OwnCommand(told).ring(news(channels=(Channel.BELL,)))
    assert not out.exists()
    await OwnCommand([]).ring(news())


async def test_a_notice_is_no_option_and_no_markup(tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = tmp_path / "notify-send"
    program.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\npathlib.Path({str(out)!r}).write_text(repr(sys.argv[1:]))\n"
    )
    program.chmod(0o755)
    await SystemNotice("Nordvarme", str(program)).ring(news("--help <b>&"))
    assert out.read_text() == "['--app-name=servicedesk', '--', 'Nordvarme', '--help &lt;b>&amp;']"


async def test_one_that_fails_is_said_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_own", lambda: {"notify_command": ["/no/such/program"]})
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shown: list[str] = []
    said: list[str] = []
    kept: list[Any] = []
    desk: Any = SimpleNamespace(me=SimpleNamespace(desk_name="Nordvarme"), do=kept.append, now=AT)
    ringing = Ringing(desk, shown.append, said.append)
    await ringing.ring(news("Boiler"))
    await ringing.settle()
    assert shown == ["\a" + terminal_notice("Boiler", os.environ)]
    assert len(said) == 1
    assert said[0].startswith("A notification was not heard: ")
    assert kept == [TellFailed(text=said[0])]


async def test_each_channel_is_given_what_is_for_it_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_own", lambda: {"notify_command": ["told"]})
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("TMUX", raising=False)
    ran: list[str] = []

    async def run(_command: object, text: str) -> None:
        ran.append(text)

    monkeypatch.setattr(channels, "_run", run)
    shown: list[str] = []
    desk: Any = SimpleNamespace(me=SimpleNamespace(desk_name="Nordvarme"), now=AT)
    ringing = Ringing(desk, shown.append, lambda _said: None)
    some = (
        Notice(1, NoticeKind.DUE, "secret", AT, channels=(Channel.LINE, Channel.BELL)),
        Notice(2, NoticeKind.REMINDER, "call", AT, channels=(Channel.COMMAND, Channel.DESKTOP)),
    )
    await ringing.ring(News(some, "2 for you: secret · call", 2))
    await ringing.settle()
    assert ran == ["call\n"]
    assert shown == ["\a" + terminal_notice("call", {"TERM": "xterm"})]


def test_a_program_without_a_glass_has_only_the_machines_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    desk: Any = SimpleNamespace(me=SimpleNamespace(desk_name="Nordvarme"), now=AT)
    for command, found in (([], ()), (["told"], (Channel.COMMAND,))):
        monkeypatch.setattr(settings, "_own", lambda command=command: {"notify_command": command})
        assert Ringing(desk, None, lambda _said: None).channels == found
    assert Ringing(desk, lambda _sends: None, lambda _said: None).channels == tuple(Channel)


def test_plain_is_one_line_and_short() -> None:
    assert plain("a\nb\tc") == "a b c"
    assert plain("x" * 300) == "x" * (channels.LONGEST - 1) + "…"

"""How news makes itself heard outside the desk's own lines: the terminal's bell and notices, the system's own, a command of the
person's.

A channel takes `News` and makes it heard; e-mail will be another one. What people wrote is harmless in all of them: control
characters are gone, and it is never part of a command line.
"""

import asyncio
import contextlib
import os
import shutil
from collections.abc import Mapping, Sequence
from typing import Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.locale.reminding import alone
from servicedesk_tui.vocabulary.reminding import Channel, News
from servicedesk_tui.vocabulary.text import one_line

PATIENCE = 10.0
"""Seconds that a command may take."""
LONGEST = 240
"""Characters of a notice."""
BELL = "\a"
BARE = frozenset({"", "dumb", "linux", "vt100", "vt102", "vt220"})
"""Terminals that would only show the letters of a notice."""


class Heard(Protocol):
    """A way to make news heard."""

    async def ring(self, news: News) -> None:
        """Make it heard. Raises `OSError` or `RuntimeError` when that did not work."""
        ...


def wanted(news: News, channel: Channel) -> bool:
    """True when anything in the news is to be heard in this way."""
    return any(channel in notice.channels for notice in news.notices)


def plain(text: str, longest: int = LONGEST) -> str:
    """The text without anything that means something to a terminal or a desktop: one line, not longer than that."""
    clean = one_line(text)
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def terminal_notice(text: str, environment: Mapping[str, str]) -> str:
    """What a terminal is sent to show a desktop notice (OSC 9), "" where it is one that has no desktop; inside tmux and screen it
    is handed through to the terminal outside. Semicolons would begin a parameter."""
    if environment.get("TERM", "") in BARE:
        return ""
    notice = f"\x1b]9;{plain(text).replace(';', ',')}\x07"
    if environment.get("TMUX"):
        return "\x1bPtmux;" + notice.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("TERM", "").startswith("screen"):
        return f"\x1bP{notice}\x1b\\"
    return notice


def is_local(environment: Mapping[str, str]) -> bool:
    """True where the person sits at this machine's own desktop: not over SSH, and there is a session to show notices in."""
    remote = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return not remote and bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def system_notice(title: str, environment: Mapping[str, str], program: str = "notify-send") -> "SystemNotice | None":
    """The system's own notices, where the person sits at its desktop and their program is found; else the terminal's are left."""
    found = shutil.which(program) if is_local(environment) else None
    return SystemNotice(title, found) if found else None


class SystemNotice:
    """The system's own notice, by its program."""

    def __init__(self, title: str, program: str) -> None:
        self._title = title
        self._program = program

    async def ring(self, news: News) -> None:
        """Show it."""
        if wanted(news, Channel.DESKTOP):
            # "--": a notice that begins with a dash is no option; markup characters are shown as they are.
            # The program reads backslashes as C does.
            body = plain(news.said).replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
            await _run([self._program, "--app-name=servicedesk", "--", plain(self._title), body], "")


class OwnCommand:
    """A command of the person's own (`notify_command` in their settings): a program and its arguments, run without a shell, with
    the text on its standard input, for ten seconds at most."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)

    async def ring(self, news: News) -> None:
        """Run it, with a line for the whole and one for each notification."""
        if self._command and wanted(news, Channel.COMMAND):
            lines = [plain(news.said), *(plain(alone(notice)) for notice in news.notices if len(news.notices) > 1)]
            await _run(self._command, "\n".join(lines) + "\n")


async def _run(command: Sequence[str], text: str) -> None:
    """Raises `RuntimeError` that says what went wrong. Nothing is left running."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _out, said = await asyncio.wait_for(process.communicate(text.encode()), PATIENCE)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        await process.wait()
        late = _("{command} took longer than {seconds} s and was ended")
        raise RuntimeError(late.format(command=command[0], seconds=round(PATIENCE))) from None
    if process.returncode:
        why = plain(said.decode(errors="replace"), 120) or str(process.returncode)
        raise RuntimeError(f"{command[0]}: {why}")

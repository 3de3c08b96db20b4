"""Making news heard through every channel that its person wants, one failing channel stopping no other."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.settings import own_command
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.reminding import Channel, News, TellFailed

from .channels import BELL, Heard, OwnCommand, system_notice, terminal_notice, wanted

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

LOG = logging.getLogger("servicedesk.channels")


class Ringing:
    """The channels of one program: `here` is given news with what its terminal is to be sent (None: it has no glass), the
    others are of the machine."""

    def __init__(self, desk: "Desk", here: Callable[[News, str], None] | None, tell: Callable[[str], None]) -> None:
        self._desk = desk
        self._here = here
        self._tell = tell
        self._others: list[Heard] = [OwnCommand(own_command("notify_command"))]
        system = system_notice(desk.me.desk_name, os.environ)
        self._has_system = system is not None
        if system is not None:
            self._others.append(system)
        self._waiting: set[asyncio.Task[None]] = set()

    async def ring(self, news: News) -> None:
        """Make it heard. What takes long goes on beside; what does not work is said."""
        if not news.notices:
            return
        if self._here is not None:
            self._here(news, self._sends(news))
        for channel in self._others:
            task = asyncio.create_task(self._through(channel, news))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def settle(self) -> None:
        """Wait for what still goes on."""
        while self._waiting:
            await asyncio.gather(*self._waiting)

    def _sends(self, news: News) -> str:
        """The bell, and the terminal's own way to a desktop notice where the system has none."""
        bell = BELL if wanted(news, Channel.BELL) else ""
        notice = (
            terminal_notice(news.said, os.environ) if wanted(news, Channel.DESKTOP) and not self._has_system else ""
        )
        return bell + notice

    async def _through(self, channel: Heard, news: News) -> None:
        try:
            await channel.ring(news)
        except (OSError, RuntimeError) as error:
            LOG.warning("a notification was not heard: %s", error)
            said = _("A notification was not heard: {why}").format(why=error)
            self._tell(said)
            with contextlib.suppress(Refusal):  # the store may be what fails
                self._desk.do(TellFailed(text=said))

"""Making news heard through every channel that its person wants, one failing channel stopping no other."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.locale.reminding import in_one
from servicedesk_tui.settings import own_command
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.reminding import Channel, News, TellFailed

from .channels import BELL, Heard, OwnCommand, system_notice, terminal_notice, wanted

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

LOG = logging.getLogger("servicedesk.channels")


class Ringing:
    """The channels of one program: `here` is given what its terminal is to be sent (None: it has no glass), the others are of
    the machine."""

    def __init__(self, desk: "Desk", here: Callable[[str], None] | None, tell: Callable[[str], None]) -> None:
        self._desk = desk
        self.channels = tuple(Channel)
        """Through which it can make something heard."""
        self._here = here
        self._tell = tell
        command, system = own_command("notify_command"), system_notice(desk.me.desk_name, os.environ)
        self._has_system = system is not None
        self._others: list[tuple[Channel, Heard]] = []
        if command:
            self._others.append((Channel.COMMAND, OwnCommand(command)))
        if system is not None:
            self._others.append((Channel.DESKTOP, system))
        if here is None:
            self.channels = tuple(channel for channel, _heard in self._others)
        self._waiting: set[asyncio.Task[None]] = set()

    async def ring(self, news: News) -> None:
        """Make it heard. What takes long goes on beside; what does not work is said."""
        if not news.notices:
            return
        if self._here is not None:
            self._here(self._sends(news))
        for channel, heard in self._others:
            task = asyncio.create_task(self._through(heard, self._only(news, channel)))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def settle(self) -> None:
        """Wait for what still goes on."""
        while self._waiting:
            await asyncio.gather(*self._waiting)

    def _only(self, news: News, channel: Channel) -> News:
        """What of the news is for a channel, and no more."""
        some = tuple(notice for notice in news.notices if channel in notice.channels)
        return replace(news, notices=some, said=in_one(some, self._desk.now))

    def _sends(self, news: News) -> str:
        """The bell, and the terminal's own way to a desktop notice where the system has none."""
        bell = BELL if wanted(news, Channel.BELL) else ""
        news = self._only(news, Channel.DESKTOP)
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

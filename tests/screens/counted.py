"""The program as the byte table runs it: at a moment that is always the same, and it says when it has come to rest.

Run as a script, in a terminal: STORE, `differ` or `plain`, the moment, how fast its minutes go by, a login. The key ctrl+_
asks whether it is at rest: nothing is asked of the desk, nothing that was done has still to be heard. It then writes `REST`.
"""

import asyncio
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

REST = "\x1b]7777;rest\x07"
"""A sequence that no terminal knows: it changes no cell."""
ASKS = "\x1f"
_TWICE = 0.04
"""What is at rest now and was so long ago is at rest."""


def main(store: str, kind: str, moment: str, rate: str, login: str) -> int:
    """Run it; answers the exit status."""
    from servicedesk_tui.screens import app, board, boxes, desk_screen, previewing
    from servicedesk_tui.screens.dialogs import help as dialogs

    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.settings import StoreAddress
    from servicedesk_tui.store import feed

    begun, start = time.monotonic(), datetime.fromisoformat(moment)
    SystemClock.now = lambda self: start + timedelta(seconds=(time.monotonic() - begun) * float(rate))  # type: ignore[method-assign]
    board.MINUTE = 60 / float(rate)
    boxes.PAUSE = previewing.REST = feed.POLL_SECONDS = 0.02
    for screen in (desk_screen.DeskScreen, dialogs.HelpScreen):
        _answer(screen)
    address = StoreAddress(path=Path(store), named=True)
    if kind == "plain":
        status = app.ServiceDeskApp(address, as_login=login).run(mouse=False)
    else:
        status = app.run(address, as_login=login)
    return int(status or 0)


def _answer(screen: Any) -> None:
    """Make a screen heed the key that asks."""
    heed = screen.on_key

    def on_key(self: Any, event: Any) -> None:
        if event.key == "ctrl+underscore":
            event.stop()
            event.prevent_default()
            asyncio.get_running_loop().create_task(_say_when_at_rest(self.app))
        else:
            heed(self, event)

    screen.on_key = on_key


async def _say_when_at_rest(app: Any) -> None:
    was = False
    while True:
        session, looking = app.session, app.board.looking
        asked = session._answers or session._outcomes or session.backstage._questions._waiting
        asked = asked or session.ahead.is_waiting or app.board.previewing._soon
        now = not asked and looking._asked is None and not looking.is_stale and looking._soon is None
        if now and was:
            break
        was = now
        await asyncio.sleep(_TWICE)
    app._driver.write(REST)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Looking after the desk without a screen: reminders and notifications at night, when no desk is open."""

import asyncio
import logging
import signal
import sys
import threading
from typing import Annotated, Any

import typer

from servicedesk_tui import locale
from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import moment, zone
from servicedesk_tui.settings import chosen_language, this_terminal
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.text import one_line

from .asked import ASKED
from .printing import complain, confirm
from .program import Verb, make_app
from .service import asked_store

app = make_app()
PATIENCE = 5
"""Seconds that are left to a person's open desks to make something heard themselves."""
RETRY = 3.0


@app.command(
    "worker",
    cls=Verb,
    help=_(
        "Raises what is due and runs your notify_command, as an open desk does; any number may run. It stops on Ctrl+C and"
        " SIGTERM. With --once it does what is due now and ends, for cron."
    ),
)
def worker(once: Annotated[bool, typer.Option("--once", help=_("Do what is due now, and end."))] = False) -> None:
    """Look after the desk."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    if once:
        raised = _Worker().once()
        confirm(n_("{count} notification raised.", "{count} notifications raised.", raised).format(count=raised))
        return
    _Worker().run()


class _Worker:
    """One worker: a scheduler in this thread, and a thread that hears what others do."""

    def __init__(self) -> None:
        self._asked, self._address = ASKED.get(), asked_store()  # other threads have no line of their own
        self._over = threading.Event()
        self._scheduler: Any = None

    def once(self) -> int:
        from servicedesk_tui.reminders.ringing import Ringing
        from servicedesk_tui.reminders.scheduler import Scheduler

        with self._open() as desk:
            self._speak(desk)
            ringing = Ringing(desk, None, complain)
            return asyncio.run(self._step(Scheduler(desk, ringing.ring, complain, channels=ringing.channels), ringing))

    @staticmethod
    async def _step(scheduler: Any, ringing: Any) -> int:
        raised: int = await scheduler.step()
        await ringing.settle()
        return raised

    def run(self) -> None:
        """Until it is told to stop. A database that is gone is waited for."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        listener: threading.Thread | None = None
        while not self._over.is_set():
            try:
                with self._open() as desk:
                    if listener is None or not listener.is_alive():
                        listener = threading.Thread(target=self._listen, daemon=True)
                        listener.start()
                    self._look_after(desk)
            except Refusal as refusal:
                from servicedesk_tui.backstage.threads import is_passing

                if not is_passing(refusal):
                    raise
                complain(refusal.message)
                self._over.wait(RETRY)

    def _look_after(self, desk: Any) -> None:
        from servicedesk_tui.reminders.ringing import Ringing
        from servicedesk_tui.reminders.scheduler import Scheduler

        self._speak(desk)
        ringing = Ringing(desk, None, complain)
        scheduler = Scheduler(desk, ringing.ring, complain, channels=ringing.channels, patience=PATIENCE)
        scheduler.looked = lambda: _show(desk, scheduler)
        self._scheduler = scheduler
        if not self._over.is_set():
            scheduler.run()
        if sys.stdout.isatty():
            sys.stdout.write("\n")

    def _stop(self, *_signal: object) -> None:
        self._over.set()
        if self._scheduler is not None:
            self._scheduler.stop()

    def _open(self) -> Any:
        from servicedesk_tui.desk import Desk
        from servicedesk_tui.vocabulary.enums import Origin

        asked = self._asked
        return Desk.open(self._address, as_login=asked.as_login, origin=Origin.WORKER, terminal=this_terminal())

    def _speak(self, desk: Any) -> None:
        if chosen_language(self._asked.lang) is None:
            locale.speak(desk.me.language)

    def _listen(self) -> None:
        """Wake the scheduler when others changed something; what goes wrong here, the scheduler meets too."""
        while not self._over.is_set():
            try:
                with self._open() as desk:
                    for _items in desk.listen(self._over.is_set, self._over.wait):
                        if self._scheduler is not None:
                            self._scheduler.wake()
            except Refusal as refusal:
                logging.getLogger("servicedesk.worker").warning("what others do is not heard: %s", refusal.message)
                self._over.wait(RETRY)


def _show(desk: Any, scheduler: Any) -> None:
    """The one line that says how it stands: in place on a terminal, once where it is a file."""
    said = _("Looking after {desk} as {login}").format(desk=one_line(desk.me.desk_name), login=one_line(desk.me.login))
    if not sys.stdout.isatty():
        scheduler.looked = lambda: None
        sys.stdout.write(f"{said}\n")
    else:
        if scheduler.raised:
            said += ", " + n_("{count} raised", "{count} raised", scheduler.raised).format(count=scheduler.raised)
        if scheduler.next_at is not None:
            at = moment(scheduler.next_at, False, desk.now, zone(desk.me.zone))
            said += ", " + _("looks again {when}").format(when=at)
        sys.stdout.write(f"\r\x1b[K{said}")
    sys.stdout.flush()

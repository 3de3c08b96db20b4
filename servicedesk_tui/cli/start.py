"""Making a store: one's own, a shared one, or the sample desk."""

import gc
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from servicedesk_tui.locale import LANGUAGES, _, language, speak
from servicedesk_tui.settings import StoreAddress, account, account_name, address_of
from servicedesk_tui.vocabulary.enums import Language
from servicedesk_tui.vocabulary.refusals import StoreMissing, StoreRefusal

from .asked import ASKED, Asked, Misused
from .printing import complain, confirm, print_line
from .program import Verb, make_app
from .service import asked_store

app = make_app()
FILE = "desk.db"
_ANYWHERE = "Europe/Copenhagen"


@app.command(
    "init",
    cls=Verb,
    help=_(
        "What is not given is asked for in the terminal. With --shared the store is made in a folder that a group of"
        " accounts on this machine works in."
    ),
)
def init(
    name: Annotated[str, typer.Option("--name", metavar=_("NAME"), help=_("What the team is called."))] = "",
    zone: Annotated[str, typer.Option("--zone", metavar="Europe/Copenhagen", help=_("The time zone."))] = "",
    spoken: Annotated[Language | None, typer.Option("--language", metavar="en|da", help=_("The language."))] = None,
    shared: Annotated[
        Path | None, typer.Option("--shared", metavar=_("FOLDER"), help=_("A new folder for a store that is shared."))
    ] = None,
    group: Annotated[str, typer.Option("--group", metavar=_("GROUP"), help=_("The group that shares it."))] = "",
) -> None:
    """Make a store."""
    address = _share(shared, group) if shared or group else asked_store()
    if not name and not sys.stdin.isatty():
        raise Misused(_("{name} is missing.").format(name="--name"))
    if zone and not _is_zone(zone):
        raise Misused(_no_zone(zone))
    _found(address, name, zone, spoken.value if spoken else "", group or None)
    where = str(address.path or _("the database"))
    confirm(
        _(
            "The desk is in {where}, and you are its administrator. Add people with: servicedesk person add LOGIN"
        ).format(where=where)
    )
    if shared:
        confirm(_("Everybody in {group} sets SERVICEDESK_STORE={where}.").format(group=group, where=where))


def _share(shared: Path | None, group: str) -> StoreAddress:
    """The address of a shared store. Its folder is given to the group, so it must be a new or an empty one."""
    if shared is None or not group:
        raise Misused(_("--shared and --group belong together."))
    folder = shared.expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreRefusal(_("{path} is not empty; give the store a folder of its own.").format(path=folder))
    return StoreAddress(path=folder / FILE, named=True)


def _found(address: StoreAddress, name: str, zone: str, spoken: str, group: str | None) -> None:
    """Make the store, asking for what is not known yet."""
    from servicedesk_tui.desk.first_run import create_store
    from servicedesk_tui.store.opening import refuse_existing

    refuse_existing(address)
    asking = sys.stdin.isatty()
    if asking and not spoken and not name:
        spoken = _ask(_("Language (en or da)"), language(), LANGUAGES)
        speak(spoken)
    if asking and not name:
        name = _ask(_("What is the team called?"), account_name())
        zone = zone or _ask_zone()
    create_store(
        address,
        name=name,
        zone=zone or machine_zone(),
        language=spoken or language(),
        login=account(),
        person_name=account_name(),
        group=group,
    )


def _ask(question: str, proposed: str, allowed: tuple[str, ...] = ()) -> str:
    """A line typed by the person; an empty one is what was proposed."""
    while True:
        sys.stderr.write(f"{question} [{proposed}]: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        answer = line.strip() or proposed
        if not allowed or answer in allowed:
            return answer


def _ask_zone() -> str:
    while True:
        answer = _ask(_("Time zone"), machine_zone())
        if _is_zone(answer):
            return answer
        complain(_no_zone(answer))


def _no_zone(name: str) -> str:
    return _("There is no time zone {name}; write it like Europe/Copenhagen.").format(name=name[:40])


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def machine_zone() -> str:
    """The machine's own time zone by name, else Danish time."""
    linked = os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    for name in (os.environ.get("TZ", "").removeprefix(":"), linked):
        if "/" in name and _is_zone(name):
            return name
    return _ANYWHERE


def welcome(address: StoreAddress) -> None:
    """The first time, at a terminal: a few questions, and there is a desk. Raises `StoreMissing` where nobody answers."""
    if not sys.stdin.isatty():
        raise StoreMissing(_("There is no desk yet. Make one with: servicedesk init"))
    complain(_("Welcome. There is no desk yet; three questions make one. To look around first: servicedesk demo"))
    _found(address, "", "", "", None)


@app.command(
    "demo",
    cls=Verb,
    help=_(
        "Without --store it is made in a temporary place, and is gone when you quit. Your own store is never touched."
    ),
)
def demo(
    size: Annotated[int, typer.Option("--size", min=0, max=5_000_000, metavar=_("N"), help=_("How many tasks."))] = 400,
    seed: Annotated[int, typer.Option("--seed", metavar=_("N"), help=_("The same number gives the same desk."))] = 1,
    no_open: Annotated[bool, typer.Option("--no-open", help=_("Only write it, and say where."))] = False,
) -> None:
    """Make the sample desk, and open it."""
    from servicedesk_tui.store.faults import masked

    named = ASKED.get().store
    if named or no_open:
        address = (
            address_of(named)
            if named
            else StoreAddress(path=Path(tempfile.mkdtemp(prefix="servicedesk-")) / FILE, named=True)
        )
        _build(address, size, seed)
        if no_open:
            print_line(masked(str(address)))
        else:
            raise typer.Exit(_open(str(address)))
        return
    with tempfile.TemporaryDirectory(prefix="servicedesk-") as folder:
        address = StoreAddress(path=Path(folder) / FILE, named=True)
        _build(address, size, seed)
        raise typer.Exit(_open(str(address)))


def _build(address: StoreAddress, size: int, seed: int) -> None:
    from servicedesk_tui.demo.opening import build

    if sys.stderr.isatty():
        complain(_("Making a desk of {size} tasks…").format(size=size))
    gc.enable()
    build(address, size=size, seed=seed, language=language())


def _open(store: str) -> int:
    from .running import open_board

    return open_board(Asked(store=store, lang=ASKED.get().lang, as_login=ASKED.get().as_login))

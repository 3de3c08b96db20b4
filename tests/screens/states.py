"""Every state of the glass, on a small desk with words that are hard to lay out: how each is reached, the same in any language."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.app import ServiceDeskApp
from screens.boxes import BoxOfKeys
from screens.desk_screen import DeskScreen
from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.locale import _, speak
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    AddNote,
    AssignTask,
    BlockTask,
    CreateTask,
    FinishTask,
    InvolvePerson,
    LinkTask,
    MoveTask,
    PlanVisit,
    SetDue,
    SnoozeTask,
    TagTask,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, SaveView
from servicedesk_tui.vocabulary.enums import Level, LinkKind, NoteKind, Part, Tier, WaitingOn
from servicedesk_tui.vocabulary.questions import ListQuestion
from servicedesk_tui.vocabulary.reminding import Anchor, InboxQuestion, InboxView, PutOffNotices, RaiseDue, SetReminder

from .. import stores
from .conftest import Glass, id_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

NOW = datetime(2026, 3, 3, 9, 20, tzinfo=UTC)
"""A Tuesday at twenty past ten in Copenhagen, a day after the desk was made."""
HOSTILE = "[/] [@click=app.quit]x[/] \x1b[2J \u202egnol \U0001f468\u200d\U0001f469\u200d\U0001f467 ud"
LONG = "Fjernvarmeforsyningsanlægsvekslerudskiftning i Speciallægepraksisplanlægningsstabiliseringsbygningen"
WIDE = "三階の暖房が壊れたので至急修理をお願いします"
FIRE = "🔥 Røg i opgangen 👩‍🔧"


def fill(desk: "Desk", clock: FrozenClock) -> None:
    """Tasks in every status, of every look. Words that people wrote are Danish or Japanese: no text of ours is among them."""
    hours = timedelta(hours=1)
    who = {login: id_of(desk, login) for login in ("lars", "bo", "ada", "anna")}
    long = desk.do(AddCustomer(name="Boligforeningen Havnebakkernes Rækkehuse Æblevænget", tier=Tier.A)).created
    wide = desk.do(AddCustomer(name="日本デンマーク暖房株式会社", tier=Tier.C)).created
    short = desk.do(AddCustomer(name="Ø", tier=Tier.B)).created

    def add(title: str, **more: Any) -> int:
        return desk.do(CreateTask(title=title, **more)).created or 0

    first = add(LONG, customer=long, impact=Level.HIGH, urgency=Level.HIGH, next_step="luk for vandet")
    add(WIDE, customer=wide)
    fire = add(FIRE, due=NOW - 26 * hours)
    add("Ø")
    hostile = add(HOSTILE, customer=short, description=f"{HOSTILE}\n{LONG}\n{WIDE}")
    snoozed = add("Udluft radiatorer")
    desk.do(SnoozeTask(task=snoozed, until=NOW + 30 * hours))
    ready = add("Utæt samling ved pumpen", owner=who["lars"], customer=long, team=_team(desk))
    desk.do(SetDue(task=ready, due=NOW + 2 * hours))
    add("Skift filter", owner=who["bo"], impact=Level.LOW, urgency=Level.LOW, due=NOW + 50 * hours, due_is_day=True)
    visit = add("Årligt eftersyn", owner=who["ada"], customer=wide)
    desk.do(PlanVisit(task=visit, start=NOW + 4 * hours, minutes=90))
    doing = add(LONG[::-1], owner=who["anna"], customer=short)
    desk.do(MoveTask(task=doing, status="doing"))
    for text in ("Luk for vandet", WIDE, LONG):
        desk.do(AddChecklistItem(task=doing, text=text))
    desk.do(BlockTask(task=doing, reason=f"ingen nøgle til {LONG}"))
    waiting = add("Støj fra pumpe", owner=who["bo"], customer=long)
    desk.do(MoveTask(task=waiting, status="waiting", waiting_on=WaitingOn.PARTS, until=NOW + 72 * hours))
    desk.do(LinkTask(task=first, other=waiting, kind=LinkKind.RELATES))
    desk.do(TagTask(task=first, add=("varme", "fjernvarmeforsyning")))
    desk.do(InvolvePerson(task=first, part=Part.WATCHER))
    done = [add(title, owner=who["ada"]) for title in ("Skiftet ventil", WIDE)]
    clock.set(NOW - 2 * hours)
    for task in done:
        desk.do(FinishTask(task=task))
    desk.do(AddNote(task=first, body=f"Vand på gulvet. {LONG} {WIDE}"))
    desk.do(AddNote(task=first, body="Vi er på vej.", kind=NoteKind.UPDATE))
    desk.do(AssignTask(task=fire, owner=who["anna"]))
    desk.do(AddNote(task=hostile, body=HOSTILE))
    desk.do(SaveView(name="Mine sene sager", query="@me is:open", letter="m"))


def tell(address: StoreAddress) -> None:
    """What reached anna's inbox of late, and what is still to come: reminders, a mention, what others did, something put off."""
    hours = timedelta(hours=1)
    texts = ("ring til Lise", f"{LONG} {WIDE}", "")
    with stores.open_as(address, "anna", FrozenClock(NOW - 3 * hours), "elsewhere") as anna:
        number = {card.title: card.id for card in anna.ask(ListQuestion(limit=50))}
        first, fire, lars = number[LONG], number[FIRE], number["Utæt samling ved pumpen"]
        for task, text in zip((first, fire, lars), texts, strict=True):
            anna.do(SetReminder(task=task, at=NOW - hours, text=text))
        anna.do(SetReminder(at=NOW - 2 * hours, text=FIRE))
        anna.do(SetReminder(task=lars, anchor=Anchor.DUE, minutes_before=30, unless_changed=True))
        anna.do(SetReminder(task=lars, at=NOW + 24 * hours, every="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", text="ring"))
        anna.do(RaiseDue())
    with stores.open_as(address, "bo", FrozenClock(NOW - 2 * hours), "bo's") as bo:
        bo.do(AddNote(task=first, body=f"@anna {HOSTILE}"))
        bo.do(AddNote(task=fire, body="Der er røg"))
    with stores.open_as(address, "anna", FrozenClock(NOW), "elsewhere") as anna:
        anna.do(RaiseDue())
        view: InboxView = anna.ask(InboxQuestion())
        anna.do(PutOffNotices(notices=(view.groups[-1].notices[0].id,), until=NOW + 22 * hours))


def _team(desk: "Desk") -> int:
    from servicedesk_tui.vocabulary.staffing import TeamsQuestion

    return next(int(team.id) for team in desk.ask(TeamsQuestion()))


@dataclass(frozen=True)
class State:
    """A state: keys from the board on (a text after `'` is pasted), who sits there, on which desk, live or not."""

    name: str
    keys: Sequence[str] = ()
    login: str = "anna"
    desk: str = "filled"
    live: bool = True
    seen: str = ""
    """What is shown late: it is waited for."""
    late: tuple[str, ...] = ()
    """Keys after everything was shown at the first size: what is said until the next key."""


STATES = (
    State("board"),
    State("board-two-rows", ("S", "2")),
    State("board-one-row", ("S", "1")),
    State("by-owner", ("S", "o")),
    State("by-customer", ("S", "c")),
    State("by-priority", ("S", "p")),
    State("by-team", ("S", "t")),
    State("folded", ("S", "f", "l", "S", "f")),
    State("hidden", ("S", "h", "S", "h")),
    State("filtered", ("slash", "'@lars or @bo", "enter")),
    State("filtered-to-nothing", ("slash", "'umuligt", "enter")),
    State("view", ("g", "v", "m")),
    State("marked", ("space", "space", "l", "space")),
    State("deep", ("G", "l", "l", "l", "l", "l")),
    State("first-day", desk="empty"),
    State("opening", live=False, desk="empty"),
    State("as-of", live=False),
    State("lost", live=False, desk="broken"),
    State("viewer", ("d",), login="vera"),
    State("quick-add", ("n", "'Utæt rør @bo !1 for:Ø due:fri #varme @umulig")),
    State("quick-add-empty", ("n",)),
    State("filter-line", ("slash", "'@lars due:<=eow umulig:")),
    State("filter-begun", ("slash", "'@la")),
    State("command-line", ("colon", "'assign @b")),
    State("people", ("a",)),
    State("people-narrowed", ("a", "b")),
    State("statuses", ("s",)),
    State("dates", ("D",)),
    State("date-written", ("D", "'+3d")),
    State("date-wrong", ("D", "'umuligt", "enter")),
    State("tags", ("t",)),
    State("customers", ("comma", "c")),
    State("priorities", ("p",)),
    State("find", ("number_sign", "'pump")),
    State("after-comma", ("comma",)),
    State("after-S", ("S",)),
    State("after-g", ("g",)),
    State("undo-list", ("g", "u", "j")),
    State("palette", ("ctrl+p",)),
    State("note", ("c", "'Tag nøglen med")),
    State("update", ("C", f"'Vi kommer i morgen. {LONG}")),
    State("update-asked", ("C", f"'Vi kommer i morgen. {LONG}", "enter")),
    State("composer", ("c", "'Tag nøglen med", "tab", "enter", f"'{LONG} {WIDE} og så videre")),
    State("composer-call", ("c", "'Vand på gulvet igen", "tab", "tab", "up", "'Lise · vil have torsdag")),
    State("composer-update", ("C", f"'Vi kommer i morgen. {LONG}", "tab")),
    State("composer-asked", ("C", "'Vi kommer i morgen.", "tab", "ctrl+d")),
    State("composer-people", ("c", "tab", "'spørg @")),
    State("task-draft", ("enter", "c", "'begyndt", "escape"), seen="draft"),
    State("wait-for", ("l", "s", "down", "down", "down", "enter")),
    State("preview", ("0",)),
    State("task", ("enter",)),
    State("task-hostile", ("j", "j", "j", "enter", "G")),
    State(
        "task-things",
        (
            *("l", "l", "l", "enter", "comma", "k", f"'- [x] Tøm kedlen\n2. Bestil {LONG} @bo due:2026-03-02\nSD-3"),
            *("comma", "s", "'Mal væggen @ada est:2h", "enter", "comma", "l", "enter", "'pumpe", "enter", *"jjjjj"),
        ),
    ),
    State("item-written", ("enter", "comma", "k", "'Bestil del @bo due:fri")),
    State("duplicate-of", ("s", "pagedown", "enter", "down", "enter", "'pump")),
    State("task-people", ("enter", "a")),
    State("keys", ("question_mark",)),
    State("keys-found", ("question_mark", "slash", "u", "n", "d", "o")),
    State("manual", ("question_mark", "tab")),
    State("language", ("slash", "question_mark")),
    State("history", ("g", "h")),
    State("schedule", ("3",)),
    State("schedule-week", ("3", "w")),
    State("schedule-unplanned", ("3", "o")),
    State("schedule-free-times", ("3", "o", "P")),
    State("schedule-nobody-works", ("3", "pageup", "pageup", "pageup")),
    State("who-works-here", ("g", "w")),
    State("people-hours", ("g", "w", "w")),
    State("people-absence", ("g", "w", "b", "'mon..fri course bo")),
    State("people-calendar", ("g", "w", "end")),
    State("people-team", ("g", "w", "end", "up")),
    State("people-team-edited", ("g", "w", "end", "up", "e")),
    State("people-covered", ("g", "w", "j", "j", "b", "'2026-03-03..2026-03-06 sick", "enter", "h")),
    State("handed-over", ("l", "A", "'ada", "enter", "'På kursus", "enter", "'Pumpen er stoppet", "down", f"'{LONG}")),
    State("offered", ("l", "A", "'ada", "enter", "'På kursus", "ctrl+d")),
    State("offered-task", ("l", "A", "'ada", "enter", "'På kursus", "down", "'Pumpen er stoppet", "ctrl+d", "enter")),
    State("shift", ("g", "b", "d", "enter", "n", "'Nøglen er i bilen", "enter")),
    State("unattended", ("O",)),
    State("schedule-after-g", ("3", "g")),
    State("schedule-carried", ("3", "home", "j", "m", "l", "k")),
    State("workload", ("4",)),
    State("inbox", ("g", "n", "j", "space"), desk="told"),
    State("inbox-all", ("g", "n", "a"), desk="told"),
    State("inbox-later", ("g", "n", "z"), desk="told"),
    State("inbox-to-come", ("g", "n", "L"), desk="told"),
    State("inbox-how", ("g", "n", "P", "G", "up", "enter", "'umuligt"), desk="told"),
    State("inbox-how-kinds", ("g", "n", "P", "j", "l"), desk="told"),
    State("inbox-empty", ("g", "n")),
    State("remind", ("l", "r")),
    State("remind-written", ("r", "'+3d 2h umuligt // ring")),
    State("remind-understood", ("l", "r", "'2t før frist for @bo // ring til Lise")),
    State("task-reminded", ("l", "enter"), desk="told"),
)
NAMES = [state.name for state in STATES]


def at_rest(app: ServiceDeskApp) -> bool:
    """True while nothing is asked, nothing is still to be read or shown."""
    session, looking, screen = app.session, app.board.looking, app.screen
    prompt = screen.minibuffer.prompt if isinstance(screen, DeskScreen) else None
    waits = session._answers or session._outcomes or looking.is_stale or looking._asked is not None or looking._soon
    waits = waits or app.board.previewing._soon
    return not waits and not (isinstance(prompt, BoxOfKeys) and not prompt.is_shown)


async def rest(glass: Glass, *, live: bool) -> None:
    """Wait until it is at rest, and was so a moment ago."""
    for _twice in range(2):
        if live:
            await glass.until(lambda: at_rest(glass.app))
        await glass.pause()


@asynccontextmanager
async def shown(
    state: State, address: StoreAddress, patch: Any, *, language: str, size: tuple[int, int]
) -> AsyncIterator[Glass]:
    """The glass in a state."""
    from servicedesk_tui.desk import identity

    patch.setattr(identity, "account", lambda: state.login)
    if not state.live and state.desk != "empty":
        await _see_once(address, language, size)
    if state.desk == "broken":
        assert address.path
        address.path.write_bytes(b"this is no store any more" * 100)
    if state.desk == "told":
        tell(address)
    app = ServiceDeskApp(address, language=language)
    if not state.live and state.desk != "broken":
        patch.setattr(app.session.backstage, "start", lambda: None)
    try:
        async with app.run_test(size=size) as pilot:
            glass = Glass(app, pilot)
            if state.live:
                await glass.until(lambda: app.board.view is not None and app.session.is_live)
                await glass.until(lambda: len(app.session.people) > 0)
            elif state.desk == "broken":
                await glass.until(lambda: app.failure is not None)
            await rest(glass, live=state.live)
            for key in state.keys:
                await (glass.paste(key[1:]) if key.startswith("'") and len(key) > 1 else glass.press(key))
                await rest(glass, live=state.live)
            await glass.until(f" {_(state.seen)} " if state.seen else "")
            yield glass
    finally:
        app.session.backstage.close()
        speak("en")


async def _see_once(address: StoreAddress, language: str, size: tuple[int, int]) -> None:
    """An earlier start, which leaves the board it saw."""
    app = ServiceDeskApp(address, language=language)
    async with app.run_test(size=size) as pilot:
        await Glass(app, pilot).until(lambda: app.board.whole is not None and app.session.is_live)
    app.keep_everything()
    app.session.backstage.close()


def filled_desk(template: Path, folder: Path) -> Path:
    """The desk of these states, in a file."""
    path = folder / "states.db"
    path.write_bytes(template.read_bytes())
    clock = FrozenClock(stores.START)
    with stores.open_as(StoreAddress(path=path, named=True), "anna", clock, "elsewhere") as desk:
        fill(desk, clock)
    return path

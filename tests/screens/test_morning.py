"""Half an hour of a dispatcher's morning, played in a real terminal: calls come in, work is handed out, others work too."""

import os
import pwd
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import AddNote, AssignTask, CreateTask, FinishTask, MoveTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, AddPerson
from servicedesk_tui.vocabulary.enums import Category, Level, NoteKind, Role, Tier, WaitingOn
from servicedesk_tui.vocabulary.questions import CustomersQuestion, ListQuestion, UndoQuestion, ViewsQuestion
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import TaskView

from .. import stores
from ..terminal import Terminal
from .conftest import id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

ME = pwd.getpwuid(os.getuid()).pw_name
CODE = """
import sys
from pathlib import Path
from servicedesk_tui.screens.app import run
from servicedesk_tui.settings import StoreAddress
sys.exit(run(StoreAddress(path=Path(sys.argv[1]), named=True)))
"""


class Office:
    """The desk as the morning finds it: me at the glass, others at their own terminals."""

    def __init__(self, path: Path) -> None:
        from servicedesk_tui.desk.first_run import create_store

        self.address = StoreAddress(path=path, named=True)
        create_store(self.address, name="Varme", zone="Europe/Copenhagen", language="en", login=ME, person_name="Me")
        self.me = self._open(ME)
        for login in ("bo", "ada", "lars"):
            self.me.do(AddPerson(login=login, name=f"{login.title()} Berg", role=Role.AGENT, team="field"))
        self.me.do(AddCustomer(name="Acme", tier=Tier.A, phone="+45 22 33 44 55"))
        self.me.do(AddCustomer(name="Nordby Skole", tier=Tier.B))
        for title, owner in (("Yearly check", "bo"), ("Pump noise", "ada"), ("Old radiator", "lars")):
            self.me.do(CreateTask(title=title, owner=id_of(self.me, owner)))
        self.bo = self._open("bo")

    def _open(self, login: str) -> "Desk":
        return stores.open_as(self.address, login, SystemClock(), f"office-{login}")  # type: ignore[arg-type]

    def close(self) -> None:
        """Everybody goes home."""
        self.bo.close()
        self.me.close()

    def found(self, title: str) -> TaskView:
        """The task of that title."""
        cards: tuple[Card, ...] = self.me.ask(ListQuestion(all=True, limit=200))
        return view_of(self.me, next(card.id for card in cards if card.title == title))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path / "desk.db")
    yield opened
    opened.close()


class Hands:
    """Types, and waits for what should be seen."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def type(self, keys: str, seen: str) -> None:
        """Type keys, then wait for a pattern."""
        self.terminal.type(keys)
        self.terminal.wait_for(seen)

    def change(self, keys: str, said: str) -> None:
        """Type keys that change something: it is said in the bottom line, with the way back."""
        self.type(keys, said)
        self.terminal.wait_for("u takes it back")

    def go_to(self, text: str, title: str) -> None:
        """Find a task, and stand on it; one that is stood on already would be opened."""
        if f"▌{title}" in self.terminal.text:
            return
        self.type("#", "Go to")
        self.type(text, rf"▌SD-\d+ +{title}")
        self.type("\r", rf"▌{title}")

    @property
    def line(self) -> str:
        """The bottom line."""
        return str(self.terminal.screen.display[-1]).strip()


def start(office: Office) -> Terminal:
    """The program at the glass."""
    return Terminal(sys.executable, "-c", CODE, str(office.address.path))


def test_a_dispatchers_morning(office: Office) -> None:
    with start(office) as terminal:
        hands = Hands(terminal)
        terminal.wait_for(rf"3 open +{ME}")
        take_calls(hands, office)
        triage(hands, office)
        hand_out(hands, office)
        work_with_others(hands, office)
        look_through_views(hands, office)
        make_a_mistake(hands, office)
        terminal.type("Q")
        assert terminal.wait_for_end() == 0
    with start(office) as terminal:
        come_back(Hands(terminal), office)


def take_calls(hands: Hands, office: Office) -> None:
    """Four calls: a line each, a new customer in one, a slip in another."""
    hands.type("n", "New task")
    hands.type("Boiler leak @bo !1 for:Acme due:fri #boiler", r"@bo · Acme A · P1")
    hands.change("\r", "You added SD-4")
    hands.type("n", "New task")
    hands.type('No heat in the hall for:"Nordby Skole"', "Nordby Skole B")
    hands.change("\r", "You added SD-5")
    hands.type("n", "New task")
    hands.type('Lift stuck for:+"Torvet" tel:44556677', "Torvet")
    hands.change("\r", "You added SD-6")
    hands.type("n", "New task")
    hands.type("Quote for a pump @bi", "There is nobody behind @bi")
    hands.type("\x7f\x7f\x7f", r"New task Quote for a pump *$|New task Quote for a pump  ")
    hands.change("\r", "You added SD-7")
    hands.terminal.wait_for("7 open")
    leak = office.found("Boiler leak")
    assert (leak.card.owner, leak.card.priority, leak.card.customer, leak.tags) == ("bo", 1, "Acme", ("boiler",))
    assert [c.name for c in office.me.ask(CustomersQuestion(text="Torvet"))] == ["Torvet"]


def triage(hands: Hands, office: Office) -> None:
    """The inbox: urgency, priority, a date, a step, a snooze."""
    hands.go_to("lift", "Lift stuck")
    hands.change("+", "urgency high")
    hands.type("p", "Priority of SD-6")
    hands.change("1", "impact high")
    hands.type("D", "SD-6 is due")
    hands.change("today\r", "SD-6")
    hands.type(",n", "Next step of SD-6")
    hands.change("call the caretaker\r", "next step of SD-6")
    hands.go_to("quote", "Quote for a pump")
    hands.change("-", "urgency low")
    hands.type("z", "Put SD-7 off until")
    hands.change("tomorrow 8:00\r", "snoozed SD-7")
    hands.go_to("hall", "No heat in the hall")
    hands.type("t", "Tags of SD-5")
    hands.change("school\r", "tagged SD-5")
    hands.type("c", "only the team sees it")
    hands.change("caretaker has the key\r", "wrote a note on SD-5")
    assert office.found("Lift stuck").card.priority == 1
    assert office.found("Lift stuck").next_step == "call the caretaker"
    assert office.found("Quote for a pump").card.snoozed_until is not None
    assert office.found("No heat in the hall").tags == ("school",)


def hand_out(hands: Hands, office: Office) -> None:
    """Who does what, when; the customer is told; a hand-over."""
    hands.go_to("lift", "Lift stuck")
    hands.type("a", "SD-6 to")
    hands.change("ada\r", "gave SD-6 to ada")
    hands.terminal.wait_for("▌Lift stuck")
    hands.type("P", "Visit for SD-6")
    hands.change("tomorrow 9:00 90m\r", "planned ada's visit to SD-6")
    hands.type("C", "CUSTOMER SEES THIS")
    hands.type("Ada comes tomorrow at nine.\r", "For Torvet to see")
    hands.change("C", "wrote a customer update on SD-6")
    hands.go_to("hall", "No heat in the hall")
    hands.change("i", "You took SD-5")
    hands.type("A", "Hand SD-5 over to")
    hands.type("lars\r", "To lars")
    hands.change("key at the caretaker's\x04", "offered SD-5 to lars")
    hands.type(",k", "Checklist item of SD-5")
    hands.change("bleed the radiators\r", "added to the checklist of SD-5")
    lift, hall = office.found("Lift stuck"), office.found("No heat in the hall")
    assert (lift.status.category, lift.planned_start is not None) == (Category.SCHEDULED, True)
    assert any(line.note and line.note.kind is NoteKind.UPDATE for line in lift.history)
    assert (hall.card.owner, hall.card.offered_to) == (ME, "lars")


def work_with_others(hands: Hands, office: Office) -> None:
    """bo works at his own terminal: it is seen, followed, and not trodden on."""
    hands.go_to("leak", "Boiler leak")
    office.bo.do(MoveTask(task=office.found("Boiler leak").card.id, status="doing"))
    hands.terminal.wait_for("SD-4 is now in Doing")
    hands.terminal.wait_for("▌Boiler leak")
    office.bo.do(AddNote(task=office.found("Boiler leak").card.id, body="valve is rusty"))
    hands.type("\r", "valve is rusty")
    hands.type(",b", "What stops SD-4")
    hands.change("no spare valve\r", "blocked SD-4")
    hands.type("q", "▌Boiler leak")
    hands.type("s", "Status of SD-4")
    office.bo.do(MoveTask(task=office.found("Boiler leak").card.id, status="waiting", waiting_on=WaitingOn.PARTS))
    hands.terminal.wait_for(r"Waiting +1")
    hands.type("sched\r", "theirs: Waiting")
    hands.type("\x1b[B\r", "Left as it was")
    office.bo.do(FinishTask(task=office.found("Yearly check").card.id))
    hands.terminal.wait_for(r"6 open")
    leak = office.found("Boiler leak").card
    assert (leak.waiting_on, leak.blocked) == (WaitingOn.PARTS, "no spare valve")


def look_through_views(hands: Hands, office: Office) -> None:
    """A filter, kept as a view; several tasks at once through it."""
    hands.type("/", "Filter")
    hands.type("no:due is:open", r"\d open")
    hands.type("\x0c", "Save as")
    hands.change("No date n\r", "saved the view")
    hands.terminal.wait_for("view: No date")
    hands.type("vvv", r"\d marked")
    hands.type("D", r"tasks is due|tasks are due|is due")
    hands.change("+5d\r", r"\d tasks")
    hands.terminal.wait_for("0 open")
    hands.type("\x1b", "6 open")
    hands.type("gvn", "view: No date")
    hands.type("gl", "6 open")
    hands.type("So", "by owner")
    hands.terminal.wait_for("lars")
    hands.type("Ss", r"Board │")
    assert [view.name for view in office.me.ask(ViewsQuestion())] == ["No date"]
    dated: tuple[Card, ...] = office.me.ask(ListQuestion(filter="has:due is:open"))
    assert len(dated) == 6


def make_a_mistake(hands: Hands, office: Office) -> None:
    """The wrong task is done, the wrong day was given to five: the one is taken back at once, the other from the list."""
    hands.go_to("pump noise", "Pump noise")
    hands.change("d", "finished SD-2")
    hands.terminal.wait_for("5 open")
    hands.type("u", "You took back: finished SD-2")
    hands.terminal.wait_for("6 open")
    hands.go_to("pump noise", "Pump noise")
    hands.change("+", "urgency high on SD-2")
    hands.type("gu", "enter takes it back")
    hands.type("j", "▌finished SD-2")
    hands.type("j", r"▌set the due date of \d tasks")
    hands.type("\r", r"You took back: set the due date of \d tasks")
    assert len([line for line in office.me.ask(UndoQuestion()) if line.undone]) == 2
    pump = office.found("Pump noise").card
    assert (pump.urgency, pump.due, pump.category) == (Level.HIGH, None, Category.READY)
    hands.type("nHalf a thought", "Half a thought")
    hands.type("\x1b", "Kept as a draft")


def come_back(hands: Hands, office: Office) -> None:
    """After a restart: the draft, the view, the way back that asks first, and what others did meanwhile."""
    hands.terminal.wait_for(rf"6 open .*{ME}")
    hands.type("n", "Half a thought")
    hands.change(" is a task @lars\r", "You added SD-8")
    assert office.found("Half a thought is a task").card.owner == "lars"
    office.me.do(AssignTask(task=office.found("Quote for a pump").card.id, owner=id_of(office.me, "ada")))
    hands.terminal.wait_for(r"7 open")
    hands.type("u", "You took back: added SD-8")
    hands.terminal.wait_for("6 open")
    assert office.found("Quote for a pump").card.owner == "ada"
    hands.type("gvn", "view: No date")
    hands.terminal.type("Q")
    assert hands.terminal.wait_for_end() == 0

"""The real desk and the model side by side: every command is given to both, and both must answer alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import METADATA
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary import commands as c
from servicedesk_tui.vocabulary.checklists import EditChecklistItem, MoveChecklistItem, RemoveChecklistItem
from servicedesk_tui.vocabulary.enums import LinkKind, Part
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.notes import EditNote, PinNote, RemoveNote
from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Needs, Refusal

from ... import stores, truths
from .choices import Around
from .facts import Facts, Key, No, Row, faults, is_open, priority
from .history import Batch, History, steps_between, task_of
from .news import News
from .seen import differences, model_picture, real_picture
from .verbs import carry_out, carry_out_each

_T = METADATA.tables
SEATS = (
    ("anna", "one"), ("dina", "one"), ("dina", "two"), ("lars", "one"), ("bo", "one"), ("bo", "two"), ("ada", "one"),
    ("vera", "one"),
)  # fmt: skip
"""Who sits where: an admin, a dispatcher, a lead, two agents and a viewer."""
Seat = tuple[str, str]


@dataclass
class Answer:
    """What the real desk said."""

    done: Done | None = None
    refusal: Refusal | None = None


class World:
    """One store, its people at their terminals, and the plain model of it all."""

    def __init__(self, address: StoreAddress) -> None:
        self.clock = FrozenClock(stores.START + timedelta(hours=1))
        self._address = address
        self._engine: Engine = open_engine(address, self.clock)
        self._desks: dict[Seat, Desk] = {}
        self.facts, self.history = Facts(), History()
        self.people: dict[str, int] = {}
        self.looks: dict[Seat, dict[Key, Row]] = {seat: {} for seat in SEATS}
        self.tasks_made: list[int] = []
        self.news = News()
        self._words = 0
        self._meet_people()

    def _meet_people(self) -> None:
        with reading(self._engine, "") as session:
            for row in truths.rows(session, "person"):
                if row["kind"] == "human":
                    self.people[row["login"]] = row["id"]
                    self.facts.rows["person", row["id"]] = {
                        "role": row["role"].value, "active": row["active"], "phone": row["phone"], "team": row["team_id"],
                    }  # fmt: skip
            self.facts.rows |= {("team", row["id"]): {} for row in truths.rows(session, "team")}
            known = truths.rows(session, "batch")
            self.history.batches += [
                Batch(b["id"], b["person_id"], b["terminal"], b["at"], _first_steps(session, b["id"]))
                for b in known
                if b["command"] != "InitDesk"
            ]

    def close(self) -> None:
        """Let the store go."""
        for desk in self._desks.values():
            desk.close()
        self._engine.dispose()

    def desk(self, seat: Seat) -> Desk:
        """The desk at a seat, opened when it is first used."""
        if seat not in self._desks:
            self._desks[seat] = stores.open_as(self._address, seat[0], self.clock, seat[1])
        return self._desks[seat]

    def around(self, seat: Seat) -> Around:
        """What somebody can choose from."""
        self._words += 1
        return Around(
            tasks=[k[1] for k, _r in self.facts.all("task")] * 4 + self.tasks_made[-2:] + [999],
            people=list(self.people.values()),
            customers=[k[1] for k, _r in self.facts.all("customer")],
            items=[(r["task"], k[1]) for k, r in self.facts.all("item")],
            notes=[(r["task"], k[1]) for k, r in self.facts.all("note")],
            links=[(r["task"], r["other"], LinkKind(r["kind"])) for _k, r in self.facts.all("link")],
            parts=[(r["task"], r["person"], Part(r["part"])) for _k, r in self.facts.all("part")],
            now=self.clock.now(),
            peers=self._peers(),
            offers=[r["task"] for _k, r in self.facts.all("handover", state="offered")],
            seen=self.looks[seat],
            word=f"word {self._words}",
        )

    def _peers(self) -> list[tuple[int, int]]:
        """Tasks that can be put in order."""
        tasks = [
            (key[1], (row["status"], priority(self.facts, key[1])))
            for key, row in self.facts.all("task")
            if is_open(row)
        ]
        return [(one, other) for one, group in tasks for other, its in tasks if one != other and group == its]

    def look(self, seat: Seat) -> None:
        """Somebody's screen shows today's rows; it will grow old. What was unread has been seen."""
        self.looks[seat] = {key: dict(row) for key, row in self.facts.rows.items()}
        me = self.people[seat[0]]
        if not self.facts.rows.get(("person", me), {}).get("active"):
            return
        for _again in (False, True):
            cards = self.desk(seat).ask(CardsQuestion(ids=tuple(key[1] for key, _row in self.facts.all("task"))))
            assert {card.id for card in cards if card.unread} == self.news.of(self.facts, self.history, me)
            self.desk(seat).do(c.MarkSeen(tasks=tuple(card.id for card in cards)))
            self.news.look(self.facts, self.history, me)

    # -- both -------------------------------------------------------------------------------------------------------

    def do(self, seat: Seat, command: c.Command, cause: int | None = None) -> Answer:
        """One command, given to the desk and to the model."""
        me = self.people[seat[0]]
        answer = self._really(seat, command, cause)
        made = (answer.done.created if answer.done else None) or 0
        facts = self.facts.copy(self.clock.now())
        declined: list[int] = []
        try:
            _refuse_gone(facts, me)
            if isinstance(command, c.Bulk):
                declined = carry_out_each(facts, me, command)
            else:
                carry_out(facts, me, command, made)
        except No as no:
            _expect(no, answer, command)
            return answer
        done = _expect_done(answer, command)
        assert [d.task for d in done.declined] == declined, (command, done.declined, declined)
        one = command.command if isinstance(command, c.Bulk) else command
        is_news = not isinstance(one, c.ReorderTask)
        self._note(seat, facts, done, steps_between(self.facts, facts), cause=cause, is_news=is_news)
        if isinstance(command, c.CreateTask):
            self.tasks_made.append(made)
        return answer

    def take_back(self, seat: Seat, *, redo: bool, insist: bool, batch: int | None = None) -> None:
        """Undo or redo; one who insists answers the question."""
        command: c.Command = c.Redo(batch=batch) if redo else c.Undo(batch=batch)
        answer = self._really(seat, command, None)
        me = self.people[seat[0]]
        facts = self.facts.copy(self.clock.now())
        try:
            _refuse_gone(facts, me)
            if batch is None:
                found = self.history.latest(self.clock.now(), me, seat[1], redo=redo)
            else:
                found = self.history.named(batch, me, redo=redo)
            batches = self.history.with_effects(found)
            steps = self.history.take_back(facts, me, batches)
        except No as no:
            _expect(no, answer, command)
            if no.kind == "Needs" and insist:
                self.take_back(seat, redo=redo, insist=False, batch=int(no.about))
            return
        done = _expect_done(answer, command)
        for each in batches:
            each.reversed, each.reversed_by = True, done.batch or 0
        self._note(seat, facts, done, steps, reversal="redo" if redo else "undo")

    def _really(self, seat: Seat, command: c.Command, cause: int | None) -> Answer:
        try:
            return Answer(done=self.desk(seat).do(_real_ids(self._engine, self.facts, command), cause=cause))
        except Refusal as refusal:
            return Answer(refusal=refusal)

    def _note(
        self,
        seat: Seat,
        facts: Facts,
        done: Done,
        steps: Any,
        *,
        cause: int | None = None,
        reversal: str = "",
        is_news: bool = True,
    ) -> None:
        assert (done.batch is not None) is bool(steps), (done, steps)
        self.facts = facts
        self.news.forget(facts)
        if done.batch is None:
            return
        touched = {task_of(step) for step in steps} - {None}
        assert set(done.tasks) == touched or not touched, (done, steps)
        now, me = self.clock.now(), self.people[seat[0]]
        self.history.batches.append(Batch(done.batch, me, seat[1], now, steps, cause, reversal, is_news=is_news))

    def latest_of(self, seat: Seat) -> int | None:
        """The batch just done at a seat, if nothing else came after it."""
        last = self.history.batches[-1] if self.history.batches else None
        mine = last and (last.person, last.terminal) == (self.people[seat[0]], seat[1])
        return last.id if last and mine and last.stands and last.cause is None and not last.reversal else None

    def seat_of(self, batch: Batch) -> Seat:
        """Where a batch was done; those the store came with, where their person sits now."""
        login = next(login for login, row_id in self.people.items() if row_id == batch.person)
        return next((seat for seat in SEATS if seat == (login, batch.terminal)), (login, "one"))

    def untied(self) -> list[tuple[Batch, int, int, str]]:
        """Batches that took a link or a parent ("") away and can be taken back: from which task to which."""
        return [
            (batch, first, second, kind)
            for batch in self.history.batches[-12:]
            if not batch.reversed
            for key, before, after in batch.steps
            if before is not None
            for first, second, kind in _tie(key, before, after)
        ]

    def busy(self, reversal: str = "") -> list[Seat]:
        """Seats from which something can perhaps be taken back, the latest of them often."""
        batches = [b for b in self.history.batches if not b.reversed and (b.reversal == "undo") is bool(reversal)]
        return [self.seat_of(b) for b in batches[-5:]]

    # -- proof ------------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """The rows are the model's, and nothing is so that may not be."""
        with reading(self._engine, "") as session:
            real = real_picture(session)
        found = differences(real, model_picture(self.facts, self.history))
        assert not found, "\n".join(found)
        assert not faults(self.facts)

    def prove(self) -> None:
        """Whole batches, recounted fields, and the way back to the empty desk."""
        with reading(self._engine, "") as session:
            truths.assert_all(session)


def _tie(key: Key, before: Row, after: Row | None) -> list[tuple[int, int, str]]:
    if key[0] == "link" and after is None:
        return [(before["task"], before["other"], before["kind"])]
    if key[0] == "task" and after is not None and before.get("parent") is not None:
        return [(key[1], before["parent"], "")]
    return []


ITEMS: Mapping[type[c.Command], tuple[str, ...]] = {
    c.TickChecklistItem: ("item",),
    EditChecklistItem: ("item",),
    RemoveChecklistItem: ("item",),
    MoveChecklistItem: ("item", "other"),
    EditNote: ("note",),
    PinNote: ("note",),
    RemoveNote: ("note",),
}
"""The fields of commands that name lines and notes."""


def _first_steps(session: Any, batch: int) -> list[Any]:
    """The people the store came with, as the history has them."""
    changes = [ch for ch in truths.rows(session, "change") if ch["batch_id"] == batch]
    return [((ch["entity"], ch["row_id"]), None, {}) for ch in changes]


def _refuse_gone(facts: Facts, me: int) -> None:
    """Who has left may not even open the desk."""
    if not facts.rows.get(("person", me), {}).get("active"):
        raise No("Refusal|NotAllowed")


def _real_ids(engine: Engine, facts: Facts, command: c.Command) -> c.Command:
    """The model numbers checklist items and notes in its own way; the store knows them by task and text."""
    kind = "note" if isinstance(command, EditNote | PinNote | RemoveNote) else "item"
    named = {name: facts.rows.get((kind, getattr(command, name))) for name in ITEMS.get(type(command), ())}
    if not any(named.values()):
        return command
    with reading(engine, "") as session:
        if kind == "note":
            known = {(r["task_id"], r["body"]): r["id"] for r in truths.rows(session, "note")}
        else:
            known = {(r["task_id"], r["text"]): r["id"] for r in truths.rows(session, "checklist_item")}
    text = "body" if kind == "note" else "text"
    return replace(command, **{name: known[row["task"], row[text]] for name, row in named.items() if row})


def _expect(no: No, answer: Answer, command: c.Command) -> None:
    """The desk refused too, for (one of) the same reasons."""
    assert answer.refusal is not None, f"the desk did {command}, which ought to be {no}"
    said = type(answer.refusal).__name__
    assert said in no.kind.split("|"), f"{command} ought to be {no}, is {said}: {answer.refusal.message}"
    if isinstance(answer.refusal, Needs) and answer.refusal.field == "batch":
        assert [str(choice.value) for choice in answer.refusal.choices] == [no.about]
    elif isinstance(answer.refusal, Needs | Conflict) and no.about:
        assert answer.refusal.field == no.about, (command, answer.refusal.field, no)


def _expect_done(answer: Answer, command: c.Command) -> Done:
    if answer.refusal is not None:
        raise AssertionError(f"the desk refused {command}: {answer.refusal!r}") from answer.refusal
    assert answer.done is not None
    return answer.done

"""A small desk with something of everything a filter can speak of, and filters that can be read against it."""

import random
from datetime import timedelta

from hypothesis import strategies as st
from sqlalchemy import text

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.query.ast import And, Node, Not, Op, Or, Query, Term, Value, Word
from servicedesk_tui.query.fields import STATES, THINGS
from servicedesk_tui.store.transaction import writing
from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    AddNote,
    BlockTask,
    CreateTask,
    EditTask,
    FinishTask,
    HandOver,
    InvolvePerson,
    LinkTask,
    PlanVisit,
    SnoozeTask,
    TagTask,
    WaitTask,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, SaveView
from servicedesk_tui.vocabulary.enums import Level, LinkKind, OpenItems, Part, Tier, WaitingOn
from servicedesk_tui.vocabulary.handing import ReturnHandOver
from servicedesk_tui.vocabulary.questions import TaskQuestion

from .test_verbs import person

PEOPLE = ("anna", "dina", "lars", "bo", "ada")
TAGS = ("pump", "varme", "vvs", "lift")
CUSTOMERS = (("Acme A/S", Tier.A, "22 33 44 55"), ("Café Ærø", Tier.B, "98765432"), ("Nordby Skole", Tier.C, ""))
TITLES = (
    "Varmerør utæt",
    "Pump noise",
    "Lift stuck",
    "Ingen varme",
    "Filter 100% [/]",
    "Køleskab",
    "SD-3 again",
    "a_b",
)
WORDS = (
    "ror",
    "pump",
    "va",
    "k",
    "22334455",
    "4455",
    "SD-3",
    "3",
    "100%",
    "ærø",
    "aero",
    "zzz",
    "ingen varme",
    "[/]",
    "a_b",
)


def build(desk: Desk, clock: FrozenClock, seed: int = 7) -> list[int]:
    """Forty tasks in every state; the same every time."""
    chance = random.Random(seed)
    customers = [desk.do(AddCustomer(name=n, tier=t, phone=p)).created for n, t, p in CUSTOMERS]
    people = {login: person(desk, login) for login in PEOPLE}
    ids: list[int] = []
    for number in range(40):
        clock.move(timedelta(hours=chance.choice((1, 5, 30))))
        made = desk.do(
            CreateTask(
                title=chance.choice(TITLES) + ("" if number % 3 else f" {number}"),
                description=chance.choice(("", "Pumpen støjer\nnede i kælderen")),
                owner=chance.choice((None, *people.values())),
                customer=chance.choice((None, *customers)),
                impact=chance.choice(list(Level)),
                urgency=chance.choice(list(Level)),
                due=chance.choice((None, clock.now() + timedelta(hours=chance.randint(-80, 200)))),
                estimate_minutes=chance.choice((None, 30, 60, 240)),
                tags=tuple(chance.sample(TAGS, chance.choice((0, 0, 1, 2)))),
                parent=chance.choice((None, None, *ids[:3])),
            )
        ).created
        assert made is not None
        ids.append(made)
        _work_on(desk, chance, ids, people)
    desk.do(SaveView(name="Mine", query="@me is:open"))
    desk.do(SaveView(name="Hot", query="!<=2 or is:overdue", shared=True))
    _put_off(desk, ids)
    _hand_on(desk, clock, ids)
    return ids


def _work_on(desk: Desk, chance: random.Random, ids: list[int], people: dict[str, int]) -> None:
    """What may happen to the newest task."""
    task = ids[-1]
    for what in chance.sample(range(9), 3):
        if what == 0:
            desk.do(AddNote(task=task, body=chance.choice(("Ring til kunden", "Bestilt hos leverandøren", "lift"))))
        elif what == 1:
            desk.do(
                InvolvePerson(task=task, person=chance.choice(list(people.values())), part=chance.choice(list(Part)))
            )
        elif what == 2:
            desk.do(AddChecklistItem(task=task, text="shut the valve"))
        elif what == 3 and len(ids) > 1:
            desk.do(LinkTask(task=chance.choice(ids[:-1]), other=task, kind=chance.choice(list(LinkKind))))
        elif what == 4:
            desk.do(BlockTask(task=task, reason="no key"))
        elif what == 5:
            desk.do(EditTask(task=task, fields={"next_step": "call"}))
        elif what == 6 and desk.ask(_task(task)).card.owner_id:
            desk.do(
                WaitTask(
                    task=task, waiting_on=chance.choice(list(WaitingOn)), until=desk._clock.now() + timedelta(days=2)
                )
            )
        elif what == 7:
            desk.do(TagTask(task=task, add=("vvs",)))
        elif what == 8 and desk.ask(_task(task)).card.owner_id:
            desk.do(FinishTask(task=task, open_items=chance.choice(list(OpenItems))))


def _task(task: int) -> TaskQuestion:
    return TaskQuestion(id=task)


def _put_off(desk: Desk, ids: list[int]) -> None:
    """Some are snoozed, some visited later, some escalated; what was touched last is not untouched."""
    later = desk._clock.now() + timedelta(days=2)
    opened = [card for card in (desk.ask(_task(task)).card for task in ids[:20]) if card.category.is_open]
    for card in opened[::2]:
        if card.owner_id is None:
            desk.do(SnoozeTask(task=card.id, until=later))
        elif card.waiting_on is None:
            desk.do(PlanVisit(task=card.id, start=later, minutes=60))
    with writing(desk._engine, "") as session:
        session.execute(text("UPDATE task SET escalated_at = created_at WHERE id % 5 = 0"))


def _hand_on(desk: Desk, clock: FrozenClock, ids: list[int]) -> None:
    """Some are offered, some of them for long, and some came back."""
    opened = [card for card in (desk.ask(_task(task)).card for task in ids) if card.category.is_open]
    for number, card in enumerate(opened[::3]):
        to = person(desk, PEOPLE[number % 2 + 1])
        if card.owner_id != to:
            desk.do(HandOver(task=card.id, to=to))
            if number % 3 == 0:
                desk.do(ReturnHandOver(task=card.id, word="no"))
        clock.move(timedelta(hours=1))


_DATES = ("today", "tomorrow", "fri", "+3d", "yesterday", "2026-03-05", "next week", "i dag", "eow", "2h", "3d", "1w")
_PAST = ("today", "yesterday", "2h", "3d", "1w", "2026-03-03", "last week")
_OPS = st.sampled_from((Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST))


def _one(*texts: str) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.lists(st.sampled_from(texts).map(Value), min_size=1, max_size=2).map(tuple)


def _compared(*texts: str) -> st.SearchStrategy[tuple[Value, ...]]:
    plain = st.sampled_from(texts).map(Value)
    with_op = st.builds(Value, st.sampled_from(texts), _OPS)
    ranges = st.builds(lambda a, b: Value(a, Op.IS, b), st.sampled_from(("", *texts)), st.sampled_from(texts))
    return st.lists(plain | with_op | ranges, min_size=1, max_size=2).map(tuple)


VALUES: dict[str, st.SearchStrategy[tuple[Value, ...]]] = {
    "owner": _one(*PEOPLE, "me"),
    "tag": _one(*TAGS, "none-such"),
    "priority": _compared("1", "2", "3", "4"),
    "status": _one("inbox", "ready", "waiting", "done", "cancelled", "Doing"),
    "for": _one("acme", "café", "nordby", "2233"),
    "due": _compared(*_DATES),
    "until": _compared(*_DATES),
    "at": _compared(*_DATES),
    "age": _compared("2h", "1d", "3d", "1w"),
    "created": _compared(*_PAST),
    "changed": _compared(*_PAST),
    "done": _compared(*_PAST),
    "by": _one(*PEOPLE),
    "with": _one(*PEOPLE),
    "to": _one(*PEOPLE, "me"),
    "waiting": _one("customer", "parts", "supplier", "other"),
    "tier": _one("A", "B", "C"),
    "kind": _one("internal", "customer"),
    "impact": _compared("1", "2", "3"),
    "urgency": _compared("1", "2", "3"),
    "est": _compared("30m", "1h", "4h"),
    "spent": _compared("1h"),
    "slips": _compared("0", "1", "2"),
    "number": _one("3", "SD-12", "999"),
    "parent": _one("1", "2"),
    "is": _one(*STATES),
    "has": _one(*THINGS),
    "no": _one(*THINGS),
    "view": _one("Mine", "hot"),
}
LEAVES: st.SearchStrategy[Node] = st.sampled_from(sorted(VALUES)).flatmap(
    lambda f: st.builds(Term, st.just(f), VALUES[f])
) | st.sampled_from(WORDS).map(Word)


def _grown(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=3).map(tuple)
    return several.map(And) | several.map(Or) | children.map(Not)


QUERIES = st.recursive(LEAVES, _grown, max_leaves=6).map(Query)

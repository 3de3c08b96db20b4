"""Commands to play, made from small choices, so that people meet on the same few rows again and again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from servicedesk_tui.vocabulary import commands as c
from servicedesk_tui.vocabulary import desk_commands as dc
from servicedesk_tui.vocabulary.checklists import (
    AddChecklistItems,
    EditChecklistItem,
    MoveChecklistItem,
    RemoveChecklistItem,
)
from servicedesk_tui.vocabulary.enums import (
    CloseReason,
    Level,
    LinkKind,
    NoteKind,
    OpenItems,
    Part,
    Role,
    Tier,
    WaitingOn,
)
from servicedesk_tui.vocabulary.handing import AcceptHandOver, ReturnHandOver, WithdrawHandOver
from servicedesk_tui.vocabulary.notes import EditNote, PinNote, RemoveNote

T = TypeVar("T")
TITLES = ("Boiler dead", "Køleanlæg støjer", "No heat")
TAGS = ("pump", "hvac", "haster")
STATUSES = ("inbox", "ready", "scheduled", "doing", "waiting", "done", "closed")
NAMES = ("Østerlund", "ØSTERLUND", "Nord & Co", "Ærø Kommune")


class Choose(Protocol):
    """Picks one of several."""

    def __call__(self, options: Sequence[T], /) -> T: ...


@dataclass
class Around:
    """What there is to choose from, gone things and impossible ones among it."""

    tasks: Sequence[int]
    people: Sequence[int]
    customers: Sequence[int]
    items: Sequence[tuple[int, int]]
    notes: Sequence[tuple[int, int]]
    links: Sequence[tuple[int, int, LinkKind]]
    parts: Sequence[tuple[int, int, Part]]
    now: datetime
    peers: Sequence[tuple[int, int]] = ()
    offers: Sequence[int] = ()
    seen: Mapping[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    word: str = ""

    def due(self, choose: Choose) -> datetime | None:
        """No day, or one of three."""
        days = choose((None, 0, 1, 2))
        return None if days is None else datetime(2026, 3, 9, 12, tzinfo=self.now.tzinfo) + timedelta(days=days)

    def base(self, choose: Choose, row: int, *names: str, kind: str = "task") -> dict[str, Any]:
        """What the person saw of a row when they last looked, perhaps long ago; or nothing: a shell does not look."""
        seen = self.seen.get((kind, row))
        if seen is None or choose((False, True)):
            return {}
        return {name: seen[name] for name in names if name in seen}


Maker = Callable[[Choose, Around], c.TaskCommand]


def create(choose: Choose, around: Around) -> c.CreateTask:
    """A new task, sometimes an impossible one."""
    due = around.due(choose)
    return c.CreateTask(
        title=choose(TITLES),
        owner=choose((None, *around.people)),
        customer=choose((None, *around.customers, *around.customers)),
        parent=choose((None, None, *around.tasks)),
        status=choose((None, None, None, *STATUSES)),
        waiting_on=choose((None, WaitingOn.PARTS)),
        tags=choose(((), TAGS[:1], TAGS[:2])),
        impact=choose(tuple(Level)),
        due=due,
        due_is_day=choose((False, True)),
    )


def edit(choose: Choose, around: Around) -> c.EditTask:
    """Set a field or two of a task."""
    task = choose(around.tasks)
    values: dict[str, Sequence[Any]] = {
        "title": TITLES,
        "next_step": ("", "call", "order parts"),
        "parent": (None, *around.tasks),
        "customer": (None, *around.customers),
        "estimate_minutes": (None, 30, 60),
    }
    likely = (*values, "parent", "parent")
    names = [choose(likely)] + ([choose(likely)] if choose((False, True)) else [])
    return c.EditTask(
        task=task,
        fields={name: choose(values[name]) for name in names},
        base=around.base(choose, task, *names),
    )


def _owned(verb: type[Any], *names: str, **options: Callable[[Choose, Around], Any]) -> Maker:
    def make(choose: Choose, around: Around) -> c.TaskCommand:
        task = choose(around.tasks)
        values = {name: option(choose, around) for name, option in options.items()}
        made: c.TaskCommand = verb(task=task, base=around.base(choose, task, *names), **values)
        return made

    return make


def _one(*options: Any) -> Callable[[Choose, Around], Any]:
    return lambda choose, around: choose(options)


def _person(choose: Choose, around: Around) -> int:
    return choose(around.people)


def _maybe_person(choose: Choose, around: Around) -> int | None:
    return choose((None, *around.people))


def _task(choose: Choose, around: Around) -> int:
    return choose(around.tasks)


def _maybe_task(choose: Choose, around: Around) -> int | None:
    return choose((None, *around.tasks))


def _word(choose: Choose, around: Around) -> str:
    return around.word


def tick(choose: Choose, around: Around) -> c.TickChecklistItem:
    """Tick or untick a line, or one that is not there."""
    task, item = choose((*around.items, (around.tasks[0], 0)))
    return c.TickChecklistItem(task=task, item=item, done=choose((True, False)))


def add_items(choose: Choose, around: Around) -> AddChecklistItems:
    """Paste a line or two."""
    word = around.word
    lines = choose(((word,), (f"- {word}", f"- [x] {word} too")))
    return AddChecklistItems(task=choose(around.tasks), lines=lines)


def edit_item(choose: Choose, around: Around) -> EditChecklistItem:
    """Set a line's text, who does it, or mostly the task it stands for."""
    task, item = choose((*around.items, (around.tasks[0], 0)))
    stands = {"linked": choose(around.tasks), "text": around.word}
    fields: dict[str, Any] = choose(
        (stands, stands, {"text": around.word}, {"linked": None}, {"assignee": choose((None, *around.people))})
    )
    return EditChecklistItem(task=task, item=item, fields=fields, base=around.base(choose, item, *fields, kind="item"))


def move_item(choose: Choose, around: Around) -> MoveChecklistItem:
    """Put a line above or below another, mostly one of the same task."""
    task, item = choose((*around.items, (around.tasks[0], 0)))
    others = [one for on, one in around.items if on == task] or [0]
    return MoveChecklistItem(task=task, item=item, other=choose((*others, *others, 0)), below=choose((False, True)))


def remove_item(choose: Choose, around: Around) -> RemoveChecklistItem:
    """Take a line off, or one that is not there."""
    task, item = choose((*around.items, (around.tasks[0], 0)))
    return RemoveChecklistItem(task=task, item=item)


def edit_note(choose: Choose, around: Around) -> EditNote:
    """Write a note anew."""
    task, note = choose((*around.notes, (around.tasks[0], 0)))
    fields: dict[str, Any] = choose(({"body": around.word}, {"kind": choose(tuple(NoteKind)), "body": around.word}))
    return EditNote(task=task, note=note, fields=fields, base=around.base(choose, note, "body", kind="note"))


def pin_note(choose: Choose, around: Around) -> PinNote:
    """Pin a note, or let it go back."""
    task, note = choose((*around.notes, (around.tasks[0], 0)))
    return PinNote(task=task, note=note, pinned=choose((True, True, False)))


def remove_note(choose: Choose, around: Around) -> RemoveNote:
    """Take a note away, or one that is not there."""
    task, note = choose((*around.notes, (around.tasks[0], 0)))
    return RemoveNote(task=task, note=note)


def answer(choose: Choose, around: Around) -> c.TaskCommand:
    """Accept what was offered, return it or withdraw it; mostly what is offered to somebody."""
    task = choose((*around.offers, *around.offers, choose(around.tasks)))
    word = choose(("", around.word, around.word))
    answers = (AcceptHandOver(task=task), AcceptHandOver(task=task), ReturnHandOver(task=task, word=word))
    return choose((*answers, WithdrawHandOver(task=task)))


def unlink(choose: Choose, around: Around) -> c.UnlinkTask:
    """Take a link away, mostly one that is there."""
    made_up = (choose(around.tasks), choose(around.tasks), LinkKind.BLOCKS)
    task, other, kind = choose((*around.links, *around.links, made_up))
    return c.UnlinkTask(task=task, other=other, kind=kind)


def release(choose: Choose, around: Around) -> c.ReleasePerson:
    """End somebody's part, mostly one they have."""
    made_up = (choose(around.tasks), choose(around.people), Part.WATCHER)
    task, person, part = choose((*around.parts, *around.parts, made_up))
    return c.ReleasePerson(task=task, person=person, part=part)


_LINKS = _one(LinkKind.BLOCKS, LinkKind.BLOCKS, LinkKind.BLOCKS, LinkKind.FOLLOWS, LinkKind.RELATES)
_DUE = {"due": lambda choose, around: around.due(choose), "is_day": _one(False, True)}
_WAIT: dict[str, Callable[[Choose, Around], Any]] = {
    "owner": _maybe_person,
    "waiting_on": _one(None, WaitingOn.PARTS, WaitingOn.CUSTOMER),
    "until": lambda choose, around: around.due(choose),
}
_ANSWER = _one(None, OpenItems.TICK, OpenItems.LEAVE)
_REASON = _one(None, CloseReason.DUPLICATE, CloseReason.WITHDRAWN)
_PART: dict[str, Callable[[Choose, Around], Any]] = {
    "part": _one(Part.WATCHER, Part.COLLABORATOR, Part.COLLABORATOR),
    "person": _maybe_person,
}

assign = _owned(c.AssignTask, "owner", owner=_person)


def reorder(choose: Choose, around: Around) -> c.ReorderTask:
    """Put a task above or below another, mostly one that it may be put beside."""
    made_up = (choose(around.tasks), choose(around.tasks))
    task, other = choose((*around.peers, *around.peers, made_up))
    return c.ReorderTask(task=task, other=other, below=choose((False, True)))


def _when(choose: Choose, around: Around) -> datetime | None:
    """Soon, later, or past already."""
    minutes = choose((None, -90, 30, 60, 90, 3000))
    return None if minutes is None else around.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


MAKERS: Sequence[Maker] = (
    edit,
    edit,
    assign,
    _owned(c.TakeTask, "owner"),
    _owned(c.UnassignTask, "owner"),
    _owned(c.MoveTask, "status", status=_one(*STATUSES), open_items=_ANSWER, reason=_REASON, **_WAIT),
    _owned(c.MoveTask, "status", status=_one("ready", "doing"), owner=_person),
    _owned(c.WaitTask, "status", **_WAIT),
    _owned(c.FinishTask, "status", open_items=_ANSWER),
    _owned(c.CloseTask, "status", reason=_REASON),
    _owned(c.ReopenTask, "status"),
    _owned(c.PrioritiseTask, "impact", "urgency", impact=_one(None, *Level), urgency=_one(None, *Level)),
    _owned(c.SetDue, "due", **_DUE),
    _owned(c.SnoozeTask, "until", until=_when),
    _owned(c.HandOver, "owner", to=_person, note=lambda choose, around: choose(("", around.word))),
    answer,
    _owned(c.PlanVisit, start=_when, minutes=_one(None, None, 45), person=_maybe_person),
    reorder,
    reorder,
    _owned(c.TagTask, add=_one((), TAGS[:1], TAGS[1:]), remove=_one((), TAGS[:1])),
    _owned(c.LinkTask, other=_task, kind=_LINKS),
    unlink,
    _owned(c.BlockTask, "blocked_reason", reason=_one("", "no key", "no parts"), by=_maybe_task),
    _owned(c.UnblockTask, "blocked_reason", by=_maybe_task),
    _owned(c.InvolvePerson, **_PART),
    release,
    _owned(c.AddNote, body=_word, kind=_one(*NoteKind)),
    _owned(c.AddChecklistItem, text=_word),
    tick,
    add_items,
    edit_item,
    edit_item,
    move_item,
    remove_item,
    edit_note,
    pin_note,
    remove_note,
)
OF_A_LINE = (tick, edit_item, move_item, remove_item, edit_note, pin_note, remove_note)
"""What is done to a line or a note of one task, and not to several tasks."""


def bulk(maker: Maker, choose: Choose, around: Around) -> c.Bulk:
    """One verb for several tasks."""
    command = (edit if maker in OF_A_LINE else maker)(choose, around)
    tasks = tuple(choose(around.tasks) for _ in range(choose((1, 2, 3, 5))))
    return c.Bulk(command=command, tasks=tasks, all_or_nothing=choose((False, False, True)))


def customer(choose: Choose, around: Around) -> c.Command:
    """Add a customer or change one; names differ by more than their case."""
    tier, phone = choose(tuple(Tier)), choose(("", "+45 70 10 20 30"))
    if not around.customers or choose((False, False, False, True)):
        return dc.AddCustomer(name=choose(NAMES), tier=tier, phone=phone)
    options = {"name": choose(NAMES), "tier": tier, "phone": phone}
    names = dict.fromkeys((choose(("tier", *options)), choose(tuple(options))))
    row = choose(around.customers)
    base = around.base(choose, row, *names, kind="customer")
    return dc.EditCustomer(customer=row, fields={n: options[n] for n in names}, base=base)


def person(choose: Choose, around: Around) -> dc.EditPerson:
    """Give somebody another role, send them away or take them back."""
    options = {"role": choose(tuple(Role)), "active": choose((False, True)), "phone": choose(("", "12 34"))}
    name, row = choose(tuple(options)), choose(around.people)
    return dc.EditPerson(person=row, fields={name: options[name]}, base=around.base(choose, row, name, kind="person"))

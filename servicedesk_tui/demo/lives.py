"""What happens to a task from its first call to its last note: a plot of scenes, laid out in working time."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import accumulate
from random import Random

from servicedesk_tui.vocabulary.enums import (
    Category,
    CloseReason,
    Kind,
    Level,
    LinkKind,
    NoteKind,
    Origin,
    Part,
    VisitState,
    WaitingOn,
)

from . import firm
from .cast import Cast, Worker
from .hours import DAY, Hours
from .life import Act, Life, rank_of

Scene = Callable[["Plot", float], None]


class Author:
    """Writes lives, the same ones for the same seed. `rich` lives have more notes, ticks and links than the many lives
    of a very large desk."""

    def __init__(self, cast: Cast, hours: Hours, rng: Random, *, rich: bool) -> None:
        self.cast, self.hours, self.rng, self.rich = cast, hours, rng, rich
        self.weights = tuple(accumulate(job.weight for job in firm.JOBS))

    def write(self, number: int, start: float, end: Category) -> Life:
        """The life of task `number`, created at working minute `start`, that has come to `end` by now."""
        plot = Plot(self, number, start, end)
        scenes = plot.scenes(end)
        span = self.hours.now - start
        if not end.is_open:
            span = min(span, 30 + self.rng.expovariate(1 / 1100))
        marks = sorted(self.rng.random() for _ in scenes)
        for scene, mark in zip(scenes, marks, strict=True):
            scene(plot, start + span * mark)
        return plot.life


class Plot:
    """One task's life in the making."""

    def __init__(self, author: Author, number: int, start: float, end: Category) -> None:
        self.cast, self.hours, self.rng = author.cast, author.hours, author.rng
        self.rich, self.end = author.rich, end
        rng = self.rng
        self.job = rng.choices(firm.JOBS, cum_weights=author.weights)[0]
        self.direct = end is not Category.INBOX and rng.random() < 0.2
        self.life = self._create(number, start)

    def _create(self, number: int, start: float) -> Life:
        rng, cast, job = self.rng, self.cast, self.job
        patron = cast.patron(rng) if job.kind is Kind.CUSTOMER else None
        creator, at = cast.caller(rng), self.hours.moment(start)
        step = cast.steps[Category.READY if self.direct else Category.INBOX]
        due, is_day = self._due(start)
        owner = cast.doer(rng, job.team) if self.direct else None
        life = Life(
            number, at, creator, step, patron,
            title=rng.choice(job.titles).format(place=rng.choice(firm.PLACES), sted=rng.choice(firm.STEDER)),
            description=rng.choice(firm.DESCRIPTIONS) if job.kind is Kind.CUSTOMER else "",
            next_step=job.next_step,
            kind=job.kind.value,
            contact_id=rng.choice(patron.contacts) if patron else None,
            site_id=rng.choice(patron.sites) if patron else None,
            team_id=cast.teams[job.team][0].team_id,
            owner_id=owner.id if owner else None,
            impact=int(job.impact),
            urgency=int(job.urgency),
            due_at=due,
            due_is_day=is_day,
            estimate_minutes=job.minutes,
        )  # fmt: skip
        life.owner = owner
        act = life.create(at, creator)
        act.origin = Origin.SHELL if rng.random() < 0.1 else Origin.GLASS
        self._hang_on(act, number)
        return life

    def _hang_on(self, act: Act, number: int) -> None:
        """Tags, and a watcher now and then."""
        tags = self.cast.tags
        for name in self.job.tags:
            if name not in tags:
                tags[name] = len(tags) + 1
                act.insert("tag", id=tags[name], name=name)
            act.insert("task_tag", task_id=number, tag_id=tags[name])
        if self.rich and self.rng.random() < 0.15:
            watcher = self.cast.planner(self.rng)
            act.insert("task_person", task_id=number, person_id=watcher.id, part=Part.WATCHER.value)

    def _due(self, start: float) -> tuple[object, bool]:
        """When it is promised: soon when urgent, and mostly not yet over for what is still open."""
        rng, hours, day = self.rng, self.hours, int(start // DAY)
        if rng.random() < 0.15:
            return None, False
        if self.job.urgency is Level.HIGH and (not self.end.is_open or rng.random() < 0.2):
            return hours.moment(start + rng.choice((120, 240, 300))), False
        reach = {Level.HIGH: 2, Level.MEDIUM: 6, Level.LOW: 20}[self.job.urgency]
        if self.end.is_open:
            late = rng.random() < 0.05
            ahead = -rng.randint(1, 4) if late else int(rng.triangular(0, reach, 0))
            day = max(day, hours.today + ahead)
        else:
            day += 1 + int(rng.triangular(0, reach, reach / 3))
        if rng.random() < 0.15:
            return hours.mornings[day] + timedelta(hours=rng.randint(2, 9)), False
        return hours.close(day), True

    def scenes(self, end: Category) -> list[Scene]:
        """The scenes on the way to `end`, with side scenes strewn in."""
        ways = PATHS[end]
        scenes = list(self.rng.choices([way for _often, way in ways], [often for often, _way in ways])[0])
        if self.direct and assign in scenes:
            scenes.remove(assign)
        for scene, (often, seldom) in ASIDES.items():
            if self.rng.random() < (often if self.rich else seldom):
                scenes.insert(self.rng.randint(0, max(0, len(scenes) - 1)), scene)
        if self.rich and self.job.steps:
            scenes.insert(0, list_steps)
        return scenes

    def owner_or(self, other: Worker) -> Worker:
        """Whoever works on it: its owner, `other` while it has none."""
        return self.life.owner or other

    def note(self, minute: float, kind: NoteKind, body: str, worker: Worker) -> Act:
        """A note."""
        life = self.life
        act = life.act(self.hours.moment(minute), worker, "AddNote", {"kind": kind.value})
        act.insert(
            "note",
            task_id=life.row["id"],
            author_id=worker.id,
            kind=kind.value,
            body=body,
            created_at=act.at,
            seen_at=None,
            edited_at=None,
            pinned=False,
            caller="",
            direction=None,
            outcome="",
        )
        return act


def assign(plot: Plot, minute: float) -> None:
    """A planner gives the task an owner, or somebody takes it."""
    worker, step = plot.cast.doer(plot.rng, plot.job.team), plot.cast.steps[Category.READY]
    takes = plot.rng.random() < 0.3
    act = plot.life.act(
        plot.hours.moment(minute),
        worker if takes else plot.cast.planner(plot.rng),
        "TakeTask" if takes else "AssignTask",
        {"owner": worker.card.login, "status": step.names},
    )
    plot.life.give(act, worker, step)


def plan(plot: Plot, minute: float) -> None:
    """A visit is planned: one that is past for what went on, one ahead for what still stands scheduled."""
    rng, hours, life = plot.rng, plot.hours, plot.life
    ahead = plot.end is Category.SCHEDULED
    first = max(hours.now, int(minute)) // DAY if ahead else int(minute) // DAY
    start = hours.mornings[first + rng.randint(ahead, 5 * ahead)] + timedelta(minutes=30 * rng.randint(0, 16))
    act = move(plot, minute, Category.SCHEDULED, plot.cast.planner(rng), planned_at=start if ahead else None)
    ends = start + timedelta(minutes=plot.job.minutes)
    left = None if ahead else ends
    act.insert(
        "visit",
        task_id=life.row["id"], person_id=life.row["owner_id"], starts_at=start, ends_at=ends,
        state=(VisitState.PLANNED if ahead else VisitState.LEFT).value,
        on_my_way_at=None, arrived_at=None if ahead else start, left_at=left, calendar_uid="", calendar_sequence=0, told_at=None,
    )  # fmt: skip


def move(plot: Plot, minute: float, category: Category, worker: Worker, **fields: object) -> Act:
    """Set the status."""
    step = plot.cast.steps[category]
    act = plot.life.act(plot.hours.moment(minute), worker, "MoveTask", {"status": step.names, "owner": None})
    plot.life.enter(act, step, **fields)
    return act


def start_work(plot: Plot, minute: float) -> None:
    """The owner begins."""
    move(plot, minute, Category.DOING, plot.owner_or(plot.cast.planner(plot.rng)), planned_at=None)


def wait(plot: Plot, minute: float) -> None:
    """Something is missing."""
    rng, hours, step = plot.rng, plot.hours, plot.cast.steps[Category.WAITING]
    on = rng.choices(tuple(WaitingOn), (4, 3, 5, 1))[0]
    until = hours.close(max(int(minute) // DAY, hours.today) + rng.randint(1, 6)) if rng.random() < 0.8 else None
    said = {"waiting_on": on.value, "until": until.isoformat() if until else None, "until_is_day": until is not None}
    act = plot.life.act(
        hours.moment(minute),
        plot.owner_or(plot.cast.planner(rng)),
        "WaitTask",
        {"status": step.names, "owner": None, **said},
    )
    plot.life.enter(
        act, step, planned_at=None, waiting_on=on.value, waiting_until=until, waiting_until_is_day=until is not None
    )


def finish(plot: Plot, minute: float) -> None:
    """Done; what is still open on the checklist is ticked with it."""
    life, step = plot.life, plot.cast.steps[Category.DONE]
    open_items = [item for item in life.items if not item["done"]]
    act = life.act(
        plot.hours.moment(minute),
        plot.owner_or(plot.cast.planner(plot.rng)),
        "FinishTask",
        {"status": step.names, "ticked": len(open_items)},
    )
    for item in open_items:
        life.tick(act, item)
    life.enter(act, step, planned_at=None)


def close(plot: Plot, minute: float) -> None:
    """Closed without being done."""
    step = plot.cast.steps[Category.CANCELLED]
    reason = plot.rng.choice(tuple(CloseReason)).value
    act = plot.life.act(
        plot.hours.moment(minute), plot.cast.planner(plot.rng), "CloseTask", {"status": step.names, "reason": reason}
    )
    plot.life.enter(act, step, planned_at=None, close_reason=reason)


def reopen(plot: Plot, minute: float) -> None:
    """It was not done after all."""
    step = plot.cast.steps[Category.DOING]
    act = plot.life.act(plot.hours.moment(minute), plot.cast.caller(plot.rng), "ReopenTask", {"status": step.names})
    plot.life.enter(act, step)


def list_steps(plot: Plot, minute: float) -> None:
    """The checklist of this sort of work."""
    worker = plot.cast.planner(plot.rng)
    for position, text in enumerate(plot.job.steps, 1):
        act = plot.life.act(plot.hours.moment(minute), worker, "AddChecklistItem", {"text": text})
        item = act.insert(
            "checklist_item", task_id=plot.life.row["id"], text=text, position=position, done=False, done_at=None,
            done_by_id=None, assignee_id=None, due_at=None, linked_id=None,
        )  # fmt: skip
        plot.life.items.append(item)


def tick(plot: Plot, minute: float) -> None:
    """The next line of the checklist is done."""
    left = [item for item in plot.life.items if not item["done"]]
    if left and plot.life.is_open:
        worker = plot.owner_or(plot.cast.planner(plot.rng))
        act = plot.life.act(
            plot.hours.moment(minute), worker, "TickChecklistItem", {"text": left[0]["text"], "done": True}
        )
        plot.life.tick(act, left[0])


def jot(plot: Plot, minute: float) -> None:
    """The one who works on it writes down what was found."""
    worker = plot.owner_or(plot.cast.caller(plot.rng))
    plot.note(minute, NoteKind.INTERNAL, plot.rng.choice(firm.NOTES), worker)


def call(plot: Plot, minute: float) -> None:
    """The customer calls."""
    if plot.job.kind is Kind.CUSTOMER:
        plot.note(minute, NoteKind.CALL, plot.rng.choice(firm.CALLS), plot.cast.caller(plot.rng))


def tell(plot: Plot, minute: float) -> None:
    """The customer is told."""
    if plot.job.kind is Kind.CUSTOMER:
        plot.note(minute, NoteKind.UPDATE, plot.rng.choice(firm.UPDATES), plot.owner_or(plot.cast.caller(plot.rng)))


def hand_over(plot: Plot, minute: float) -> None:
    """Somebody else takes it on, with what they need to know."""
    life = plot.life
    other = plot.cast.doer(plot.rng, plot.job.team)
    if life.owner is None or other is life.owner or not life.is_open:
        return
    giver = life.owner
    plot.note(minute, NoteKind.HANDOVER, plot.rng.choice(firm.HANDOVERS), giver)
    act = life.act(plot.hours.moment(minute), giver, "AssignTask", {"owner": other.card.login})
    life.give(act, other)


def slip(plot: Plot, minute: float) -> None:
    """The deadline moves."""
    life, due = plot.life, plot.life.row["due_at"]
    if due is None or not life.is_open:
        return
    later = due + timedelta(days=plot.rng.choice((1, 2, 7)))
    act = life.act(
        plot.hours.moment(minute),
        plot.cast.planner(plot.rng),
        "SetDue",
        {"due": later.isoformat(), "due_is_day": life.row["due_is_day"]},
    )
    life.row["slips"] += 1
    life.change(act, due_at=later, rank=rank_of(later))


def press(plot: Plot, minute: float) -> None:
    """It turns out to be more, or less, urgent."""
    life, before = plot.life, plot.life.row["urgency"]
    if not life.is_open:
        return
    after = int(plot.rng.choice([level for level in Level if level != before]))
    said = {"impact": life.row["impact"], "urgency": after}
    life.change(life.act(plot.hours.moment(minute), plot.cast.planner(plot.rng), "PrioritiseTask", said), urgency=after)


def block(plot: Plot, minute: float) -> None:
    """It cannot go on, for a reason in words."""
    if plot.life.is_open and plot.life.owner is not None:
        reason = plot.rng.choice(firm.BLOCKS)
        act = plot.life.act(plot.hours.moment(minute), plot.life.owner, "BlockTask", {"reason": reason, "by": None})
        plot.life.change(act, blocked_reason=reason)


def relate(plot: Plot, minute: float) -> None:
    """It has to do with an earlier task, or holds it up."""
    number, rng = plot.life.row["id"], plot.rng
    if number < 3:
        return
    other, kind = (
        rng.randint(max(1, number - 40), number - 1),
        rng.choice((LinkKind.RELATES, LinkKind.FOLLOWS, LinkKind.BLOCKS)),
    )
    said = {"other": other, "kind": kind.value}
    act = plot.life.act(plot.hours.moment(minute), plot.owner_or(plot.cast.planner(rng)), "LinkTask", said)
    act.insert("link", kind=kind.value, task_id=number, other_id=other)


PATHS: Mapping[Category, tuple[tuple[int, tuple[Scene, ...]], ...]] = {
    Category.INBOX: ((1, ()),),
    Category.READY: ((1, (assign,)),),
    Category.SCHEDULED: ((1, (assign, plan)),),
    Category.DOING: ((2, (assign, plan, start_work)), (3, (assign, start_work))),
    Category.WAITING: ((2, (assign, start_work, wait)), (1, (assign, wait))),
    Category.DONE: (
        (40, (assign, plan, start_work, finish)),
        (40, (assign, start_work, finish)),
        (15, (assign, start_work, wait, start_work, finish)),
        (5, (assign, plan, start_work, finish, reopen, finish)),
    ),
    Category.CANCELLED: ((2, (assign, close)), (1, (close,))),
}
"""The ways to an end, and how often each is gone."""
ASIDES: Mapping[Scene, tuple[float, float]] = {
    jot: (0.6, 0.3), call: (0.35, 0.05), tell: (0.3, 0.05), tick: (0.7, 0.0), hand_over: (0.12, 0.02),
    slip: (0.12, 0.03), press: (0.12, 0.03), block: (0.05, 0.01), relate: (0.06, 0.005),
}  # fmt: skip
"""Side scenes and how often they happen: in a rich life, in one of very many."""

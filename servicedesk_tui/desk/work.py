"""The open transaction as a handler sees it: who asks, what time it is, rows by id, and rights. A handler raises before
it changes anything; what it changed is taken from the session when it is done."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from servicedesk_tui.locale import N_, _, language
from servicedesk_tui.models import (
    Batch,
    ChecklistItem,
    Counter,
    Customer,
    Handover,
    Person,
    Row,
    Setting,
    Status,
    Tag,
    Task,
    TaskPerson,
    TaskTag,
    Visit,
)
from servicedesk_tui.policy.permissions import Right, allowed, relations
from servicedesk_tui.policy.priority import Matrix
from servicedesk_tui.vocabulary.enums import OPEN, Category, HandoverState, Part, PersonKind, Role, VisitState
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Needs, NotAllowed, NotFound

from .conditions import IS_OFFERED
from .recorder import Recorder

R = TypeVar("R", bound=Row)
_CHUNK = 500

_REFUSALS: Mapping[Right, str] = {
    Right.ADD: N_("{who} may not add tasks."),
    Right.NOTE: N_("{who} may not write on {task}."),
    Right.TAKE: N_("{who} may not take {task}."),
    Right.GIVE: N_("{who} may not give away what {owner} has."),
    Right.TAKE_OVER: N_("{who} may not take over what {owner} has."),
    Right.CHANGE: N_("{who} may not change {task}: it is neither yours nor one you collaborate on."),
    Right.VISITS: N_("{who} may not plan visits."),
    Right.CUSTOMERS: N_("{who} may not change customers; ask a dispatcher."),
    Right.IMPORT: N_("{who} may not import; ask a dispatcher."),
    Right.PEOPLE: N_("{who} may not change people; ask an admin."),
    Right.SETTINGS: N_("{who} may not change settings; ask an admin."),
    Right.VIEWS: N_("{who} may not change views that everybody has; ask a lead."),
    Right.PURGE: N_("{who} may not purge; ask an admin."),
}
_GIVING_UNOWNED = N_("{who} may not give {task} to anybody.")
_ROLES: Mapping[Role, str] = {
    Role.VIEWER: N_("A viewer"),
    Role.AGENT: N_("An agent"),
    Role.LEAD: N_("A lead"),
    Role.DISPATCHER: N_("A dispatcher"),
    Role.ADMIN: N_("An admin"),
}
"""A role as a sentence begins with it."""


_PLANNED: Any = (
    select(Visit).where(col(Visit.state) == VisitState.PLANNED).order_by(col(Visit.starts_at), col(Visit.id))
)
_OFFERS: Any = select(Handover).where(IS_OFFERED)
_TAGS_ON: Any = select(Tag.name, TaskTag).join(Tag, col(Tag.id) == col(TaskTag.tag_id))  # type: ignore[call-overload]


class NeedsLock(Exception):  # noqa: N818 - not an error: a way to begin again
    """Raised inside a bulk that only reads so far: this command must begin with the lock."""


class Work:
    """One command's transaction."""

    def __init__(self, session: Session, *, me: Person, now: datetime, locked: bool) -> None:
        self.session = session
        self.me = me
        self.now = now
        self.locked = locked
        self.recorder = Recorder(session)
        self.warnings: list[str] = []
        self.topics: list[tuple[str, int]] = []
        self.created: int | None = None
        self.entered: set[int] = set()
        self.matrix: Matrix | None = None
        self.kept: dict[Any, Any] = {}  # what a handler read for one task of many and may use for the next
        self._statuses: list[Status] = []
        self._collaborators: dict[int, dict[int, TaskPerson]] = {}
        self._visits: dict[int, list[Visit]] = {}
        self._open_items: dict[int, list[ChecklistItem]] = {}
        self._standing_for: dict[int, list[ChecklistItem]] = {}
        self._offers: dict[int, Handover] = {}
        self._tags: dict[str, Tag] = {}
        self._tags_on: dict[int, dict[str, TaskTag]] = {}
        self._all_loaded: set[int] = set()
        self._held: list[Row] = []  # the session's own map holds rows weakly

    @property
    def my_id(self) -> int:
        """The person who asks."""
        assert self.me.id is not None
        return self.me.id

    # -- rows -------------------------------------------------------------------------------------------------------

    def get(self, row: type[R], row_id: int, what: str) -> R:
        """A row by id, or a refusal that says what is missing."""
        found = self.session.get(row, row_id)
        if found is None:
            raise NotFound(_("There is no such {what}.").format(what=what))
        return found

    def task(self, task_id: int) -> Task:
        """A task by id."""
        return self.get(Task, task_id, _("task"))

    def person(self, person_id: int) -> Person:
        """A person who can be given work: active and human."""
        person = self.get(Person, person_id, _("person"))
        if not person.active:
            raise Invalid(_("{name} is no longer active and cannot be given work.").format(name=person.login))
        if person.kind is not PersonKind.HUMAN:
            raise Invalid(_("{name} is no person and cannot be given work.").format(name=person.login))
        return person

    def has_owner(self, task: Task) -> bool:
        """True when somebody who still works here owns the task; of a closed one they may have left."""
        owner = self.session.get(Person, task.owner_id) if task.owner_id is not None else None
        return owner is not None and owner.active

    def customer_of(self, task: Task) -> Customer | None:
        """The task's customer."""
        return self.session.get(Customer, task.customer_id) if task.customer_id is not None else None

    def one(self, query: Any) -> Any:
        """The first result of `query`, or None."""
        return self.session.execute(query).scalars().first()

    def all(self, query: Any) -> list[Any]:
        """Every result of `query`."""
        return list(self.session.execute(query).scalars())

    def add(self, row: R) -> R:
        """Add a row and give it its id."""
        self.session.add(row)
        self.flush()
        return row

    def flush(self) -> None:
        """Write what is pending, recorded first. Only under the lock."""
        if not self.locked:
            raise NeedsLock
        self.recorder.collect()
        self.session.flush()

    # -- statuses ---------------------------------------------------------------------------------------------------

    @property
    def statuses(self) -> list[Status]:
        """Every status in board order."""
        if not self._statuses:
            order = {c: i for i, c in enumerate(Category)}
            self._statuses = sorted(self.all(select(Status)), key=lambda s: (order[s.category], s.position))
        return self._statuses

    def status(self, key: str) -> Status:
        """A status by key."""
        for status in self.statuses:
            if status.key == key and status.active:
                return status
        keys = ", ".join(s.key for s in self.statuses if s.active)
        raise Invalid(_("There is no status {key}; there are {keys}.").format(key=key, keys=keys))

    def status_by_id(self, status_id: int) -> Status:
        """A status by id."""
        return next(s for s in self.statuses if s.id == status_id)

    def first_status(self, category: Category) -> Status:
        """The first status of a category."""
        for status in self.statuses:
            if status.category is category and status.active:
                return status
        raise Invalid(_("The desk has no status of category {category}.").format(category=category.value))

    # -- many at once -----------------------------------------------------------------------------------------------

    def preload(self, tasks: Iterable[int]) -> None:
        """Load what handlers will ask for of many tasks in a few queries instead of several each."""
        wanted = list(tasks)
        found: list[Task] = []
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            found += self.all(select(Task).where(Task.id.in_(some)))  # type: ignore[union-attr]
            for person in self.all(select(TaskPerson).where(TaskPerson.task_id.in_(some))):  # type: ignore[attr-defined]
                if person.part is Part.COLLABORATOR:
                    self._collaborators.setdefault(person.task_id, {})[person.person_id] = person
            for visit in self.all(_PLANNED.where(col(Visit.task_id).in_(some))):
                self._visits.setdefault(visit.task_id, []).append(visit)
            items = select(ChecklistItem).where(col(ChecklistItem.task_id).in_(some), ~col(ChecklistItem.done))
            for item in self.all(items):
                self._open_items.setdefault(item.task_id, []).append(item)
            for item in self.all(select(ChecklistItem).where(col(ChecklistItem.linked_id).in_(some))):
                self._standing_for.setdefault(item.linked_id or 0, []).append(item)
            for offer in self.all(_OFFERS.where(col(Handover.task_id).in_(some))):
                self._offers[offer.task_id] = offer
            for name, on in self.session.execute(_TAGS_ON.where(col(TaskTag.task_id).in_(some))):
                self._tags_on.setdefault(on.task_id, {})[name] = on
        customers = list({t.customer_id for t in found if t.customer_id is not None})
        for start in range(0, len(customers), _CHUNK):
            self._held += self.all(select(Customer).where(Customer.id.in_(customers[start : start + _CHUNK])))  # type: ignore[union-attr]
        self._held += [*found, *self.all(select(Person))]
        self._all_loaded |= set(wanted)

    def forget(self) -> None:
        """Let go of what was loaded, after rows were written straight; batches in hand stay."""
        for row in list(self.session.identity_map.values()):
            if isinstance(row, Person):
                self.session.expire(row)
            elif not isinstance(row, Batch):
                self.session.expunge(row)
        self._held, self._statuses = [], []
        self._all_loaded, self._collaborators, self._open_items, self._visits = set(), {}, {}, {}
        self._offers = {}
        self._standing_for = {}
        self._tags, self._tags_on = {}, {}
        self.kept = {}

    def collaborators(self, task_id: int) -> set[int]:
        """The ids of a task's collaborators."""
        return set(self.collaborating(task_id))

    def collaborating(self, task_id: int) -> dict[int, TaskPerson]:
        """A task's collaborators by person; who makes or ends one while giving the task keeps this up."""
        if task_id not in self._collaborators:
            query: Any = select(TaskPerson).where(TaskPerson.task_id == task_id, TaskPerson.part == Part.COLLABORATOR)  # type: ignore[arg-type]
            known = task_id in self._all_loaded
            self._collaborators[task_id] = {} if known else {one.person_id: one for one in self.all(query)}
        return self._collaborators[task_id]

    def planned_visits(self, task_id: int) -> list[Visit]:
        """The planned visits to a task, the first one first, as they were when they were read."""
        if task_id not in self._visits:
            known = task_id in self._all_loaded
            self._visits[task_id] = [] if known else self.all(_PLANNED.where(col(Visit.task_id) == task_id))
        return self._visits[task_id]

    def open_items(self, task_id: int) -> list[ChecklistItem]:
        """A task's open checklist items."""
        if task_id not in self._all_loaded and task_id not in self._open_items:
            query = select(ChecklistItem).where(ChecklistItem.task_id == task_id, ~col(ChecklistItem.done))  # type: ignore[arg-type]
            self._open_items[task_id] = self.all(query)
        return self._open_items.get(task_id, [])

    def offer(self, task_id: int) -> Handover | None:
        """The hand-over of a task that is offered and not answered."""
        if task_id not in self._all_loaded and task_id not in self._offers:
            found = self.one(_OFFERS.where(col(Handover.task_id) == task_id))
            if found is None:
                return None
            self._offers[task_id] = found
        found = self._offers.get(task_id)
        return found if found is not None and found.state is HandoverState.OFFERED else None

    def keep_offer(self, offer: Handover) -> None:
        """A task was just offered."""
        self._offers[offer.task_id] = offer

    def standing_for(self, task_id: int) -> list[ChecklistItem]:
        """The lines of other checklists that stand for a task."""
        if task_id not in self._all_loaded and task_id not in self._standing_for:
            query = select(ChecklistItem).where(col(ChecklistItem.linked_id) == task_id)
            self._standing_for[task_id] = self.all(query)
        return self._standing_for.get(task_id, [])

    def tag(self, name: str) -> Tag:
        """The tag by name, made when it is new; it has its id after the next flush."""
        if name not in self._tags:
            found: Tag | None = self.one(select(Tag).where(col(Tag.name) == name))
            if found is None:
                found = Tag(name=name)
                self.session.add(found)
            self._tags[name] = found
        return self._tags[name]

    def tags_on(self, task_id: int) -> dict[str, TaskTag]:
        """A task's tags by name; who adds or removes one keeps this up."""
        if task_id not in self._tags_on:
            there = _TAGS_ON.where(col(TaskTag.task_id) == task_id)
            known = task_id in self._all_loaded
            self._tags_on[task_id] = {} if known else dict(tuple(row) for row in self.session.execute(there))
        return self._tags_on[task_id]

    # -- rights -----------------------------------------------------------------------------------------------------

    def may(self, right: Right, task: Task | None = None) -> bool:
        """True when I have `right`, over `task` when one is given."""
        return allowed(self.me.role, right) if task is None else self.may_as_owned(right, task, task.owner_id)

    def may_as_owned(self, right: Right, task: Task, owner: int | None) -> bool:
        """True when I have `right` over `task` while it is `owner`'s, or nobody's."""
        if allowed(self.me.role, right):
            return True
        owner_row = self.session.get(Person, owner) if owner is not None else None
        stand = relations(
            me=self.my_id,
            my_team=self.me.team_id,
            owner=owner,
            collaborators=self.collaborators(task.id) if task.id is not None else set(),
            team=task.team_id,
            owner_team=owner_row.team_id if owner_row else None,
        )
        return allowed(self.me.role, right, stand)

    def require(self, right: Right, task: Task | None = None) -> None:
        """Refuse when I lack `right`."""
        if not self.may(right, task):
            self.refuse(right, task)

    def refuse(self, right: Right, task: Task | None = None) -> NoReturn:
        """Say what the role does not reach."""
        owner = self.session.get(Person, task.owner_id) if task and task.owner_id is not None else None
        sentence = _GIVING_UNOWNED if right is Right.GIVE and owner is None else _REFUSALS[right]
        raise NotAllowed(
            _(sentence).format(
                who=_(_ROLES[self.me.role]),
                task=ref(task.number) if task else _("this"),
                owner=owner.login if owner else _("nobody"),
            )
        )

    # -- numbers and settings ---------------------------------------------------------------------------------------

    def next_numbers(self, count: int) -> range:
        """The next `count` task numbers; a number is never given twice, not even when its task is taken back."""
        self.flush()
        value = col(Counter.value)
        took = update(Counter).where(col(Counter.name) == "task").values(value=value + count).returning(value)
        last = int(self.session.execute(took).scalar_one())
        return range(last - count + 1, last + 1)

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting's value."""
        found = self.one(select(Setting).where(Setting.key == key))  # type: ignore[arg-type]
        return default if found is None else found.value.get("value", default)

    # -- questions --------------------------------------------------------------------------------------------------

    def need_owner(self, task: Task, field: str = "owner") -> NoReturn:
        """Ask who is to own the task, for that field of the command."""
        people = self.all(select(Person).where(Person.active, Person.kind == "human").order_by(Person.login))  # type: ignore[arg-type]
        raise Needs(
            field,
            _("Who is to own {task}?").format(task=ref(task.number) if task.number else _("it")),
            [Choice(p.id, f"{p.login}  {p.name}") for p in people],
        )

    def status_name(self, status: Status) -> str:
        """A status's name in the language in force."""
        return status.name_da if language() == "da" else status.name_en

    def warn_of_limits(self) -> None:
        """Warn of every status that tasks entered and that now holds more than its limit. Call it after the flush."""
        for status_id in sorted(self.entered):
            status = self.status_by_id(status_id)
            if status.wip_limit is None:
                continue
            count = self.session.execute(select(func.count()).where(Task.status_id == status_id)).scalar_one()  # type: ignore[arg-type]
            if count > status.wip_limit:
                self.warnings.append(
                    _("{status} now holds {count}, its limit is {limit}.").format(
                        status=self.status_name(status), count=count, limit=status.wip_limit
                    )
                )


def names(status: Status) -> Mapping[str, str]:
    """A status's name in every language, for a sentence that is read later."""
    return {"en": status.name_en, "da": status.name_da}


def is_open(task: Task) -> bool:
    """True while there is something left to do."""
    return task.category in OPEN

"""The order by hand: among open tasks of one status and priority a task is put right above or below another.

Places are ranks, which begin as due moments. A task takes the middle between its new neighbours; where there is no room, the
fewest tasks that make some are spaced anew, in the same batch.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, count

from sqlalchemy import select, tuple_
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import ReorderTask
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid

from ..conditions import IS_OPEN
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open

APART = 60_000_000
"""How far before the first of all, or after the last, a task is put: a minute, as ranks are microseconds."""
_PAGES = (1, 50, 500)


@handles(ReorderTask)
def reorder(work: Work, command: ReorderTask) -> Told:
    """Put the task right above or below another."""
    task, other = work.task(command.task), work.task(command.other)
    work.require(Right.CHANGE, task)
    _refuse_apart(task, other)
    work.flush()  # who the neighbours are may be anybody's affair: not without the lock
    upward, downward = _beside(work, task, other, up=True), _beside(work, task, other, up=False)
    above = _Side(chain([other], upward) if command.below else upward)
    below = _Side(downward if command.below else chain([other], downward))
    if _is_between(task, above.at(0), below.at(0)):
        return NOTHING
    _put(task, above, below)
    return Told({"other": other.number, "below": command.below})


def _refuse_apart(task: Task, other: Task) -> None:
    if task.id == other.id:
        raise Invalid(_("{task} cannot be put above or below itself.").format(task=ref(task.number)))
    for one in (task, other):
        if not is_open(one):
            raise Invalid(
                _("{task} is closed; closed tasks stand in the order they were closed in.").format(task=ref(one.number))
            )
    if (task.status_id, task.priority) != (other.status_id, other.priority):
        raise Invalid(
            _(
                "{task} and {other} differ in status or priority; only tasks that share both are put in order by hand."
            ).format(task=ref(task.number), other=ref(other.number))
        )


class _Side:
    """The tasks on one side of a place, nearest first, read as far as they are asked for."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self._known: list[Task] = []

    def at(self, place: int) -> Task | None:
        """The task at a place, None past the last."""
        while len(self._known) <= place:
            task = next(self._tasks, None)
            if task is None:
                return None
            self._known.append(task)
        return self._known[place]

    def rank(self, place: int) -> int | None:
        """The rank at a place, None past the last."""
        task = self.at(place)
        return None if task is None else task.rank

    def first(self, many: int) -> list[Task]:
        """The nearest ones."""
        return self._known[:many]


def _beside(work: Work, task: Task, other: Task, *, up: bool) -> Iterator[Task]:
    """The tasks above (or below) `other` in its status and priority without `task`, nearest first."""
    place = tuple_(col(Task.rank), col(Task.number))
    query = select(Task).where(
        IS_OPEN, col(Task.status_id) == other.status_id, col(Task.priority) == other.priority, col(Task.id) != task.id
    )
    order = (col(Task.rank).desc(), col(Task.number).desc()) if up else (col(Task.rank), col(Task.number))
    at = (other.rank, other.number)
    for page in chain(_PAGES, iter(lambda: _PAGES[-1], 0)):
        found: list[Task] = work.all(query.where(place < at if up else place > at).order_by(*order).limit(page))
        yield from found
        if len(found) < page:
            return
        at = (found[-1].rank, found[-1].number)


def _is_between(task: Task, above: Task | None, below: Task | None) -> bool:
    at = (task.rank, task.number)
    return (above is None or (above.rank, above.number) < at) and (below is None or at < (below.rank, below.number))


def _put(task: Task, above: _Side, below: _Side) -> None:
    """Give the task a rank between the two sides; the fewest of either make room where it is needed."""
    for many in count():
        if _has_room(above.rank(many), below.rank(0), many + 1):
            return _spread([*reversed(above.first(many)), task], above.rank(many), below.rank(0))
        if _has_room(above.rank(0), below.rank(many), many + 1):
            return _spread([task, *below.first(many)], above.rank(0), below.rank(many))


def _has_room(low: int | None, high: int | None, many: int) -> bool:
    return low is None or high is None or high - low > many


def _spread(tasks: Sequence[Task], low: int | None, high: int | None) -> None:
    """Evenly between two ranks; a minute apart where there is nothing on one side."""
    if low is None:
        low = (high or 0) - APART * (len(tasks) + 1)
    if high is None:
        high = low + APART * (len(tasks) + 1)
    for number, task in enumerate(tasks, 1):
        task.rank = low + (high - low) * number // (len(tasks) + 1)

"""The rights that taking a batch back needs. Only who did something takes it back, so that mostly they have them; but whose a
task is, and who helps on it, may be other than then."""

from collections.abc import Collection, Iterable, Mapping

from servicedesk_tui.locale import _
from servicedesk_tui.models import Person, Task
from servicedesk_tui.policy.permissions import Relation, Right, allowed
from servicedesk_tui.vocabulary.enums import Op, Part

from .handlers.absences import require_absences
from .handlers.ownership import owning_right
from .linked import is_following
from .steps import Rows, Step, before_of, merged, other_end
from .work import Work

_RIGHTS: Mapping[str, Right] = {
    "person": Right.PEOPLE,
    "team": Right.PEOPLE,
    "setting": Right.SETTINGS,
    "status": Right.SETTINGS,
    "shift": Right.ADD,
    "shift_line": Right.ADD,
}


def _require_view(work: Work, step: Step, rows: Rows) -> None:
    """One's own view is one's own affair, before and after."""
    now = rows.get((step.entity, step.row_id), {})
    before = step.values.get("owner_id", now.get("owner_id"))
    owners = {now.get("owner_id", work.my_id), *(before if isinstance(before, list) else [before])}
    if None in owners:
        work.require(Right.VIEWS)


def _require_absence(work: Work, step: Step, rows: Rows) -> None:
    row = {**rows.get(step.key, {}), **(step.values if step.op is Op.DELETE else {})}
    require_absences(work, work.get(Person, row["person_id"], _("person")))


def require_rights(work: Work, steps: list[Step], rows: Rows) -> None:
    """The right for the inverse, over the task as it stands or as it will stand when taken back."""
    work.preload({s.task_id for s in steps if s.task_id is not None})
    owner_after = {
        s.row_id: s.values["owner_id"][0]
        for s in merged(steps)
        if s.entity == "task" and "owner_id" in s.values and s.op is Op.UPDATE
    }
    made = {s.row_id for s in steps if s.entity == "task" and s.op is Op.INSERT}
    helped = _helped(work, steps, rows)
    for step in steps:
        if step.entity == "saved_view":
            _require_view(work, step, rows)
            continue
        if step.entity == "reminder":
            continue  # one's own affair, and only who did something takes it back
        if step.entity == "absence":
            _require_absence(work, step, rows)
            continue
        if step.task_id is None:
            work.require(_RIGHTS.get(step.entity, Right.CUSTOMERS if step.op is Op.UPDATE else Right.ADD))
            continue
        task = work.session.get(Task, step.task_id)
        if task is None or step.task_id in made:
            work.require(Right.ADD)
        elif step.entity in ("attachment", "note", "task_person") or _is_ones_own(work, step, rows):
            work.require(Right.NOTE, task)
        elif is_following(step, rows, steps) or _is_begun_by_arriving(work, step, rows, steps):
            continue
        elif not _may_change(work, step, task, owner_after, helped) and not _may_change_other_end(work, step, rows):
            work.refuse(_right_for(work, step, task, owner_after), task)


def _helped(work: Work, steps: list[Step], rows: Rows) -> set[int]:
    """The tasks on which I collaborate once this is taken back, where that gives me the right to change them."""
    if not allowed(work.me.role, Right.CHANGE, {Relation.COLLABORATING}):
        return set()
    parts = [s for s in merged(steps) if s.entity == "task_person" and s.op is not Op.INSERT]
    back = [{**rows.get(s.key, {}), **before_of(s)} for s in parts]
    return {
        int(row["task_id"]) for row in back if (row["person_id"], row["part"]) == (work.my_id, Part.COLLABORATOR.value)
    }


def _may_change(
    work: Work, step: Step, task: Task, owner_after: Mapping[int, int | None], helped: Collection[int]
) -> bool:
    right, before = _right_for(work, step, task, owner_after), owner_after.get(task.id or 0, task.owner_id)
    if work.may(right, task) or (right is Right.CHANGE and task.id in helped):
        return True
    # What was in my reach and will be again I may give, and so take back.
    return work.may_as_owned(Right.CHANGE if right is Right.CHANGE else Right.GIVE, task, before)


def _right_for(work: Work, step: Step, task: Task, owner_after: Mapping[int, int | None]) -> Right:
    """The right that taking a step back needs: whose a task is again is taken, taken over or given."""
    if step.entity == "task" and "owner_id" in step.values:
        return owning_right(work, task, owner_after.get(task.id or 0))
    return Right.CHANGE


_PARTIES = {
    "handover": ("from_id", "to_id", "given_by_id"),
    "time_entry": ("person_id",),
    "visit": ("person_id",),
}
"""Whose affair a row is: who offered a task, whose it was and to whom it was offered; whose time it is; whose visit."""
_BEGUN = frozenset({"status_id", "status_since", "waiting_on", "waiting_until", "waiting_until_is_day"})


def _is_ones_own(work: Work, step: Step, rows: Rows) -> bool:
    """I may take back what I said to an offer of mine or to me, and my time on whosever task."""
    row = {**rows.get(step.key, {}), **(step.values if step.op is Op.DELETE else {})}
    return work.my_id in [row.get(name) for name in _PARTIES.get(step.entity, ())]


def _is_begun_by_arriving(work: Work, step: Step, rows: Rows, steps: Iterable[Step]) -> bool:
    """True when a task was only begun because I arrived there: nobody needs a right over the task for that."""
    if step.entity != "task" or step.op is not Op.UPDATE or not step.values.keys() <= _BEGUN:
        return False
    arrivals = (s for s in steps if s.entity == "visit" and s.task_id == step.task_id and "arrived_at" in s.values)
    return any(_is_ones_own(work, arrival, rows) for arrival in arrivals)


def _may_change_other_end(work: Work, step: Step, rows: Rows) -> bool:
    """A link hangs on its first task, but may have been made from its second ("blocked by")."""
    other = other_end(step, rows)
    task = work.session.get(Task, other) if other is not None else None
    return task is not None and work.may(Right.CHANGE, task)

"""Several changes of one task at once: each by its own handler, all of them or none."""

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    EditTask,
    PrioritiseTask,
    SetDue,
    TagTask,
    TaskCommand,
    UnassignTask,
)
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.revising import ReviseTask

from ..registry import HANDLERS, NOTHING, Told, handles
from ..work import Work

FIELDS: dict[type[TaskCommand], tuple[str, ...]] = {
    AssignTask: ("owner",),
    UnassignTask: ("owner",),
    PrioritiseTask: ("priority",),
    SetDue: ("due",),
    TagTask: ("tags",),
    EditTask: (),
}
"""What may be revised, and what of a task each sets; an edit says so itself."""


@handles(ReviseTask)
def revise(work: Work, command: ReviseTask) -> Told:
    """Carry out all of it."""
    work.task(command.task)
    fields: list[str] = []
    for change in command.changes:
        if type(change) not in FIELDS or change.task != command.task:
            raise Invalid(_("That is not changed along with other things; do it by itself."))
        told = HANDLERS[type(change)](work, change)
        if not told.nothing:
            fields += sorted(change.fields) if isinstance(change, EditTask) else FIELDS[type(change)]
    return Told({"fields": list(dict.fromkeys(fields))}) if fields else NOTHING

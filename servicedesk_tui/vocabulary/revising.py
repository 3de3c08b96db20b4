"""Several changes of one task as one: what comes back from an editor."""

from dataclasses import dataclass

from .commands import TaskCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseTask(TaskCommand):
    """Carry out several commands about this task, all of them or none, as one batch."""

    changes: tuple[TaskCommand, ...]

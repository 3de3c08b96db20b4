"""One command for many tasks: all are validated, those that pass are applied in one batch, the others say why not."""

from dataclasses import dataclass, field, replace

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.commands import Bulk, Command, ReorderTask, TaskCommand
from servicedesk_tui.vocabulary.history_rows import Declined
from servicedesk_tui.vocabulary.refusals import Invalid, Needs, Refusal

from .registry import HANDLERS, NOTHING, Told
from .work import Work


@dataclass(slots=True)
class Passed:
    """What was applied and what was not."""

    told: Told = NOTHING
    tasks: list[int] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)

    @property
    def did_something(self) -> bool:
        """False when everything asked for already was."""
        return not self.told.nothing

    @classmethod
    def single(cls, command: Command, told: Told) -> "Passed":
        """The outcome of one command that was not part of a bulk."""
        tasks = [command.task] if isinstance(command, TaskCommand) and not told.nothing else []
        return cls(told, tasks)


def apply_each(work: Work, bulk: Bulk, *, rehearsing: bool = False) -> Passed:
    """Apply the command to each task. A question any of them asks is asked once, for all; when `rehearsing` it counts
    as a refusal. With `all_or_nothing` the first refusal refuses the whole; when none passes, the whole is refused too."""
    handler = HANDLERS[type(bulk.command)]
    passed = Passed()
    for task in _in_order(bulk):
        try:
            told = handler(work, replace(bulk.command, task=task, base={}))
        except Refusal as refusal:
            if isinstance(refusal, Needs) and not rehearsing:
                raise
            passed.declined.append(Declined(task, refusal.message))
            continue
        if told.nothing:
            continue
        passed.tasks.append(task)
        if passed.told.nothing:
            passed.told = told
    _refuse_if_declined(bulk, passed)
    return passed


def _in_order(bulk: Bulk) -> list[int]:
    """The tasks, each once; those that go right below one task go there from the last on, so that they end as named."""
    tasks = list(dict.fromkeys(bulk.tasks))
    return tasks[::-1] if isinstance(bulk.command, ReorderTask) and bulk.command.below else tasks


def _refuse_if_declined(bulk: Bulk, passed: Passed) -> None:
    if not passed.declined or (passed.tasks and not bulk.all_or_nothing):
        return
    reasons = list(dict.fromkeys(d.reason for d in passed.declined))
    more = len(reasons) - 3
    shown = " ".join(reasons[:3]) + (
        " " + n_("And {n} more reason.", "And {n} more reasons.", more).format(n=more) if more > 0 else ""
    )
    raise Invalid(_("Nothing was changed. {reasons}").format(reasons=shown))

"""The tour of the sample desk: move, open, assign, filter, change several, undo. The board is real, and so is the undo."""

from collections.abc import Sequence

from servicedesk_tui.actions import Action
from servicedesk_tui.locale import N_
from servicedesk_tui.vocabulary.commands import AssignTask, Bulk, HandOver, TakeTask, UnassignTask, Undo

from .walk import Noticed, Step, did, times

FACT = "tour"
"""Under what this machine remembers that the tour was offered, and that it was done."""
OFFERED, DONE = "offered", "done"


def _filtered(since: Sequence[Noticed]) -> bool:
    return any(isinstance(what, str) and what for what in since)


def _opened(since: Sequence[Noticed]) -> bool:
    """Open, and come back."""
    done = [what.id for what in since if isinstance(what, Action)]
    return "open" in done and any(id in ("back", "escape") for id in done[done.index("open") :])


STEPS = (
    Step(
        N_("1 of 6: {left} {down} {up} {right} or the arrows move. Go three steps."),
        times(3, "left", "down", "up", "right", "page_down", "page_up", "top", "bottom"),
    ),
    Step(
        N_("2 of 6: {open} opens the task under the cursor, with all that happened to it. {back} comes back."),
        _opened,
    ),
    Step(
        N_("3 of 6: {assign} gives it to somebody. Write the beginning of a name, then enter."),
        did(AssignTask, TakeTask, UnassignTask, HandOver),
    ),
    Step(
        N_("4 of 6: {filter} shows only what you write, while you write it. Write @me or a word, then enter."),
        _filtered,
    ),
    Step(
        N_("5 of 6: {mark} marks a task. Mark two, then {priority} and a digit: both are changed at once."),
        did(Bulk),
    ),
    Step(N_("6 of 6: {undo} takes that back, for both of them."), did(Undo)),
)

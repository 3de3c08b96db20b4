"""Priority from impact, urgency and the customer's tier: `min(4, impact + urgency - 1)` (the additive ITIL table).

Tier A raises impact one notch, but never makes a P1 by itself. There is no override: to change the priority, change what
it follows from.
"""

from collections.abc import Mapping

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Level, Priority, Tier
from servicedesk_tui.vocabulary.refusals import Invalid

Matrix = Mapping[tuple[Level, Level], Priority]

ADDITIVE: Matrix = {(i, u): Priority(min(4, i + u - 1)) for i in Level for u in Level}
"""(impact, urgency) → priority, unless the desk's settings say otherwise."""

SHORTHAND: Mapping[int, tuple[Level, Level]] = {
    1: (Level.HIGH, Level.HIGH),
    2: (Level.MEDIUM, Level.HIGH),
    3: (Level.MEDIUM, Level.MEDIUM),
    4: (Level.LOW, Level.LOW),
}
"""What `!1` to `!4` set: (impact, urgency)."""


def priority(impact: Level, urgency: Level, tier: Tier | None, *, lift: int = 0, matrix: Matrix = ADDITIVE) -> Priority:
    """The priority; `lift` notches of urgency are added by deadline pressure, never beyond high."""
    lifted = Level(max(Level.HIGH, urgency - lift))
    plain = matrix[impact, lifted]
    if tier is not Tier.A or impact is Level.HIGH:
        return plain
    raised = matrix[Level(impact - 1), lifted]
    return Priority.P2 if raised is Priority.P1 and plain is not Priority.P1 else raised


def refuse_unmonotone(matrix: Matrix) -> None:
    """Refuse a table in which more impact or more urgency makes a task less urgent."""
    for (impact, urgency), value in matrix.items():
        for worse in ((impact + 1, urgency), (impact, urgency + 1)):
            if worse in matrix and matrix[Level(worse[0]), Level(worse[1])] < value:
                raise Invalid(
                    _(
                        "The priority table gives P{value} to impact {impact}, urgency {urgency}, but a higher priority to less."
                    ).format(value=int(value), impact=int(impact), urgency=int(urgency))
                )

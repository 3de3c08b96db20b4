"""Taking turns by weighted deficit (RULES 7): who was given less than their share comes first. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

P = TypeVar("P")


def settle(credit: Mapping[P, float], due: Mapping[P, float], order: Callable[[P], Any]) -> tuple[P, dict[P, float]]:
    """Whose turn it is, and what everybody's credit is after it: each is due what `due` says, the one with the most credit
    (of equals the first in `order`) takes the turn and owes what all together were due. The sum of credits stays as it is."""
    raised = {one: credit.get(one, 0.0) + share for one, share in due.items()}
    chosen = min(raised, key=lambda one: (-round(raised[one], 9), order(one)))
    raised[chosen] -= sum(due.values())
    return chosen, raised

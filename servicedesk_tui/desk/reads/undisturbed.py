"""Reads of tens of thousands of plain rows: they make many objects at once and no garbage, and a third of their time went into
looking for some."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")
Q = TypeVar("Q")


def undisturbed(read: Callable[[Any, Q], T]) -> Callable[[Any, Q], T]:
    """The read with the search for garbage put off until it is done."""

    @wraps(read)
    def reading(asking: Any, question: Q) -> T:
        if not gc.isenabled():
            return read(asking, question)
        gc.disable()
        try:
            return read(asking, question)
        finally:
            gc.enable()

    return reading

"""Why the desk said no. A refusal is a value of the trade with a sentence for the person, never a traceback."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class Refusal(Exception):  # noqa: N818 - a value of the trade, not an error
    """The desk refused, nothing was changed; `message` says what was wrong and what would be right."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(Refusal):
    """A value that cannot be: empty title, unknown field, a cycle."""


class NotFound(Refusal):
    """What was named is not in the desk."""


class NotAllowed(Refusal):
    """The person's role does not reach this."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: what the command takes, and how it reads."""

    value: Any
    label: str


class Needs(Refusal):
    """An answer is missing: set `field` to one of `choices` (any text or moment when there are none) and try again."""

    def __init__(self, field: str, message: str, choices: Sequence[Choice] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.choices = tuple(choices)


class Conflict(Refusal):
    """Somebody changed the same field meanwhile: `theirs` is now, `base` is what the sender saw, `mine` what was asked, `row`
    the id of what has the field."""

    def __init__(
        self,
        message: str,
        *,
        field: str,
        mine: Any,
        theirs: Any,
        base: Any,
        who: str = "",
        when: datetime | None = None,
        row: int | None = None,
    ) -> None:
        super().__init__(message)
        self.field, self.mine, self.theirs, self.base = field, mine, theirs, base
        self.who, self.when, self.row = who, when, row


class StoreRefusal(Refusal):
    """The store cannot be used: missing, damaged, newer, out of reach. `status` is the shell's exit status."""

    status = 1


class StoreMissing(StoreRefusal):
    """There is no store where one was expected."""


class OutOfDate(StoreRefusal):
    """The store was upgraded while this program was open: it reads on, and asks to be restarted before it writes."""

"""What is wrong with a filter: where, what, and what would be right."""

from dataclasses import dataclass
from typing import NoReturn

from servicedesk_tui.locale import N_, _
from servicedesk_tui.vocabulary.refusals import Invalid

from .ast import Place

SENTENCES = {
    "long": N_("A filter has at most {most} characters; this one has {count}."),
    "deep": N_("Parentheses are nested too deep; {most} levels are the most."),
    "many": N_("A filter has at most {most} parts."),
    "open": N_("This parenthesis is never closed."),
    "close": N_("There is no parenthesis to close here."),
    "empty": N_("There is nothing between the parentheses."),
    "alone": N_("“{token}” needs something after it."),
    "left": N_("“{token}” needs something before it."),
    "field": N_('There is no field {token}; write "{token}" in quotes to look for the text.'),
    "value": N_("{token} needs a value."),
    "op": N_("{token} can only be named, not compared."),
    "sort_inside": N_("sort: stands outside parentheses, and is not negated."),
    "sort": N_("Nothing can be sorted by {token}."),
    "number": N_("{token} is not a number."),
    "priority": N_("{token} is no priority; there are 1 to 4."),
    "level": N_("{token} is no level; there are 1 (high), 2 and 3 (low)."),
    "date": N_("{token} is not a date; write fri, today, +3d, 2026-12-01 or today..fri."),
    "duration": N_("{token} is not a time; write 90m, 2h, 3d or 2w."),
    "person": N_("There is nobody called {token}."),
    "tag": N_("{token} is no tag; a tag starts with a letter."),
    "customer": N_("There is no customer called {token}."),
    "team": N_("There is no team called {token}."),
    "site": N_("There is no site called {token}."),
    "contact": N_("There is no contact called {token}."),
    "status": N_("There is no status {token}."),
    "waiting": N_("{token} is nothing to wait for; there are customer, supplier, parts and other."),
    "kind": N_("{token} is no kind; there are internal and customer."),
    "tier": N_("{token} is no tier; there are A, B and C."),
    "task": N_("{token} is no task's number."),
    "state": N_("There is no state {token}."),
    "thing": N_("A task has no {token}."),
    "view": N_("There is no view called {token}."),
    "circle": N_("The view {token} shows itself."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `nearest` is what may have been meant, written as it would be typed."""

    kind: str
    token: str
    place: Place
    nearest: str | None = None
    most: int = 0
    count: int = 0

    @property
    def sentence(self) -> str:
        """What is wrong, in the language in force."""
        said = _(SENTENCES[self.kind]).format(token=self.token[:40], most=self.most, count=self.count)
        return said + (" " + _("Did you mean {nearest}?").format(nearest=self.nearest) if self.nearest else "")


class BadQuery(Invalid):
    """A filter that cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


def refuse(
    kind: str, token: str, place: Place, nearest: str | None = None, *, most: int = 0, count: int = 0
) -> NoReturn:
    """Raise `BadQuery`."""
    raise BadQuery(Fault(kind, token, place, nearest, most, count))

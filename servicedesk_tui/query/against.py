"""What a filter is read against: who and what there is, what time it is, and for whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from servicedesk_tui.vocabulary.planning import SETTINGS
from servicedesk_tui.vocabulary.rows import StatusRow

from .names import Named


@dataclass(frozen=True, slots=True)
class People:
    """A person as a filter may name them."""

    id: int
    login: str
    name: str


def _untouched_hours() -> int:
    return int(SETTINGS["untouched_hours"])


def _stale_hours() -> int:
    return int(SETTINGS["handover_stale_hours"])


def _nobody() -> Sequence[Named]:
    return ()


@dataclass(frozen=True, slots=True)
class Desk:
    """The names that can be looked up. The longer lists are asked for only when a filter speaks of them."""

    now: datetime
    zone: tzinfo
    me: int | None = None
    people: Sequence[People] = ()
    statuses: Sequence[StatusRow] = ()
    teams: Sequence[Named] = ()
    customers: Callable[[], Sequence[Named]] = _nobody
    sites: Callable[[], Sequence[Named]] = _nobody
    contacts: Callable[[], Sequence[Named]] = _nobody
    phones: Callable[[], Sequence[Named]] = _nobody
    """The digits of customers' and their contacts' telephone numbers, by customer."""
    views: Callable[[], Sequence[tuple[str, str]]] = tuple
    """Saved views as (name, filter)."""
    untouched_hours: Callable[[], int] = _untouched_hours
    """After how many hours open work counts as untouched."""
    stale_hours: Callable[[], int] = _stale_hours
    """After how many hours an offer that is not answered counts as stale."""

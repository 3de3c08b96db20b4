"""The settings of planning in force, and the way between two places by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import travel_minutes
from servicedesk_tui.vocabulary.planning import SETTINGS

_SETTING = METADATA.tables["setting"].c


@dataclass(frozen=True, slots=True)
class Place:
    """Where work is: a customer's site in a zone, or the customer; nothing of both is at home in the office."""

    site: int | None = None
    customer: int | None = None
    zone: str = ""

    def is_same(self, other: "Place") -> bool:
        """True when there is no way to go: the same site, or the same customer where one of the sites is not known."""
        if self.site is not None and other.site is not None:
            return self.site == other.site
        return self.customer == other.customer


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings of planning: `planning.SETTINGS`, as set or as they came."""

    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        """A setting's value."""
        return self.values[key]

    def way(self, here: Place, there: Place) -> int:
        """The minutes on the way from a place to another. Within a zone the table may say how long it takes; else none."""
        if here.is_same(there):
            return 0
        table: Mapping[str, Mapping[str, int]] = self.values["travel"]
        if here.zone and here.zone == there.zone:
            return int(table.get(here.zone, {}).get(here.zone, 0))
        return travel_minutes(table, here.zone, there.zone, int(self.values["travel_minutes"]))


def terms(session: Session) -> Terms:
    """The settings of planning in force."""
    query = select(_SETTING.key, _SETTING.value).where(_SETTING.key.in_(list(SETTINGS)))
    found = {key: value.get("value") for key, value in session.execute(query)}
    return Terms({**SETTINGS, **{key: value for key, value in found.items() if value is not None}})

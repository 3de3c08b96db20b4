"""Who asks, from where, and when: what every read is given beside its question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from servicedesk_tui.locale.dates import zone
from servicedesk_tui.vocabulary.rows import Me

from ..kept import Kept


@dataclass(frozen=True, slots=True)
class Asking:
    """A reading session and the person behind it."""

    session: Session
    me: Me
    terminal: str
    now: datetime
    kept: Kept | None = None
    """What the desk's last reads saw; None where only the session's own rows count."""

    @property
    def zone(self) -> ZoneInfo:
        """The asker's time zone."""
        return zone(self.me.zone)

    def rows(self, query: Any, **parameters: Any) -> list[Any]:
        """Every row of `query`."""
        return list(self.session.execute(query, parameters).all())

    def scalar(self, query: Any) -> Any:
        """The one value of `query`."""
        return self.session.execute(query).scalar_one()

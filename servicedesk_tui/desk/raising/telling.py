"""Into people's inboxes: who can be told at all, and rows that reach a person once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.reminding import channels_of, preferences_from
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import PersonKind
from servicedesk_tui.vocabulary.reminding import Channel, NoticeKind, Preferences

from ..terms import Terms, terms
from ..work import Work

_T = METADATA.tables
_PERSON, _MUTE, _PREFERENCE = _T["person"].c, _T["mute"].c, _T["preference"].c
_NOTIFICATION: Any = _T["notification"]
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Telling:
    """Something that a person is to be told. `key` is the same whoever finds out; `moment` is what it is about."""

    person: int
    key: str
    kind: NoticeKind
    task: int | None = None
    moment: datetime | None = None
    text: str = ""
    batch: int | None = None
    reminder: int | None = None
    count: int = 1
    urgent: bool = False


class Inboxes:
    """The inboxes of all people, for one look at what is due."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.told: set[int] = set()
        """People whose inbox is another now."""
        self.raised = 0

    @cached_property
    def people(self) -> set[int]:
        """Who can be told: people who work here."""
        query = select(_PERSON.id).where(_PERSON.active, _PERSON.kind == PersonKind.HUMAN)
        return set(self.work.session.execute(query).scalars())

    @cached_property
    def settings(self) -> Terms:
        """The settings of the desk in force."""
        return terms(self.work.session)

    @cached_property
    def _preferences(self) -> dict[int, Preferences]:
        rows = self.work.session.execute(select(_PREFERENCE.person_id, _PREFERENCE.value))
        return {person: preferences_from(value) for person, value in rows}

    @cached_property
    def _plain(self) -> Preferences:
        return Preferences()

    def preferences(self, person: int) -> Preferences:
        """How a person wants to be told."""
        return self._preferences.get(person, self._plain)

    def muted(self, pairs: Iterable[tuple[int, int | None]]) -> set[tuple[int, int]]:
        """Of (person, task), those where the person mutes the task."""
        tasks = {task for _person, task in pairs if task is not None}
        query = select(_MUTE.person_id, _MUTE.task_id).where(among(self.work.session, _MUTE.task_id, tasks))
        return {(row[0], row[1]) for row in self.work.session.execute(query)} if tasks else set()

    def tell(self, some: Sequence[Telling]) -> None:
        """Put them into inboxes: not into those of people who have left, who mute it or want none of its kind, and nothing
        twice."""
        muted = self.muted([(one.person, one.task) for one in some])
        wanted = [
            one
            for one in some
            if one.person in self.people and self._channels(one, (one.person, one.task) in muted) is not None
        ]
        for start in range(0, len(wanted), _CHUNK):
            self._insert(wanted[start : start + _CHUNK])

    def _channels(self, one: Telling, muted: bool) -> tuple[Channel, ...] | None:
        return channels_of(one.kind, self.preferences(one.person), muted=muted)

    def _insert(self, some: Sequence[Telling]) -> None:
        session = self.work.session
        insert: Any = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
        rows: list[dict[str, Any]] = [
            {
                "person_id": one.person,
                "task_id": one.task,
                "batch_id": one.batch,
                "reminder_id": one.reminder,
                "occurrence": one.moment,
                "kind": one.kind.value,
                "text": one.text[:300],
                "at": self.work.now,
                "key": one.key,
                "count": one.count,
                "urgent": one.urgent,
                "channels": [],
                "lease": "",
            }
            for one in some
        ]
        statement = insert(_NOTIFICATION).values(rows).on_conflict_do_nothing(index_elements=["person_id", "key"])
        for (person,) in session.execute(statement.returning(_NOTIFICATION.c.person_id)):
            self.told.add(person)
            self.raised += 1

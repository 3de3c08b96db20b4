"""People, teams, skills and absences."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from servicedesk_tui.vocabulary.enums import AbsenceKind, Language, PersonKind, Role

from .base import AUTO, Row, choice, moment, one_of, structure


class Team(Row, table=True):
    """A group of people who share work: sales, operations, field, support."""

    __table_args__ = (
        ForeignKeyConstraint(["lead_id"], ["person.id"], name="fk_team_lead_id", use_alter=True),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=100, unique=True)
    lead_id: int | None = None
    calendar_key: str | None = Field(default=None, max_length=40)


class Person(Row, table=True):
    """Someone who works here, or the machinery that acts in its own name. `hours` are their own, by ISO weekday; without any
    they work so much of the calendar's as `weekly_minutes` are of it."""

    __table_args__ = (
        one_of("role", Role),
        one_of("kind", PersonKind),
        one_of("language", Language),
        CheckConstraint("weekly_minutes BETWEEN 0 AND 10080", name="weekly_minutes"),
        CheckConstraint("wip_cap IS NULL OR wip_cap > 0", name="wip_cap"),
        AUTO,
    )
    derived = frozenset({"phone_digits"})
    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=64, unique=True)
    name: str = Field(max_length=200)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    phone_digits: str = Field(default="", max_length=40, index=True)
    role: Role = choice(Role, default=Role.AGENT)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    zone: str = Field(default="Europe/Copenhagen", max_length=64)
    language: Language = choice(Language, default=Language.ENGLISH)
    weekly_minutes: int = 2220
    hours: dict[str, Any] = structure(default_factory=dict)
    wip_cap: int | None = None
    active: bool = True
    kind: PersonKind = choice(PersonKind, default=PersonKind.HUMAN)
    created_at: datetime = moment()


class PersonSkill(Row, table=True):
    """What a person can do; level 1 is best."""

    __tablename__ = "person_skill"
    __table_args__ = (UniqueConstraint("person_id", "skill"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    skill: str = Field(max_length=64, index=True)
    level: int = 1


class Absence(Row, table=True):
    """A time a person is away, and who stands in."""

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        one_of("kind", AbsenceKind),
        Index(None, "person_id", "starts_at"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    is_day: bool = True
    kind: AbsenceKind = choice(AbsenceKind, default=AbsenceKind.HOLIDAY)
    substitute_id: int | None = Field(default=None, foreign_key="person.id")

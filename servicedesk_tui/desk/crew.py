"""The crew: the people that work can be given to, with what they can do; and what a task asks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import PersonKind, Role

_T = METADATA.tables
_PERSON, _TEAM, _SKILL = _T["person"].c, _T["team"].c, _T["person_skill"].c
_TAG, _TASK_TAG = _T["tag"].c, _T["task_tag"].c


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody work can be given to."""

    id: int
    login: str
    name: str
    team: int | None
    team_name: str
    cap: int | None


WORKS: tuple[Any, ...] = (_PERSON.active, _PERSON.kind == PersonKind.HUMAN, _PERSON.role != Role.VIEWER)


def crew(session: Session, me: int | None = None) -> dict[int, Member]:
    """Active people who are not viewers, me first, then by login."""
    query = (
        select(_PERSON.id, _PERSON.login, _PERSON.name, _PERSON.team_id, func.coalesce(_TEAM.name, ""), _PERSON.wip_cap)
        .select_from(_T["person"].outerjoin(_T["team"], _TEAM.id == _PERSON.team_id))
        .where(*WORKS)
        .order_by(_PERSON.login)
    )
    rows: Any = session.execute(query)
    found = [Member(*row) for row in rows]
    return {member.id: member for member in sorted(found, key=lambda member: member.id != me)}


def skills(session: Session) -> dict[str, dict[int, int]]:
    """What can be done: by skill who can do it, and how well (1 best), in alphabetical order."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    query = select(_SKILL.skill, _SKILL.person_id, _SKILL.level).order_by(_SKILL.skill, _SKILL.person_id)
    for skill, person, level in session.execute(query):
        found[skill][person] = level
    return found


def skill_keys(session: Session) -> dict[str, int]:
    """A number for each skill, for what is keyed by numbers: the first row that names it."""
    found: dict[str, int] = {}
    for skill, key in session.execute(select(_SKILL.skill, _SKILL.id).order_by(_SKILL.id)):
        found.setdefault(skill, key)
    return found


def needed(session: Session, tasks: Iterable[int], known: Mapping[str, Any]) -> dict[int, tuple[str, ...]]:
    """The skills that tasks ask for: those of their tags that are somebody's skill (`known`)."""
    if not known:
        return {}
    query = (
        select(_TASK_TAG.task_id, _TAG.name)
        .join_from(_T["task_tag"], _T["tag"], _TAG.id == _TASK_TAG.tag_id)
        .where(among(session, _TASK_TAG.task_id, tasks), _TAG.name.in_(list(known)))
        .order_by(_TAG.name)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for task, name in session.execute(query):
        found[task].append(name)
    return {task: tuple(names) for task, names in found.items()}

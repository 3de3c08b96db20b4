"""Teams, with who leads them, how many people they have, and how much work is theirs."""

from sqlalchemy import Integer, cast, func, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import PersonKind
from servicedesk_tui.vocabulary.staffing import TeamRow, TeamsQuestion

from ..registry import answers
from .asking import Asking
from .cards import IS_OPEN, PERSON, TASK

_TEAM = METADATA.tables["team"].c


@answers(TeamsQuestion)
def teams(asking: Asking, _question: TeamsQuestion) -> tuple[TeamRow, ...]:
    """The teams by name."""
    load = (
        select(
            TASK.team_id,
            func.count().label("open_tasks"),
            func.sum(cast(TASK.owner_id.is_(None), Integer)).label("unowned"),
        )
        .where(IS_OPEN, TASK.team_id.is_not(None))
        .group_by(TASK.team_id)
        .subquery()
    )
    crew = (
        select(PERSON.team_id, func.count().label("people"))
        .where(PERSON.active, PERSON.kind == PersonKind.HUMAN)
        .group_by(PERSON.team_id)
        .subquery()
    )
    query = (
        select(
            _TEAM.id, _TEAM.name, PERSON.login, _TEAM.calendar_key, func.coalesce(crew.c.people, 0),
            func.coalesce(load.c.open_tasks, 0), func.coalesce(load.c.unowned, 0),
        )
        .select_from(
            METADATA.tables["team"]
            .outerjoin(METADATA.tables["person"], PERSON.id == _TEAM.lead_id)
            .outerjoin(load, load.c.team_id == _TEAM.id)
            .outerjoin(crew, crew.c.team_id == _TEAM.id)
        )
        .order_by(func.lower(_TEAM.name))
    )  # fmt: skip
    return tuple(TeamRow(*row) for row in asking.rows(query))

"""The figures of a prompt, and what is late on a wall: counted from indexes, and no further than anybody reads."""

from typing import Any

from sqlalchemy import func, literal_column, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.store.search import Among
from servicedesk_tui.vocabulary.day import MOST, WARN, Figures, FiguresQuestion, LateQuestion

from ..conditions import IS_OFFERED, IS_OPEN
from ..registry import answers
from .asking import Asking

_T = METADATA.tables
_TASK, _HANDOVER = _T["task"].c, _T["handover"].c


@answers(FiguresQuestion)
def figures(asking: Asking, question: FiguresQuestion) -> Figures:
    """As `servicedesk_tui.cli.prompt` counts them without the desk."""
    mine = (_TASK.owner_id == asking.me.id,) if question.mine else ()
    soon = asking.now + WARN
    offered = (IS_OFFERED, _HANDOVER.to_id == asking.me.id)
    return Figures(
        late=_count(asking, "task", IS_OPEN, _TASK.due_at < asking.now, *mine),
        soon=_count(asking, "task", IS_OPEN, _TASK.due_at >= asking.now, _TASK.due_at < soon, *mine),
        unowned=0 if question.mine else _count(asking, "task", IS_OPEN, _TASK.owner_id.is_(None)),
        offered=_count(asking, "handover", *offered) if question.mine else 0,
    )


def _count(asking: Asking, table: str, *conditions: Any) -> int:
    some: Any = select(literal_column("1")).select_from(_T[table]).where(*conditions).limit(MOST + 1)
    return int(asking.scalar(select(func.count()).select_from(some.subquery())))


@answers(LateQuestion)
def late(asking: Asking, question: LateQuestion) -> tuple[int, ...]:
    """The numbers of what is late, the latest to become so first."""
    where: tuple[Any, ...] = (IS_OPEN, _TASK.due_at < asking.now)
    if question.filter.strip():
        from ..filtering import condition, filter_for  # the language is loaded with the first filter

        wanted = filter_for(asking, question.filter).where
        where += (condition(wanted, asking.session, asking.now, Among.OPEN),)
    query = select(_TASK.number).where(*where).order_by(_TASK.due_at.desc(), _TASK.number).limit(question.limit)
    return tuple(row.number for row in asking.rows(query))

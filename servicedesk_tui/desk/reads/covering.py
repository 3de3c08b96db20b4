"""Who could cover the open tasks of somebody who is away: their substitute, else who could take each best."""

from datetime import datetime

from sqlalchemy import func, select

from servicedesk_tui.locale import _
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import VisitState
from servicedesk_tui.vocabulary.handing import CoverQuestion, CoverRow, DueBackQuestion
from servicedesk_tui.vocabulary.refusals import NotFound

from ..candidates import Measure, rank
from ..conditions import FOR_A_TIME, IS_OPEN
from ..registry import answers
from .asking import Asking

_T = METADATA.tables
_TASK, _ABSENCE, _PERSON, _VISIT = _T["task"].c, _T["absence"].c, _T["person"].c, _T["visit"].c
_HANDOVER = _T["handover"].c


@answers(CoverQuestion)
def covers(asking: Asking, question: CoverQuestion) -> tuple[CoverRow, ...]:
    """The open tasks of who is away, those something happens to first."""
    found = asking.rows(select(_T["absence"]).where(_ABSENCE.id == question.absence))
    if not found:
        raise NotFound(_("There is no such {what}.").format(what=_("absence")))
    absence = found[0]
    visits = _visits(asking, absence.person_id, absence.starts_at, absence.ends_at)
    mine = select(_TASK.id, _TASK.number, _TASK.title, _TASK.due_at).where(IS_OPEN, _TASK.owner_id == absence.person_id)
    stand_in = _stand_in(asking, absence.substitute_id, absence.starts_at, absence.ends_at)
    tasks = list(asking.rows(mine.order_by(_TASK.priority, _TASK.rank, _TASK.number)))
    # What is suggested for one task leaves less room for the next.
    measure = Measure(asking.session, asking.now, asking.zone, freed=dict.fromkeys(row.id for row in tasks))
    rows = []
    for task, number, title, due in tasks:
        falls = [at for at in (visits.get(task), due) if at is not None and at < absence.ends_at]
        to, login, why = stand_in or _best(measure, task, absence.person_id)
        rows.append(CoverRow(task, number, title, to, login, why, min(falls, default=None)))
    return tuple(sorted(rows, key=lambda row: row.falls_due or absence.ends_at))


@answers(DueBackQuestion)
def due_back(asking: Asking, _question: DueBackQuestion) -> int:
    """How many are to come back now."""
    ended = select(func.count()).select_from(_T["handover"]).where(FOR_A_TIME, _HANDOVER.until <= asking.now)
    return int(asking.scalar(ended))


def _visits(asking: Asking, person: int, start: datetime, end: datetime) -> dict[int, datetime]:
    planned = (_VISIT.person_id == person, _VISIT.state == VisitState.PLANNED)
    within = (_VISIT.starts_at < end, _VISIT.ends_at > start)
    query = select(_VISIT.task_id, func.min(_VISIT.starts_at)).where(*planned, *within).group_by(_VISIT.task_id)
    return dict(tuple(row) for row in asking.rows(query))


def _stand_in(asking: Asking, person: int | None, start: datetime, end: datetime) -> tuple[int, str, str] | None:
    """Who stands in, unless they are away then too."""
    if person is None:
        return None
    away = select(_ABSENCE.id).where(
        _ABSENCE.person_id == person, _ABSENCE.starts_at < end, _ABSENCE.ends_at > max(start, asking.now)
    )
    found = asking.rows(select(_PERSON.login).where(_PERSON.id == person, _PERSON.active))
    return None if not found or asking.rows(away) else (person, found[0].login, _("stands in"))


def _best(measure: Measure, task: int, away: int) -> tuple[int | None, str | None, str]:
    ranking = rank(task, measure)
    one = next((one for one in ranking.able if one.person != away), None)
    if one is None:
        return None, None, _("nobody could take it")
    measure.give(task, one.person)
    return one.person, one.login, ", ".join(one.reasons)

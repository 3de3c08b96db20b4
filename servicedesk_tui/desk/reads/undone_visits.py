"""Visits whose planning was taken back: there is no row of them any more, and calendars outside must still be told.

What they were is in the change that took them away. Only what was taken back since the moment asked for is looked for: by
then every calendar that is kept in step has been told of the rest.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import exists, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import Op, VisitState
from servicedesk_tui.vocabulary.planning import VisitsQuestion

from ..recorder import from_plain
from .asking import Asking
from .cards import CUSTOMER, PERSON, TASK

_T = METADATA.tables
_VISIT, _SITE, _CHANGE, _BATCH = _T["visit"].c, _T["site"].c, _T["change"].c, _T["batch"].c


class Gone(NamedTuple):
    """A visit that is no more, as the row of one that is."""

    id: int
    task_id: int
    person_id: int
    state: VisitState
    calendar_uid: str
    number: int
    title: str
    login: str
    starts_at: datetime
    ends_at: datetime
    customer: str | None
    site: str | None
    address: str | None
    access_notes: str | None
    next_step: str
    takes_place: bool = False


def undone_visits(asking: Asking, question: VisitsQuestion) -> list[Gone]:
    """The visits that were taken back and not brought back again, and end after the moment asked for."""
    images = _images(asking, question)
    if not images:
        return []
    tasks = _tasks(asking, {int(image["task_id"]) for image in images.values()})
    logins = {row.id: row.login for row in asking.rows(select(PERSON.id, PERSON.login))}
    found = []
    for visit, image in images.items():
        starts, ends = (from_plain("visit", name, image[name]) for name in ("starts_at", "ends_at"))
        if ends <= question.since or image["task_id"] not in tasks:
            continue
        number, title, next_step, customer, site, address, access = tasks[image["task_id"]]
        found.append(
            Gone(
                visit, image["task_id"], image["person_id"], VisitState.CANCELLED, image.get("calendar_uid", ""), number,
                title, logins.get(image["person_id"], ""), starts, ends, customer, site, address,
                access, next_step,
            )
        )  # fmt: skip
    return found


def _images(asking: Asking, question: VisitsQuestion) -> dict[int, Mapping[str, Any]]:
    """What the visits were when they were last taken away, by id."""
    query = (
        select(_CHANGE.row_id, _CHANGE["values"])
        .join_from(_T["batch"], _T["change"], _CHANGE.batch_id == _BATCH.id)
        .where(_BATCH.at > question.since, _BATCH.reversal.is_not(None))
        .where(_CHANGE.entity == "visit", _CHANGE.op == Op.DELETE)
        .where(~exists().where(_VISIT.id == _CHANGE.row_id))
        .order_by(_CHANGE.id)
    )
    if question.visit is not None:
        query = query.where(_CHANGE.row_id == question.visit)
    return {int(visit): image for visit, image in asking.rows(query)}


def _tasks(asking: Asking, ids: set[int]) -> dict[int, tuple[Any, ...]]:
    """Number, title, next step, customer and place of tasks; of one that was taken back too, what it was called."""
    query = (
        select(
            TASK.id, TASK.number, TASK.title, TASK.next_step, CUSTOMER.name.label("customer"),
            _SITE.name.label("site"), _SITE.address, _SITE.access_notes,
        )
        .select_from(
            _T["task"]
            .outerjoin(_T["customer"], CUSTOMER.id == TASK.customer_id)
            .outerjoin(_T["site"], _SITE.id == TASK.site_id)
        )
        .where(among(asking.session, TASK.id, ids))
    )  # fmt: skip
    found = {row.id: tuple(row)[1:] for row in asking.rows(query)}
    gone = select(_CHANGE.task_id, _CHANGE["values"]).where(
        among(asking.session, _CHANGE.task_id, ids - found.keys()), _CHANGE.entity == "task", _CHANGE.op == Op.DELETE
    )
    for task, image in asking.rows(gone.order_by(_CHANGE.id)) if ids - found.keys() else ():
        found[task] = (image["number"], image["title"], image.get("next_step", ""), None, None, None, None)
    return found

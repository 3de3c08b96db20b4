"""Whether open offers of tasks still fit once changes are taken back: an offer is of an open task, by whose it is, to somebody
who works here."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Handover, Person, Task
from servicedesk_tui.vocabulary.enums import HandoverState
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid

from .steps import CHUNK
from .work import Work

Row = Mapping[str, Any]
After = Mapping[tuple[str, int], tuple[Row, Row]]
"""Rows that come back: what of each, and the whole of it, by table and id."""


def refuse_unfit_offers(work: Work, after: After, gone: Set[int], back: Set[int]) -> None:
    """Refuse what would leave an offer of a task that is closed or somebody else's, or to somebody who has left. `gone` are
    offers that the same changes made, `back` people who work here again."""
    for offer in _open(work, after, gone):
        came, row = after.get(("task", offer["task_id"]), ({}, {}))
        task = row if came else vars(work.get(Task, offer["task_id"], _("task")))
        person = work.get(Person, offer["to_id"], _("person"))
        left = offer["to_id"] not in back and (not person.active or ("person", offer["to_id"]) in _leaving(after))
        owner = offer["to_id"] if offer["from_id"] is None else offer["from_id"]
        if left or task["owner_id"] != owner or not work.status_by_id(task["status_id"]).category.is_open:
            raise Invalid(
                _("Not taken back: {task} is offered to {name}; withdraw that first.").format(
                    task=ref(task["number"]), name=person.login
                )
            )


def _leaving(after: After) -> set[tuple[str, int]]:
    return {key for key, (came, row) in after.items() if key[0] == "person" and "active" in came and not row["active"]}


def _open(work: Work, after: After, gone: Set[int]) -> Iterator[Row]:
    """The offers that are open afterwards and may not fit."""
    known = set(gone)
    for (entity, row_id), (_came, row) in after.items():
        if entity == "handover":
            known.add(row_id)
            if row["state"] == HandoverState.OFFERED:
                yield row
    moved = [i for (e, i), (came, _row) in after.items() if e == "task" and came.keys() & {"owner_id", "status_id"}]
    leaving = [row_id for _entity, row_id in _leaving(after)]
    is_open = col(Handover.state) == HandoverState.OFFERED
    for start in range(0, max(len(moved), 1), CHUNK):
        theirs = or_(col(Handover.task_id).in_(moved[start : start + CHUNK]), col(Handover.to_id).in_(leaving))
        for offer in work.all(select(Handover).where(is_open, theirs)):
            if offer.id not in known:
                yield offer.model_dump()

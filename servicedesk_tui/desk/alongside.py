"""What goes along when a batch is taken back though no change of the history tells of it: turns taken under a policy, and
what reached people about tasks that were escalated, or was cleared with the reminder that brought it.

Turns are sums: taking a batch back takes off what it added, whatever others added since; taking that back adds it again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import col

from servicedesk_tui.models import AssignmentCredit, Batch, Handover, Note, Notification, Person, Reminder
from servicedesk_tui.vocabulary.enums import HandoverState, Op, ShiftState
from servicedesk_tui.vocabulary.reminding import ReminderState

from .handlers.escalating import ESCALATED
from .handlers.mentions import forget_mentions, move_mentions
from .handlers.offers import OFFERED, RETURNED, SHIFT
from .steps import CHUNK
from .work import Work

_TOLD: Mapping[tuple[str, str], str] = {
    ("handover", HandoverState.RETURNED): RETURNED,
    ("shift", ShiftState.SENT): SHIFT,
}
"""What was told when a row came into a state."""
_TOLD_AT = {"handover": "answered_at", "shift": "sent_at"}
_Turns = dict[tuple[str, int], float]


def give_turns_back(work: Work, batches: Iterable[Batch]) -> None:
    """Take off the credits what batches added to them, the other way round for one that took another back."""
    turns: _Turns = defaultdict(float)
    for batch in batches:
        for key, added in _turns(work, batch).items():
            turns[key] -= added
    for (policy, person), credit in turns.items():
        _add(work, policy, person, credit)


def _turns(work: Work, batch: Batch) -> _Turns:
    found: _Turns = defaultdict(float)
    if batch.reversal is not None:
        for reversed_one in work.all(select(Batch).where(col(Batch.reversed_by_id) == batch.id)):
            for key, added in _turns(work, reversed_one).items():
                found[key] -= added
        return found
    for one in batch.params.get("given") or ():
        credit = one.get("credit") or {"policy": "", "added": {}}
        for person, added in credit["added"].items():
            found[credit["policy"], int(person)] += added
    return found


def _add(work: Work, policy: str, person: int, credit: float) -> None:
    query = select(AssignmentCredit).where(
        col(AssignmentCredit.policy) == policy, col(AssignmentCredit.person_id) == person
    )
    row: AssignmentCredit | None = work.one(query)
    if row is not None:
        row.credit += credit
    elif work.session.get(Person, person) is not None:
        work.session.add(AssignmentCredit(person_id=person, policy=policy, credit=credit))


def withdraw_notices(work: Work, inverse: Iterable[dict[str, Any]]) -> None:
    """Before changes are taken back: what was told of a task that goes, or of an escalation that was none, goes with it."""
    gone: set[int] = set()
    since: dict[int, datetime] = {}
    offers = [c["row_id"] for c in inverse if c["entity"] == "handover" and c["op"] is Op.DELETE]
    for change in inverse:
        if change["entity"] != "task":
            continue
        if change["op"] is Op.DELETE:
            gone.add(change["row_id"])
        elif change["op"] is Op.UPDATE and change["values"].get("escalated_at", [None, ""])[1] is None:
            since[change["row_id"]] = datetime.fromisoformat(change["values"]["escalated_at"][0])
    ids = sorted(gone)
    for start in range(0, len(ids), CHUNK):
        work.session.execute(delete(Notification).where(col(Notification.task_id).in_(ids[start : start + CHUNK])))
        over = (col(Reminder.task_id).in_(ids[start : start + CHUNK]), col(Reminder.state) != ReminderState.PENDING)
        work.session.execute(delete(Reminder).where(*over))
    for task, at in since.items():
        work.session.execute(
            delete(Notification).where(
                col(Notification.task_id) == task, col(Notification.kind) == ESCALATED, col(Notification.at) >= at
            )
        )
    for change in inverse:
        _withdraw_told(work, change)
    for start in range(0, len(offers), CHUNK):
        _withdraw_offers(work, offers[start : start + CHUNK])


def show_again(work: Work, batches: Iterable[Batch], inverse: Iterable[dict[str, Any]]) -> None:
    """What a reminder brought to an inbox, and these batches cleared with it, is unread again; it is cleared again with a redo."""
    at = {batch.at for batch in batches}
    for change in inverse:
        if change["entity"] != "reminder" or "state" not in change["values"] or change["op"] is not Op.UPDATE:
            continue
        comes = change["values"]["state"][1] == ReminderState.PENDING
        cleared = col(Notification.read_at).in_(at) if comes else col(Notification.read_at).is_(None)
        its = update(Notification).where(col(Notification.reminder_id) == change["row_id"], cleared)
        told = its.values(read_at=None if comes else work.now).returning(col(Notification.person_id))
        work.topics += [("inbox", person) for person in sorted(set(work.session.execute(told).scalars()))]


def _withdraw_told(work: Work, change: dict[str, Any]) -> None:
    """What was told of a note that goes, of a return, or of a shift that was not sent, and was not read."""
    entity, values = change["entity"], change["values"]
    if entity == "note":
        _withdraw_mentions(work, change)
        return
    before = values.get("state", [""])[0] if change["op"] is Op.UPDATE else ""
    kind = _TOLD.get((entity, before))
    # A shift that was sent and is signed off anew changes its state too, but not when it was sent.
    at = values.get(_TOLD_AT[entity], [None])[0] if kind else None
    if at:
        unread = (col(Notification.kind) == kind, col(Notification.read_at).is_(None))
        told = (col(Notification.at) == datetime.fromisoformat(at), col(Notification.task_id) == change["task_id"])
        work.session.execute(delete(Notification).where(*unread, *told))


def _withdraw_mentions(work: Work, change: dict[str, Any]) -> None:
    """Who was named in a note that goes need not look for it; in one that goes to another task, finds it there."""
    note = work.session.get(Note, change["row_id"])
    if note is None:
        return
    if change["op"] is Op.DELETE:
        forget_mentions(work, note)
    elif change["op"] is Op.UPDATE and "task_id" in change["values"]:
        move_mentions(work, note, change["values"]["task_id"][1])
    work.flush()


def _withdraw_offers(work: Work, offers: list[int]) -> None:
    """Nothing is offered to those who were told so."""
    for offer in work.all(select(Handover).where(col(Handover.id).in_(offers))):
        theirs = (col(Notification.task_id) == offer.task_id) & (col(Notification.person_id) == offer.to_id)
        since = (col(Notification.kind) == OFFERED) & (col(Notification.at) >= offer.created_at)
        work.session.execute(delete(Notification).where(theirs, since))

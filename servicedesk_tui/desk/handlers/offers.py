"""What becomes of an open offer of a task when something else happens to it, and who is told of a hand-over."""

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.models import Handover, Notification, Person, Task
from servicedesk_tui.vocabulary.enums import HandoverState

from ..conditions import IS_OFFERED
from ..work import Work

OFFERED = "handover"
RETURNED = "returned"
ENDED = "ended"
SHIFT = "shift"
"""Kinds of notification: a task is offered to me; was returned to me; came back, or went back; a shift was handed over."""
_LONGEST = 300


def answer(work: Work, offer: Handover, state: HandoverState, word: str = "") -> None:
    """An offer is one no longer."""
    offer.state, offer.word, offer.answered_at = state, word, work.now
    work.recorder.note_first(offer)


def withdraw(work: Work, task: Task) -> None:
    """Whoever was offered the task is offered it no longer, as it is somebody else's, nobody's or closed."""
    offer = work.offer(task.id) if task.id is not None else None
    if offer is not None:
        answer(work, offer, HandoverState.WITHDRAWN)


def tell(work: Work, person: int | None, task: Task, kind: str, said: str = "") -> None:
    """Notify a person of a task; nobody needs to be told what they do themselves."""
    if person is not None and person != work.my_id:
        note = Notification(person_id=person, task_id=task.id, kind=kind, text=said[:_LONGEST], at=work.now)
        work.session.add(note)


def withdraw_from(work: Work, person: Person) -> None:
    """Whoever leaves is offered nothing any more."""
    theirs = select(Handover).where(col(Handover.to_id) == person.id, IS_OFFERED)
    for offer in work.all(theirs):
        task = work.task(offer.task_id)
        answer(work, offer, HandoverState.WITHDRAWN)
        work.keep_offer(offer)
        tell(work, offer.from_id, task, RETURNED)

"""Handing a task over: it is offered with its context, and is whose it was until it is accepted (vocabulary/handing.py).

What nobody has is the receiver's at once, or nobody would answer for it; returning it brings it back to the inbox.
"""

from datetime import datetime
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import in_full, zone
from servicedesk_tui.models import Handover, Note, Person, Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import HandOver
from servicedesk_tui.vocabulary.enums import Category, HandoverState, NoteKind
from servicedesk_tui.vocabulary.handing import AcceptHandOver, ReturnHandOver, WithdrawHandOver
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid, Needs

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from .mentions import tell_mentioned
from .offers import OFFERED, RETURNED, answer, tell, withdraw
from .ownership import give_and_tell, owning_right
from .passing import ahead, call_off, guard_going
from .statuses import enter
from .values import body, line, moment

WORD_MAX = 300


@handles(HandOver)
def hand_over(work: Work, command: HandOver) -> Told:
    """Offer the task to a person; to myself I take it over."""
    task, person = work.task(command.task), work.person(command.to)
    work.require(owning_right(work, task, person.id), task)
    refuse_conflicts(work.session, task, {"owner": person.id}, command.base)
    if not is_open(task):
        raise Invalid(_("{task} is closed; reopen it first.").format(task=ref(task.number)))
    context = _context(work, command)
    if task.owner_id == person.id:
        return _theirs_already(task, person, context)
    offer = _offer(work, task, person, context)
    told: dict[str, Any] = {"owner": person.login, "offered": True}
    if work.my_id == person.id or task.owner_id is None:
        told |= give_and_tell(work, task, person).params
    else:
        guard_going(work, task, person, ahead(work, task))
        withdraw(work, task)
    work.session.add(offer)
    _write_down(work, offer)
    if work.my_id == person.id:
        offer.state, offer.answered_at = HandoverState.ACCEPTED, work.now
        return Told({**told, "offered": False})
    work.keep_offer(offer)
    tell(work, person.id, task, OFFERED, offer.why)
    return Told(told)


def _context(work: Work, command: HandOver) -> dict[str, Any]:
    """What goes along, checked and cleaned."""
    until = moment(command.until, "until")
    if until is not None and until <= work.now:
        raise Invalid(_("A task is handed over until a moment that is still to come."))
    texts = {"why": body(command.note, "note"), "done": body(command.done), "next": body(command.next)}
    return {**texts, "watch": body(command.watch), "until": until}


def _theirs_already(task: Task, person: Person, context: dict[str, Any]) -> Told:
    if not any(context.values()):
        return NOTHING
    raise Invalid(
        _("{task} is {name}'s already; write a note instead.").format(task=ref(task.number), name=person.login)
    )


def _offer(work: Work, task: Task, person: Person, context: dict[str, Any]) -> Handover:
    assert task.id is not None
    assert person.id is not None
    return Handover(
        task_id=task.id,
        from_id=task.owner_id,
        to_id=person.id,
        given_by_id=work.my_id,
        created_at=work.now,
        **context,
    )


def _write_down(work: Work, offer: Handover) -> None:
    """The context as a note too, where search and the timeline find it; in the language of who writes it."""
    text = context_text(offer.why, offer.done, offer.next, offer.watch, _until(work, offer.until))
    if text:
        note = Note(task_id=offer.task_id, author_id=work.my_id, kind=NoteKind.HANDOVER, body=text, created_at=work.now)
        work.session.add(note)
        tell_mentioned(work, note)


def _until(work: Work, until: datetime | None) -> str:
    return in_full(until, False, zone(work.me.zone)) if until is not None else ""


def context_text(why: str, done: str, next_: str, watch: str, until: str = "") -> str:
    """What goes along with a task, as a note says it. A reason alone needs no heading."""
    rest = [(_("done"), done), (_("next"), next_), (_("watch"), watch), (_("until"), until)]
    if not any(text for _name, text in rest):
        return why
    return "\n".join(f"{name}: {text}" for name, text in [(_("why"), why), *rest] if text)


def _answerable(work: Work, task: Task) -> Handover:
    """The offer that I answer: it is to me, or I may give the task."""
    offer = work.offer(task.id or 0)
    if offer is None:
        raise Invalid(_("{task} is not offered to anybody.").format(task=ref(task.number)))
    work.require(Right.NOTE if offer.to_id == work.my_id else Right.GIVE, task)
    return offer


def _told(work: Work, offer: Handover) -> dict[str, Any]:
    """Whose it was and whose it was to be; of many tasks all are told together."""
    before = work.session.get(Person, offer.from_id) if offer.from_id is not None else None
    to = work.get(Person, offer.to_id, _("person"))
    givers: list[str] = work.kept.setdefault("givers", [])
    receivers: list[str] = work.kept.setdefault("receivers", [])
    givers.append(before.login if before else "")
    receivers.append("" if offer.to_id == work.my_id else to.login)
    return {"givers": givers, "receivers": receivers}


@handles(AcceptHandOver)
def accept(work: Work, command: AcceptHandOver) -> Told:
    """The task is mine now, or theirs for whom I accept it."""
    task = work.task(command.task)
    offer = _answerable(work, task)
    told = give_and_tell(work, task, work.person(offer.to_id)).params
    answer(work, offer, HandoverState.ACCEPTED)
    return Told({**told, **_told(work, offer)})


@handles(ReturnHandOver)
def return_it(work: Work, command: ReturnHandOver) -> Told:
    """Whose the task was keeps it and is told why; what was nobody's is nobody's again."""
    task = work.task(command.task)
    offer = _answerable(work, task)
    word = line(command.word, "word", most=WORD_MAX)
    if not word:
        raise Needs("word", _("Why is {task} returned?").format(task=ref(task.number)), [])
    told = _told(work, offer)
    if task.owner_id == offer.to_id:
        told |= to_inbox(work, task)
    answer(work, offer, HandoverState.RETURNED, word)
    for person in {offer.from_id, offer.given_by_id}:
        tell(work, person, task, RETURNED, word)
    return Told({**told, "text": word})


def to_inbox(work: Work, task: Task) -> dict[str, Any]:
    """Nobody has the task any more, and whoever had it for a while has no part in it."""
    told = call_off(work, task, ahead(work, task))
    inbox = work.first_status(Category.INBOX)
    if task.category is not Category.INBOX:
        enter(work, task, inbox)
    task.owner_id = None
    return {**told, "status": dict(names(inbox))}


@handles(WithdrawHandOver)
def withdraw_it(work: Work, command: WithdrawHandOver) -> Told:
    """The offer is taken back."""
    task = work.task(command.task)
    offer = work.offer(task.id or 0)
    if offer is None:
        raise Invalid(_("{task} is not offered to anybody.").format(task=ref(task.number)))
    takes_away = offer.from_id is None and task.owner_id == offer.to_id
    is_mine = work.my_id in (offer.from_id, offer.given_by_id)
    work.require(Right.NOTE if is_mine else Right.GIVE if takes_away else Right.CHANGE, task)
    told = _told(work, offer)
    if takes_away:
        told |= to_inbox(work, task)
    answer(work, offer, HandoverState.WITHDRAWN)
    return Told(told)

"""Work of people who are away: it is handed over until they are back, and comes back then, as does what was handed over until
a moment."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlmodel import col

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import Absence, Handover, Person, Task, Visit
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.enums import HandoverState, VisitState
from servicedesk_tui.vocabulary.handing import BringBack, CoverAbsence
from servicedesk_tui.vocabulary.refusals import Invalid, Refusal

from ..conditions import FOR_A_TIME, IS_OPEN
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open
from .handing import to_inbox
from .offers import ENDED, OFFERED, answer, tell, withdraw
from .ownership import give_and_tell
from .passing import ahead, guard_going

_UNDER_WAY = (HandoverState.OFFERED, HandoverState.ACCEPTED)


@handles(CoverAbsence)
def cover(work: Work, command: CoverAbsence) -> Told:
    """Hand what somebody has over until they are back; what is theirs no longer is left alone."""
    absence = work.get(Absence, command.absence, _("absence"))
    away = work.get(Person, absence.person_id, _("person"))
    if absence.ends_at <= work.now:
        raise Invalid(_("{login} is back already.").format(login=away.login))
    work.preload(command.to)
    pairs = [(work.task(task), work.person(to)) for task, to in command.to.items()]
    theirs = [(task, to) for task, to in pairs if task.owner_id == away.id and task.owner_id != to.id and is_open(task)]
    for task, _to in theirs:
        work.require(Right.GIVE, task)
    if not theirs:
        return NOTHING
    for task, to in theirs:
        _hand_over(work, task, to, absence)
    return Told({"person": away.login, "count": len(theirs), "receivers": sorted({to.login for _task, to in theirs})})


def _hand_over(work: Work, task: Task, to: Person, absence: Absence) -> None:
    assert task.id is not None
    assert to.id is not None
    has_begun = absence.starts_at <= work.now
    offer = Handover(
        task_id=task.id,
        from_id=absence.person_id,
        to_id=to.id,
        given_by_id=work.my_id,
        why=word(absence.kind),
        until=absence.ends_at,
        absence_id=absence.id,
        state=HandoverState.ACCEPTED if has_begun else HandoverState.OFFERED,
        created_at=work.now,
        answered_at=work.now if has_begun else None,
    )
    if has_begun:
        give_and_tell(work, task, to)
    else:
        guard_going(work, task, to, ahead(work, task))
        withdraw(work, task)
        work.keep_offer(offer)
    work.session.add(offer)
    tell(work, to.id, task, OFFERED, offer.why)


@handles(BringBack)
def bring_back(work: Work, command: BringBack) -> Told:  # noqa: ARG001 - there is nothing to ask
    """What was handed over for a time that is over is whose it was again."""
    work.require(Right.ADD)
    latest_first = col(Handover.id).desc()  # what was handed on from hand to hand goes back the way it came
    due: dict[int, list[Handover]] = defaultdict(list)
    for one in work.all(select(Handover).where(FOR_A_TIME, col(Handover.until) <= work.now).order_by(latest_first)):
        due[one.task_id].append(one)
    work.preload(due)
    back = [task for task, some in due.items() if _bring_back(work, work.task(task), some)]
    return Told({"count": len(back)}) if back else NOTHING


def _bring_back(work: Work, task: Task, some: list[Handover]) -> bool:
    """False where the settings do not let a visit go back; it is tried again. However often it was handed on, it changes
    hands once."""
    owner = task.owner_id
    for one in some:
        if owner == one.to_id and _can_have_it(work, one.from_id):
            owner = one.from_id
    if is_open(task) and owner != task.owner_id:
        if owner is None:
            to_inbox(work, task)
        else:
            try:
                give_and_tell(work, task, work.person(owner))
            except Refusal:
                return False
    for one in some:
        answer(work, one, HandoverState.ENDED, one.word)
    for person in {person for one in some for person in (one.from_id, one.to_id)}:
        tell(work, person, task, ENDED)
    return True


def _can_have_it(work: Work, person: int | None) -> bool:
    """True for somebody who works here still, and for nobody."""
    found = work.session.get(Person, person) if person is not None else None
    return person is None or (found is not None and found.active)


def follow(work: Work, absence: Absence) -> None:
    """The absence ends at another moment; what was handed over for it comes back then."""
    for one in _for(work, absence):
        if one.state in _UNDER_WAY:
            one.until = absence.ends_at


def end(work: Work, absence: Absence) -> None:
    """There is no absence; what was handed over for it comes back, and what is only offered is so no longer."""
    for one in _for(work, absence):
        if one.state is HandoverState.OFFERED:
            answer(work, one, HandoverState.WITHDRAWN)
        elif one.state is HandoverState.ACCEPTED:
            one.until = work.now
        one.absence_id = None
    work.flush()


def _for(work: Work, absence: Absence) -> list[Handover]:
    return work.all(select(Handover).where(col(Handover.absence_id) == absence.id))


def warn_of_work(work: Work, person: Person, absence: Absence) -> None:
    """Say how much of somebody's work falls into the time they are away."""
    within = (col(Visit.starts_at) < absence.ends_at) & (col(Visit.ends_at) > absence.starts_at)
    planned = within & (col(Visit.person_id) == person.id) & (col(Visit.state) == VisitState.PLANNED)
    visits = int(work.session.execute(select(func.count()).select_from(Visit).where(planned)).scalar_one())
    mine = select(func.count()).select_from(Task).where(IS_OPEN, col(Task.owner_id) == person.id)
    tasks = int(work.session.execute(mine).scalar_one())
    if visits or tasks:
        said = [
            n_("{count} visit falls into it", "{count} visits fall into it", visits).format(count=visits),
            n_("{count} open task waits for {login}", "{count} open tasks wait for {login}", tasks).format(
                count=tasks, login=person.login
            ),
        ]
        some = [words for words, count in zip(said, (visits, tasks), strict=True) if count]
        work.warnings.append(_("{what}; hand them over.").format(what=_(" and ").join(some)))

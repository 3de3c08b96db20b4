"""What people can do, and what becomes of their tasks when they leave."""

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Person, PersonSkill, Task, Team, Visit
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.enums import OPEN, Category, VisitState
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Needs
from servicedesk_tui.vocabulary.staffing import LeavePerson, SetSkill

from ..registry import NOTHING, Told, handles
from ..work import Work
from . import values
from .offers import withdraw_from
from .ownership import give
from .people import refuse_last_admin
from .statuses import enter
from .times import end_timer_of

LEVELS = (1, 2, 3)
INBOX = -1
"""What is answered to whom the tasks go to when they go back to the inbox."""


@handles(SetSkill)
def set_skill(work: Work, command: SetSkill) -> Told:
    """A person can do something, or no longer."""
    work.require(Right.PEOPLE)
    person = work.get(Person, command.person, _("person"))
    skill = values.tag(command.skill)
    if command.level is not None and command.level not in LEVELS:
        raise Invalid(_("A skill has level 1, 2 or 3; 1 is best."))
    query = select(PersonSkill).where(col(PersonSkill.person_id) == person.id, col(PersonSkill.skill) == skill)
    found: PersonSkill | None = work.one(query)
    if (found.level if found else None) == command.level:
        return NOTHING
    if command.level is None:
        work.session.delete(found)
    elif found is None:
        assert person.id is not None
        work.session.add(PersonSkill(person_id=person.id, skill=skill, level=command.level))
    else:
        found.level = command.level
    return Told({"person": person.login, "skill": skill, "level": command.level})


@handles(LeavePerson)
def leave(work: Work, command: LeavePerson) -> Told:
    """A person works here no longer; their open tasks go to somebody else, or back to the inbox."""
    work.require(Right.PEOPLE)
    person = work.get(Person, command.person, _("person"))
    if not person.active:
        return NOTHING
    refuse_last_admin(work, person)
    tasks = work.all(select(Task).where(col(Task.owner_id) == person.id, col(Task.category).in_(OPEN)))
    to_inbox = command.to_inbox or command.tasks_to == INBOX
    if tasks and not to_inbox and command.tasks_to is None:
        raise Needs("tasks_to", _to_whom(person, len(tasks)), _choices(work, person))
    heir = work.person(command.tasks_to) if tasks and not to_inbox and command.tasks_to is not None else None
    if heir is person:
        raise Invalid(_("{login} leaves: the tasks go to somebody else.").format(login=person.login))
    person.active = False  # first: who has left helps on no task
    for task in tasks:
        _pass_on(work, task, heir)
    withdraw_from(work, person)
    end_timer_of(work, person.id or 0)
    for team in work.all(select(Team).where(col(Team.lead_id) == person.id)):
        team.lead_id = None
    _pass_visits_on(work, person, heir)
    return Told({"person": person.login, "count": len(tasks), "owner": heir.login if heir else None})


def _to_whom(person: Person, count: int) -> str:
    return _("{login} has {count} open tasks. Who gets them?").format(login=person.login, count=count)


def _choices(work: Work, person: Person) -> list[Choice]:
    others = select(Person).where(col(Person.active), col(Person.kind) == "human", col(Person.id) != person.id)
    people = work.all(others.order_by(col(Person.login)))
    return [Choice(INBOX, _("nobody: back to the inbox")), *(Choice(p.id, f"{p.login}  {p.name}") for p in people)]


def _pass_on(work: Work, task: Task, heir: Person | None) -> None:
    if heir is not None:
        give(work, task, heir)
    elif task.category is not Category.INBOX:
        enter(work, task, work.first_status(Category.INBOX))


def _pass_visits_on(work: Work, person: Person, heir: Person | None) -> None:
    """Planned visits go with the tasks, or are called off."""
    planned = select(Visit).where(
        col(Visit.person_id) == person.id,
        col(Visit.state) == VisitState.PLANNED,
        col(Visit.ends_at) > work.now,
    )
    for visit in work.all(planned):
        visit.calendar_sequence += 1
        if heir is not None and heir.id is not None:
            visit.person_id = heir.id
        else:
            visit.state = VisitState.CANCELLED
            _plan_anew(work, visit)


def _plan_anew(work: Work, visit: Visit) -> None:
    """The task's next visit is another one, or none."""
    task = work.task(visit.task_id)
    others = select(Visit).where(
        col(Visit.task_id) == task.id, col(Visit.state) == VisitState.PLANNED, col(Visit.id) != visit.id
    )
    task.planned_at = min((one.starts_at for one in work.all(others)), default=None)

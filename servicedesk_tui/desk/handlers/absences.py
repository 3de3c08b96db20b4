"""Absences: when people are away, and who stands in for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Absence, Person
from servicedesk_tui.policy.permissions import Relation, Right, allowed
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, NotAllowed
from servicedesk_tui.vocabulary.staffing import AddAbsence, EditAbsence, RemoveAbsence

from ..registry import NOTHING, Told, handles
from ..work import Work
from . import values
from .covering import end, follow, warn_of_work

FIELDS = ("starts", "ends", "is_day", "kind", "substitute")


@handles(AddAbsence)
def add_absence(work: Work, command: AddAbsence) -> Told:
    """A person is away."""
    person = work.person(command.person)
    require_absences(work, person)
    asked = {name: getattr(command, name) for name in FIELDS}
    absence = Absence(person_id=command.person, **_checked(work, person, asked, None))
    work.created = work.add(absence).id
    warn_of_work(work, person, absence)
    return Told(_said(person, absence))


@handles(EditAbsence)
def edit_absence(work: Work, command: EditAbsence) -> Told:
    """Set fields of an absence."""
    absence = work.get(Absence, command.absence, _("absence"))
    person = work.get(Person, absence.person_id, _("person"))
    require_absences(work, person)
    unknown = sorted(set(command.fields) - set(FIELDS))
    if unknown:
        raise Invalid(
            _("An absence has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(FIELDS))
        )
    now = _now(absence)
    _refuse_conflicts(now, command)
    read = _checked(work, person, {**now, **command.fields}, absence)
    if all(getattr(absence, name) == value for name, value in read.items()):
        return NOTHING
    for name, value in read.items():
        setattr(absence, name, value)
    follow(work, absence)
    return Told(_said(person, absence))


@handles(RemoveAbsence)
def remove_absence(work: Work, command: RemoveAbsence) -> Told:
    """The person is not away after all."""
    absence = work.get(Absence, command.absence, _("absence"))
    person = work.get(Person, absence.person_id, _("person"))
    require_absences(work, person)
    told = _said(person, absence)
    end(work, absence)
    work.session.delete(absence)
    return Told(told)


def require_absences(work: Work, person: Person) -> None:
    """One's own absences are one's own affair; others' are for those who plan their visits."""
    theirs = {Relation.TEAM} if person.team_id is not None and person.team_id == work.me.team_id else set()
    if person.id == work.my_id or work.may(Right.PEOPLE) or allowed(work.me.role, Right.VISITS, theirs):
        return
    said = _("Only {login}, the lead of their team, a dispatcher or an administrator says when {login} is away.")
    raise NotAllowed(said.format(login=person.login))


def _now(absence: Absence) -> dict[str, Any]:
    return {
        "starts": absence.starts_at,
        "ends": absence.ends_at,
        "is_day": absence.is_day,
        "kind": absence.kind,
        "substitute": absence.substitute_id,
    }


def _refuse_conflicts(now: Mapping[str, Any], command: EditAbsence) -> None:
    for name, base in command.base.items():
        asked = command.fields.get(name)
        if name in command.fields and now[name] not in (base, asked):
            raise Conflict(
                _("Somebody changed the absence meanwhile."),
                field=name,
                mine=asked,
                theirs=now[name],
                base=base,
                who="",
                when=None,
            )


def _checked(work: Work, person: Person, asked: Mapping[str, Any], absence: Absence | None) -> dict[str, Any]:
    starts, ends = values.moment(asked["starts"], "starts"), values.moment(asked["ends"], "ends")
    if starts is None or ends is None or ends <= starts:
        raise Invalid(_("An absence ends after it starts."))
    others = select(Absence).where(
        col(Absence.person_id) == person.id, col(Absence.starts_at) < ends, col(Absence.ends_at) > starts
    )
    meeting = [one for one in work.all(others) if one is not absence]
    if meeting:
        raise Invalid(_("{login} is away then already.").format(login=person.login))
    stand_in = asked["substitute"]
    if stand_in is not None:
        _refuse_circle(work, person, work.person(stand_in), starts, ends)
    return {
        "starts_at": starts,
        "ends_at": ends,
        "is_day": bool(asked["is_day"]),
        "kind": values.member(AbsenceKind, asked["kind"], "kind"),
        "substitute_id": stand_in,
    }


def _refuse_circle(work: Work, person: Person, stand_in: Person, starts: datetime, ends: datetime) -> None:
    """Who stands in may be away too, and somebody stands in for them; it must end with somebody who is there."""
    if person.id == stand_in.id:
        raise Invalid(_("{login} cannot stand in for themselves; name somebody else.").format(login=person.login))
    seen, at = {person.id}, stand_in
    while True:
        if at.id in seen:
            raise Invalid(
                _("{one} and {other} would stand in for each other.").format(one=person.login, other=stand_in.login)
            )
        seen.add(at.id)
        away = select(Absence).where(
            col(Absence.person_id) == at.id,
            col(Absence.substitute_id).is_not(None),
            col(Absence.starts_at) < ends,
            col(Absence.ends_at) > starts,
        )
        found: Absence | None = work.one(away.order_by(col(Absence.starts_at)).limit(1))
        if found is None or found.substitute_id is None:
            return
        at = work.get(Person, found.substitute_id, _("person"))


def _said(person: Person, absence: Absence) -> dict[str, Any]:
    return {
        "person": person.login,
        "absence": absence.kind.value,
        "from": absence.starts_at.isoformat(),
        "to": absence.ends_at.isoformat(),
    }

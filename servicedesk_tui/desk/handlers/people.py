"""People: who works here, and what they may do."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.models import Person, Task, Team
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.desk_commands import AddPerson, EditPerson
from servicedesk_tui.vocabulary.enums import OPEN, Language, PersonKind, Role
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import digits

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..weeks import checked_week, stored_week
from ..work import Work
from . import values
from .offers import withdraw_from
from .times import end_timer_of


def login(text: str) -> str:
    """A login: one word, as it is typed after `@`."""
    clean = values.line(text, "login", most=64, empty=False)
    if any(c.isspace() or c in "@#,;:\"'()" for c in clean):
        raise Invalid(_("{login} is no login: one word without @ # , ; : or quotes.").format(login=clean))
    return clean.lower()


def find_team(work: Work, name: str | None) -> int | None:
    """A team's id by name, made when it is new; none for no name."""
    if not name:
        return None
    clean = values.line(name, "team", most=100, empty=False)
    return (team_called(work, clean) or work.add(Team(name=clean))).id


def team_called(work: Work, name: str) -> Team | None:
    """The team of that name, whatever its case. Folded here: what a database takes for a capital depends on its locale."""
    return next((team for team in work.all(select(Team)) if team.name.casefold() == name.casefold()), None)


def _cap(value: Any) -> int | None:
    if value is not None and (type(value) is not int or not 1 <= value <= 999):
        raise Invalid(_("How many tasks may be under way is a number from 1 to 999, or none."))
    return value


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "login": login,
    "name": lambda v: values.line(v, "name", most=200, empty=False),
    "role": lambda v: values.member(Role, v, "role"),
    "email": lambda v: values.line(v, "email", most=254),
    "phone": lambda v: values.line(v, "phone", most=40),
    "zone": values.zone,
    "language": lambda v: values.member(Language, v, "language"),
    "weekly_minutes": lambda v: values.minutes(v, "weekly_minutes"),
    "hours": lambda v: stored_week(checked_week(v)),
    "wip_cap": _cap,
    "active": bool,
}


@handles(AddPerson)
def add_person(work: Work, command: AddPerson) -> Told:
    """Add a person."""
    work.require(Right.PEOPLE)
    name = login(command.login)
    if work.one(select(Person).where(Person.login == name)) is not None:  # type: ignore[arg-type]
        raise Invalid(_("There is already a person with the login {login}.").format(login=name))
    phone = _FIELDS["phone"](command.phone)
    language = command.language or work.setting("language", "en")
    zone = values.zone(command.zone or work.setting("zone", "Europe/Copenhagen"))
    fields = {
        "name": _FIELDS["name"](command.name or name),
        "role": _FIELDS["role"](command.role),
        "email": _FIELDS["email"](command.email),
        "language": _FIELDS["language"](language),
        "weekly_minutes": _FIELDS["weekly_minutes"](command.weekly_minutes),
    }
    team = find_team(work, command.team)
    person = work.add(
        Person(
            login=name, phone=phone, phone_digits=digits(phone), zone=zone, team_id=team, created_at=work.now, **fields
        )
    )
    work.created = person.id
    return Told({"person": name, "role": command.role.value})


@handles(EditPerson)
def edit_person(work: Work, command: EditPerson) -> Told:
    """Set a person's fields. The last active admin stays one; who leaves gives the open tasks away first."""
    work.require(Right.PEOPLE)
    person = work.get(Person, command.person, _("person"))
    unknown = sorted(set(command.fields) - set(_FIELDS) - {"team"})
    if unknown:
        raise Invalid(
            _("A person has no field {field}; {known} can be set.").format(
                field=unknown[0], known=", ".join([*_FIELDS, "team"])
            )
        )
    read = {n: _FIELDS[n](v) for n, v in command.fields.items() if n != "team"}
    if "team" in command.fields:
        read["team_id"] = find_team(work, command.fields["team"])
    mine = {"team" if n == "team_id" else n: v for n, v in read.items()}
    refuse_conflicts(work.session, person, mine, _base(work, command))
    refuse_lockout(work, person, read)
    read = {n: v for n, v in read.items() if getattr(person, n) != v}
    if not read:
        return NOTHING
    for name, value in read.items():
        setattr(person, name, value)
    person.phone_digits = digits(person.phone)
    if not read.get("active", True):
        withdraw_from(work, person)
        end_timer_of(work, person.id or 0)
    told = {"person": person.login, "fields": sorted(read)}
    return Told({**told, "active": person.active} if set(read) == {"active"} else told)


def _base(work: Work, command: EditPerson) -> Mapping[str, Any]:
    """What the sender saw, with a team by its id: they saw its name."""
    seen = command.base.get("team")
    if not isinstance(seen, str):
        return command.base
    team = team_called(work, seen)
    return {**command.base, "team": team.id if team else None}


def refuse_lockout(work: Work, person: Person, read: Mapping[str, Any], given: Collection[int] = ()) -> None:
    """The last active admin stays one, and nobody leaves with open tasks; those `given` away are theirs no more."""
    loses_admin = person.role is Role.ADMIN and (
        read.get("role", Role.ADMIN) is not Role.ADMIN or not read.get("active", True)
    )
    if loses_admin:
        refuse_last_admin(work, person)
    if read.get("active", True) or not person.active:
        return
    open_tasks = select(Task.id).where(Task.owner_id == person.id, Task.category.in_(OPEN))  # type: ignore[call-overload,attr-defined]
    count = len(set(work.session.execute(open_tasks).scalars()) - set(given))
    if count:
        raise Invalid(
            _("{login} still owns {count} open tasks; give them away first.").format(login=person.login, count=count)
        )


def refuse_last_admin(work: Work, person: Person) -> None:
    """The desk keeps somebody who may set things."""
    others = select(Person).where(
        Person.role == Role.ADMIN,  # type: ignore[arg-type]
        Person.active,  # type: ignore[arg-type]
        Person.kind == PersonKind.HUMAN,  # type: ignore[arg-type]
        Person.id != person.id,  # type: ignore[arg-type]
    )
    if person.role is Role.ADMIN and work.one(others) is None:
        raise Invalid(_("{login} is the last admin; make another one first.").format(login=person.login))

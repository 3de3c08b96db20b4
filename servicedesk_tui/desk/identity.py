"""Who I am: the operating system's user by uid, unless the machine trusts this account to say `--as`."""

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.locale import _
from servicedesk_tui.models import Person, Setting
from servicedesk_tui.policy.permissions import rights_of
from servicedesk_tui.settings import account, may_act_for_others
from servicedesk_tui.vocabulary.enums import PersonKind, Role
from servicedesk_tui.vocabulary.refusals import NotAllowed
from servicedesk_tui.vocabulary.rows import Me

DEMO_PERSON = "anna"


def who_am_i(session: Session, as_login: str | None) -> Me:
    """The person at this terminal. The sample desk lets anybody in, as its dispatcher or as anyone they name."""
    stored = session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(("demo", "name"))))  # type: ignore[call-overload,attr-defined]
    settings = {key: value.get("value") for key, value in stored}
    is_demo = bool(settings.get("demo"))
    mine = account()
    if as_login and as_login != mine and not is_demo and not may_act_for_others(mine):
        raise NotAllowed(
            _("{account} may not act as {login}: only accounts the machine's settings trust may.").format(
                account=mine, login=as_login
            )
        )
    login = as_login or (DEMO_PERSON if is_demo else mine)
    person = session.execute(select(Person).where(Person.login == login.lower())).scalars().first()  # type: ignore[arg-type]
    if person is None or person.kind is not PersonKind.HUMAN:
        raise NotAllowed(_unknown(session, login))
    if not person.active:
        raise NotAllowed(_("{login} is no longer active here; ask an admin.").format(login=login))
    return as_me(person, str(settings.get("name") or ""), is_demo=is_demo)


def as_me(person: Person, desk_name: str = "", *, is_demo: bool = False) -> Me:
    """A person as the one who sits here."""
    assert person.id is not None
    return Me(
        id=person.id,
        login=person.login,
        name=person.name,
        role=person.role,
        team_id=person.team_id,
        zone=person.zone,
        language=person.language.value,
        desk_name=desk_name,
        is_demo=is_demo,
        rights=rights_of(person.role),
    )


def _unknown(session: Session, login: str) -> str:
    admins = select(Person.login).where(Person.role == Role.ADMIN, Person.active).order_by(Person.login).limit(3)  # type: ignore[call-overload]
    named = ", ".join(session.execute(admins).scalars())
    return _("This desk knows no {login}. Ask an admin ({admins}) to run: servicedesk person add {login}").format(
        login=login, admins=named
    )

"""People, as an administrator sees them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Language, Role
from servicedesk_tui.vocabulary.refusals import NotFound

from .asked import Misused
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.rows import PersonRow

app = make_app("person")
Login = Annotated[str, typer.Argument(metavar=_("LOGIN"), help=_("The account's name on this machine."))]
Name = Annotated[str | None, typer.Option("--name", metavar=_("NAME"), help=_("The full name."))]
RoleOption = Annotated[Role | None, typer.Option("--role", help=_("What the person may do."))]
Team = Annotated[
    str | None, typer.Option("--team", metavar=_("TEAM"), help=_("The team's name; made if there is none."))
]
Email = Annotated[str | None, typer.Option("--email", metavar=_("TEXT"), help=_("The e-mail address."))]
Phone = Annotated[str | None, typer.Option("--phone", metavar=_("TEXT"), help=_("The telephone number."))]
Zone = Annotated[str | None, typer.Option("--zone", metavar="Europe/Copenhagen", help=_("The time zone."))]
LanguageOption = Annotated[Language | None, typer.Option("--language", help=_("The language."))]
Hours = Annotated[float | None, typer.Option("--hours", metavar="37", help=_("Working hours a week."))]


def find_person(desk: "Desk", login: str) -> "PersonRow":
    """The person by login. Raises `NotFound` with the nearest one."""
    from servicedesk_tui.query.names import find_nearest
    from servicedesk_tui.vocabulary.questions import PeopleQuestion

    people: Sequence[PersonRow] = desk.ask(PeopleQuestion(all=True))
    for person in people:
        if person.login.casefold() == login.casefold():
            return person
    nearest = find_nearest(login, [person.login for person in people])
    hint = " " + _("Did you mean {nearest}?").format(nearest=nearest) if nearest else ""
    raise NotFound(_("There is nobody called “{name}” here.").format(name=login[:40]) + hint)


def find_login(desk: "Desk", text: str) -> int:
    """The id of a person by login, with or without @; “me” is who sits here."""
    login = text.removeprefix("@")
    return int(desk.me.id if login.lower() in ("me", "mig") else find_person(desk, login).id)


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


@app.command("add", cls=Verb, help=_("Add a person."))
def add(
    login: Login,
    name: Name = None,
    role: RoleOption = None,
    team: Team = None,
    email: Email = None,
    phone: Phone = None,
    zone: Zone = None,
    language: LanguageOption = None,
    hours: Hours = None,
) -> None:
    """Add a person."""
    from servicedesk_tui.vocabulary.commands import AddPerson

    fields = _given(
        role=role, team=team, email=email, phone=phone, zone=zone, language=language,
        weekly_minutes=None if hours is None else round(hours * 60),
    )  # fmt: skip
    with opened() as desk:
        carry_out(desk, AddPerson(login=login, name=name or login, **fields))


@app.command("edit", cls=Verb, help=_("Set a person's fields; only what is given is set."))
def edit(
    login: Login,
    new_login: Annotated[str | None, typer.Option("--login", metavar=_("LOGIN"), help=_("A new login."))] = None,
    name: Name = None,
    role: RoleOption = None,
    team: Team = None,
    email: Email = None,
    phone: Phone = None,
    zone: Zone = None,
    language: LanguageOption = None,
    hours: Hours = None,
    active: Annotated[
        bool | None, typer.Option("--active/--inactive", help=_("Whether the person works here."))
    ] = None,
) -> None:
    """Set a person's fields."""
    from servicedesk_tui.vocabulary.commands import EditPerson

    fields = _given(
        login=new_login, name=name, role=role, team=team, email=email, phone=phone, zone=zone, language=language,
        weekly_minutes=None if hours is None else round(hours * 60), active=active,
    )  # fmt: skip
    if not fields:
        raise Misused(_("Say what to set, for instance --role; see servicedesk person edit --help."))
    with opened() as desk:
        carry_out(desk, EditPerson(person=find_person(desk, login).id, fields=fields))


@app.command("list", cls=Verb, help=_("List people."))
def list_people(
    everybody: Annotated[bool, typer.Option("--all", help=_("Those who left, and the desk itself, too."))] = False,
    json: Json = False,
) -> None:
    """List people."""
    from servicedesk_tui.locale.words import word
    from servicedesk_tui.vocabulary.questions import PeopleQuestion

    with opened() as desk:
        people: Sequence[PersonRow] = desk.ask(PeopleQuestion(all=everybody))
        if json:
            print_json([_describe(person) for person in people])
            return
        headings = [_("Login"), _("Name"), _("Role"), _("Team"), _("Open"), _("Phone"), _("E-mail")]
        print_rows(
            headings,
            [[p.login, p.name, word(p.role), p.team or "", str(p.open_tasks), p.phone, p.email] for p in people],
        )


def _describe(person: "PersonRow") -> dict[str, Any]:
    names = ("login", "name", "role", "team", "active", "email", "phone", "language", "open_tasks")
    return {name: getattr(person, name) for name in names}

"""People, as an administrator sees them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Language, Role
from servicedesk_tui.vocabulary.refusals import NotFound

from .asked import Misused
from .naming import read_number
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
Week = Annotated[
    str | None,
    typer.Option("--week", metavar='"mon-fri 8-16"', help=_("Their own working hours; - for the calendar's.")),
]
Cap = Annotated[
    str | None, typer.Option("--cap", metavar=_("N"), help=_("How many tasks they should have begun, or “none”."))
]
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
    from servicedesk_tui.vocabulary.desk_commands import AddPerson

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
    week: Week = None,
    cap: Cap = None,
    active: Annotated[
        bool | None, typer.Option("--active/--inactive", help=_("Whether the person works here."))
    ] = None,
) -> None:
    """Set a person's fields."""
    from servicedesk_tui.query.hours import read_week
    from servicedesk_tui.vocabulary.desk_commands import EditPerson

    fields = _given(
        login=new_login, name=name, role=role, team=team, email=email, phone=phone, zone=zone, language=language,
        weekly_minutes=None if hours is None else round(hours * 60), active=active,
    )  # fmt: skip
    if week is not None:
        fields["hours"] = {} if week.strip() == "-" else read_week(week)
    if cap is not None:
        fields["wip_cap"] = read_number(cap)
    if not fields:
        raise Misused(_("Say what to set, for instance --role; see servicedesk person edit --help."))
    with opened() as desk:
        carry_out(desk, EditPerson(person=find_person(desk, login).id, fields=fields))


@app.command("leave", cls=Verb, help=_("Somebody works here no longer; their open tasks go to somebody else."))
def leave(
    login: Login,
    to: Annotated[
        str | None, typer.Option("--to", metavar=_("LOGIN"), help=_("Who gets the tasks, or “inbox”."))
    ] = None,
) -> None:
    """Somebody works here no longer."""
    from servicedesk_tui.vocabulary.staffing import LeavePerson

    with opened() as desk:
        person = find_person(desk, login).id
        to_inbox = to is not None and to.lower() in ("inbox", "indbakke")
        heir = None if to is None or to_inbox else find_login(desk, to)
        carry_out(desk, LeavePerson(person=person, tasks_to=heir, to_inbox=to_inbox))


@app.command("skill", cls=Verb, help=_("Say what a person can do: 1 is best, “none” takes it off."))
def skill(
    login: Login,
    name: Annotated[str, typer.Argument(metavar=_("SKILL"), help=_("A skill is a tag that tasks have."))],
    level: Annotated[str, typer.Option("--level", metavar="1|2|3|none", help=_("How well; 1 is best."))] = "1",
) -> None:
    """Say what a person can do."""
    from servicedesk_tui.vocabulary.staffing import SetSkill

    with opened() as desk:
        carry_out(desk, SetSkill(person=find_person(desk, login).id, skill=name, level=read_number(level)))


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

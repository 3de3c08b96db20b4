"""Customers, as a dispatcher sees them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Channel, Language, Tier

from .asked import Misused
from .naming import find_named
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.rows import CustomerRow

app = make_app("customer")
_EVERY = 100_000
CustomerName = Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The customer's name, or how it begins."))]
TierOption = Annotated[Tier | None, typer.Option("--tier", help=_("The standing: A raises the impact of its tasks."))]
Email = Annotated[str | None, typer.Option("--email", metavar=_("TEXT"), help=_("The e-mail address."))]
Phone = Annotated[str | None, typer.Option("--phone", metavar=_("TEXT"), help=_("The telephone number."))]
LanguageOption = Annotated[Language | None, typer.Option("--language", help=_("The language."))]
ChannelOption = Annotated[Channel | None, typer.Option("--channel", help=_("How the customer is told."))]
CalendarKey = Annotated[
    str | None,
    typer.Option("--calendar", metavar=_("CALENDAR"), help=_("The customer's own hours; - for the desk's.")),
]
Notes = Annotated[str | None, typer.Option("--notes", metavar=_("TEXT"), help=_("What is good to know."))]


def find_customer(desk: "Desk", name: str) -> "CustomerRow":
    """The one customer called, or beginning with, `name`. Raises `NotFound` with those it could be."""
    from servicedesk_tui.vocabulary.questions import CustomersQuestion

    rows: Sequence[CustomerRow] = desk.ask(CustomersQuestion(limit=_EVERY))
    return find_named(
        name,
        rows,
        several=_("Several customers could be “{name}”: {names}."),
        none=_("There is no customer called “{name}”."),
    )


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


@app.command("add", cls=Verb, help=_("Add a customer."))
def add(
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The customer's name."))],
    tier: TierOption = None,
    email: Email = None,
    phone: Phone = None,
    language: LanguageOption = None,
    channel: ChannelOption = None,
    notes: Notes = None,
) -> None:
    """Add a customer."""
    from servicedesk_tui.vocabulary.desk_commands import AddCustomer

    fields = _given(tier=tier, email=email, phone=phone, language=language, channel=channel, notes=notes)
    with opened() as desk:
        carry_out(desk, AddCustomer(name=name, **fields))


@app.command("edit", cls=Verb, help=_("Set a customer's fields; only what is given is set."))
def edit(
    name: CustomerName,
    new_name: Annotated[str | None, typer.Option("--name", metavar=_("NAME"), help=_("A new name."))] = None,
    tier: TierOption = None,
    email: Email = None,
    phone: Phone = None,
    language: LanguageOption = None,
    channel: ChannelOption = None,
    notes: Notes = None,
    calendar: CalendarKey = None,
) -> None:
    """Set a customer's fields."""
    from servicedesk_tui.vocabulary.desk_commands import EditCustomer

    fields = _given(name=new_name, tier=tier, email=email, phone=phone, language=language, channel=channel, notes=notes)
    if calendar is not None:
        fields["calendar_key"] = None if calendar == "-" else calendar
    if not fields:
        raise Misused(_("Say what to set, for instance --tier; see servicedesk customer edit --help."))
    with opened() as desk:
        carry_out(desk, EditCustomer(customer=find_customer(desk, name).id, fields=fields))


@app.command("list", cls=Verb, help=_("List customers."))
def list_customers(
    text: Annotated[str, typer.Argument(metavar=_("TEXT"), help=_("Only those whose name holds this."))] = "",
    json: Json = False,
) -> None:
    """List customers."""
    from servicedesk_tui.query.names import fold
    from servicedesk_tui.vocabulary.questions import CustomersQuestion

    with opened() as desk:
        every: Sequence[CustomerRow] = desk.ask(CustomersQuestion(limit=_EVERY))
    customers = [customer for customer in every if fold(text) in fold(customer.name)]
    if json:
        names = ("name", "tier", "email", "phone", "open_tasks")
        print_json([{name: getattr(customer, name) for name in names} for customer in customers])
        return
    headings = [_("Customer"), _("Tier"), _("Open"), _("Phone"), _("E-mail")]
    print_rows(headings, [[c.name, c.tier, str(c.open_tasks), c.phone, c.email] for c in customers])

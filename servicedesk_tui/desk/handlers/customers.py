"""Customers: who work is done for."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Calendar, Customer
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer
from servicedesk_tui.vocabulary.enums import Channel, Language, Tier
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import digits

from ..conflicts import refuse_conflicts
from ..derive import reprice
from ..registry import NOTHING, Told, handles
from ..work import Work
from . import values

_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "name": lambda v: values.line(v, "name", most=200, empty=False),
    "tier": lambda v: values.member(Tier, v, "tier"),
    "email": lambda v: values.line(v, "email", most=254),
    "phone": lambda v: values.line(v, "phone", most=40),
    "language": lambda v: None if v is None else values.member(Language, v, "language"),
    "channel": lambda v: values.member(Channel, v, "channel"),
    "notes": lambda v: values.body(v, "notes"),
}


def find_customer(work: Work, name: str) -> Customer | None:
    """A customer by name, whatever the case. Folded here: what a database takes for a capital depends on its locale."""
    alike = select(Customer.id, Customer.name).where(func.length(Customer.name) == len(name))  # type: ignore[call-overload]
    rows = work.session.execute(alike)
    found = next((row_id for row_id, known in rows if known.casefold() == name.casefold()), None)
    return work.session.get(Customer, found) if found is not None else None


def refuse_namesake(work: Work, name: str, mine: int | None = None) -> None:
    """Refuse a name that another customer has, whatever the case."""
    namesake = find_customer(work, name)
    if namesake is not None and namesake.id != mine:
        raise Invalid(_("There is already a customer called {name}.").format(name=name))


@handles(AddCustomer)
def add_customer(work: Work, command: AddCustomer) -> Told:
    """Add a customer. Who takes a call may add who calls."""
    customer = new_customer(work, command)
    work.created = customer.id
    return Told({"customer": customer.name})


def new_customer(work: Work, command: AddCustomer) -> Customer:
    """A new customer's row, with its id."""
    work.require(Right.ADD)
    fields = {n: read(getattr(command, n)) for n, read in _FIELDS.items()}
    refuse_namesake(work, fields["name"])
    return work.add(Customer(**fields, phone_digits=digits(fields["phone"]), created_at=work.now))


@handles(EditCustomer)
def edit_customer(work: Work, command: EditCustomer) -> Told:
    """Set a customer's fields; another tier gives the open tasks their priority anew."""
    work.require(Right.CUSTOMERS)
    customer = work.get(Customer, command.customer, _("customer"))
    known = (*_FIELDS, "calendar_key")
    unknown = sorted(set(command.fields) - set(known))
    if unknown:
        raise Invalid(
            _("A customer has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(known))
        )
    read = {n: _FIELDS[n](v) for n, v in command.fields.items() if n != "calendar_key"}
    if "calendar_key" in command.fields:
        read["calendar_key"] = known_calendar(work, command.fields["calendar_key"])
    refuse_conflicts(work.session, customer, read, command.base)
    read = {n: v for n, v in read.items() if getattr(customer, n) != v}
    if not read:
        return NOTHING
    if "name" in read:
        refuse_namesake(work, read["name"], customer.id)
    for name, value in read.items():
        setattr(customer, name, value)
    customer.phone_digits = digits(customer.phone)
    if "tier" in read:
        reprice(work, command.customer)
    return Told({"customer": customer.name, "fields": sorted(read), "tier": customer.tier.value})


def known_calendar(work: Work, value: Any) -> str | None:
    """The key of a calendar that there is; none is the desk's own."""
    if not value:
        return None
    key = values.line(str(value), "name", most=40).casefold()
    if work.one(select(Calendar.id).where(col(Calendar.key) == key).limit(1)) is None:  # type: ignore[call-overload]
        raise Invalid(_("There is no such {what}.").format(what=_("calendar")))
    return key

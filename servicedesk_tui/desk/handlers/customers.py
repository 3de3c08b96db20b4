"""Customers: who work is done for."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from servicedesk_tui.locale import _
from servicedesk_tui.models import Customer, Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import AddCustomer, EditCustomer
from servicedesk_tui.vocabulary.enums import OPEN, Channel, Language, Tier
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import digits

from ..derive import set_priority
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
    """A customer by name, whatever the case."""
    found: Customer | None = work.one(select(Customer).where(func.lower(Customer.name) == name.lower()))
    return found


@handles(AddCustomer)
def add_customer(work: Work, command: AddCustomer) -> Told:
    """Add a customer. Who takes a call may add who calls."""
    work.require(Right.ADD)
    fields = {n: read(getattr(command, n)) for n, read in _FIELDS.items()}
    if find_customer(work, fields["name"]) is not None:
        raise Invalid(_("There is already a customer called {name}.").format(name=fields["name"]))
    customer = work.add(Customer(**fields, phone_digits=digits(fields["phone"]), created_at=work.now))
    work.created = customer.id
    return Told({"customer": customer.name})


@handles(EditCustomer)
def edit_customer(work: Work, command: EditCustomer) -> Told:
    """Set a customer's fields; another tier gives the open tasks their priority anew."""
    work.require(Right.CUSTOMERS)
    customer = work.get(Customer, command.customer, _("customer"))
    unknown = sorted(set(command.fields) - set(_FIELDS))
    if unknown:
        raise Invalid(
            _("A customer has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(_FIELDS))
        )
    read = {n: _FIELDS[n](v) for n, v in command.fields.items()}
    read = {n: v for n, v in read.items() if getattr(customer, n) != v}
    if not read:
        return NOTHING
    namesake = find_customer(work, read["name"]) if "name" in read else None
    if namesake is not None and namesake.id != customer.id:
        raise Invalid(_("There is already a customer called {name}.").format(name=read["name"]))
    for name, value in read.items():
        setattr(customer, name, value)
    customer.phone_digits = digits(customer.phone)
    if "tier" in read:
        for task in work.all(select(Task).where(Task.customer_id == customer.id, Task.category.in_(OPEN))):  # type: ignore[arg-type,attr-defined]
            set_priority(work, task)
            work.topics.append(("task", task.id))
    return Told({"customer": customer.name, "fields": sorted(read), "tier": customer.tier.value})

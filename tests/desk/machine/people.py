"""The verbs for customers and people."""

from servicedesk_tui.vocabulary import desk_commands as dc

from .facts import Facts, No, clash, is_open, require


def add_customer(facts: Facts, me: int, command: dc.AddCustomer, made: int) -> None:
    require(facts, me, "add")
    _refuse_namesake(facts, command.name, made)
    facts.rows["customer", made] = {"name": command.name, "tier": command.tier, "phone": command.phone}


def edit_customer(facts: Facts, me: int, command: dc.EditCustomer) -> None:
    require(facts, me, "customers")
    customer = facts.need("customer", command.customer)
    clash(customer, command.fields, command.base)
    if command.fields.get("name", customer["name"]) != customer["name"]:
        _refuse_namesake(facts, command.fields["name"], command.customer)
    customer.update(command.fields)


def _refuse_namesake(facts: Facts, name: str, mine: int) -> None:
    if any(r["name"].casefold() == name.casefold() for k, r in facts.all("customer") if k[1] != mine):
        raise No("Invalid")


def edit_person(facts: Facts, me: int, command: dc.EditPerson) -> None:
    require(facts, me, "people")
    person = facts.need("person", command.person)
    clash(person, command.fields, command.base)
    after = {**person, **command.fields}
    admins = [r for k, r in facts.all("person", role="admin", active=True) if k[1] != command.person]
    if person["role"] == "admin" and not admins and (after["role"] != "admin" or not after["active"]):
        raise No("Invalid")
    owned = [r for _k, r in facts.all("task", owner=command.person) if is_open(r)]
    if person["active"] and not after["active"] and owned:
        raise No("Invalid")
    person.update(command.fields)

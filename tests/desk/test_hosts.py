"""Customers with hours of their own: a visit is to be made while somebody is there to open the door."""

from typing import Any

import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import SaveCalendar, SetSetting

from .test_visiting import bars, plan
from .test_workload import office, task

__all__ = ["office"]
MORNINGS = dict.fromkeys(range(1, 6), ((8 * 60, 12 * 60),))


@pytest.fixture
def acme(office: Desk) -> dict[str, Any]:
    """A customer with hours in the morning only, as fields of a task."""
    customer = office.do(AddCustomer(name="Acme")).created
    assert customer is not None
    office.do(SaveCalendar(key="mornings", name="Mornings", weekly=MORNINGS))
    office.do(EditCustomer(customer=customer, fields={"calendar_key": "mornings"}))
    return {"customer": customer}


def test_a_visit_outside_the_customers_hours_is_said_on_the_schedule(office: Desk, acme: dict[str, Any]) -> None:
    one, two = task(office, "bo", **acme), task(office, "bo", **acme)
    assert plan(office, one, "3 10:00", "3 11:00") == ()
    assert plan(office, two, "3 13:00", "3 14:00") == ("It is outside the hours of Acme.",)
    assert [bar.conflicts for bar in bars(office, "bo")] == [(), ("It is outside the hours of Acme.",)]
    office.do(EditCustomer(customer=acme["customer"], fields={"calendar_key": None}))
    assert [bar.conflicts for bar in bars(office, "bo")] == [(), ()]


def test_it_is_blocked_or_let_be_by_the_setting_of_hours(office: Desk, acme: dict[str, Any]) -> None:
    one = task(office, "bo", **acme)
    office.do(SetSetting(key="on_outside_hours", value="block"))
    with pytest.raises(Invalid, match="outside the hours of Acme"):
        plan(office, one, "3 13:00", "3 14:00")
    office.do(SetSetting(key="on_outside_hours", value="allow"))
    assert plan(office, one, "3 13:00", "3 14:00") == ()


def test_both_are_said_where_it_is_outside_both(office: Desk, acme: dict[str, Any]) -> None:
    one = task(office, "bo", **acme)
    said = ("It is outside the hours of bo.", "It is outside the hours of Acme.")
    assert plan(office, one, "3 19:00", "3 20:00") == said

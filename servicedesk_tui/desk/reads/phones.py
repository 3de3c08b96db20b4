"""The digits of telephone numbers, by customer."""

from collections.abc import Sequence

from sqlalchemy import select

from servicedesk_tui.models import METADATA

from .asking import Asking

_CUSTOMER, _CONTACT = METADATA.tables["customer"].c, METADATA.tables["contact"].c


def phones(asking: Asking) -> Sequence[tuple[int, str]]:
    """The digits of customers' and their contacts' telephone numbers, by customer."""
    own = asking.rows(select(_CUSTOMER.id, _CUSTOMER.phone_digits).where(_CUSTOMER.phone_digits != ""))
    theirs = asking.rows(select(_CONTACT.customer_id, _CONTACT.phone_digits).where(_CONTACT.phone_digits != ""))
    return [(row[0], row[1]) for row in (*own, *theirs)]

"""Customers, their contacts and their sites."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from servicedesk_tui.vocabulary.enums import Channel, Language, Tier

from .base import AUTO, Row, choice, moment, one_of, text


class Customer(Row, table=True):
    """Someone work is done for. `update_days` is how often they are to be told, in working days."""

    __table_args__ = (
        one_of("tier", Tier),
        one_of("channel", Channel),
        one_of("language", Language),
        CheckConstraint("length(name) > 0", name="name"),
        AUTO,
    )
    derived = frozenset({"phone_digits"})
    long_texts = frozenset({"notes"})
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200, unique=True)
    tier: Tier = choice(Tier, default=Tier.C)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    phone_digits: str = Field(default="", max_length=40, index=True)
    language: Language | None = choice(Language, default=None, nullable=True)
    channel: Channel = choice(Channel, default=Channel.EMAIL)
    update_days: int | None = None
    calendar_key: str | None = Field(default=None, max_length=40)
    notes: str = text(default="")
    created_at: datetime = moment()


class Contact(Row, table=True):
    """A person at a customer."""

    # The pair is what a task refers to, so that a task can never name another customer's contact.
    __table_args__ = (UniqueConstraint("id", "customer_id"), AUTO)
    derived = frozenset({"phone_digits"})
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    name: str = Field(max_length=200)
    title: str = Field(default="", max_length=100)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    phone_digits: str = Field(default="", max_length=40, index=True)


class Site(Row, table=True):
    """A customer's place."""

    __table_args__ = (UniqueConstraint("id", "customer_id"), AUTO)
    long_texts = frozenset({"access_notes"})
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    name: str = Field(max_length=200)
    address: str = Field(default="", max_length=300)
    zone: str = Field(default="", max_length=64)
    access_notes: str = text(default="")

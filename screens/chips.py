"""What a quick-add line will become, in chips: the quick-add line read against this desk, and said in few words."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import in_full, moment
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import CustomerRow

from .glyphs import GLYPHS
from .paint import Span, clean, spans_width
from .prompts import Row
from .session import Session

if TYPE_CHECKING:
    from servicedesk_tui.query.quickadd import QuickAdd

_EMPTY_PHONE = re.compile(r"(?:^|\s)tel:(?=\s|$)")
_EVERY = re.compile(r'(?:^|\s)every:("[^"]*"|\S+)', re.IGNORECASE)


def read_quick_add(text: str, session: Session) -> "QuickAdd":
    """What a quick-add line says, against the people, customers and statuses of this desk. A telephone number that was
    begun and not written is none."""
    from servicedesk_tui.query.quickadd import parse_quick_add

    now, zone = session.now()
    return parse_quick_add(
        _EMPTY_PHONE.sub("", text),
        people=[(person.id, person.login) for person in session.people],
        customers=[(customer.id, customer.name) for customer in session.customers],
        now=now,
        zone=zone,
        me=session.me.id if session.me else None,
        statuses=[(status.key, status.name) for status in session.statuses],
        phones=[(customer.id, number) for customer in session.customers for number in customer.phones],
    )


def customer_of(read: "QuickAdd", session: Session) -> CustomerRow | None:
    """The customer a line names."""
    return next((c for c in session.customers if c.id == read.customer), None) if read.customer else None


def chips_of(read: "QuickAdd", text: str, session: Session) -> list[str]:
    """What was understood, a few words each."""
    chips = [
        _owner(read, session),
        _customer(read, session),
        _priority(read, session),
        _moments(read, session),
        _("{count} min").format(count=read.estimate_minutes) if read.estimate_minutes else "",
        next((f">{s.name}" for s in session.statuses if s.key == read.status), ""),
        _every(text) if read.every else "",
        _("after {tasks}").format(tasks=", ".join(ref(n) for n in read.blocked_by)) if read.blocked_by else "",
        *(f"#{tag}" for tag in read.tags),
    ]
    return [clean(chip) for chip in chips if chip]


def chips_rows(read: "QuickAdd", chips: Sequence[str], width: int, count: int) -> list[Row]:
    """The chips in `count` rows, with the title last: what is written most moves nothing else."""
    title: Span = (clean(read.title), "bold") if read.title else (_("a title is missing"), "error")
    rows: list[Row] = [[]]
    for span in [*((chip, "accent") for chip in chips), title]:
        gap = f" {GLYPHS.dot} " if rows[-1] else ""
        if rows[-1] and len(rows) < count and spans_width([*rows[-1], (gap, ""), span]) > width:
            rows.append([])
            gap = ""
        rows[-1] += [(gap, "dim"), span]
    return [*rows, *([] for _row in range(count - len(rows)))]


def _owner(read: "QuickAdd", session: Session) -> str:
    return next((f"@{p.login}" for p in session.people if p.id == read.owner), "") if read.owner else ""


def _customer(read: "QuickAdd", session: Session) -> str:
    if read.new_customer:
        return " ".join(part for part in (_("new: {name}").format(name=read.new_customer), read.new_phone) if part)
    customer = customer_of(read, session)
    return f"{customer.name} {customer.tier}" if customer else ""


def _priority(read: "QuickAdd", session: Session) -> str:
    """The priority; with the tier where that makes another one of it."""
    customer = customer_of(read, session)
    plain, made = read.priority(None), read.priority(customer.tier if customer else None)
    if customer and made != plain:
        return _("{priority} by tier {tier}").format(priority=made.name, tier=customer.tier)
    return made.name if read.impact or read.urgency else ""


def _moments(read: "QuickAdd", session: Session) -> str:
    now, zone = session.now()
    parts = []
    if read.due:
        guess = read.due_is_guess
        said = in_full(read.due, read.due_is_day, zone) if guess else moment(read.due, read.due_is_day, now, zone)
        parts.append(_("due {moment}").format(moment=said))
    if read.at:
        parts.append(_("visit {moment}").format(moment=moment(read.at, False, now, zone)))
    return f" {GLYPHS.dot} ".join(parts)


def _every(text: str) -> str:
    found = _EVERY.search(text)
    return _("every {span}").format(span=found[1].strip('"')) if found else ""

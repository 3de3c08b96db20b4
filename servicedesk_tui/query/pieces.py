"""The pieces of a quick-add line that begin with a sigil or a field's name: how each looks and what it sets."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from servicedesk_tui.locale import N_, _
from servicedesk_tui.vocabulary.enums import Level
from servicedesk_tui.vocabulary.refs import number_of
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import digits, one_line

from .dates import is_ambiguous, parse_due
from .every import parse_every
from .names import Named, find_by_beginning, find_by_phone, find_exact, find_nearest, fold

_PHONE = re.compile(r"[+(]*\d[\d ()./+-]*")
LEVELS = {
    "1": (Level.HIGH, Level.HIGH),
    "2": (Level.MEDIUM, Level.HIGH),
    "3": (Level.MEDIUM, Level.MEDIUM),
    "4": (Level.LOW, Level.LOW),
}
"""What `!1`..`!4` set: impact and urgency."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A piece that looks like an instruction but is not understood. `kind` is a key of `SENTENCES`."""

    token: str
    kind: str
    nearest: str | None = None

    @property
    def sentence(self) -> str:
        """What is wrong with it, and the nearest right thing, in the language in force."""
        said = _(SENTENCES[self.kind]).format(token=self.token)
        return said + (" " + _("Did you mean {nearest}?").format(nearest=self.nearest) if self.nearest else "")


SENTENCES = {
    "person": N_("There is nobody behind {token}."),
    "customer": N_("There is no customer behind {token}."),
    "customers": N_("Several customers could be {token}."),
    "date": N_("{token} is not a date; write fri, +3d, 1/12 or 2026-12-01."),
    "estimate": N_("{token} is not a time; write est:90m or est:1.5h."),
    "status": N_("There is no status {token}."),
    "task": N_("{token} is no task; write dep:412."),
    "every": N_("{token} is no rhythm; write every:week, every:2w or every:6mo."),
    "visit": N_('{token} needs a time of day; write at:"thu 14:00".'),
    "phone": N_("{token} is no telephone number."),
    "repeated": N_("{token} says again what was said before."),
}


@dataclass(frozen=True, slots=True)
class Against:
    """What names and dates are read against; `me` is who `@me` is."""

    people: Sequence[Named]
    customers: Sequence[Named]
    now: datetime
    zone: tzinfo
    me: int | None = None
    statuses: Sequence[tuple[str, str]] = ()
    """Statuses as (key, name)."""
    phones: Sequence[Named] = ()
    """The digits of customers' telephone numbers, by customer."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece as it was typed (`token`), and the value in it."""

    token: str
    value: str
    against: Against


Found = dict[str, Any] | Unknown
"""What a piece sets, or why it is not understood."""


def _read_owner(piece: _Piece) -> Found:
    found = find_exact(piece.value, piece.against.people)
    if not found and piece.value.casefold() in ("me", "mig") and piece.against.me is not None:
        return {"owner": piece.against.me}
    if len(found) == 1:
        return {"owner": found[0][0]}
    nearest = find_nearest(piece.value, [name for _id, name in piece.against.people])
    return Unknown(piece.token, "person", nearest and f"@{nearest}")


def _read_customer(piece: _Piece) -> Found:
    """A customer by name or by digits of a telephone number; `+name` is a new one."""
    if piece.value.startswith("+") and piece.value[1:].strip():
        return {"new_customer": one_line(piece.value[1:])}
    found = find_by_beginning(piece.value, piece.against.customers) or find_by_phone(
        piece.value, piece.against.customers, piece.against.phones
    )
    if len(found) == 1:
        return {"customer": found[0][0]}
    if found:
        return Unknown(piece.token, "customers", ", ".join(name for _id, name in found[:3]))
    return Unknown(piece.token, "customer", find_nearest(piece.value, [name for _id, name in piece.against.customers]))


def _read_phone(piece: _Piece) -> Found:
    return (
        {"new_phone": piece.value}
        if digits(piece.value) and _PHONE.fullmatch(piece.value)
        else Unknown(piece.token, "phone")
    )


def _read_status(piece: _Piece) -> Found:
    wanted = fold(piece.value)
    for key, name in piece.against.statuses:
        if wanted in (fold(key), fold(name)):
            return {"status": key}
    nearest = find_nearest(piece.value, [key for key, _name in piece.against.statuses])
    return Unknown(piece.token, "status", nearest and f">{nearest}")


def _read_visit(piece: _Piece) -> Found:
    try:
        at, is_day = parse_due(piece.value, now=piece.against.now, zone=piece.against.zone)
    except Invalid:
        return Unknown(piece.token, "date")
    return Unknown(piece.token, "visit") if is_day else {"at": at}


def _read_blocker(piece: _Piece) -> Found:
    numbers = [number_of(part) for part in piece.value.split(",")]
    known = tuple(number for number in numbers if number is not None)
    return {"blocked_by": known} if known and len(known) == len(numbers) else Unknown(piece.token, "task")


def _read_every(piece: _Piece) -> Found:
    rule = parse_every(piece.value)
    return {"every": rule} if rule else Unknown(piece.token, "every")


def _read_due(piece: _Piece) -> Found:
    now, zone = piece.against.now, piece.against.zone
    try:
        due, is_day = parse_due(piece.value, now=now, zone=zone)
        is_guess = is_ambiguous(piece.value, now=now, zone=zone)
    except Invalid:
        return Unknown(piece.token, "date")
    return {"due": due, "due_is_day": is_day, "due_is_guess": is_guess}


def _read_estimate(piece: _Piece) -> Found:
    minutes = parse_minutes(piece.value)
    return Unknown(piece.token, "estimate") if minutes is None else {"estimate_minutes": minutes}


def _read_level(piece: _Piece) -> Found:
    impact, urgency = LEVELS[piece.value]
    return {"impact": impact, "urgency": urgency}


def _read_tag(piece: _Piece) -> Found:
    return {"tags": (piece.value,)}


# A piece ends where its word does, save for the punctuation of the sentence around it. A value is one word, or several
# between quotation marks; `due:i dag` is the one value of two words that needs none.
_END = r"(?=[.,;:!?]*(?:\s|$))"
_VALUE = r'(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"]*[^\s",;]))' + _END
_DAY = r'(?:"(?P<quoted>[^"]*)"|(?P<value>i\s+(?:dag|morgen|overmorgen)|[^\s"]*[^\s",;]))' + _END
_LIST = r"(?P<value>[^\s\"]*\w)" + _END
_NAME = r"(?P<value>[^\W\d_](?:[\w-]*\w)?)"
_CUSTOMER = r"(?P<new>\+)?" + _VALUE
_PIECES: tuple[tuple[re.Pattern[str], Callable[[_Piece], Found]], ...] = (
    (re.compile(r"@(?P<value>\w(?:[\w.+-]*\w)?)" + _END), _read_owner),
    (re.compile(r"#(?P<value>[^\W\d_](?:[\w/-]*\w)?)" + _END), _read_tag),
    (re.compile(r"!(?P<value>[1-4])" + _END), _read_level),
    (re.compile(r"for:" + _CUSTOMER, re.IGNORECASE), _read_customer),
    (re.compile(r"due:" + _DAY, re.IGNORECASE), _read_due),
    (re.compile(r"est:" + _VALUE, re.IGNORECASE), _read_estimate),
    (re.compile(r"at:" + _DAY, re.IGNORECASE), _read_visit),
    (re.compile(r"tel:" + _VALUE, re.IGNORECASE), _read_phone),
    (re.compile(r"dep:" + _LIST, re.IGNORECASE), _read_blocker),
    (re.compile(r"every:" + _VALUE, re.IGNORECASE), _read_every),
    (re.compile(r">" + _NAME + _END), _read_status),
)


def read_piece(text: str, start: int, against: Against) -> tuple[str, Found] | None:
    """The piece of `text` at `start` and what it means; None where no piece begins."""
    for pattern, read in _PIECES:
        if found := pattern.match(text, start):
            values = found.groupdict()
            value = values["value"] if values["value"] is not None else values.get("quoted") or ""
            value = ("+" if values.get("new") else "") + value
            return found[0], read(_Piece(found[0], value.strip(), against))
    return None


_MINUTES = re.compile(
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,3})?)(?:h|t))?(?:(?P<minutes>\d{1,6})(?:m|min)?)?", re.ASCII | re.IGNORECASE
)
ESTIMATE_MAX = 60_000
"""A thousand hours: past that it is a slip of the finger."""


def parse_minutes(text: str) -> int | None:
    """Minutes in `90m`, `90min`, `90`, `1.5h`, `1,5t` or `1h30m`; None when it is no time."""
    found = _MINUTES.fullmatch(text.strip())
    if not found or not (found["hours"] or found["minutes"]):
        return None
    total = round(float((found["hours"] or "0").replace(",", ".")) * 60) + int(found["minutes"] or 0)
    return total if 0 < total <= ESTIMATE_MAX else None

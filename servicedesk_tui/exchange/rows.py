"""One row of a spreadsheet as a task: each column's cell read by its own rule, every fault told in one sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.query.names import fold
from servicedesk_tui.vocabulary.desk_commands import ImportedTask
from servicedesk_tui.vocabulary.enums import Category
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import StatusRow
from servicedesk_tui.vocabulary.text import LINE_MAX, TEXT_MAX, TITLE_MAX, many_lines, one_line

from .cells import place, read_category, read_date, read_level, read_minutes, read_priority
from .columns import Column

_NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "na", "(tom)"})
LIMITS: Mapping[str, int] = {
    "title": TITLE_MAX,
    "description": TEXT_MAX,
    "next_step": LINE_MAX,
    "customer": 200,
    "contact": 200,
    "phone": 40,
    "site": 200,
    "owner": 200,
    "team": 100,
    "identity": 150,
}
"""The longest a text may be, in characters."""
TAG_MAX = 64


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk has already: people as (login, name), customers' names, statuses."""

    people: Sequence[tuple[str, str]] = ()
    customers: Sequence[str] = ()
    statuses: Sequence[StatusRow] = ()


class Fault(Invalid):
    """A cell that cannot be taken; the sentence says why."""


@dataclass(slots=True)
class RowReader:
    """Reads rows of one file. `month_first` names the columns whose dates are American."""

    known: Known
    now: datetime
    zone: tzinfo
    month_first: frozenset[int] = frozenset()
    people: dict[str, str] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    by_category: dict[Category, StatusRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = _name_people(self.known.people)
        self.customers = {fold(name): name for name in self.known.customers}
        for status in self.known.statuses:
            self.statuses |= {fold(status.key): status.key, fold(status.name): status.key}
            self.by_category.setdefault(status.category, status)

    def read(
        self, cells: Sequence[str], columns: Sequence[tuple[str, Column | None]], *, identity: str, line: int
    ) -> ImportedTask:
        """The task in `cells`, whose `columns` are (heading, meaning). Raises `Fault` with all that is wrong."""
        values: dict[str, Any] = {"identity": identity}
        faults: list[str] = []
        for at, (text, (heading, column)) in enumerate(zip(cells, columns, strict=False)):
            read = _READERS.get(column) if column else None
            if read is None or one_line(text).lower() in _NOTHING:
                continue
            try:
                read(self, _Cell(at, text, heading), values)
            except Fault as fault:
                faults.append(f"{one_line(heading)}: {fault}")
        faults += self._check(values)
        if faults:
            raise Fault("; ".join(faults))
        return ImportedTask(line=line, **values)

    def _check(self, values: dict[str, Any]) -> list[str]:
        """What is wrong with the row as a whole, and what follows from its cells together."""
        faults = [] if values.get("title") else [_("there is no title")]
        for name, most in LIMITS.items():
            if len(values.get(name, "")) > most:
                faults.append(
                    _("{field} is {length} characters, {most} is the most").format(
                        field=name, length=len(values[name]), most=most
                    )
                )
        created, done = values.get("created_at"), values.get("done_at")
        if created and created > self.now:
            faults.append(_("it is created in the future"))
        if done and done > self.now:
            faults.append(_("it is finished in the future"))
        if created and done and done < created:
            faults.append(_("it is finished before it was created"))
        if done and "status" not in values and Category.DONE in self.by_category:
            values["status"] = self.by_category[Category.DONE].key
        return faults


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that says something, where it stands and under what heading."""

    at: int
    text: str
    heading: str


_Read = Callable[[RowReader, _Cell, dict[str, Any]], None]


def _name_people(people: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Logins by every name that means one person only: login, full name, first name."""
    named: dict[str, set[str]] = {}
    for login, name in people:
        for called in {fold(name), fold(name).split(" ")[0]} - {""}:
            named.setdefault(called, set()).add(login)
    found = {called: min(logins) for called, logins in named.items() if len(logins) == 1}
    return found | {fold(login): login for login, _name in people}


def _line(name: str) -> _Read:
    def read(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
        values[name] = one_line(cell.text)

    return read


def _read_identity(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    values["identity"] = one_line(cell.text)


def _read_title(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    values["title"] = one_line(cell.text)


def _read_description(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    text = many_lines(cell.text)
    before = values.get("description")
    values["description"] = f"{before}\n\n{one_line(cell.heading)}: {text}" if before else text


def _read_customer(reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    # The first spelling of a new customer is the one all its rows get.
    name = one_line(cell.text)
    values["customer"] = reader.customers.setdefault(fold(name), name)


def _read_owner(reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    name = one_line(cell.text).lstrip("@")
    values["owner"] = reader.people.get(fold(name), name)


def _read_status(reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    word = one_line(cell.text)
    key = reader.statuses.get(fold(word))
    category = read_category(word)
    if key is None and category in reader.by_category:
        key = reader.by_category[category].key
    if key is None:
        raise Fault(_("“{text}” is no status we know").format(text=word[:40]))
    values["status"] = key


def _read_priority(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    levels = read_priority(one_line(cell.text))
    if levels is None:
        raise Fault(_("“{text}” is no priority").format(text=one_line(cell.text)[:40]))
    values.setdefault("impact", levels[0])
    values.setdefault("urgency", levels[1])


def _level(name: str) -> _Read:
    def read(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
        level = read_level(one_line(cell.text))
        if level is None:
            raise Fault(_("“{text}” is neither high, medium nor low").format(text=one_line(cell.text)[:40]))
        values[name] = level

    return read


def _moment(name: str, *, closing: bool) -> _Read:
    def read(reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
        found = read_date(one_line(cell.text), month_first=cell.at in reader.month_first)
        if found is None:
            raise Fault(_("“{text}” is not a date").format(text=one_line(cell.text)[:40]))
        moment = place(*found, reader.zone, closing=closing)
        if name == "due":
            values["due_is_day"] = found[1] is None
        elif found[1] is None and found[0] == reader.now.astimezone(reader.zone).date():
            moment = min(moment, reader.now)
        values[name] = moment

    return read


def _minutes(unit: int) -> _Read:
    def read(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
        minutes = read_minutes(one_line(cell.text), unit)
        if minutes is None:
            raise Fault(_("“{text}” is not a number of hours").format(text=one_line(cell.text)[:40]))
        values["estimate_minutes"] = minutes or None

    return read


def _read_tags(_reader: RowReader, cell: _Cell, values: dict[str, Any]) -> None:
    """Words between commas become tags: one word each, beginning with a letter."""
    words = (one_line(part) for part in cell.text.replace(";", ",").replace("|", ",").replace("\n", ",").split(","))
    tags = ("-".join(word.lstrip("#0123456789 ._-").split())[:TAG_MAX] for word in words)
    values["tags"] = tuple(dict.fromkeys((*values.get("tags", ()), *filter(None, tags))))


_READERS: Mapping[Column, _Read] = {
    Column.IDENTITY: _read_identity,
    Column.TITLE: _read_title,
    Column.DESCRIPTION: _read_description,
    Column.NEXT_STEP: _line("next_step"),
    Column.CUSTOMER: _read_customer,
    Column.CONTACT: _line("contact"),
    Column.PHONE: _line("phone"),
    Column.SITE: _line("site"),
    Column.OWNER: _read_owner,
    Column.TEAM: _line("team"),
    Column.STATUS: _read_status,
    Column.PRIORITY: _read_priority,
    Column.IMPACT: _level("impact"),
    Column.URGENCY: _level("urgency"),
    Column.DUE: _moment("due", closing=True),
    Column.HOURS: _minutes(60),
    Column.MINUTES: _minutes(1),
    Column.TAGS: _read_tags,
    Column.CREATED: _moment("created_at", closing=False),
    Column.DONE: _moment("done_at", closing=True),
}

"""What the columns of a spreadsheet are, by their headings in English and Danish or as the person says."""

import re
from collections.abc import Mapping
from enum import StrEnum

from servicedesk_tui.locale import _
from servicedesk_tui.query.names import find_nearest, fold
from servicedesk_tui.vocabulary.refusals import Invalid


class Column(StrEnum):
    """What a column can say of a task; the values are what `--map` takes."""

    IDENTITY = "id"
    TITLE = "title"
    DESCRIPTION = "description"
    NEXT_STEP = "next"
    CUSTOMER = "customer"
    CONTACT = "contact"
    PHONE = "phone"
    SITE = "site"
    OWNER = "owner"
    TEAM = "team"
    STATUS = "status"
    PRIORITY = "priority"
    IMPACT = "impact"
    URGENCY = "urgency"
    DUE = "due"
    HOURS = "hours"
    MINUTES = "minutes"
    TAGS = "tags"
    CREATED = "created"
    DONE = "done"
    IGNORED = "ignore"


COLLECTING = frozenset({Column.TAGS, Column.DESCRIPTION, Column.IGNORED})
"""Columns there may be several of: their cells are put together."""

# The first word of a list is the best one: where two headings of a file mean the same, the earlier takes the column.
_HEADINGS: Mapping[Column, str] = {
    Column.IDENTITY: "id, sagsnr, sags nr, sagsnummer, sags id, opgavenr, opgave nr, opgave id, ordrenr, ordre nr, ordrenummer,"
    " ticket, ticket id, ticket no, ticket number, case id, case no, case number, task id, key, nr, nummer, number, no, lobenr",
    Column.TITLE: "emne, titel, title, subject, opgave, opgavetitel, overskrift, task, task name, summary, sag, issue, what, hvad",
    Column.DESCRIPTION: "beskrivelse, description, opgavebeskrivelse, details, detaljer, bemaerkninger, bemaerkning, noter, note,"
    " notes, kommentar, kommentarer, comment, comments, remarks, fejlbeskrivelse",
    Column.NEXT_STEP: "naeste skridt, naeste, next step, next, next action",
    Column.CUSTOMER: "kunde, kundenavn, kunde navn, customer, customer name, client, company, firma, virksomhed, rekvirent",
    Column.CONTACT: "kontakt, kontaktperson, kontakt navn, contact, contact person, contact name, att, reporter, requester",
    Column.PHONE: "telefon, telefonnr, telefon nr, telefonnummer, tlf, tlf nr, tlfnr, mobil, phone, phone number, telephone, mobile",
    Column.SITE: "adresse, sted, site, address, location, lokation, ejendom, arbejdssted, leveringsadresse",
    Column.OWNER: "ansvarlig, tekniker, medarbejder, owner, assignee, assigned to, assigned, technician, tildelt, tildelt til, sagsbehandler,"
    " montor, responsible, hvem, initialer",
    Column.TEAM: "team, afdeling, gruppe, department, group",
    Column.STATUS: "status, tilstand, state, stade",
    Column.PRIORITY: "prioritet, priority, prio, hast, vigtighed",
    Column.IMPACT: "konsekvens, pavirkning, impact",
    Column.URGENCY: "hastegrad, urgency",
    Column.DUE: "frist, deadline, due, due date, forfald, forfaldsdato, senest, skal vaere faerdig, udfores senest, slutdato",
    Column.HOURS: "timer, estimat, estimat timer, estimerede timer, est timer, estimate, estimated hours, hours",
    Column.MINUTES: "minutter, estimat minutter, estimate minutes, minutes, min",
    Column.TAGS: "tags, tag, type, kategori, category, labels, label, emneord, opgavetype, opgave type, sagstype, fag, fagomrade",
    Column.CREATED: "oprettet, oprettet dato, oprettelsesdato, created, created at, created date, modtaget, modtaget dato, indmeldt,"
    " opened, registered, registreret, dato, date",
    Column.DONE: "afsluttet, afsluttet dato, faerdig, faerdigmeldt, udfort, udfort dato, lukket, lost, done, done at, closed,"
    " closed at, completed, completed at, resolved, finished",
}
_BY_HEADING = {
    fold(name): (column, place) for column, names in _HEADINGS.items() for place, name in enumerate(names.split(","))
}
_COLUMNS = {column.value: column for column in Column}
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]")
_SIGNS = re.compile(r"[^\w ]+")


def simplify(heading: str) -> str:
    """`heading` for comparing: case, accents, signs and what stands in brackets gone; `#` alone is a number."""
    if heading.strip() == "#":
        return "nr"
    return " ".join(_SIGNS.sub(" ", fold(_ASIDE.sub(" ", heading))).replace("_", " ").split())


def count_known(cells: tuple[str, ...], chosen: Mapping[str, Column]) -> int:
    """How many of `cells` are headings that are known, or chosen by the person (which count tenfold)."""
    names = {simplify(cell) for cell in cells}
    return sum(name in _BY_HEADING for name in names) + 10 * sum(name in chosen for name in names)


def parse_map(text: str) -> dict[str, Column]:
    """The columns chosen in `Kunde=customer,Emne=title`, by simplified heading. Raises `Invalid` for a wrong one."""
    chosen: dict[str, Column] = {}
    for pair in filter(str.strip, text.split(",")):
        heading, equals, name = pair.rpartition("=")
        if not equals or not simplify(heading):
            raise Invalid(_('“{pair}” is no column: write --map "Heading=title".').format(pair=pair.strip()))
        chosen[simplify(heading)] = _find_column(name)
    return chosen


def _find_column(name: str) -> Column:
    wanted = name.strip().lower()
    if wanted in _COLUMNS:
        return _COLUMNS[wanted]
    nearest = find_nearest(wanted, list(_COLUMNS))
    hint = " " + _("Did you mean {nearest}?").format(nearest=nearest) if nearest else ""
    raise Invalid(
        _("“{name}” is nothing a column can be; there are {names}.").format(
            name=name.strip(), names=", ".join(_COLUMNS)
        )
        + hint
    )


def assign_columns(headings: tuple[str, ...], chosen: Mapping[str, Column]) -> tuple[Column | None, ...]:
    """What each of `headings` is (None: nothing we know). What is `chosen` goes before what is guessed.

    Raises `Invalid` when a chosen heading is not there, or nothing is the title."""
    names = [simplify(heading) for heading in headings]
    missing = [name for name in chosen if name not in names]
    if missing:
        raise Invalid(
            _("There is no column “{name}”; there are {names}.").format(name=missing[0], names=_list_headings(headings))
        )
    found: list[Column | None] = [chosen.get(name) for name in names]
    for place in sorted(range(len(names)), key=lambda i: _BY_HEADING.get(names[i], (None, 0))[1]):
        guess = _BY_HEADING.get(names[place], (None, 0))[0]
        if found[place] is None and guess is not None and (guess in COLLECTING or guess not in found):
            found[place] = guess
    if Column.TITLE not in found:
        raise Invalid(
            _('No column is the title of the task; say which with --map "Heading=title". There are {names}.').format(
                names=_list_headings(headings)
            )
        )
    return tuple(found)


def _list_headings(headings: tuple[str, ...]) -> str:
    return ", ".join(f"“{' '.join(h.split())[:40]}”" for h in headings[:30] if h.strip())

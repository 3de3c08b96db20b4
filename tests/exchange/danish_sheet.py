"""A real-looking Danish spreadsheet with its faults, the same for the same seed.

`python -m tests.exchange.danish_sheet sager.csv [rows] [seed]` writes one.
"""

import csv
import io
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

HEADINGS = (
    "Sagsnr.", "Oprettet", "Kunde", "Kontaktperson", "Tlf.", "Adresse", "Opgave", "Beskrivelse", "Ansvarlig",
    "Status", "Prioritet", "Frist", "Timer", "Type", "Afsluttet", "Bemærkninger", "Pris",
)  # fmt: skip
KNOWN_PEOPLE = ("Bo", "ada", "Lars", "Dina", "anna")
STRANGERS = ("KNJ", "Preben Østergaard", "vikar")
_STREETS = ("Havnegade", "Ågade", "Nørrebrogade", "Ærøvej", "Østerbrogade", "Møllestien", "Skolevænget", "Industrivej")
_TOWNS = (
    "2100 København Ø",
    "8000 Aarhus C",
    "5000 Odense C",
    "9000 Aalborg",
    "4600 Køge",
    "6700 Esbjerg",
    "3700 Rønne",
)
_FIRST = ("Lise", "Søren", "Åse", "Jørgen", "Karen", "Mogens", "Bodil", "Thøger", "Ulla", "Niels")
_LAST = ("Holm", "Sørensen", "Møller", "Ågård", "Kjær", "Østergaard", "Nygård", "Lund", "Bæk", "Vestergaard")
_FIRMS = (
    "Nordby Skole", "Torvet A/B", "Falck Ejendomme", "Boligforeningen Åen", "Café Ærø", "Hotel Søpavillonen", "Kloster & Søn A/S",
    "Plejehjemmet Bøgely", "Rådhuset", "Tandlægerne på Torvet", "Ejendomsselskabet Østerå ApS", "Sct. Jørgens Kollegium",
    "Bager Møller", "Kirkens Korshær", "Vognmand Kjær", "Svømmehallen", "Hal 4 I/S", "Grundejerforeningen Skovbrynet",
)  # fmt: skip
_JOBS = (
    "Utæt ventil i kælder", "Ingen varme på 2. sal", "Årligt eftersyn af gasfyr", "Støj fra cirkulationspumpe", "Vandhane drypper",
    "Udskiftning af radiatortermostat", 'Sprunget 1/2" rør', "Toilet løber; skyller ikke", "Fjernvarmeunit lækker, haster",
    "Kontrol af sikkerhedsventil", "Tilbud på varmepumpe", "Afløb stoppet i køkken", "Måler aflæsning – årsskifte", "Ny lås til teknikrum",
    "Lugt af gas i opgang B", "Trykprøvning af brandslange", "Luft i anlægget", "Ekspansionsbeholder skiftes",
)  # fmt: skip
_NOTES = (
    "Nøgle hos viceværten.", "Ring før ankomst", "Kunden er hjemme efter kl. 13", "Husk stige", "Adgang via gården; kode 4411",
    "Tilbud sendt 12.500 kr.", 'Kunden siger "det haster"', "Se også sidste års rapport",
)  # fmt: skip
_STATUSES = (
    ("Ny", 12), ("Åben", 10), ("I gang", 12), ("Afventer kunde", 6), ("Venter på dele", 6), ("Planlagt", 8), ("Afsluttet", 40),
    ("Annulleret", 3), ("", 3),
)  # fmt: skip
_PRIORITIES = (("Høj", 15), ("Mellem", 30), ("Lav", 20), ("Akut", 5), ("normal", 20), ("", 10))
_TYPES = ("VVS", "Varme", "Service, garanti", "El", "Gas; haster", "", "24-timers vagt")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_TODAY = date(2026, 3, 2)
FAULTS = {
    "bad date": 12, "same id": 7, "too many cells": 6, "no title": 4, "unknown status": 3, "repeated": 5, "blank": 25, "short": 40,
    "stranger": 60, "two lines": 300, "heading": 2,
}  # fmt: skip
"""How many rows of 5,000 have each fault; fewer rows have fewer, at least one of each."""


@dataclass
class DanishSheet:
    """The file, and what is right to find in it. `rejected` is by physical line."""

    data: bytes = b""
    good: int = 0
    rejected: dict[int, str] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)
    customers: set[str] = field(default_factory=set)


class _Writer:
    """Writes rows and knows the line it is on."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.text = io.StringIO(newline="")
        self.csv = csv.writer(self.text, delimiter=";", lineterminator="\r\n")
        self.sheet = DanishSheet()
        self.line = 1
        self.last: list[str] = []

    def write(self, cells: list[str]) -> None:
        before = self.text.tell()
        self.csv.writerow(cells)
        self.line += self.text.getvalue()[before:].count("\n") if any("\n" in c for c in cells) else 1

    def pick(self, weighted: tuple[tuple[str, int], ...]) -> str:
        return self.random.choices([w for w, _n in weighted], [n for _w, n in weighted])[0]

    def day(self, day: date) -> str:
        """A date as one of several hands writes it."""
        form = self.random.choice(
            ("{d:02}-{m:02}-{y}", "{d:02}.{m:02}.{s:02}", "{d}/{m} {y}", "{d}. {n} {y}", "{d:02}-{m:02}-{y} 14:30")
        )
        return form.format(d=day.day, m=day.month, y=day.year, s=day.year % 100, n=_MONTHS[day.month - 1])

    def row(self, number: int) -> list[str]:
        """A row without a fault."""
        r = self.random
        created = _TODAY - timedelta(days=r.randint(2, 700))
        status = self.pick(_STATUSES)
        done = (
            min(created + timedelta(days=r.randint(1, 60)), _TODAY - timedelta(days=1))
            if status == "Afsluttet"
            else None
        )
        due = self.day(created + timedelta(days=r.randint(1, 90))) if r.random() < 0.6 else r.choice(("", "-"))
        customer = f"{r.choice(_FIRMS)} {r.choice(('', '', 'II', 'Syd'))}".strip()
        self.sheet.customers.add(customer)
        return [
            f"S-{10_000 + number}", self.day(created), customer, f"{r.choice(_FIRST)} {r.choice(_LAST)}",
            f"{r.randint(20, 99)} {r.randint(10, 99)} {r.randint(10, 99)} {r.randint(10, 99)}",
            f"{r.choice(_STREETS)} {r.randint(1, 120)}, {r.choice(_TOWNS)}", r.choice(_JOBS), r.choice((*_NOTES, "", "")),
            r.choice((*KNOWN_PEOPLE, "")), status, self.pick(_PRIORITIES), due, r.choice(("", "1,5", "0,75", "2", "1:30", "12,25")),
            r.choice(_TYPES), self.day(done) if done else "", r.choice((*_NOTES, "", "", "")), f"{r.randint(300, 9000)},00",
        ]  # fmt: skip

    def spoil(self, cells: list[str], fault: str) -> None:
        """Write `cells` with `fault`, and note what is to be found."""
        line = self.line
        if fault == "bad date":
            cells[11] = self.random.choice(("31-02-2026", "snarest", "uge 12", "00-00-0000"))
        elif fault == "same id":
            cells[0] = self.last[0]
        elif fault == "too many cells":
            cells += ["", "resten af en tekst"]
        elif fault == "no title":
            cells[6] = ""
        elif fault == "unknown status":
            cells[9] = "hos Knud"
        self.sheet.rejected[line] = fault
        self.write(cells)

    def pass_over(self, fault: str) -> None:
        """Write a row that says nothing new of a task."""
        self.write({"blank": [""] * len(HEADINGS), "heading": list(HEADINGS), "repeated": self.last}[fault])
        self.sheet.passed_over[fault] += 1

    def vary(self, cells: list[str], fault: str | None) -> None:
        """Write a row that is unusual but can be taken."""
        if fault == "stranger":
            cells[8] = self.random.choice(STRANGERS)
            self.sheet.strangers[cells[8]] += 1
        elif fault == "two lines":
            cells[7] = "Første linje; med semikolon\nanden linje\r\n\r\nfjerde"
        elif fault == "short":
            cells = cells[:7]
        self.write(cells)
        self.last = cells
        self.sheet.good += 1


def make_sheet(rows: int = 5000, *, seed: int = 1, encoding: str = "cp1252") -> DanishSheet:
    """A sheet of `rows` rows of tasks, faulty ones among them, with a title above and a totals row under them."""
    writer = _Writer(seed)
    writer.write(["Sagsliste Nordby VVS, udtræk 02-03-2026"])
    writer.write([])
    writer.write(list(HEADINGS))
    faults: list[str | None] = [fault for fault, count in FAULTS.items() for _n in range(max(1, count * rows // 5000))]
    faults += [None] * (rows - len(faults))
    writer.random.shuffle(faults)
    writer.vary(writer.row(0), None)
    for number, fault in enumerate(faults[1:], 1):
        if fault in ("blank", "heading", "repeated"):
            writer.pass_over(fault)
        elif fault in (None, "stranger", "two lines", "short"):
            writer.vary(writer.row(number), fault)
        else:
            writer.spoil(writer.row(number), fault)
    writer.write(["I alt", *[""] * 11, "7.311,25", "", "", "", "4.512.300,00"])
    writer.sheet.passed_over["total"] += 1
    writer.sheet.data = writer.text.getvalue().encode(encoding)
    return writer.sheet


if __name__ == "__main__":
    path, *counts = sys.argv[1:]
    rows, seed = [*map(int, counts), 5000, 1][:2] if len(counts) != 1 else (int(counts[0]), 1)
    made = make_sheet(rows, seed=seed)
    Path(path).write_bytes(made.data)
    sys.stdout.write(f"{made.good} rows to take, {len(made.rejected)} to refuse\n")

"""The firm as data: who works there, for whom, and what the work is called. Everybody and everything is invented."""

from dataclasses import dataclass

from servicedesk_tui.vocabulary.enums import Kind, Level, Role, Tier

NAME = "Nordvarme VVS"
ZONE = "Europe/Copenhagen"
HOST = "anna"
"""Who a visitor of the sample desk sits down as."""
FIRST_ADMIN = ("karen", "Karen Winther")


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the twelve."""

    login: str
    name: str
    role: Role
    team: str
    weekly_minutes: int = 2220


COLLEAGUES = (
    Colleague("karen", "Karen Winther", Role.ADMIN, "operations"),
    Colleague("anna", "Anna Holm", Role.DISPATCHER, "operations"),
    Colleague("henrik", "Henrik Friis", Role.DISPATCHER, "operations"),
    Colleague("lars", "Lars Lund", Role.LEAD, "field"),
    Colleague("bo", "Bo Berg", Role.AGENT, "field"),
    Colleague("ada", "Ada Ask", Role.AGENT, "field"),
    Colleague("eva", "Eva Nørgaard", Role.AGENT, "field", 1740),
    Colleague("omar", "Omar Said", Role.AGENT, "field"),
    Colleague("sofie", "Sofie Krogh", Role.LEAD, "sales"),
    Colleague("jonas", "Jonas Bech", Role.AGENT, "sales"),
    Colleague("ida", "Ida Møller", Role.AGENT, "support", 1800),
    Colleague("per", "Per Østergaard", Role.AGENT, "support"),
)
TEAMS = ("sales", "operations", "field", "support")
SKILLS = {
    "lars": {"varme": 1, "varmtvand": 1, "sanitet": 2, "udskiftning": 2, "lækage": 2, "hygiejne": 1},
    "bo": {"varme": 1, "varmtvand": 2, "sanitet": 2, "udskiftning": 1, "lækage": 2},
    "ada": {"varme": 1, "varmtvand": 1, "sanitet": 1, "udskiftning": 2, "lækage": 1},
    "eva": {"varme": 3, "varmtvand": 2, "sanitet": 1, "udskiftning": 2, "lækage": 3, "hygiejne": 1},
    "omar": {"varme": 2, "varmtvand": 1, "sanitet": 3, "udskiftning": 1, "lækage": 1},
    "sofie": {"tilbud": 1},
    "jonas": {"tilbud": 2},
    "ida": {"faktura": 1, "styring": 2},
    "per": {"faktura": 2, "styring": 1},
}
"""Who can do what, 1 best; a task asks for those of its tags that are somebody's skill."""
CAPS = {"bo": 6, "ada": 6, "eva": 4, "omar": 6, "lars": 4}
"""How much each may have begun."""
LEADS = {"field": "lars", "sales": "sofie", "operations": "karen", "support": "ida"}
AWAY = (("eva", 6, 2, "course", "ada"), ("henrik", 11, 5, "holiday", "anna"))
"""Who is away: how many days ahead, for how many, what for, and who stands in."""
SNIPPETS = {
    "en": {
        "on-the-way": "Hello {contact}, we are on our way to you about {task} ({title}). Kind regards, {me}",
        "visit-planned": "Hello {contact}, {owner} visits you {visit} about {title}. If that does not suit you, please call us. "
        "Kind regards, {me}",
        "waiting-for-part": "Hello {contact}, we wait for a part for {title} ({task}) and write again as soon as it is here. "
        "Kind regards, {me}",
        "finished": "Hello {contact}, {title} ({task}) is done. Write or call us if anything is not as it should be. "
        "Kind regards, {me}",
        "nobody-home": "Nobody was home at {customer} today, {today}. Called, no answer; a card was left.",
    },
    "da": {
        "on-the-way": "Hej {contact}, vi er på vej til jer om {task} ({title}). Venlig hilsen {me}",
        "visit-planned": "Hej {contact}, {owner} kommer {visit} om {title}. Ring til os, hvis det ikke passer. "
        "Venlig hilsen {me}",
        "waiting-for-part": "Hej {contact}, vi venter på en reservedel til {title} ({task}) og skriver igen, så snart den er "
        "her. Venlig hilsen {me}",
        "finished": "Hej {contact}, {title} ({task}) er udført. Skriv eller ring, hvis noget ikke er, som det skal være. "
        "Venlig hilsen {me}",
        "nobody-home": "Ingen hjemme hos {customer} i dag, {today}. Ringet uden svar; der er lagt et kort.",
    },
}
"""Canned texts, by language and name."""
TRAVEL = {
    "north": {"south": 30, "harbour": 15, "west": 20},
    "south": {"harbour": 20, "west": 25},
    "harbour": {"west": 15},
}
"""Minutes between parts of the town."""

TIER_A = (
    "Acme Køl A/S", "Boligforeningen Havblik", "Falck Parken", "Nordby Skole", "Plejehjemmet Solgården", "Torvet Centret",
)  # fmt: skip
TIER_B = (
    "AB Kastanjen", "Andelsforeningen Møllehøj", "Bageriet på Hjørnet", "Børnehuset Regnbuen", "Café Kanalen",
    "Ejerforeningen Åparken", "Fjordens Fisk ApS", "Gymnastikhallen", "Havnens Autoværksted", "Hotel Strandvejen",
    "Kirkens Korshær", "Kontorhuset Vest", "Lægerne Nørregade", "Mejeriet Engholm", "Restaurant Skipperkroen",
    "Rådhuset", "Tandlægerne Torvet", "Vestergade Kollegiet",
)  # fmt: skip
TIER_C = (
    "Agnete Lauridsen", "Anders Toft", "Birgit Skov", "Bjarne Højgaard", "Camilla Ravn", "Carl Emil Dam", "Dorthe Vang",
    "Ellen Brandt", "Erik Bruun", "Finn Kjær", "Gitte Lindholm", "Grethe Juhl", "Hans Jørgen Bach", "Helle Aagaard",
    "Inger Svane", "Jens Ole Kirk", "Jytte Bay", "Kaj Ebbesen", "Kirsten Lunde", "Leif Munk", "Lene Storm", "Maja Falk",
    "Mogens Riis", "Niels Ågesen", "Ole Hvid", "Pia Ørsted", "Poul Erik Damm", "Rikke Bang", "Signe Holt", "Steen Vest",
    "Susanne Kær", "Svend Åge Lind", "Tove Hald", "Ulla Bak", "Viggo Palm", "Yrsa Thomsen",
)  # fmt: skip
CUSTOMERS = tuple((n, t) for t, names in ((Tier.A, TIER_A), (Tier.B, TIER_B), (Tier.C, TIER_C)) for n in names)

FIRST_NAMES = (
    "Lise", "Morten", "Karin", "Thomas", "Hanne", "Peter", "Anne", "Søren", "Mette", "Jakob", "Bente", "Kim", "Louise", "Åse",
)  # fmt: skip
LAST_NAMES = (
    "Holm", "Kristensen", "Dahl", "Vestergaard", "Bøgh", "Iversen", "Lassen", "Rask", "Sørensen", "Aaby", "Nygård", "Kofoed",
)  # fmt: skip
TITLES = ("Pedel", "Vicevært", "Kontorchef", "Driftsleder", "Formand", "Indehaver", "Reception")
STREETS = (
    "Havnegade", "Møllevej", "Nørregade", "Østerbro", "Skolevej", "Kirkestræde", "Strandvejen", "Åboulevarden", "Ringvejen",
    "Birkealle", "Toldbodgade", "Vestergade", "Engdraget", "Bakkevej",
)  # fmt: skip
TOWNS = ("8000 Nordby", "8210 Vestby", "8240 Fjordby", "8260 Åby", "8270 Højby")
AREAS = ("north", "south", "harbour", "west")
ACCESS = (
    "Gate code 4411.", "Nøgle i nøgleboks ved bagdøren, kode 2580.", "Ring to the caretaker first.", "Kun før kl. 14.",
    "Hund på grunden.", "Report at the reception.", "Teknikrum i kælderen, indgang fra gården.", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """A sort of work: titles it goes by, what belongs to it, how long it takes."""

    titles: tuple[str, ...]
    team: str
    minutes: int
    urgency: Level = Level.MEDIUM
    impact: Level = Level.MEDIUM
    kind: Kind = Kind.CUSTOMER
    tags: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    next_step: str = ""
    weight: int = 3


JOBS = (
    Job(
        ("Kedel går i fejl, ingen varme", "Boiler locked out, no heat", "Ingen varme i {sted}", "No heat, {place}"),
        "field", 120, Level.HIGH, tags=("varme", "akut"), weight=6,
        steps=("Aflæs fejlkode", "Tjek vandtryk", "Photo of the data plate", "Kvittering fra kunden"),
        next_step="read the fault code, then check the pressure",
    ),
    Job(
        ("Boiler leak, no hot water", "Varmtvandsbeholder utæt", "Intet varmt vand i {sted}", "Lukewarm water, {place}"),
        "field", 150, Level.HIGH, tags=("varmtvand",), weight=5,
        steps=("Shut the valve", "Photo of the flange", "Order part 77-120", "Pressure test"),
        next_step="isolate the pump, then order the valve",
    ),
    Job(
        ("Vandskade i {sted}", "Water on the floor, {place}", "Sprunget rør i {sted}"),
        "field", 180, Level.HIGH, Level.HIGH, tags=("akut", "lækage"), weight=2,
        steps=("Luk for vandet", "Foto til forsikring", "Find lækagen", "Meld til forsikringen"),
        next_step="luk for vandet og ring til kunden",
    ),
    Job(
        ("Årligt kedeleftersyn", "Annual boiler service", "Serviceeftersyn, varmepumpe", "Heat pump service"),
        "field", 90, Level.LOW, tags=("service", "aftale"), weight=7,
        steps=("Rens brænder", "Mål røggas", "Skift filter", "Udfyld servicerapport"),
        next_step="book a day with the customer",
    ),
    Job(
        ("Pump noise, {place}", "Cirkulationspumpe larmer", "Udluft radiatorer i {sted}", "Radiator cold in {place}"),
        "field", 60, tags=("varme",), weight=6, next_step="lyt på pumpen, tjek luft i anlægget",
    ),
    Job(
        ("Toilet løber, {sted}", "Dryppende vandhane i {sted}", "Blocked drain, {place}", "Afløb stoppet i {sted}"),
        "field", 60, Level.MEDIUM, Level.LOW, tags=("sanitet",), weight=6,
    ),
    Job(
        ("Udskift cirkulationspumpe", "Replace mixer, {place}", "Ny termostat i {sted}", "Replace expansion vessel"),
        "field", 120, Level.MEDIUM, tags=("udskiftning",), weight=4,
        steps=("Bestil dele", "Aftal tid", "Montér", "Afprøv"), next_step="bestil dele hos grossisten",
    ),
    Job(
        ("Legionella-prøve, {sted}", "Legionella flush, {place}"),
        "field", 45, Level.LOW, tags=("hygiejne", "service"), weight=2,
    ),
    Job(
        ("Tilbud på varmepumpe", "Quote: new bathroom", "Tilbud på gulvvarme, {sted}", "Quote: solar hot water"),
        "sales", 90, Level.MEDIUM, Level.LOW, tags=("tilbud",), weight=5,
        steps=("Opmåling", "Priser fra grossist", "Send tilbud"), next_step="opmåling hos kunden",
    ),
    Job(
        ("Opfølgning på tilbud", "Follow up on the service contract", "Forny serviceaftale"),
        "sales", 30, Level.LOW, Level.LOW, tags=("aftale",), weight=3, next_step="ring og spørg til tilbuddet",
    ),
    Job(
        ("Spørgsmål til faktura", "Wrong hours on the invoice", "Kopi af servicerapport ønskes", "Change of address"),
        "support", 20, Level.MEDIUM, Level.LOW, tags=("faktura",), weight=4,
    ),
    Job(
        ("Fjernaflæsning melder fejl", "App shows no data", "Reset of the remote control", "Styring offline, {sted}"),
        "support", 40, Level.MEDIUM, tags=("styring",), weight=3, next_step="genstart gatewayen over telefonen",
    ),
    Job(
        ("Bestil dele til lager", "Order gaskets and valves", "Optælling af varebil", "Return parts to the supplier"),
        "operations", 45, Level.LOW, Level.LOW, Kind.INTERNAL, tags=("lager",), weight=3,
    ),
    Job(
        ("Syn af varebil", "Tyres on the van", "Kalibrér trykmåler", "Calibrate the flue gas analyser"),
        "operations", 60, Level.LOW, Level.LOW, Kind.INTERNAL, tags=("værktøj",), weight=2,
    ),
    Job(
        ("Vagtplan for næste måned", "Plan holiday cover", "Update the price list", "Sikkerhedsmøde: referat"),
        "operations", 60, Level.MEDIUM, Level.MEDIUM, Kind.INTERNAL, tags=("planlægning",), weight=2,
    ),
)  # fmt: skip

PLACES = (
    "the boiler room", "the gym hall", "the office", "the kitchen", "block B", "flat 12", "2nd floor", "stairway 3", "wing C",
)  # fmt: skip
STEDER = (
    "opgang 3", "kælderen", "køkkenet", "badeværelset", "blok B", "2. sal", "fløj C", "vaskeriet", "lejlighed 12", "teknikrummet",
)  # fmt: skip
"""Where in a customer's house, in the language of the title."""
BLOCKS = ("venter på adgang fra viceværten", "no key to the boiler room", "stillads mangler", "asbestprøve ikke færdig")
DESCRIPTIONS = (
    "Kunden ringede i morges. Anlægget går i gang, men stopper efter få minutter.",
    "Pilot light is fine. Leak at the pump flange, water on the floor.\n\nSecond time this month; see the earlier task.",
    "Lejeren er hjemme efter kl. 13. Ring 20 minutter før.",
    "Tenant says the radiators knock at night. No leak seen.\nPressure 0.8 bar in the morning.",
    "Anlæg: Nordkedel 24, år 2014. Sidste service for 14 måneder siden.",
    "",
    "",
)
NOTES = (
    "Fejlkode E119, trykket var 0,4 bar. Fyldt op til 1,5.",
    "Part 77-120 is ordered, the supplier says two days.",
    "Kunden er orienteret og siger ok til prisen.",
    "Nobody home. Left a card, will call again.",
    "Pumpen kører igen, men lejet synger. Bør skiftes inden vinter.",
    "Photo taken of the flange; the gasket is gone.",
    "Husk den lange nøgle til afspærringen.",
    "Spoke with the caretaker: the key is at the reception.",
)
CALLS = (
    "Kunden spørger, hvornår vi kommer.", "Water on the floor, second time this month.", "Vil gerne have en tid om formiddagen.",
    "Asks for the price before we start.",
)  # fmt: skip
UPDATES = (
    "Vi er hos jer omkring kl. 14.30.", "Bo is with you around 14:30.", "Delen er bestilt, vi vender tilbage torsdag.",
    "The pump is running again; we come back to replace it next week.",
)  # fmt: skip
HANDOVERS = (
    "Near your next site. Watch: the tenant is home after 13.", "Jeg er på kursus i morgen; delen ligger på lageret.",
)  # fmt: skip

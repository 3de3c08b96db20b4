"""How a line can go on: what is being written at the cursor, and what fits there without looking anything up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from servicedesk_tui.locale import N_, _, language
from servicedesk_tui.locale.dates import in_full
from servicedesk_tui.vocabulary.enums import Kind, Tier, WaitingOn
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.task_rows import Offer

from .dates import is_ambiguous, parse_due
from .fields import FIELDS, NAMES, SORTS, STATES, THINGS, Takes
from .names import fold
from .printing import quote
from .scanning import Piece, scan

_SIGILS = {"@": Takes.PERSON, "#": Takes.TAG, "!": Takes.COUNT}
_ADDED = {"for": Takes.CUSTOMER, "due": Takes.COMING, "at": Takes.COMING, "every": Takes.AGE}
_VALUE_START = re.compile(r".*(?:,|\.\.|<=|>=|<|>|=|:)", re.DOTALL)
_BARE = re.compile(r"[^\W\d_][\w-]*")
_PLAIN = re.compile(r"[\w+-][\w./+&'’:-]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is being written: a value of what `takes` says, or (None) the name of a field. `typed` stands from `start`
    to before `end`, `field` is the name before the colon."""

    start: int
    end: int
    typed: str
    takes: Takes | None
    field: str = ""
    adding: bool = False


def asked_at(text: str, cursor: int, *, adding: bool) -> Asked | None:
    """What is being written at `cursor`; None where nothing can be offered."""
    piece = next((p for p in _pieces(text, adding=adding) if p.place.start < cursor <= p.place.end), None)
    if piece is None:
        return None
    written = text[piece.place.start : cursor]
    if written[0] in _SIGILS:
        return _value(piece, written, 1, cursor, _SIGILS[written[0]], "", adding=adding)
    if adding and written[0] == ">":
        return _value(piece, written, 1, cursor, Takes.STATUS, "", adding=adding)
    name, colon, _rest = written.partition(":")
    if colon:
        takes = _takes(name.casefold(), adding=adding)
        return (
            None
            if takes is None
            else _value(piece, written, len(name) + 1, cursor, takes, name.casefold(), adding=adding)
        )
    if adding or not _BARE.fullmatch(written):
        return None
    return Asked(piece.place.start, piece.place.end, written, None)


def _pieces(text: str, *, adding: bool) -> list[Piece]:
    """Quick-add has no parentheses and no minus: its words end at blanks, outside quotes."""
    return scan(re.sub(r"[()-]", "_", text) if adding else text)


def _takes(name: str, *, adding: bool) -> Takes | None:
    if adding:
        return _ADDED.get(name)
    if name in ("sort", "order"):
        return Takes.THING  # told apart by the field's name
    return FIELDS[name].takes if name in FIELDS else None


def _value(piece: Piece, written: str, at: int, cursor: int, takes: Takes, field: str, *, adding: bool) -> Asked:
    """The last value of a list or range; an opening quote is part of what is replaced."""
    found = None if adding else _VALUE_START.match(written, at)
    start = found.end() if found and '"' not in written else at
    typed = written[start:].lstrip('"')
    return Asked(
        piece.place.start + start, piece.place.end if "," not in piece.text else cursor, typed, takes, field, adding
    )


_DATES = ("today", "tomorrow", "fri", "mon", "eow", "next week", "+3d", "next month")
_DATES_DA = ("i dag", "i morgen", "fre", "man", "eow", "næste uge", "+3d", "næste måned")
_PAST = ("today", "yesterday", "this week", "<1h", "<2d", "last week")
_PAST_DA = ("i dag", "i går", "denne uge", "<1t", "<2d", "sidste uge")
_AGES = ("<1d", ">2d", ">1w", ">1mo")
_AGES_DA = ("<1d", ">2d", ">1u", ">1md")
_EVERY = ("week", "2w", "month", "3mo", "6mo", "year")
_EVERY_DA = ("uge", "2u", "måned", "3md", "6md", "12md")
_TIMES = ("<1h", "<=2h", ">4h", ">8h")
_TIMES_DA = ("<1t", "<=2t", ">4t", ">8t")
_PRIORITIES: Mapping[str, str] = {
    "1": N_("impact high, urgency high"),
    "2": N_("impact medium, urgency high"),
    "3": N_("impact medium, urgency medium"),
    "4": N_("impact low, urgency low"),
}


def fixed_offers(asked: Asked, now: datetime, zone: tzinfo) -> list[Offer] | None:
    """What fits without looking anything up; None where names of the desk are wanted."""
    if asked.takes is None:
        names = {f"{name}:": FIELDS[name].help for name in NAMES} | {"sort:": N_("the order")}
        return _beginning(asked.typed, names)
    if asked.field in ("sort", "order"):
        return _beginning(asked.typed.removeprefix("-"), SORTS)
    tables: Mapping[Takes, Mapping[str, str]] = {
        Takes.STATE: STATES,
        Takes.THING: THINGS,
        Takes.WAITING: dict.fromkeys((w.value for w in WaitingOn), ""),
        Takes.KIND: dict.fromkeys((k.value for k in Kind), ""),
        Takes.TIER: dict.fromkeys((t.value for t in Tier), ""),
        Takes.LEVEL: {"1": N_("high"), "2": N_("medium"), "3": N_("low")},
        Takes.MINUTES: dict.fromkeys(_in_force(_TIMES, _TIMES_DA), ""),
        Takes.PAST: dict.fromkeys(_in_force(_PAST, _PAST_DA), ""),
        Takes.AGE: dict.fromkeys(_in_force(_EVERY, _EVERY_DA) if asked.adding else _in_force(_AGES, _AGES_DA), ""),
    }
    if asked.takes is Takes.COUNT:
        return _beginning(asked.typed, _PRIORITIES) if asked.field in ("", "priority", "prio") else []
    if asked.takes is Takes.COMING:
        return _dates(asked.typed, now, zone)
    table = tables.get(asked.takes)
    return None if table is None else _beginning(asked.typed, table)


def _beginning(typed: str, table: Mapping[str, str]) -> list[Offer]:
    wanted = fold(typed)
    return [
        Offer(written(name), _(said) if said else "") for name, said in table.items() if fold(name).startswith(wanted)
    ]


def _dates(typed: str, now: datetime, zone: tzinfo) -> list[Offer]:
    """Dates with what they mean; what is typed comes first when it is one."""
    usual = _in_force(_DATES, _DATES_DA)
    wanted = fold(typed)
    offers = []
    for name in dict.fromkeys([typed, *usual]):
        if name and fold(name).startswith(wanted):
            try:
                at, is_day = parse_due(name, now=now, zone=zone)
                guessed = name not in usual and is_ambiguous(name, now=now, zone=zone)
            except Invalid:
                continue
            offers += [] if guessed else [Offer(written(name), in_full(at, is_day, zone))]
    return offers


def _in_force(english: tuple[str, ...], danish: tuple[str, ...]) -> tuple[str, ...]:
    """What is usually written, in the language in force."""
    return danish if language() == "da" else english


def written(text: str) -> str:
    """`text` as a value is written: in quotes where it needs them."""
    plain = _PLAIN.fullmatch(text) and ".." not in text
    return text if plain or text.startswith(("<", ">")) else quote(text)

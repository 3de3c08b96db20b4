"""A note of many lines being written: who will see it stands over it in words. Pure state; the minibuffer draws it.

Tab turns its kind, `::` offers canned texts, `@` people, ctrl+d keeps it. What the customer sees wants a second key.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import CallDirection, NoteKind
from servicedesk_tui.vocabulary.history_rows import NoteRow
from servicedesk_tui.vocabulary.notes import Snippet

from .glyphs import GLYPHS
from .paint import Span, clean, cut_spans, safe, spans_width, wrap
from .prompts import Press, Row
from .textline import TextLine
from .textpage import TextPage

KINDS = (NoteKind.INTERNAL, NoteKind.CALL, NoteKind.UPDATE)
OFFERED = 6
"""So many canned texts or people are offered at a time."""
_KEPT_AS = re.compile(r"\[(internal|call|update)\] ?(.*)(?:\n|\Z)")
_OPENS = re.compile(r"(?:^|(?<=\s))::([a-z0-9-]*)\Z")
_NAMES = re.compile(r"(?:^|(?<=[\s(]))@([^\s@]*)\Z")
_PARTS = re.compile(r"\s*[·;]\s*")


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it is to be kept."""

    kind: NoteKind
    body: str
    caller: str = ""
    direction: CallDirection | None = None
    outcome: str = ""
    draft: str = ""
    """How it is kept until it has come."""


class Offer(NamedTuple):
    """What can be put in the place of what was begun: what it is called, what it says, and what is written."""

    name: str
    meaning: str
    text: str


class Composer:
    """Takes keys for the text, its kind and what is offered. `send` answers a sentence when it cannot be kept."""

    def __init__(
        self,
        about: str,
        send: Callable[[Written], str | None],
        *,
        kind: NoteKind = NoteKind.INTERNAL,
        text: str = "",
        draft: str | None = None,
        customer: str = "",
        people: Sequence[tuple[str, str]] = (),
        key: str = "C",
        note: NoteRow | None = None,
    ) -> None:
        self.label = self.about = about
        self.kind = self._first = kind
        self.draft = draft
        self.snippets: Sequence[Snippet] = ()
        self.line: TextLine | None = None
        self.head = TextLine()
        self.at_head = self.asks = False
        self._send, self._customer, self._people, self._key = send, customer, people, key
        self._top = 0
        self._fault = ""
        self._likely = ""
        self._chosen = 0
        self._dismissed = ""
        self._note = note
        self.page = TextPage(note.body if note else "")
        self.head.set(_call_words(note) if note else "")
        self._begun = self.page.text, self.head.text
        if text:
            self.take(text)

    def rows(self) -> list[Row]:
        """Nothing beside itself."""
        return []

    def take(self, text: str) -> None:
        """Start from a text as it was kept."""
        found = _KEPT_AS.match(text)
        # Of a note that is there only a call is kept with its head: any other is kept as it is written.
        if found and (self._note is None or self.kind is NoteKind.CALL is NoteKind(found[1])):
            self.kind = NoteKind(found[1])
            self.head.set(found[2])
            text = text[found.end() :]
        self.page.set(text)

    def drafted(self) -> str:
        """What is to be kept of it while it is written: "" for nothing that was not there before."""
        body = self.page.text
        if self._note is not None and (body, self.head.text) == self._begun:
            return ""
        if self._note is not None:
            return f"[{self.kind.value}] {self.head.text}\n{body}" if self.kind is NoteKind.CALL else body
        if not body.strip() and (self.kind is not NoteKind.CALL or self.head.text in ("", self._likely)):
            return ""
        if self.kind is self._first:
            return body
        head = f" {self.head.text}" if self.kind is NoteKind.CALL and self.head.text else ""
        return f"[{self.kind.value}]{head}\n{body}"

    def with_whom(self, contact: str) -> None:
        """Whom a call was with, most likely."""
        if not self.head.text and contact:
            self._likely = f"{_direction_word(CallDirection.IN)} {clean(contact)} {GLYPHS.dot} "
            self.head.set(self._likely)

    # -- keys --------------------------------------------------------------------------------------------------------

    @property
    def takes_escape(self) -> bool:
        """True when escape closes something within it first."""
        return self.asks or bool(self.offers())

    def key(self, press: Press) -> bool:
        """Take a key; True when the note is on its way."""
        if self.asks:
            self.asks = False
            return press.key in (self._key, "enter") and self._keep()
        self._fault = ""
        if press.key == "ctrl+d":
            return self._finish()
        if self.offers() and self._offered(press.key):
            return False
        if press.key == "tab":
            self._turn()
        elif self.at_head:
            self._key_of_head(press)
        elif press.key == "up" and self.kind is NoteKind.CALL and self.page.row() == 0:
            self.at_head = True
        else:
            before = self.page.text
            self.page.key(press.key, press.character)
            if self.page.text != before:
                self._chosen, self._dismissed = 0, ""
        return False

    def paste(self, text: str) -> None:
        """Write a pasted text where one writes."""
        (self.head if self.at_head else self.page).insert(text)
        self.asks = False

    def _key_of_head(self, press: Press) -> None:
        if press.key in ("enter", "down"):
            self.at_head = False
        else:
            self.head.key(press.key, press.character)

    def _turn(self) -> None:
        """The next kind there is: a note that is there keeps its own, and without a customer there is nobody to tell."""
        if self._note is not None:
            self._fault = _("A note that was written stays what it is.")
            return
        kinds = KINDS if self._customer else KINDS[:2]
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)] if self.kind in kinds else kinds[0]
        self.at_head = False

    def _finish(self) -> bool:
        if not self.page.text.strip():
            self._fault = _("Write something first; escape leaves it.")
            return False
        if self.kind is NoteKind.UPDATE:
            self.asks = True
            return False
        return self._keep()

    def _keep(self) -> bool:
        self._fault = self._send(self.written()) or ""
        return not self._fault

    def written(self) -> Written:
        """The note as it stands."""
        body = self.page.text.strip("\n")
        if self.kind is not NoteKind.CALL:
            return Written(self.kind, body, draft=self.drafted())
        direction, caller, outcome = read_call(self.head.text)
        return Written(self.kind, body, caller, direction, outcome, self.drafted())

    # -- what is offered ---------------------------------------------------------------------------------------------

    def offers(self) -> list[Offer]:
        """What could stand in the place of what was begun with `::` or `@`."""
        if self.at_head or self.asks:
            return []
        before = self.page.text[: self.page.place]
        if before == self._dismissed:
            return []
        if found := _OPENS.search(before):
            begun = [one for one in self.snippets if one.name.startswith(found[1])]
            return [Offer(f"::{one.name}", " ".join(one.text.split()), one.text) for one in begun]
        if found := _NAMES.search(before):
            begun_with = found[1].casefold()
            logins = [(login, name) for login, name in self._people if login.casefold().startswith(begun_with)]
            if [login for login, _name in logins] != [found[1]]:
                return [Offer(f"@{login}", name, f"@{login} ") for login, name in logins]
        return []

    def _offered(self, key: str) -> bool:
        """Choose among what is offered; True when the key was for that."""
        offers = self.offers()
        if key in ("up", "down"):
            self._chosen = max(0, min(self._chosen + (1 if key == "down" else -1), len(offers) - 1))
        elif key in ("enter", "tab"):
            before = self.page.text[: self.page.place]
            found = _OPENS.search(before) or _NAMES.search(before)
            assert found
            self.page.swap(found.start(), offers[min(self._chosen, len(offers) - 1)].text)
            self._chosen = 0
        elif key == "escape":
            self._dismissed = self.page.text[: self.page.place]
        else:
            return False
        return True

    # -- as rows -----------------------------------------------------------------------------------------------------

    def lay(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        """Its rows in so much room, and the cell where the next character goes."""
        rows: list[Row] = [self._banner(width)]
        lead: Span = ("! ", "urgent") if self.kind is NoteKind.UPDATE else (f"{GLYPHS.bar} ", "dim")
        if self.kind is NoteKind.CALL:
            rows.append(self._head_row(width))
        below = self._below(width)
        page, room = self.page, max(1, height - len(rows) - len(below))
        page.width, page.height = max(1, width - 3), room
        at = page.row()
        self._top = max(0, min(self._top, at, len(page.rows()) - room), at - room + 1)
        shown = page.rows()[self._top : self._top + room]
        cell = (page.cell() + 2, len(rows) + at - self._top)
        if self.at_head:
            cell = (self.head.window(self._head_room(width))[2] + len(self._head_label()), 1)
        rows += [[lead, (page.text[start:end], "")] for start, end in shown]
        rows += [[lead] for _row in range(room - len(shown))]
        return [*rows, *below], cell

    def hints(self, width: int) -> Row:
        """What its keys do, in the bottom line."""
        if self.asks:
            yes: Row = [(f" {self._key}/enter", "urgent"), (f" {_('they may see it')}  ", "dim")]
            return cut_spans([*yes, (_("any other key"), "bold"), (f" {_('no')}", "dim")], width)
        said = [("ctrl+d", _("keeps it")), ("esc", _("draft"))]
        if self._note is None:
            said.insert(1, ("tab", _("kind")))
        said += [("::", _("texts")), ("@", _("people"))]
        spans: Row = [(" ", "")]
        for key, does in said:
            hint: Row = [(key, "bold"), (f" {does}  ", "dim")]
            if spans_width(spans) + spans_width(hint) <= width:
                spans += hint
        return cut_spans(spans, width)

    def _banner(self, width: int) -> Row:
        """Who will see it."""
        if self.kind is NoteKind.UPDATE:
            said = _("CUSTOMER SEES THIS {arrow} {who}").format(arrow=GLYPHS.arrow, who=clean(self._customer))
            style = "urgent"
        elif self.kind is NoteKind.CALL:
            said, style = _("Call: only the team sees this"), "here"
        elif self.kind is NoteKind.HANDOVER:
            said, style = _("Hand-over: only the team sees this"), "here"
        else:
            said, style = _("Only the team sees this"), "here"
        what = _("changes {what}").format(what=self.about) if self._note else self.about
        return _ruled([(said, style), (f" {GLYPHS.dot} {clean(what)}", "dim")], width, style)

    def _head_label(self) -> str:
        return f"{word(NoteKind.CALL)}: "

    def _head_room(self, width: int) -> int:
        return max(4, width - len(self._head_label()) - 1)

    def _head_row(self, width: int) -> Row:
        shown, _cell = self.head.view(self._head_room(width))
        if self.head.text:
            return [(self._head_label(), "accent"), (shown, "" if self.at_head else "bold")]
        example = _("in or out, with whom {dot} what came of it (up goes here)").format(dot=GLYPHS.dot)
        return [(self._head_label(), "accent"), (example, "dim")]

    def _below(self, width: int) -> list[Row]:
        """What is offered, and what was wrong."""
        if self._fault:
            return [[(safe(self._fault), "error")]]
        if self.asks:
            said = _("This is for {who} to see: is it meant for them?").format(who=clean(self._customer))
            return [[(line, "urgent")] for line in wrap(said, width)]
        offers = self.offers()
        start = max(0, min(self._chosen - OFFERED + 1, len(offers) - OFFERED))
        rows: list[Row] = []
        for n, offer in enumerate(offers[start : start + OFFERED], start):
            chosen = n == self._chosen
            sign: Span = (GLYPHS.cursor, "accent") if chosen else (" ", "")
            spans: Row = [sign, (clean(offer.name), "cursor" if chosen else ""), (f"  {clean(offer.meaning)}", "dim")]
            rows.append(cut_spans(spans, width))
        return rows


def _ruled(said: Row, width: int, style: str) -> Row:
    """A heading that goes on as a rule."""
    row: Row = [(GLYPHS.rule, style), (" ", ""), *said, (" ", "")]
    rest = width - spans_width(row)
    return [*row, (GLYPHS.rule * rest, style)] if rest >= 0 else cut_spans(row, width)


def _direction_word(direction: CallDirection) -> str:
    return _("in") if direction is CallDirection.IN else _("out")


def _call_words(note: NoteRow) -> str:
    """What a call's head line says of a note."""
    if note.kind is not NoteKind.CALL:
        return ""
    whom = " ".join(filter(None, (_direction_word(note.direction) if note.direction else "", note.caller)))
    return f" {GLYPHS.dot} ".join(filter(None, (whom, note.outcome)))


def read_call(text: str) -> tuple[CallDirection | None, str, str]:
    """Who rang whom, with whom, and what came of it: `in Lise Holm · wants Thursday`, `out Lise; rings back`."""
    whom, outcome = [*_PARTS.split(text.strip(), maxsplit=1), ""][:2]
    first, _blank, rest = whom.partition(" ")
    ways = {
        "in": CallDirection.IN,
        "out": CallDirection.OUT,
        _("in").casefold(): CallDirection.IN,
        _("out").casefold(): CallDirection.OUT,
    }
    direction = ways.get(first.casefold())
    return direction, (rest if direction else whom).strip(), outcome.strip()

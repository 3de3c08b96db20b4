"""What reaches me how: kinds of notifications by channels, and when it is quiet. A form over the lower half of the screen; every
change is in force at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from servicedesk_tui.locale import N_, _
from servicedesk_tui.locale.dates import length, moment
from servicedesk_tui.locale.words import word
from servicedesk_tui.query.preferences import NEVER, read_digest, read_quiet, write_quiet
from servicedesk_tui.query.reminders import read_moment
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.reminding import Channel, NoticeKind, Preferences

from .glyphs import GLYPHS
from .paint import Span, cut, lay, pad, safe
from .prompts import Press, Row
from .textline import TextLine
from .topline import NARROW

Now = Callable[[], tuple[datetime, ZoneInfo]]


class Setting(StrEnum):
    """What is set beside the matrix."""

    QUIET = "quiet"
    WORKING = "working"
    URGENT = "urgent"
    ON_CALL = "on_call"
    DIGEST = "digest"


NAMES = {
    Setting.QUIET: N_("quiet hours"),
    Setting.WORKING: N_("only in my working hours"),
    Setting.URGENT: N_("urgent ones always"),
    Setting.ON_CALL: N_("on call until"),
    Setting.DIGEST: N_("digest every"),
}
KINDS = tuple(NoticeKind)
ITEMS: tuple[NoticeKind | Setting, ...] = (*KINDS, *Setting)
CHANNELS = tuple(Channel)
COLUMNS = 1 + len(CHANNELS)
"""The inbox itself, then the channels."""
_CLOSE, _LEAST, _NAME, _ROOMY = 4, 24, 30, 100
"""Cells of a column without a name; cells that what it is about takes at least and at most beside names; and from which width
on names stand well apart."""
_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -8, "pagedown": 8, "home": -99, "end": 99, "G": 99}
_ASIDE = {"left": -1, "h": -1, "right": 1, "l": 1}
_WRITTEN = (Setting.QUIET, Setting.ON_CALL, Setting.DIGEST)


class HowForm:
    """Goes over kinds and settings; space turns what is stood on, enter writes what takes words. `keep` is told of every change."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(self, preferences: Preferences, now: Now, keep: Callable[[Preferences], None]) -> None:
        self.label = _("How I am told")
        self.preferences = preferences
        self._now = now
        self._keep = keep
        self._at = self._column = self._top = 0
        self._writes: TextLine | None = None
        self._fault = ""
        self._shut: dict[NoticeKind, tuple[Channel, ...]] = {}
        """The ways of what was turned off here: they are there again when it is turned on."""

    @property
    def item(self) -> NoticeKind | Setting:
        """What is stood on."""
        return ITEMS[self._at]

    @property
    def takes_escape(self) -> bool:
        """True while something is being written: escape leaves that."""
        return self._writes is not None

    def rows(self) -> list[Row]:
        """Nothing beside itself."""
        return []

    def drafted(self) -> str:
        """Nothing is kept of it: what is changed is in force."""
        return ""

    def paste(self, text: str) -> None:
        """Into what is being written."""
        if self._writes:
            self._writes.insert(text)

    # -- keys --------------------------------------------------------------------------------------------------------

    def key(self, press: Press) -> bool:
        """Take a key; it is over with escape or q."""
        if self._writes is not None:
            self._write(self._writes, press)
            return False
        self._fault = ""
        if press.key == "q":
            return True
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(ITEMS) - 1))
        elif press.key in _ASIDE and isinstance(self.item, NoticeKind):
            self._column = max(0, min(self._column + _ASIDE[press.key], COLUMNS - 1))
        elif press.key in ("space", "enter"):
            self._turn()
        elif press.key.isdigit() and 1 <= int(press.key) <= COLUMNS and isinstance(self.item, NoticeKind):
            self._column = int(press.key) - 1
            self._turn()
        return False

    def _turn(self) -> None:
        item = self.item
        if isinstance(item, NoticeKind):
            ways = self._ways(item)
            if ways is not None:
                self._shut[item] = ways
            before = self._shut.get(item, Preferences().matrix.get(item) or ())
            after = turned(ways, self._column, before)
            self._change(replace(self.preferences, matrix={**self.preferences.matrix, item: after}))
        elif item is Setting.WORKING:
            self._change(replace(self.preferences, only_working=not self.preferences.only_working))
        elif item is Setting.URGENT:
            self._change(replace(self.preferences, urgent_always=not self.preferences.urgent_always))
        else:
            self._writes = TextLine(self._written(item))

    def _write(self, line: TextLine, press: Press) -> None:
        if press.key == "escape":
            self._writes, self._fault = None, ""
        elif press.key == "enter":
            try:
                self._change(self._with(self.item, line.text.strip()))
            except Invalid as refusal:
                self._fault = refusal.message
            else:
                self._writes, self._fault = None, ""
        else:
            line.key(press.key, press.character)
            self._fault = ""

    def _with(self, item: NoticeKind | Setting, text: str) -> Preferences:
        """With what was written. Raises `Invalid`."""
        match item:
            case Setting.QUIET:
                start, end = read_quiet(text)
                return replace(self.preferences, quiet_from=start, quiet_to=end)
            case Setting.DIGEST:
                return replace(self.preferences, digest_minutes=read_digest(text))
            case _:
                now, zone = self._now()
                until = None if text.casefold() in NEVER else read_moment(text, now=now, zone=zone)
                return replace(self.preferences, on_call_until=until)

    def _change(self, wanted: Preferences) -> None:
        if wanted != self.preferences:
            self.preferences = wanted
            self._keep(wanted)

    def _ways(self, kind: NoticeKind) -> tuple[Channel, ...] | None:
        return self.preferences.matrix.get(kind, ())

    # -- drawing -----------------------------------------------------------------------------------------------------

    def lay(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        """The form in so much room, and the cell of what is stood on."""
        columns = self._columns(width)
        name = min(_NAME if width >= NARROW else width, width - sum(columns) - 1)
        rule: list[Row] = [[(GLYPHS.rule * width, "dim")]] if width >= NARROW else []
        room = max(1, height - 2 - len(rule))
        self._top = max(0, min(max(self._top, self._at - room + 1), self._at))
        shown = ITEMS[self._top : self._top + room]
        rows = [*rule, self._head(width, name, columns)]
        rows += [self._row(item, width, name, columns, here=self._top + n == self._at) for n, item in enumerate(shown)]
        rows += [[] for _empty in range(room - len(shown))]
        rows.append([(f" {self._fault}", "error")] if self._fault else [(f" {cut(self._about(), width - 2)}", "dim")])
        y = 1 + len(rule) + self._at - self._top
        if self._writes is not None:
            return rows, (min(width - 1, name + 1 + cell_len(self._writes.text[: self._writes.place])), y)
        return rows, (name + 1 + sum(columns[: self._column]) if isinstance(self.item, NoticeKind) else 0, y)

    def hints(self, width: int) -> Row:
        """What its keys do."""
        if self._writes is not None:
            said = [("enter", _("keeps it")), ("escape", _("leaves it"))]
        else:
            said = [(_("space"), _("turns it")), (f"1{GLYPHS.range}{COLUMNS}", _("a column")), ("escape", _("closes"))]
        spans: list[Span] = [(f" {self.label}  ", "accent")] if width >= NARROW else [(" ", "")]
        for number, (key, text) in enumerate(said, 1):
            spans += [(key, "bold"), (f" {text}" + ("  " if number < len(said) else ""), "dim")]
        return spans

    def _columns(self, width: int) -> list[int]:
        """How wide each column is: as its name needs, where names have room."""
        named = [cell_len(text) + (4 if width >= _ROOMY else 3) for text in self._names()]
        return named if width - sum(named) >= _LEAST else [_CLOSE] * COLUMNS

    def _head(self, width: int, name: int, columns: list[int]) -> Row:
        """The columns: their numbers, and their names where there is room."""
        is_named = columns[0] != _CLOSE
        said = [f"{n} {text}" if is_named else str(n) for n, text in enumerate(self._names(), 1)]
        cells: Row = [(pad(text, column), "dim") for text, column in zip(said, columns, strict=True)]
        return lay([(pad(f" {self.label}", name + 1), "head"), *cells], [], width)

    def _row(self, item: NoticeKind | Setting, width: int, name: int, columns: list[int], *, here: bool) -> Row:
        sign: Span = (GLYPHS.cursor if here else " ", "accent")
        called = word(item) if isinstance(item, NoticeKind) else _(NAMES[item])
        named: Span = (pad(called, name - 1) + " ", "bold" if here else "")
        if isinstance(item, Setting):
            return lay([sign, named, self._value(item, here=here)], [], width)
        cells: list[Span] = []
        for number, column in enumerate(columns):
            on = number in held_by(self._ways(item))
            mark = GLYPHS.ticked if on else GLYPHS.unticked
            stood = here and number == self._column
            cells += [(mark, "cursor" if stood else "" if on else "dim"), (" " * (column - len(mark)), "")]
        return lay([sign, named, *cells], [], width)

    def _value(self, item: Setting, *, here: bool) -> Span:
        if here and self._writes is not None:
            return safe(self._writes.text) or " ", "accent"
        style = "cursor" if here else ""
        if item in _WRITTEN:
            return self._said(item), style
        on = self.preferences.only_working if item is Setting.WORKING else self.preferences.urgent_always
        return GLYPHS.ticked if on else GLYPHS.unticked, style

    def _said(self, item: Setting) -> str:
        wanted = self.preferences
        if item is Setting.ON_CALL:
            return moment(wanted.on_call_until, False, *self._now()) if wanted.on_call_until else GLYPHS.dash
        if item is Setting.DIGEST:
            return length(wanted.digest_minutes) if wanted.digest_minutes else GLYPHS.dash
        return write_quiet(wanted.quiet_from, wanted.quiet_to).replace("-", GLYPHS.range)

    def _written(self, item: Setting) -> str:
        """What is to be written anew, as it can be read."""
        wanted = self.preferences
        if item is Setting.QUIET:
            return write_quiet(wanted.quiet_from, wanted.quiet_to)
        if item is Setting.DIGEST:
            return f"{wanted.digest_minutes}m" if wanted.digest_minutes else "-"
        return f"{wanted.on_call_until.astimezone(self._now()[1]):%Y-%m-%d %H:%M}" if wanted.on_call_until else "-"

    def _about(self) -> str:
        """What stood-on things mean, in a line."""
        if self.item is Setting.QUIET:
            return _("as in 20-7; what comes then waits and is heard as one; - for none")
        if self.item is Setting.ON_CALL:
            return _("as in mon 8:00: until then everything is heard at once; - for not")
        if self.item is Setting.DIGEST:
            return _("as in 30m: heard together so often; - for at once")
        if isinstance(self.item, Setting):
            return (
                _("what comes at other times waits in the inbox")
                if self.item is Setting.WORKING
                else _("also when it is quiet")
            )
        ways = self._ways(self.item)
        if ways is None:
            said = _("does not reach me at all")
        else:
            said = ", ".join(word(way) for way in ways) or _("in the inbox, without a sound")
        return f"{self._column + 1} {self._names()[self._column]} {GLYPHS.dot} {said}"

    @staticmethod
    def _names() -> list[str]:
        return [_("inbox"), *(word(channel) for channel in CHANNELS)]


def held_by(ways: tuple[Channel, ...] | None) -> frozenset[int]:
    """The columns that are ticked: the inbox where it comes at all, then its channels."""
    return frozenset() if ways is None else frozenset({0, *(1 + CHANNELS.index(way) for way in ways)})


def turned(
    ways: tuple[Channel, ...] | None, column: int, before: tuple[Channel, ...] = ()
) -> tuple[Channel, ...] | None:
    """With a column turned: without the inbox nothing comes, and what is heard is in the inbox. What comes again comes as
    `before`."""
    held = set(held_by(ways))
    if column == 0:
        return None if 0 in held else before
    held ^= {column}
    return tuple(channel for number, channel in enumerate(CHANNELS, 1) if number in held)

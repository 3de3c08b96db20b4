"""The lists that pickers offer: people with their load and absence, statuses with what they hold, customers, tags."""

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import day
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.rows import CustomerRow, PersonRow, StatusRow, TagRow

from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import PICKED_ROWS, Press, Row, matches
from .reading import people_first
from .session import Session
from .textline import TextLine

NOBODY = -1
_STEPS = {"up": -1, "down": 1, "pageup": -PICKED_ROWS, "pagedown": PICKED_ROWS}


def _load(count: int) -> str:
    return n_("{count} open", "{count} open", count).format(count=count)


def _joined(parts: Iterable[str]) -> str:
    return f" {GLYPHS.dot} ".join(part for part in parts if part)


def people_choices(session: Session) -> list[Choice]:
    """Login, name, team, load and absence of each, me first, the logins under each other."""
    people = people_first(session.people, session.me.id if session.me else None)
    width = min(16, max((cell_len(person.login) for person in people), default=0))
    return [
        Choice(
            person.id,
            f"{pad(clean(person.login), width)}  "
            + _joined((clean(person.name), clean(person.team or ""), _load(person.open_tasks), _away(person, session))),
        )
        for person in people
    ]


def _away(person: PersonRow, session: Session) -> str:
    """Until when somebody is away, and why; "" for who is there."""
    if person.away is None:
        return ""
    if person.away_until is None:
        return _("away ({why})").format(why=word(person.away))
    now, zone = session.now()
    until = day(person.away_until.astimezone(zone).date(), now.astimezone(zone).date())
    return _("away to {moment} ({why})").format(moment=until, why=word(person.away))


def status_choices(statuses: Sequence[StatusRow], counts: dict[int, int]) -> list[Choice]:
    """The statuses with what they hold, against their limit when they have one."""
    width = max((cell_len(status.name) for status in statuses), default=0)
    return [Choice(s.key, f"{pad(clean(s.name), width)}  {_held(s, counts)}".rstrip()) for s in statuses]


def _held(status: StatusRow, counts: dict[int, int]) -> str:
    if status.id not in counts:
        return ""
    count = counts[status.id]
    return f"{count}/{status.wip_limit}" if status.wip_limit is not None else str(count)


def customer_choices(customers: Sequence[CustomerRow]) -> list[Choice]:
    """Customers with tier and load, and none at all."""
    found = [Choice(one.id, _joined((f"{clean(one.name)} {one.tier}", _load(one.open_tasks)))) for one in customers]
    return [*found, Choice(NOBODY, _("no customer"))]


class TagsPrompt:
    """Asks for tags: choose one to put it on or take it off, or write several (`pump -old`)."""

    draft: str | None = None

    def __init__(self, label: str, accept: Callable[[str], str | None]) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self.tags: tuple[TagRow, ...] = ()
        self.held: frozenset[str] = frozenset()
        self._accept = accept
        self._at = 0
        self._fault = ""

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text.strip() if self.line else ""

    @property
    def found(self) -> list[tuple[str, str]]:
        """The tags that what is written leaves, those of the task first, each with what it says; a new one last."""
        text = self.text.lstrip("#").casefold()
        if not self._is_one():
            return []
        held = [(tag, _("on it: enter takes it off")) for tag in sorted(self.held) if matches(text, tag)]
        others = [(t.name, _load(t.open_tasks)) for t in self.tags if t.name not in self.held and matches(text, t.name)]
        others.sort(key=lambda one: not one[0].startswith(text))
        known = {name for name, _said in (*held, *others)}
        new = [(text, _("new tag"))] if text and text not in known else []
        return [*held, *others, *new]

    def rows(self) -> list[Row]:
        """The tags about the chosen one."""
        found = self.found
        if not found:
            said = _("a minus takes a tag off: pump -old") if self.text else _("no tags yet: write the first")
            return [[(self._fault or said, "error" if self._fault else "dim")]]
        at = min(self._at, len(found) - 1)
        start = max(0, min(at - PICKED_ROWS // 2, len(found) - PICKED_ROWS))
        rows = [
            self._row(tag, said, start + n == at) for n, (tag, said) in enumerate(found[start : start + PICKED_ROWS])
        ]
        if len(found) > PICKED_ROWS:
            rows.append([(_("{at} of {count}").format(at=at + 1, count=len(found)), "dim")])
        return [*rows, [(self._fault, "error")]] if self._fault else rows

    def key(self, press: Press) -> bool:
        """Up and down choose, enter gives, anything else filters."""
        found = self.found
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(found) - 1))
        elif press.key == "enter":
            tag = found[min(self._at, len(found) - 1)][0] if found else self.text
            wanted = f"-{tag}" if found and tag in self.held else tag
            self._fault = self._accept(wanted) or "" if wanted else ""
            return bool(wanted) and not self._fault
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """Other tags are left: the first of them is chosen."""
        self._at, self._fault = 0, ""

    def _is_one(self) -> bool:
        """True while one tag is looked for; a minus or a second word is meant as it is written."""
        return not (self.text.startswith("-") or " " in self.text or "," in self.text)

    @staticmethod
    def _row(tag: str, said: str, chosen: bool) -> Row:
        sign = (GLYPHS.cursor, "accent") if chosen else (" ", "")
        return [sign, (f"#{clean(tag)}", "cursor" if chosen else ""), (f"  {said}", "dim")]

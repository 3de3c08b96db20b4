"""A line of a checklist as it is written or pasted: what it will become, and several at once."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import in_full
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.text import many_lines

from .glyphs import GLYPHS
from .paint import Span, clean
from .prompts import TextPrompt
from .session import Session

if TYPE_CHECKING:
    from servicedesk_tui.query.itemline import ItemLine
    from servicedesk_tui.query.pieces import Against


class ItemsPrompt(TextPrompt):
    """Asks for a line of a checklist; several that are pasted are taken at once, the written one before them."""

    def __init__(self, session: Session, label: str, accept: Callable[[tuple[str, ...]], str | None]) -> None:
        super().__init__(label, self._one, explain=partial(explain_item, session))
        self._session = session
        self._take = accept

    def _one(self, text: str) -> str | None:
        if not text:
            return None
        read = read_line(text, self._session)
        return read.unknown.sentence if read.unknown else self._take((text,))

    def take_lines(self, text: str) -> bool:
        """Several lines were pasted."""
        lines = [line for line in many_lines(self.text + text).split("\n") if line.strip()]
        if len(lines) > 1:
            self._take(tuple(lines))
        return len(lines) > 1


def read_line(text: str, session: Session, *, is_bare: bool = False) -> "ItemLine":
    """What a line says, against the people of this desk."""
    from servicedesk_tui.query.itemline import read_item

    return read_item(text, _against(session), is_bare=is_bare)


def write_line(text: str, after: Sequence[str], session: Session) -> str:
    """A line as it is written to be read again as it is, with what is said at its end."""
    from servicedesk_tui.query.itemline import write_item

    return write_item(text, after, _against(session))


def _against(session: Session) -> "Against":
    from servicedesk_tui.query.pieces import Against

    now, zone = session.now()
    people = [(person.id, person.login) for person in session.people if person.active and not person.is_system]
    return Against(people, (), now, zone, session.me.id if session.me else None)


def explain_item(session: Session, text: str) -> list[list[Span]]:
    """Who does it and by when, as it was understood; how that is written, before anything is."""
    if not text.strip():
        return [
            [
                (
                    _("@login and due:fri at its end · SD-12 alone stands for that task · paste several lines at once"),
                    "dim",
                )
            ]
        ]
    read = read_line(text, session)
    if read.unknown:
        return [[(read.unknown.sentence, "dim")]]
    who = next((f"@{clean(person.login)}" for person in session.people if person.id == read.assignee), "")
    when = in_full(read.due, True, session.now()[1]) if read.due else ""
    said = f" {GLYPHS.dot} ".join(part for part in (who, when, ref(read.number) if read.number else "") if part)
    return [[(f"{GLYPHS.arrow} {said}", "accent")]] if said else [[("", "")]]

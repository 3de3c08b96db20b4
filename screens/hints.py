"""The hint line: what there is for actions to work with, why a task cannot be changed, and the keys that do something."""

from collections.abc import Iterable, Sequence

from servicedesk_tui.actions import BY_ID, STANDING, Action, Need
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS
from .keys import key_of, why_not
from .paint import Span, spans_width
from .session import Session


def present(session: Session, cards: Sequence[Card]) -> frozenset[Need]:
    """What there is for actions on these tasks to work with."""
    me = session.me
    there = {
        Need.LIVE: me is not None,
        Need.WRITER: me is not None and bool(me.rights),
        Need.TASK: bool(cards),
        Need.UNLOCKED: not all(card.locked for card in cards),
        Need.OPEN: any(card.category.is_open for card in cards),
        Need.OFFERED: me is not None and any(card.offered_to == me.login for card in cards),
        Need.PLANNER: me is not None and "visits" in me.rights,
        Need.ADMIN: me is not None and "settings" in me.rights,
        Need.REPEAT: session.last_command is not None,
    }
    return frozenset(need for need, is_there in there.items() if is_there)


def why_locked(session: Session, cards: Sequence[Card], has: frozenset[Need]) -> str:
    """Why nothing can be changed here, "" when it can."""
    if Need.LIVE not in has:
        return _("opening") if session.trouble is None else ""
    missing = next((need for need in STANDING if need not in has), None)
    if missing is None or Need.TASK not in has:
        return ""
    if missing is Need.UNLOCKED and all(card.owner is None for card in cards):
        return _("nobody has it: {key} takes it").format(key=key_of("take"))
    return _(STANDING[missing])


def hint_line(
    keymap: Keymap, actions: Iterable[Action], has: frozenset[Need], said: Sequence[str], width: int
) -> list[Span]:
    """What is `said` first, then the keys that do something, most wanted first, as far as there is room."""
    spans: list[Span] = [(" ", "")]
    words = f" {GLYPHS.dot} ".join(filter(None, said))
    if words:
        spans += [(f"{words}  ", "accent")]
    # The key that shows all others is there at every width.
    last = _hint(keymap, BY_ID["help"])
    for action in actions:
        hint = _hint(keymap, action)
        is_room = spans_width(spans) + spans_width(hint) + spans_width(last) <= width
        if hint and hint != last and is_room and not why_not(action, has):
            spans += hint
    return [*spans, *last]


def _hint(keymap: Keymap, action: Action) -> list[Span]:
    key = keymap.label(action.id)
    return [(key, "bold"), (f" {_(action.label)}  ", "dim")] if key else []

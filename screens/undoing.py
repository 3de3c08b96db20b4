"""My last changes in a list: what each did, and taking any of them back."""

from collections.abc import Callable, Sequence
from datetime import datetime

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import ago
from servicedesk_tui.vocabulary.history_rows import Effect, UndoLine
from servicedesk_tui.vocabulary.questions import EffectsQuestion
from servicedesk_tui.vocabulary.refs import ref

from .glyphs import GLYPHS
from .paint import Span, clean, pad, safe
from .prompts import Press, Row
from .session import Session
from .textline import TextLine

SHOWN = 7
EFFECTS = 4
_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -SHOWN, "pagedown": SHOWN}


class UndoList:
    """Lists what can be taken back, newest first, with what the chosen one did; enter takes it back. `take` gets the
    batch and whether it is to be done again."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(
        self, session: Session, lines: Sequence[UndoLine], repaint: Callable[[], None], take: Callable[[UndoLine], None]
    ) -> None:
        self.label = _("enter takes it back; arrows choose")
        self._session = session
        self._lines = tuple(lines)
        self._repaint = repaint
        self._take = take
        self._at = 0
        self._effects: dict[int, tuple[Effect, ...]] = {}
        self._look()

    def rows(self) -> list[Row]:
        """The changes about the chosen one, then its effects, always in as many rows."""
        if not self._lines:
            return [[(_("You changed nothing yet."), "dim")]]
        start = max(0, min(self._at - SHOWN // 2, len(self._lines) - SHOWN))
        now, _zone = self._session.now()
        shown = self._lines[start : start + SHOWN]
        rows = [self._row(line, now, start + n == self._at) for n, line in enumerate(shown)]
        effects = self._effect_rows()
        return [*rows, *effects, *([] for _row in range(EFFECTS + 1 - len(effects)))]

    def key(self, press: Press) -> bool:
        """Up and down choose, enter takes back, anything else leaves."""
        if press.key in _STEPS and self._lines:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self._lines) - 1))
            self._look()
            return False
        if press.key == "enter" and self._lines:
            self._take(self._lines[self._at])
        return True

    def _look(self) -> None:
        if not self._lines or self._lines[self._at].batch in self._effects:
            return
        batch = self._lines[self._at].batch

        def take(effects: tuple[Effect, ...]) -> None:
            self._effects[batch] = effects
            self._repaint()

        self._session.ask(EffectsQuestion(batch=batch, limit=EFFECTS + 1), "effects", take)

    def _row(self, line: UndoLine, now: datetime, chosen: bool) -> Row:
        style = "cursor" if chosen else "dim" if line.undone else ""
        sign: Span = (GLYPHS.cursor, "accent") if chosen else (" ", "")
        said = [ago(line.at, now)]
        said += [_("taken back")] if line.undone else []
        said += [] if line.here else [_("at another terminal")]
        return [sign, (safe(line.label), style), (f"  {f' {GLYPHS.dot} '.join(said)}", "dim")]

    def _effect_rows(self) -> list[Row]:
        line = self._lines[self._at]
        effects = self._effects.get(line.batch)
        if effects is None:
            return []
        rows: list[Row] = [
            [
                ("   ", ""),
                (pad(ref(effect.number), 9), "bold" if not effect.by_rule else "dim"),
                (clean(effect.words), ""),
                (f"  {_('by a rule')}" if effect.by_rule else f"  {clean(effect.title)}", "dim"),
            ]
            for effect in effects[:EFFECTS]
        ]
        left = line.tasks - EFFECTS
        if len(effects) > EFFECTS and left > 0:
            said = n_("and {count} more task", "and {count} more tasks", left)
            rows.append([(f"   {said.format(count=left)}", "dim")])
        return rows

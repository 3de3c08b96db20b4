"""Time on the glass: the timer, and what is entered, changed and taken away."""

import re
from collections.abc import Callable
from functools import partial

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import TaskView
from servicedesk_tui.vocabulary.timing import (
    EditTime,
    LogTime,
    RemoveTime,
    Running,
    StartTimer,
    StopTimer,
    TimerQuestion,
    minutes_of,
)

from .asking import Asking, Speaker
from .naming import named
from .prompts import Row, TextPrompt

_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?\s*(?:m|min|h|t)(?:\s*\d+\s*(?:m|min))?)\b\s*(.*)", re.IGNORECASE | re.DOTALL)


class Timing:
    """What keys do about time."""

    def __init__(self, host: Speaker) -> None:
        self._host = host
        self._asking = Asking(host)

    def toggle(self, card: Card) -> None:
        """Start my timer for the task, or stop it where it runs for this one."""

        def take(running: Running | None) -> None:
            if running is not None and running.task == card.id:
                self._asking.send(StopTimer())
            else:
                self._asking.send(StartTimer(task=card.id))

        self._host.session.ask(TimerQuestion(), "timer", take, leads=True)

    def log(self, card: Card) -> None:
        """Ask how long, and what was done."""
        label = _("Time spent on {task}").format(task=named([card]))
        self._host.open_prompt(TextPrompt(label, partial(self.log_words, card.id), explain=_explain))

    def log_words(self, task: int, text: str) -> str | None:
        """`45m rang the supplier`."""
        minutes, note = read_spent(text)
        if minutes is None:
            return _("How long, as in {example}?").format(example="45m, 1.5h")
        self._asking.send(LogTime(task=task, minutes=minutes, note=note))
        return None

    def edit(self, view: TaskView | None, entry: int) -> Callable[[], None] | None:
        """Write a time anew: how long, and what was done."""
        row = next((row for row in view.times if row.id == entry), None) if view else None
        if view is None or row is None or row.ended_at is None:
            return None
        minutes = minutes_of(row.started_at, row.ended_at)
        task = view.card.id

        def take(text: str) -> str | None:
            spent, note = read_spent(text)
            if spent is None:
                return _("How long, as in {example}?").format(example="45m, 1.5h")
            fields = {"minutes": spent, "note": note}
            self._asking.send(EditTime(task=task, entry=entry, fields=fields, base={"note": row.note}))
            return None

        text = f"{minutes}m {row.note}".strip()
        return lambda: self._host.open_prompt(TextPrompt(_("Time spent"), take, text=text, explain=_explain))

    def remove(self, view: TaskView | None, entry: int) -> Callable[[], None] | None:
        """Take a time away."""
        if view is None:
            return None
        return lambda: self._asking.send(RemoveTime(task=view.card.id, entry=entry))


def read_spent(text: str) -> tuple[int | None, str]:
    """How many minutes, and what was done; None where it does not begin with a length."""
    from servicedesk_tui.query.pieces import parse_minutes

    found = _LENGTH.match(text.strip())
    if found is None:
        return None, ""
    return parse_minutes(found[1].replace(" ", "")), found[2].strip()


def _explain(text: str) -> list[Row]:
    from servicedesk_tui.locale.dates import length

    minutes, note = read_spent(text)
    if minutes is None:
        return [[(_("45m rang the supplier · 1.5h · 2h"), "dim")]]
    return [[(f"{length(minutes)}", "bold"), (f"  {note}", "")]]

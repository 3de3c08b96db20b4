"""The desk as it was, for verbs that only look."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from servicedesk_tui.locale import _

from .dating import read_past
from .printing import complain, is_read_by_a_person

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.questions import Question
    from servicedesk_tui.vocabulary.rows import Me

AsOf = Annotated[
    str,
    typer.Option(
        "--as-of", metavar=_("WHEN"), help=_("As it was then: yesterday 14:00, -3h, mon."), show_default=False
    ),
]


class Then:
    """A desk that answers every question as it would have at a moment."""

    def __init__(self, desk: "Desk", moment: datetime) -> None:
        self._desk = desk
        self._moment = moment

    @property
    def me(self) -> "Me":
        """Who looks."""
        return self._desk.me

    @property
    def now(self) -> datetime:
        """That moment."""
        return self._moment

    def ask(self, question: "Question") -> Any:
        """The answer as it was."""
        return self._desk.ask(question, as_of=self._moment)


def looking_back(desk: "Desk", text: str) -> "Desk":
    """The desk as it was at the moment that `text` means; today's when there is none. Raises `Misused`."""
    if not text:
        return desk
    from servicedesk_tui.locale.dates import in_full

    from .service import zone_of

    zone = zone_of(desk)
    moment = read_past(text, zone)
    if is_read_by_a_person():
        complain(_("As it was on {date}.").format(date=in_full(moment, False, zone)))
    return cast("Desk", Then(desk, moment))

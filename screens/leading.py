"""Leading somebody: the tour of the sample desk, which is offered once, and what is left to do on a desk's first day."""

from collections.abc import Callable, Sequence
from typing import Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.memory import remember, remembered
from servicedesk_tui.vocabulary.commands import CreateTask

from . import firstday, tour
from .columns import Columns
from .keys import key_of
from .session import Session
from .walk import Noticed, Walk


class Place(Protocol):
    """A screen on which a sentence can stand."""

    def show_standing(self) -> None:
        """What stands over the bottom line until something was done."""
        ...

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say something in the bottom line."""
        ...


class Leading:
    """Leads through one walk at a time; `places` are the open screens, the one that is seen last."""

    def __init__(self, session: Session, columns: Columns, places: Callable[[], Sequence[Place]]) -> None:
        self._session = session
        self._columns = columns
        self._places = places
        self._walk: Walk | None = None
        session.notice = self.notice

    def notice(self, what: Noticed) -> None:
        """Something was done."""
        if self._walk:
            self._walk.notice(what)
        elif isinstance(what, CreateTask) and self._is_alone():
            self._lead(Walk(firstday.STEPS, self._session.keymap, self._stand, lambda _done: None))

    def offer_tour(self) -> None:
        """Say once that there is a tour, when the sample desk is open."""
        me = self._session.me
        if me and me.is_demo and not remembered(tour.FACT):
            remember(tour.FACT, tour.OFFERED)
            self._places()[-1].say(_("Here for the first time? :tour shows the desk in six steps."))

    def tour(self) -> None:
        """Lead about the sample desk; elsewhere it would change what is real."""
        me = self._session.me
        if me and me.is_demo:
            self._lead(Walk(tour.STEPS, self._session.keymap, self._stand, self._end_tour))
        else:
            self._places()[-1].say(
                _("The tour changes tasks, so it is for the sample desk: servicedesk demo opens one.")
            )

    def leave(self) -> None:
        """Lead no further."""
        walk, self._walk = self._walk, None
        if walk:
            walk.leave()

    def _lead(self, walk: Walk) -> None:
        self.leave()
        self._walk = walk
        walk.begin()

    def _is_alone(self) -> bool:
        """True when what was just added is the first of all, by the only one who works here and may add others."""
        me = self._session.me
        may_add = me is not None and "people" in me.rights
        return may_add and len(self._session.people) == 1 and firstday.is_first_day(self._session, self._columns)

    def _stand(self, sentence: str) -> None:
        self._session.standing = sentence
        for place in self._places():
            place.show_standing()

    def _end_tour(self, is_done: bool) -> None:
        if not is_done:
            return
        remember(tour.FACT, tour.DONE)
        keys = {id: key_of(id) for id in ("help", "palette")}
        said = _("That was the tour. {help} shows all keys, {palette} all there is to do.")
        self._places()[-1].say(said.format_map(keys))

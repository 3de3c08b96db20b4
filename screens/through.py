"""What the board is seen through: the filter in force, the one being written, the one before, and saved views."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.desk_commands import RemoveView, SaveView
from servicedesk_tui.vocabulary.questions import ViewsQuestion
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import Card, ViewRow

from .asking import Asking, Speaker
from .columns import Columns
from .completing import Completing
from .filtering import Filter, FilterPrompt, fault_of
from .laying import Laying
from .looking import Looking
from .views import Naming, SavePrompt, ViewsPrompt, read_naming


class Window(Speaker, Protocol):
    """The board on the glass."""

    looking: Looking
    columns: Columns
    laying: Laying

    @property
    def shown_filter(self) -> str:
        """The filter that what is shown was read through."""
        ...

    @property
    def held(self) -> Card | None:
        """The task under the cursor."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...

    def show_title(self) -> None:
        """Paint the top line."""
        ...

    def show_language(self) -> None:
        """Show what the language can say."""
        ...


class Through:
    """Puts filters in force, for one board."""

    def __init__(self, window: Window) -> None:
        self.filter = Filter()
        self.last: Filter | None = None
        self._window = window
        self._asking = Asking(window)
        self._before: tuple[Filter, Card | None] | None = None

    def acts(self) -> dict[str, Callable[[], None]]:
        """What keys do."""
        return {
            "filter": self.write_filter,
            "save_view": self.save_filter,
            "go_views": self.choose_view,
            "go_last": self.go_back,
        }

    def worded(self) -> dict[str, Callable[[str], str | None]]:
        """What commands do with their words."""
        return {
            "filter": self.filter_by,
            "save_view": lambda text: self._save(read_naming(text)),
            "go_views": self.open_named,
        }

    # -- the line ----------------------------------------------------------------------------------------------------

    def write_filter(self) -> None:
        """Open the filter line with the filter in force."""
        window = self._window
        self._before = (self.filter, window.held)
        completing = Completing(window.session, window.repaint_prompt)
        window.open_prompt(FilterPrompt(self, window.session.keymap, completing, self.filter.text))

    def look_through(self, text: str, *, sparing: bool) -> None:
        """Show what `text` lets through while it is written; the cursor's task is kept in mind."""
        self._window.looking.through_soon(text, self._before[1] if self._before else None, sparing=sparing)

    def keep_filter(self, text: str) -> None:
        """The filter in force is `text` from now on."""
        self._before = None
        self.show(Filter(text, self.filter.view))

    def drop_filter(self) -> None:
        """Back to the filter that was in force before the line was opened."""
        if self._before:
            (before, held), self._before = self._before, None
            if self._window.looking.is_elsewhere(before.text):
                self._window.looking.through(before.text, held)

    def explain_language(self) -> None:
        """Show all that a filter can say."""
        self._window.show_language()

    # -- in force ----------------------------------------------------------------------------------------------------

    def show(self, wanted: Filter) -> None:
        """Put a filter in force; without a text its view goes too."""
        wanted = wanted if wanted.text else Filter()
        if wanted != self.filter:
            self.last = self.filter
        self._put(wanted)
        if self._window.looking.is_elsewhere(self.filter.text):
            self._window.looking.through(self.filter.text)

    def show_view(self, view: ViewRow) -> None:
        """Through a saved view."""
        self.show(Filter(view.query, view))

    def go_back(self) -> None:
        """Through what it was seen through before."""
        if self.last is not None:
            self.show(self.last)

    def filter_by(self, text: str) -> str | None:
        """Through this filter; a sentence when it cannot be read."""
        fault = fault_of(text)
        if fault:
            return fault.sentence
        self.show(Filter(text, self.filter.view))
        return None

    def missed(self, text: str, refusal: Refusal) -> None:
        """The filter in force turned out to be none: what is shown stays in force."""
        self._window.say(refusal.message, wrong=True)
        if text and text == self.filter.text != self._window.shown_filter:
            self._put(Filter(self._window.shown_filter, self.filter.view))

    def _put(self, wanted: Filter) -> None:
        if wanted.view != self.filter.view:
            self._window.laying.use_of(wanted.view)
        self.filter = wanted
        self._window.show_title()
        self._window.session.notice(wanted.text)

    # -- saved views -------------------------------------------------------------------------------------------------

    def choose_view(self) -> None:
        """List the saved views."""
        session = self._window.session
        self._window.open_prompt(ViewsPrompt(session.views, session.keymap, self.show_view, self.remove))

    def open_named(self, text: str) -> str | None:
        """Open a view by its name or its letter; a sentence when there is none."""
        from servicedesk_tui.query.names import find_by_beginning, find_nearest

        from .doing import sentence

        wanted = text.strip('" ')
        views = self._window.session.views
        found = [view for view in views if view.letter == wanted]
        numbered = [(number, view.name) for number, view in enumerate(views)]
        found = found or [views[number] for number, _name in find_by_beginning(wanted, numbered)]
        if not found:
            return sentence("view", wanted, find_nearest(wanted, [view.name for view in views]))
        self.show_view(found[0])
        return None

    def save_filter(self) -> None:
        """Ask under which name to keep the filter in force."""
        if not self.filter.text:
            self._window.say(_("There is no filter to save; / writes one."))
            return
        view = self.filter.view
        prompt = SavePrompt(self.filter.text, self._window.session.views, self._save, name=view.name if view else "")
        self._window.open_prompt(prompt)

    def remove(self, view: ViewRow) -> None:
        """Let a view go; the filter it gave stays in force."""
        self._asking.send(RemoveView(view=view.id))

    def _save(self, naming: Naming) -> str | None:
        if not self.filter.text:
            return _("There is no filter to save; / writes one.")
        if not naming.name:
            return _("Give the view a name.")
        command = SaveView(
            name=naming.name,
            query=self.filter.text,
            letter=naming.letter,
            shared=naming.shared,
            layout=self._window.columns.layout,
        )
        self._asking.send(command, lambda _done: self._read_saved(naming))
        return None

    def _read_saved(self, naming: Naming) -> None:
        self._window.session.ask(ViewsQuestion(), "saved", partial(self._take_saved, naming), leads=True)

    def _take_saved(self, naming: Naming, views: tuple[ViewRow, ...]) -> None:
        self._window.session.views = views
        saved = next((v for v in views if v.name == naming.name and v.mine is not naming.shared), None)
        if saved and self.filter.text == saved.query:
            self._put(Filter(self.filter.text, saved))

"""What the keys of the people screen ask and send for a team: its name, who leads it, by which calendar it works."""

from functools import partial
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.staffing import AddTeam, EditTeam, TeamRow

from .asking import Asking
from .paint import clean, pad
from .picking import NOBODY, people_choices
from .prompts import PickPrompt, TextPrompt
from .staff_rows import calendar_name
from .staffing import Window

_FIELD = 12


class Teams:
    """Acts on the team under the cursor."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._asking = Asking(window)

    def add(self) -> None:
        """A team of a name."""
        self._window.open_prompt(TextPrompt(_("Add a team called"), self._add))

    def _add(self, text: str) -> str | None:
        if not text:
            return _("A team has a name.")
        self._asking.send(AddTeam(name=text))
        return None

    def edit(self) -> None:
        """Which field, then what it is to be."""
        team = self._window.staff.team
        if team is None:
            return
        shown = {
            "name": (_("name"), clean(team.name)),
            "lead": (_("lead"), clean(team.lead or "") or _("nobody")),
            "calendar_key": (_("calendar"), calendar_name(team.calendar_key, self._window.staff.calendars)),
        }
        choices = [Choice(name, f"{pad(title, _FIELD)}{said}") for name, (title, said) in shown.items()]
        label = _("Edit the team {name}").format(name=clean(team.name))
        self._window.open_prompt(PickPrompt(label, choices, partial(self._edit_field, team)))

    def _edit_field(self, team: TeamRow, name: str) -> None:
        said = clean(team.name)
        if name == "name":
            label = _("Name of the team {name}").format(name=said)
            self._window.open_prompt(TextPrompt(label, partial(self._set_name, team), text=said))
        elif name == "lead":
            choices = [*people_choices(self._window.session), Choice(NOBODY, _("nobody"))]
            label = _("Who leads the team {name}?").format(name=said)
            self._window.open_prompt(PickPrompt(label, choices, partial(self._set_lead, team)))
        else:
            calendars = self._window.staff.calendars
            choices = [Choice(one.key, calendar_name(one.key, calendars)) for one in calendars]
            label = _("Calendar of the team {name}").format(name=said)
            self._window.open_prompt(PickPrompt(label, choices, partial(self._set_calendar, team)))

    def _set_name(self, team: TeamRow, text: str) -> str | None:
        if not text:
            return _("A team has a name.")
        self._set(team, "name", text, team.name)
        return None

    def _set_lead(self, team: TeamRow, person: int) -> None:
        ids = {one.login: one.id for one in self._window.staff.people}
        self._set(team, "lead", None if person == NOBODY else person, ids.get(team.lead or ""))

    def _set_calendar(self, team: TeamRow, key: str) -> None:
        self._set(team, "calendar_key", key or None, team.calendar_key)

    def _set(self, team: TeamRow, name: str, value: Any, base: Any) -> None:
        self._asking.send(EditTeam(team=team.id, fields={name: value}, base={name: base}))

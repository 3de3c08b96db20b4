"""What the keys of the people screen ask and send for a person: fields, hours, absences, skills, leaving."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.enums import Language, Role
from servicedesk_tui.vocabulary.handing import CoverAbsence, CoverQuestion, CoverRow
from servicedesk_tui.vocabulary.refusals import Choice, Invalid
from servicedesk_tui.vocabulary.rows import PersonRow
from servicedesk_tui.vocabulary.staffing import (
    AbsenceRow,
    AddAbsence,
    EditAbsence,
    LeavePerson,
    PersonView,
    RemoveAbsence,
    SetSkill,
)

from .asking import Asking, Speaker
from .covering import CoverPrompt
from .glyphs import GLYPHS
from .keys import key_of
from .paint import clean, pad
from .prompts import ConfirmPrompt, PickPrompt, Row, TextPrompt
from .reading import CLEARED
from .staff_rows import Staff, absence_words
from .staff_words import explain_week, read_skill

NEW_TEAM = "\n"
_FIELD = 12


class Window(Speaker, Protocol):
    """The people on the glass."""

    staff: Staff


class Staffing:
    """Acts on the person under the cursor."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._asking = Asking(window)

    @property
    def view(self) -> PersonView:
        """The person under the cursor."""
        person = self._window.staff.person
        assert person is not None
        return self._window.staff.views[person.id]

    # -- fields ------------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Which field, then what it is to be."""
        view = self.view
        cap = str(view.wip_cap) if view.wip_cap is not None else _("none")
        shown = {
            "name": (_("name"), clean(view.name)),
            "role": (_("role"), word(view.role)),
            "team": (_("team"), clean(view.team or "")),
            "wip_cap": (_("at most"), _("{cap} under way").format(cap=cap)),
            "email": (_("e-mail"), clean(view.email)),
            "phone": (_("phone"), clean(view.phone)),
            "zone": (_("zone"), clean(view.zone)),
            "language": (_("language"), {"en": _("English"), "da": _("Danish")}.get(view.language, view.language)),
            "login": (_("login"), clean(view.login)),
        }
        choices = [Choice(name, f"{pad(title, _FIELD)}{said}".rstrip()) for name, (title, said) in shown.items()]
        self._window.open_prompt(
            PickPrompt(_("Edit {login}").format(login=clean(view.login)), choices, self._edit_field)
        )

    def _edit_field(self, name: str) -> None:
        view = self.view
        listed: dict[str, Callable[[], list[Choice]]] = {
            "role": lambda: [Choice(role, word(role)) for role in Role],
            "language": lambda: [Choice(Language.ENGLISH, _("English")), Choice(Language.DANISH, _("Danish"))],
            "team": self._teams,
        }
        if name in listed:
            self._window.open_prompt(
                PickPrompt(self._label(name), listed[name](), partial(self._set_listed, view, name))
            )
            return
        value = getattr(view, name)
        text = "" if value is None else str(value)
        self._window.open_prompt(
            TextPrompt(self._label(name), partial(self._set_written, view, name), text=clean(text))
        )

    def _label(self, name: str) -> str:
        labels = {
            "name": _("Name of {login}"),
            "role": _("Role of {login}"),
            "team": _("Team of {login}"),
            "wip_cap": _("How many tasks {login} may have under way (- : any)"),
            "email": _("E-mail address of {login}"),
            "phone": _("Phone number of {login}"),
            "zone": _("Time zone of {login}"),
            "language": _("Language of {login}"),
            "login": _("Login instead of {login}"),
        }
        return labels[name].format(login=clean(self.view.login))

    def _teams(self) -> list[Choice]:
        known = [Choice(team.name, clean(team.name)) for team in self._window.staff.teams]
        return [*known, Choice(NEW_TEAM, _("another team …")), Choice("", _("no team"))]

    def _set_listed(self, view: PersonView, name: str, value: Any) -> None:
        if value == NEW_TEAM:
            self._window.open_prompt(TextPrompt(self._label(name), partial(self._set_written, view, name)))
        else:
            self._set(view, name, value or None)

    def _set_written(self, view: PersonView, name: str, text: str) -> str | None:
        value: Any = text
        if name == "wip_cap":
            if text not in CLEARED and text and not text.isdecimal():
                return _("A number, or - for any.")
            value = int(text) if text.isdecimal() else None
        elif name == "team":
            value = text or None
        self._set(view, name, value)
        return None

    def _set(self, view: PersonView, name: str, value: Any) -> None:
        self._asking.send(EditPerson(person=view.id, fields={name: value}, base={name: getattr(view, name)}))

    # -- away --------------------------------------------------------------------------------------------------------

    def cover(self) -> None:
        """Who gets the open tasks while the person is away."""
        view = self.view
        if not view.absences:
            said = _("{login} is not away; {key} says when.")
            key = key_of("staff_away")
            self._window.say(said.format(login=clean(view.login), key=key))
            return
        absence = view.absences[0].id
        self._window.session.ask(
            CoverQuestion(absence=absence), "cover", partial(self._cover, view, absence), leads=True
        )

    def _cover(self, view: PersonView, absence: int, rows: tuple[CoverRow, ...]) -> None:
        login = clean(view.login)
        if not rows:
            self._window.say(_("{login} has no open tasks.").format(login=login))
            return

        def send(to: Mapping[int, int]) -> None:
            self._asking.send(CoverAbsence(absence=absence, to=to))

        people = [one for one in self._window.session.people if one.active and one.id != view.id and not one.is_system]
        label = _("While {login} is away").format(login=login)
        self._window.open_prompt(CoverPrompt(label, rows, people, send))

    # -- hours -------------------------------------------------------------------------------------------------------

    def write_hours(self) -> None:
        """The hours of the week; `-` is the calendar's."""
        from servicedesk_tui.query.hours import write_week

        view = self.view
        own = next((one for one in self._window.staff.calendars if one.key == view.calendar), None)
        text = write_week(view.hours or (own.weekly if own else {}))
        label = _("Hours of {login} (- : as the calendar)").format(login=clean(view.login))
        prompt = TextPrompt(
            label,
            partial(self._set_hours, view),
            text=text,
            explain=partial(explain_week, cleared=_("as the calendar")),
        )
        self._window.open_prompt(prompt)

    def _set_hours(self, view: PersonView, text: str) -> str | None:
        from servicedesk_tui.query.hours import minutes_of, read_week

        try:
            week = {} if text in CLEARED else read_week(text)
        except Invalid as refusal:
            return refusal.message
        fields: dict[str, Any] = {"hours": week}
        if week:
            fields["weekly_minutes"] = minutes_of(week)
        self._asking.send(EditPerson(person=view.id, fields=fields))
        return None

    # -- absences ----------------------------------------------------------------------------------------------------

    def write_absence(self) -> None:
        """When, why, who stands in, in a line."""
        view = self.view
        label = _("{login} is away").format(login=clean(view.login))
        prompt = TextPrompt(label, partial(self._add_absence, view), explain=partial(self._explain, view))
        self._window.open_prompt(prompt)

    def choose_absence(self) -> None:
        """One of those to come, to be written anew or taken off."""
        from servicedesk_tui.query.away import Away, write_away

        view = self.view
        if not view.absences:
            said = _("No absence of {login} is known; {key} adds one.")
            self._window.say(said.format(login=clean(view.login), key=key_of("staff_away")))
            return
        now, tz = self._window.session.now()[0], zone(view.zone)
        choices = [Choice(one, absence_words(one, now, tz)) for one in view.absences]

        def write(one: AbsenceRow) -> None:
            text = write_away(Away(one.starts, one.ends, one.is_day, one.kind, one.substitute), tz)
            label = _("{login} is away (- : not after all)").format(login=clean(view.login))
            prompt = TextPrompt(
                label, partial(self._edit_absence, view, one), text=text, explain=partial(self._explain, view)
            )
            self._window.open_prompt(prompt)

        self._window.open_prompt(PickPrompt(_("Which absence?"), choices, write))

    def _add_absence(self, view: PersonView, text: str) -> str | None:
        fields, fault = self._read(view, text)
        if fields:
            self._asking.send(AddAbsence(person=view.id, **fields))
        return fault

    def _edit_absence(self, view: PersonView, one: AbsenceRow, text: str) -> str | None:
        if text in CLEARED:
            self._asking.send(RemoveAbsence(absence=one.id))
            return None
        fields, fault = self._read(view, text)
        if fields:
            self._asking.send(EditAbsence(absence=one.id, fields=fields))
        return fault

    def _read(self, view: PersonView, text: str) -> tuple[dict[str, Any], str | None]:
        from servicedesk_tui.query.away import read_away

        ids = {person.login: person.id for person in self._able()}
        try:
            away = read_away(text, now=self._window.session.now()[0], zone=zone(view.zone), logins=ids)
        except Invalid as refusal:
            return {}, refusal.message
        stand_in = ids[away.substitute] if away.substitute else None
        fields = {"starts": away.starts, "ends": away.ends, "is_day": away.is_day, "kind": away.kind}
        return {**fields, "substitute": stand_in}, None

    def _able(self) -> list[PersonRow]:
        return [person for person in self._window.staff.people if person.active]

    def _explain(self, view: PersonView, text: str) -> list[Row]:
        """What a line about an absence means, while it is written."""
        if not text.strip():
            return [[(_("fri · mon..fri course · 24/12..1/1 holiday bo · tomorrow 12-16 sick"), "dim")]]
        if text.strip() in CLEARED:
            return [[(_("not away after all"), "")]]
        fields, fault = self._read(view, text.strip())
        if fault:
            return [[(fault, "dim")]]
        substitute = fields.pop("substitute")
        login = next((one.login for one in self._able() if one.id == substitute), None)
        said = AbsenceRow(id=0, **fields, substitute=login, stands_in=login)
        days = (fields["ends"] - fields["starts"]).days
        count = n_("{count} day", "{count} days", days).format(count=days)
        tail = f" {GLYPHS.dot} {count}" if fields["is_day"] and days > 1 else ""
        return [
            [(f"{GLYPHS.arrow} {absence_words(said, self._window.session.now()[0], zone(view.zone))}{tail}", "accent")]
        ]

    # -- skills ------------------------------------------------------------------------------------------------------

    def write_skill(self) -> None:
        """A skill and its level; a minus takes it off."""
        view = self.view
        label = _("{login} can").format(login=clean(view.login))
        self._window.open_prompt(
            TextPrompt(label, partial(self._set_skill, view), explain=partial(self._explain_skill, view))
        )

    def _set_skill(self, view: PersonView, text: str) -> str | None:
        if not text:
            return _("Write what, as in pump 2; -pump takes it off.")
        name, level = read_skill(text)
        self._asking.send(SetSkill(person=view.id, skill=name, level=level))
        return None

    def _explain_skill(self, view: PersonView, text: str) -> list[Row]:
        if not text.strip():
            known = f" {GLYPHS.dot} ".join(f"{clean(skill.name)} {skill.level}" for skill in view.skills)
            usage = _("pump, pump 2 (1 is best, 3 least), -pump takes it off")
            return [*([[(known, "")]] if known else []), [(usage, "dim")]]
        name, level = read_skill(text.strip())
        said = _("{skill} no longer") if level is None else _("{skill} at level {level}")
        return [[(f"{GLYPHS.arrow} {said.format(skill=clean(name), level=level)}", "accent")]]

    # -- leaving -----------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Works here no longer; or is here again."""
        view = self.view
        if not view.active:
            self._set(view, "active", True)
            return
        count = n_("{count} open task", "{count} open tasks", view.open_tasks).format(count=view.open_tasks)
        said = _("{login} works here no longer: {count}. Who gets them is asked next.")
        said = said if view.open_tasks else _("{login} works here no longer.")
        leave = partial(self._asking.send, LeavePerson(person=view.id))
        key = key_of("staff_leave")
        label = _("{key} again: leaves, any other key: stays").format(key=key)
        self._window.open_prompt(ConfirmPrompt(said.format(login=clean(view.login), count=count), label, (key,), leave))

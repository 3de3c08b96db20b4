"""Who works here: people with their hours, skills and absences; the teams; and the working calendars."""

from collections.abc import Callable
from functools import partial

from textual.widget import Widget

from servicedesk_tui.actions import Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.questions import PeopleQuestion
from servicedesk_tui.vocabulary.rows import Card, PersonRow
from servicedesk_tui.vocabulary.staffing import (
    CalendarsQuestion,
    CalendarView,
    PersonQuestion,
    PersonView,
    TeamRow,
    TeamsQuestion,
)

from .calendars import Calendars
from .desk_screen import DeskScreen
from .glyphs import GLYPHS
from .joining import Joining
from .keys import key_of
from .messages import ModeWanted
from .paint import Span, cut_spans, lay
from .session import Session
from .staff_list import list_rows
from .staff_mouse import StaffMouse
from .staff_rows import Row, Staff, calendar_rows, person_rows
from .staffing import Staffing
from .team_rows import team_page
from .teams import Teams
from .widgets.pointed import PointedLines

BESIDE = 110
"""Columns from which the one that is chosen is shown beside the list, not under it."""
MINUTE = 60.0


class PeopleScreen(DeskScreen):
    """Reads people and calendars, and shows the one under the cursor in full."""

    scope = Scope.PEOPLE

    def __init__(self, session: Session) -> None:
        self.staff = Staff()
        self.register = PointedLines(id="register")
        self.register.show(_reading())
        self.register.hand = StaffMouse(self)
        self.session = session
        self.staffing = Staffing(self)
        self.calendars = Calendars(self)
        self.teams = Teams(self)
        super().__init__(session)
        self._top = 0
        self._read_from = 0
        self._is_read = False
        self._shown: PersonView | None = None
        """Who is shown until the one under the cursor was read."""

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys of this screen; those that change act on a person, a team or a calendar."""
        staffing, calendars = self.staffing, self.calendars
        return {
            "up": lambda: self.step(-1),
            "down": lambda: self.step(1),
            "top": lambda: self.step(-self.staff.count),
            "bottom": lambda: self.step(self.staff.count),
            "staff_down": lambda: self._scroll(1),
            "staff_up": lambda: self._scroll(-1),
            "staff_add": Joining(self).ask,
            "staff_edit": lambda: self._either(staffing.edit, calendars.edit, self.teams.edit),
            "staff_hours": lambda: self._either(staffing.write_hours, calendars.write_hours),
            "staff_away": lambda: self._either(staffing.write_absence, calendars.write_day),
            "staff_absences": lambda: self._either(staffing.choose_absence, calendars.choose_day),
            "staff_cover": lambda: self._either(staffing.cover, self._only_people),
            "staff_skill": lambda: self._either(staffing.write_skill, self._only_people),
            "staff_leave": lambda: self._either(staffing.leave, self._only_people),
            "staff_calendar": calendars.add,
            "staff_team": self.teams.add,
            "staff_holidays": calendars.ask_holidays,
            "escape": self._leave,
            "back": self._leave,
        }

    def body(self) -> Widget:
        """List and what is chosen."""
        return self.register

    def targets(self) -> list[Card]:
        """No tasks are here."""
        return []

    def cursor_cell(self) -> tuple[int, int]:
        """The row of the one that is chosen."""
        places = self._listed()[1]
        return 0, places[self.staff.cursor] - self._top if self.staff.cursor < len(places) else 0

    def on_mount(self) -> None:
        """Read it; let the minutes go by."""
        self.set_interval(MINUTE, self._paint)

    def on_screen_resume(self) -> None:
        """Back from another mode."""
        self.settle()
        self.read()

    def settle(self) -> None:
        """Draw the list with the lines."""
        self._paint()
        super().settle()

    def title_row(self, width: int) -> list[Span]:
        """How many there are, and who is away."""
        here = [person for person in self.staff.people if person.active]
        away = sum(person.away is not None for person in here)
        count = n_("{count} person", "{count} people", len(here)).format(count=len(here))
        said = f"{count} {GLYPHS.dot} " + _("{count} away").format(count=away) if away else count
        return lay(
            [(f" {_('People')} ", "head"), (f"{GLYPHS.bar} {said}", "dim")],
            [(f"{self.session.who} ", "dim")],
            width,
        )

    def show_done(self, _done: Done) -> None:
        """Read what a command changed."""
        self.read()
        self.session.read_lists()

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read people and calendars again."""
        if self.session.is_live and self.is_current:
            self.session.ask(PeopleQuestion(all=True), "staff", self._take, self.refused)
            self.session.ask(TeamsQuestion(), "teams", self._take_teams, self.refused)
            self.session.ask(CalendarsQuestion(), "calendars", self._take_calendars, self.refused)

    def _take(self, people: tuple[PersonRow, ...]) -> None:
        human = [person for person in people if not person.is_system]
        self.staff.take(people=tuple(sorted(human, key=lambda person: not person.active)))
        here = self.staff.person
        self.staff.views = {number: view for number, view in self.staff.views.items() if here and number == here.id}
        self._is_read = True
        self._read_person()
        self.settle()

    def _take_teams(self, teams: tuple[TeamRow, ...]) -> None:
        self.staff.take(teams=teams)
        self.settle()

    def _take_calendars(self, calendars: tuple[CalendarView, ...]) -> None:
        self.staff.take(calendars=calendars)
        self.settle()

    def _read_person(self, then: Callable[[], None] | None = None) -> None:
        """Read who is under the cursor in full; what was to be done with it then follows."""
        person = self.staff.person
        if person:
            take = partial(self._take_person, then)
            slot = "staff-person" if then is None else "staff-person-for-a-key"
            self.session.ask(PersonQuestion(person=person.id), slot, take, leads=then is not None)

    def _take_person(self, then: Callable[[], None] | None, view: PersonView) -> None:
        self.staff.views[view.id] = view
        self._paint()
        if then is not None:
            then()

    # -- moving ------------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """The cursor so many on."""
        self.staff.cursor = max(0, min(self.staff.cursor + by, self.staff.count - 1))
        self._read_from = 0
        self._paint()
        self.place_cursor()
        if self.staff.person and self.staff.person.id not in self.staff.views:
            self._read_person()

    def at(self, x: int, y: int) -> int | None:
        """The place of what is listed at a cell; None where the one that is chosen is read, -1 where nothing is."""
        left, height = self._widths()[0], self._room()[0]
        if x >= left or y >= height:
            return None
        places = self._listed()[1]
        return places.index(y + self._top) if y + self._top in places else -1

    def read_on(self, rows: int) -> None:
        """Read on in the one that is chosen."""
        self._read_from = max(0, self._read_from + rows)
        self._paint()

    def _scroll(self, pages: int) -> None:
        self.read_on(pages * max(1, self._room()[1] - 1))

    def _either(
        self,
        of_person: Callable[[], None],
        of_calendar: Callable[[], None],
        of_team: Callable[[], None] | None = None,
    ) -> None:
        person = self.staff.person
        if self.staff.calendar:
            of_calendar()
        elif self.staff.team:
            (of_team or self._only_fields)()
        elif person and person.id in self.staff.views:
            of_person()
        else:
            self._read_person(of_person)

    def _only_fields(self) -> None:
        key = key_of("staff_edit")
        self.say(_("A team has a name, a lead and a calendar: {key} sets them.").format(key=key))

    def _leave(self) -> None:
        self.tell(ModeWanted("board"))

    def _only_people(self) -> None:
        self.say(_("That is said of people; this is a calendar."))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _paint(self) -> None:
        width, height = self.register.size
        if not width or not height:
            return
        if not self._is_read:
            self.register.show(_reading())
            return
        listed, places = self._listed()
        list_height, read_height = self._room()
        at = places[self.staff.cursor] if self.staff.cursor < len(places) else 0
        self._top = max(0, min(max(self._top, at - list_height + 1), at - 1 if at else 0))
        shown = listed[self._top : self._top + list_height]
        chosen = self._chosen()
        self._read_from = max(0, min(self._read_from, len(chosen) - read_height))
        read = chosen[self._read_from : self._read_from + read_height]
        self.register.show(self._beside(shown, read) if width >= BESIDE else self._under(shown, read))

    def _listed(self) -> tuple[list[Row], list[int]]:
        return list_rows(self.staff, self._widths()[0], *self.session.now())

    def _widths(self) -> tuple[int, int]:
        width = self.register.size.width
        if width < BESIDE:
            return width, width - 2
        left = width * 13 // 20
        return left, width - left - 3

    def _room(self) -> tuple[int, int]:
        """The rows of the list and of the one that is chosen."""
        width, height = self.register.size
        if width >= BESIDE:
            return height, height
        lines = len(self._listed()[0])
        listed = min(lines, max(4, height // 2))
        return listed, max(1, height - listed - 1)

    def _chosen(self) -> list[Row]:
        width, now = self._widths()[1], self.session.now()[0]
        staff = self.staff
        if staff.calendar:
            return calendar_rows(staff.calendar, width, now)
        if staff.team:
            return team_page(staff.team, staff.people, staff.calendars, width)
        self._shown = staff.views.get(staff.person.id, self._shown) if staff.person else None
        return person_rows(self._shown, staff.calendars, width, now) if self._shown else []

    def _beside(self, shown: list[Row], read: list[Row]) -> list[Row]:
        left = self._widths()[0]
        return [
            [
                *cut_spans(shown[y] if y < len(shown) else [], left),
                (GLYPHS.bar, "dim"),
                (" ", ""),
                *(read[y] if y < len(read) else []),
            ]
            for y in range(self.register.size.height)
        ]

    def _under(self, shown: list[Row], read: list[Row]) -> list[Row]:
        rule: Row = [(GLYPHS.rule * self.register.size.width, "dim")]
        return [*shown, rule, *([(" ", ""), *row] for row in read)]


def _reading() -> list[Row]:
    """What stands there until it was read."""
    return [[], [(f" {_('Reading who works here …')}", "dim")]]

"""What the colleagues of the sample desk can do, when they are away, and how long the ways in town take."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.notes import SaveSnippet
from servicedesk_tui.vocabulary.questions import PeopleQuestion
from servicedesk_tui.vocabulary.staffing import AddAbsence, EditTeam, SetSetting, SetSkill, TeamsQuestion

from . import firm


def equip(desk: Desk, clock: FrozenClock, now: datetime) -> None:
    """Give the colleagues their skills, limits and absences, seen from `now`, and the desk its table of ways."""
    people = {row.login: row.id for row in desk.ask(PeopleQuestion(all=True))}
    for login, known in firm.SKILLS.items():
        for skill, level in known.items():
            desk.do(SetSkill(person=people[login], skill=skill, level=level))
    for login, cap in firm.CAPS.items():
        desk.do(EditPerson(person=people[login], fields={"wip_cap": cap}))
    desk.do(SetSetting(key="travel", value=firm.TRAVEL))
    for language, texts in firm.SNIPPETS.items():
        for name, body in texts.items():
            desk.do(SaveSnippet(name=name, language=language, body=body))
    for team in desk.ask(TeamsQuestion()):
        desk.do(EditTeam(team=team.id, fields={"lead": people[firm.LEADS[team.name]]}))
    clock.move(timedelta(minutes=1))
    zone = ZoneInfo(firm.ZONE)
    for login, ahead, days, kind, substitute in firm.AWAY:
        first = _workday(now.astimezone(zone) + timedelta(days=ahead))
        starts = datetime.combine(first, time(), zone)
        ends = datetime.combine(first + timedelta(days=days), time(), zone)
        desk.do(
            AddAbsence(
                person=people[login], starts=starts, ends=ends, kind=AbsenceKind(kind), substitute=people[substitute]
            )
        )


def _workday(at: datetime) -> datetime:
    """The day itself, or the Monday after a weekend."""
    return at + timedelta(days=8 - at.isoweekday() if at.isoweekday() > 5 else 0)

"""What one shift leaves to the next: drafted from what happened, edited, sent, acknowledged line by line, signed off."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _, n_
from servicedesk_tui.models import Notification, Person, Shift, ShiftLine, Task, Team
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.enums import PersonKind, Priority, ShiftKind, ShiftState
from servicedesk_tui.vocabulary.handing import AcknowledgeLines, DraftShift, EditShift, SendShift, SignOffShift
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid

from ..conflicts import refuse_conflicts
from ..identity import as_me
from ..reads.asking import Asking
from ..registry import NOTHING, Told, handles
from ..shift_lines import Scope, draft_lines
from ..work import Work, is_open
from .offers import SHIFT
from .values import line

LONGEST = 500
HOURS_MAX = 24 * 14


@handles(DraftShift)
def draft(work: Work, command: DraftShift) -> Told:
    """Draw up what a person or team leaves; lines that somebody wrote stay."""
    if command.person is not None and command.team is not None:
        raise Invalid(_("A shift is a person's or a team's, not both."))
    if not 1 <= command.hours <= HOURS_MAX:
        raise Invalid(_("A shift looks back 1 to {most} hours.").format(most=HOURS_MAX))
    team = work.get(Team, command.team, _("team")) if command.team is not None else None
    person = None if team else work.person(command.person if command.person is not None else work.my_id)
    _require_draft(work, person, team)
    shift = _draft_of(work, person, team)
    since = max(_last_sent(work, person, team) or work.now, work.now - timedelta(hours=command.hours))
    shift.since = min(since, work.now) if since != work.now else work.now - timedelta(hours=command.hours)
    written = _clear(work, shift)
    asking = Asking(work.session, as_me(work.me), "", work.now)
    scope = Scope(person.id if person else None, team.id if team else (person.team_id if person else None), bool(team))
    found = draft_lines(asking, scope, shift.since)
    assert shift.id is not None
    for position, one in enumerate(found):
        work.session.add(
            ShiftLine(
                shift_id=shift.id,
                position=position,
                kind=one.kind,
                task_id=one.task,
                text=one.text[:LONGEST],
                critical=one.critical,
            )
        )
    for position, mine in enumerate(written, len(found)):
        mine.position = position
    return Told({"person": _whose(work, shift), "count": len(found)})


def _require_draft(work: Work, person: Person | None, team: Team | None) -> None:
    """One's own and one's team's; others' are for those who plan."""
    mine = person is not None and person.id == work.my_id
    ours = team is not None and team.id == work.me.team_id
    work.require(Right.ADD if mine or ours else Right.VISITS)


def _of(person: Person | None, team: Team | None) -> Any:
    return col(Shift.team_id) == team.id if team else col(Shift.person_id) == (person.id if person else None)


def _draft_of(work: Work, person: Person | None, team: Team | None) -> Shift:
    query = select(Shift).where(_of(person, team), col(Shift.state) == ShiftState.DRAFT)
    found: Shift | None = work.one(query.order_by(col(Shift.id).desc()))
    if found is None:
        whose = Shift(author_id=work.my_id, since=work.now, created_at=work.now)
        whose.person_id, whose.team_id = person.id if person else None, team.id if team else None
        found = work.add(whose)
        work.created = found.id
    found.created_at = work.now
    return found


def _last_sent(work: Work, person: Person | None, team: Team | None) -> Any:
    query = select(Shift.sent_at).where(_of(person, team), col(Shift.sent_at).is_not(None))  # type: ignore[call-overload]
    return work.one(query.order_by(col(Shift.id).desc()))


def _lines(work: Work, shift: Shift) -> list[ShiftLine]:
    return work.all(select(ShiftLine).where(col(ShiftLine.shift_id) == shift.id).order_by(col(ShiftLine.position)))


def _clear(work: Work, shift: Shift) -> list[ShiftLine]:
    """Take off what was drawn up before; answers what somebody wrote."""
    lines = _lines(work, shift)
    for one in lines:
        if one.kind is not ShiftKind.FREE:
            work.session.delete(one)
    return [one for one in lines if one.kind is ShiftKind.FREE]


def _whose(work: Work, shift: Shift) -> str:
    if shift.team_id is not None:
        return work.get(Team, shift.team_id, _("team")).name
    return work.get(Person, shift.person_id or 0, _("person")).login


def _shift(work: Work, shift_id: int, state: ShiftState) -> Shift:
    shift = work.get(Shift, shift_id, _("shift hand-over"))
    if shift.state is not state:
        said = {
            ShiftState.DRAFT: _("It is not sent yet."),
            ShiftState.SENT: _("It was sent already and stays as it is."),
            ShiftState.SIGNED: _("It was signed off already."),
        }
        raise Invalid(said[shift.state])
    return shift


def _draft(work: Work, shift_id: int) -> Shift:
    shift = _shift(work, shift_id, ShiftState.DRAFT)
    if shift.author_id != work.my_id:
        person = work.session.get(Person, shift.person_id) if shift.person_id is not None else None
        _require_draft(work, person, work.session.get(Team, shift.team_id) if shift.team_id is not None else None)
    return shift


@handles(EditShift)
def edit(work: Work, command: EditShift) -> Told:
    """Write lines, change them, take them off."""
    shift = _draft(work, command.shift)
    lines = {one.id: one for one in _lines(work, shift)}
    asked = {*command.texts, *command.remove}
    if asked - set(lines):
        raise Invalid(_("There is no such {what}.").format(what=_("line")))
    texts = {i: line(text, "text", most=LONGEST, empty=False) for i, text in command.texts.items()}
    added = [line(text, "text", most=LONGEST, empty=False) for text in command.add]
    changed = {i: text for i, text in texts.items() if lines[i].text != text and i not in command.remove}
    if not (added or changed or command.remove):
        return NOTHING
    for i, text in changed.items():
        refuse_conflicts(work.session, lines[i], {"text": text}, {"text": command.base[i]} if i in command.base else {})
        lines[i].text = text
    for i in command.remove:
        work.session.delete(lines[i])
    last = max((one.position for one in lines.values()), default=-1)
    assert shift.id is not None
    for position, text in enumerate(added, last + 1):
        work.session.add(ShiftLine(shift_id=shift.id, position=position, kind=ShiftKind.FREE, text=text))
    return Told({"person": _whose(work, shift)})


@handles(SendShift)
def send(work: Work, command: SendShift) -> Told:
    """It stays as it is from now on, and those who come next are told."""
    shift = _draft(work, command.shift)
    if not _lines(work, shift):
        raise Invalid(_("There is nothing in it to hand over; write a line first."))
    shift.state, shift.sent_at = ShiftState.SENT, work.now
    whose = _whose(work, shift)
    for person in _next_ones(work, shift):
        work.session.add(Notification(person_id=person, kind=SHIFT, text=whose, at=work.now))
    return Told({"person": whose})


def _next_ones(work: Work, shift: Shift) -> list[int]:
    team = shift.team_id
    if team is None:
        team = work.get(Person, shift.person_id or 0, _("person")).team_id
    if team is None:
        return []
    members = select(Person).where(
        col(Person.team_id) == team, col(Person.active), col(Person.kind) == PersonKind.HUMAN
    )
    return [one.id for one in work.all(members) if one.id is not None and one.id != work.my_id]


@handles(AcknowledgeLines)
def acknowledge(work: Work, command: AcknowledgeLines) -> Told:
    """I have taken note of these."""
    work.require(Right.ADD)
    shift = _shift(work, command.shift, ShiftState.SENT)
    lines = {one.id: one for one in _lines(work, shift)}
    if set(command.lines) - set(lines):
        raise Invalid(_("There is no such {what}.").format(what=_("line")))
    fresh = [lines[i] for i in command.lines if lines[i].acknowledged_at is None]
    for one in fresh:
        one.acknowledged_at, one.acknowledged_by_id = work.now, work.my_id
    return Told({"person": _whose(work, shift), "count": len(fresh)}) if fresh else NOTHING


@handles(SignOffShift)
def sign_off(work: Work, command: SignOffShift) -> Told:
    """The shift is taken over, once all of it was taken note of and nothing critical is nobody's."""
    work.require(Right.ADD)
    shift = _shift(work, command.shift, ShiftState.SENT)
    lines = _lines(work, shift)
    orphans = [task for task in _tasks(work, lines) if task.owner_id is None and task.priority <= Priority.P2]
    if orphans:
        named = ", ".join(ref(task.number) for task in orphans[:8])
        raise Invalid(
            n_(
                "{tasks} is critical and nobody has it.", "{tasks} are critical and nobody has them.", len(orphans)
            ).format(tasks=named)
        )
    left = sum(one.acknowledged_at is None for one in lines)
    if left:
        raise Invalid(
            n_("{count} line is not acknowledged yet.", "{count} lines are not acknowledged yet.", left).format(
                count=left
            )
        )
    shift.state, shift.signed_at, shift.signed_by_id = ShiftState.SIGNED, work.now, work.my_id
    return Told({"person": _whose(work, shift)})


def _tasks(work: Work, lines: list[ShiftLine]) -> list[Task]:
    ids = dict.fromkeys(one.task_id for one in lines if one.task_id is not None)
    work.preload(ids)
    return [task for task in (work.task(i) for i in ids) if is_open(task)]

"""Reminders as people set them, and what they do with what reached them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import Batch, Mute, Notification, Preference, Reminder, Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.policy.reminding import stored_preferences
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed
from servicedesk_tui.vocabulary.reminding import (
    Anchor,
    DropReminder,
    MarkNotices,
    MuteTask,
    NoticeKind,
    PutOffNotices,
    ReminderState,
    SetPreferences,
    SetReminder,
)

from ..hanging import compute_each
from ..recurrence import Rhythm
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open
from . import values

FARTHEST = timedelta(days=5 * 366)
"""How far ahead one can be reminded."""
_TEXT = 300
_BEFORE = 365 * 24 * 60


@handles(SetReminder)
def set_reminder(work: Work, command: SetReminder) -> Told:
    """Remind somebody of something."""
    person = work.person(command.person) if command.person is not None else work.me
    if person.id != work.my_id:
        work.require(Right.NOTE)
    task = work.task(command.task) if command.task is not None else None
    text = values.line(command.text, "text", most=_TEXT)
    _check(work, command, task, text)
    assert person.id is not None
    reminder = Reminder(
        person_id=person.id,
        task_id=task.id if task else None,
        text=text,
        anchor=command.anchor,
        at=command.at if command.anchor is Anchor.AT else None,
        minutes_before=0 if command.anchor is Anchor.AT else command.minutes_before,
        working=command.working,
        unless_changed=command.unless_changed,
        every=command.every,
        zone=work.me.zone,
        urgent=command.urgent,
        since_batch_id=int(work.session.execute(select(func.coalesce(func.max(Batch.id), 0))).scalar_one()),
        created_at=work.now,
        created_by_id=work.my_id,
    )
    compute_each(work, [reminder])
    work.add(reminder)
    work.created = reminder.id
    if reminder.next_at is None:
        work.warnings.append(_("Its moment is not set yet; you are reminded once it is."))
    elif reminder.next_at <= work.now:
        work.warnings.append(_("That moment has passed; it comes at once."))
    told: dict[str, Any] = {"text": text, "person": "" if person.id == work.my_id else person.login}
    if reminder.next_at is not None:
        told["start"] = reminder.next_at.isoformat()
    return Told({**told, **({"task": task.number} if task else {})})


def _check(work: Work, command: SetReminder, task: Task | None, text: str) -> None:
    if task is None and (command.anchor is not Anchor.AT or not text):
        raise Invalid(_("Say what the reminder is about: a task, or some words and a moment."))
    if task is not None and not is_open(task):
        raise Invalid(_("It is closed; there is nothing to be reminded of."))
    if command.unless_changed and task is None:
        raise Invalid(_("Only something about a task can depend on what happens to it."))
    if type(command.minutes_before) is not int or not 0 <= command.minutes_before <= _BEFORE:
        raise Invalid(_("A reminder comes at most a year before."))
    if command.every and command.anchor is not Anchor.AT:
        raise Invalid(_("Only a reminder at a moment can come again and again."))
    if command.anchor is Anchor.AT:
        _check_moment(work, command)


def _check_moment(work: Work, command: SetReminder) -> None:
    at = values.moment(command.at, "at")
    if at is None:
        raise Invalid(_("Say when: a moment to come."))
    if at <= work.now and not command.every:
        raise Invalid(_("That moment has passed; give one to come."))
    if at > work.now + FARTHEST:
        raise Invalid(_("That is more than five years ahead."))
    if command.every:
        try:
            Rhythm(values.line(command.every, "name", most=300), at, zone(work.me.zone), zone(work.me.zone))
        except ValueError:
            raise Invalid(_("{rule} is no rhythm.").format(rule=command.every[:40])) from None


@handles(DropReminder)
def drop_reminder(work: Work, command: DropReminder) -> Told:
    """It does not come any more; what it brought to an inbox is cleared."""
    reminder = work.get(Reminder, command.reminder, _("reminder"))
    if work.my_id not in (reminder.person_id, reminder.created_by_id):
        raise NotAllowed(_("Only who is reminded, or who set it, takes a reminder off."))
    if reminder.state is not ReminderState.PENDING:
        return NOTHING
    reminder.state = ReminderState.OVER if command.over else ReminderState.DROPPED
    compute_each(work, [reminder])
    theirs = (col(Notification.reminder_id) == reminder.id) & col(Notification.read_at).is_(None)
    work.session.execute(update(Notification).where(theirs).values(read_at=work.now, later_until=None))
    work.topics.append(("inbox", reminder.person_id))
    task = work.session.get(Task, reminder.task_id) if reminder.task_id is not None else None
    return Told({"text": reminder.text, "over": command.over, **({"task": task.number} if task else {})})


# -- one's own inbox ---------------------------------------------------------------------------------------------------


@handles(MarkNotices)
def mark(work: Work, command: MarkNotices) -> Told:
    """Clear them, or put them back; neither is put off any more."""
    mine = _mine(work, command.notices)
    if command.cleared:
        wanted = mine & col(Notification.read_at).is_(None)
        _set(work, wanted, read_at=work.now, later_until=None)
    else:
        away = col(Notification.read_at).is_not(None) | col(Notification.later_until).is_not(None)
        _set(work, mine & away, read_at=None, later_until=None)
    return Told()


@handles(PutOffNotices)
def put_off(work: Work, command: PutOffNotices) -> Told:
    """They come again at a moment."""
    until = values.moment(command.until, "until")
    if until is None or until <= work.now:
        raise Invalid(_("That moment has passed; give one to come."))
    if until > work.now + FARTHEST:
        raise Invalid(_("That is more than five years ahead."))
    mine = _mine(work, command.notices)
    # What was not heard yet is not to be now; what was heard, was heard when it was.
    _set(work, mine & col(Notification.rung_at).is_(None), rung_at=work.now)
    _set(work, mine, later_until=until, read_at=None)
    return Told()


def _mine(work: Work, notices: tuple[int, ...]) -> Any:
    return (col(Notification.person_id) == work.my_id) & among(work.session, col(Notification.id), notices)


def _set(work: Work, which: Any, **fields: Any) -> None:
    changed: Any = work.session.execute(update(Notification).where(which).values(**fields))
    if changed.rowcount:
        work.topics.append(("inbox", work.my_id))


def clear_of(work: Work, tasks: list[int]) -> None:
    """I have looked at these tasks: what others did to them is no news any more."""
    mine = (col(Notification.person_id) == work.my_id) & col(Notification.read_at).is_(None)
    looked = col(Notification.kind) == NoticeKind.CHANGED
    _set(
        work, mine & looked & among(work.session, col(Notification.task_id), tasks), read_at=work.now, later_until=None
    )


@handles(MuteTask)
def mute(work: Work, command: MuteTask) -> Told:
    """Hear no more of a task, or again."""
    task = work.task(command.task)
    known = (col(Mute.person_id) == work.my_id) & (col(Mute.task_id) == task.id)
    if not command.muted:
        work.session.execute(delete(Mute).where(known))
    elif work.one(select(Mute).where(known)) is None:
        assert task.id is not None
        work.session.add(Mute(person_id=work.my_id, task_id=task.id))
        clear_of(work, [task.id])
    work.topics.append(("inbox", work.my_id))
    return Told()


@handles(SetPreferences)
def set_preferences(work: Work, command: SetPreferences) -> Told:
    """How I want to be told; what waits to be heard is decided anew."""
    wanted = command.preferences
    if not 0 <= wanted.digest_minutes <= 24 * 60:
        raise Invalid(_("A digest comes every 1 to 1,440 minutes; 0 is none."))
    values.moment(wanted.on_call_until, "until")
    row: Preference | None = work.one(select(Preference).where(col(Preference.person_id) == work.my_id))
    if row is None:
        row = Preference(person_id=work.my_id)
        work.session.add(row)
    row.value = stored_preferences(wanted)
    waiting = (col(Notification.person_id) == work.my_id) & col(Notification.rung_at).is_(None)
    work.session.execute(update(Notification).where(waiting).values(ring_at=None))
    work.topics.append(("inbox", work.my_id))
    return Told()

"""Time spent: one timer a person, and what is entered by hand. A task's spent minutes are the sum of what has ended."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment as in_words
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import Task, TimeEntry
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Needs, NotFound
from servicedesk_tui.vocabulary.timing import EditTime, LogTime, RemoveTime, StartTimer, StopTimer, minutes_of

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..timers import MINUTE, day_end, spent_on
from ..work import Work
from .values import line

LONGEST = 24 * 60
"""Minutes of one entry at most."""
FORGOTTEN = timedelta(hours=1)
"""A timer that runs for longer than this past the end of the working day was perhaps forgotten."""
FIELDS = ("started_at", "ended_at", "minutes", "note")


@handles(StartTimer)
def start(work: Work, command: StartTimer) -> Told:
    """My timer runs for this task; one that ran for another stops."""
    task = work.task(command.task)
    work.require(Right.NOTE, task)
    running = _running(work, work.my_id)
    if running is not None and running.task_id == task.id:
        return NOTHING
    told: dict[str, Any] = {}
    if running is not None:
        other = work.task(running.task_id)
        _end(work, running, other, work.now)
        told = {"other": other.number, "minutes": minutes_of(running.started_at, work.now)}
    assert task.id is not None
    work.add(TimeEntry(task_id=task.id, person_id=work.my_id, started_at=work.now))
    work.topics.append(("timer", work.my_id))
    return Told(told)


@handles(StopTimer)
def stop(work: Work, command: StopTimer) -> Told:
    """My timer stops, and its time is the task's."""
    running = _running(work, work.my_id)
    if running is None:
        raise Invalid(_("No timer of yours runs."))
    task = work.task(running.task_id)
    ended = command.ended_at
    if ended is None:
        ended = work.now
        _ask_if_forgotten(work, running)
    if ended > work.now:
        raise Invalid(_("A timer cannot stop in the future."))
    if ended < running.started_at:
        raise Invalid(_("A timer cannot stop before it was started."))
    note = line(command.note, "note", most=300)
    if note:
        running.note = note
    _end(work, running, task, ended)
    work.topics.append(("timer", work.my_id))
    return Told({"task": task.number, "minutes": minutes_of(running.started_at, ended), "text": note})


def _ask_if_forgotten(work: Work, running: TimeEntry) -> None:
    """Until when, where the timer ran past the working day it was started on."""
    end = day_end(work.session, work.my_id, running.started_at)
    if end is None or work.now - end < FORGOTTEN:
        return
    here = zone(work.me.zone)
    since, until = (in_words(at, False, work.now, here) for at in (running.started_at, end))
    raise Needs(
        "ended_at",
        _("The timer runs since {moment}. Until when did you work?").format(moment=since),
        [
            Choice(end, _("until {moment}, the end of that day").format(moment=until)),
            Choice(work.now, _("until now")),
            Choice(running.started_at, _("not at all")),
        ],
    )


@handles(LogTime)
def log(work: Work, command: LogTime) -> Told:
    """Time spent without a timer."""
    task = work.task(command.task)
    work.require(Right.NOTE, task)
    minutes = _length(command.minutes)
    ended = command.ended_at or work.now
    if ended > work.now:
        raise Invalid(_("Time cannot have been spent in the future."))
    assert task.id is not None
    note = line(command.note, "note", most=300)
    started = ended - minutes * MINUTE
    work.add(TimeEntry(task_id=task.id, person_id=work.my_id, started_at=started, ended_at=ended, note=note))
    _sum(work, task)
    return Told({"minutes": minutes, "text": note})


@handles(EditTime)
def edit(work: Work, command: EditTime) -> Told:
    """Set fields of an entry that has ended."""
    task, entry = _entry(work, command.task, command.entry)
    if entry.ended_at is None:
        raise Invalid(_("This timer still runs; stop it first."))
    unknown = sorted(set(command.fields) - set(FIELDS))
    if unknown:
        raise Invalid(
            _("A time has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(FIELDS))
        )
    refuse_conflicts(work.session, entry, {name: command.fields.get(name) for name in command.base}, command.base)
    before = (entry.started_at, entry.ended_at, entry.note)
    _set(work, entry, command.fields)
    if before == (entry.started_at, entry.ended_at, entry.note):
        return NOTHING
    _sum(work, task)
    return Told({"minutes": minutes_of(entry.started_at, entry.ended_at), "text": entry.note})


def _set(work: Work, entry: TimeEntry, fields: Mapping[str, Any]) -> None:
    started, ended = fields.get("started_at", entry.started_at), fields.get("ended_at", entry.ended_at)
    if not isinstance(started, datetime) or not isinstance(ended, datetime):
        raise Invalid(_("A time has a beginning and an end."))
    if "minutes" in fields:
        started = ended - _length(fields["minutes"]) * MINUTE
    if ended > work.now or started > ended:
        raise Invalid(_("A time ends after it began, and not in the future."))
    _length(max(1, minutes_of(started, ended)))
    entry.started_at, entry.ended_at = started, ended
    if "note" in fields:
        entry.note = line(fields["note"], "note", most=300)


@handles(RemoveTime)
def remove(work: Work, command: RemoveTime) -> Told:
    """Take an entry away."""
    task, entry = _entry(work, command.task, command.entry)
    minutes = minutes_of(entry.started_at, entry.ended_at or work.now)
    work.session.delete(entry)
    _sum(work, task)
    return Told({"minutes": minutes})


def _entry(work: Work, task_id: int, entry_id: int) -> tuple[Task, TimeEntry]:
    """An entry of a task that is mine, or of a task that I may change."""
    task = work.task(task_id)
    entry = work.session.get(TimeEntry, entry_id)
    if entry is None or entry.task_id != task.id:
        raise NotFound(_("{task} has no such time.").format(task=ref(task.number)))
    work.require(Right.NOTE if entry.person_id == work.my_id else Right.CHANGE, task)
    return task, entry


def _length(minutes: Any) -> int:
    if type(minutes) is not int or not 1 <= minutes <= LONGEST:
        raise Invalid(_("A time is from a minute to {hours} hours.").format(hours=LONGEST // 60))
    return minutes


def _running(work: Work, person_id: int) -> TimeEntry | None:
    work.flush()
    query = select(TimeEntry).where(col(TimeEntry.person_id) == person_id, col(TimeEntry.ended_at).is_(None))
    found: TimeEntry | None = work.one(query)
    return found


def end_timer_of(work: Work, person_id: int) -> None:
    """Who leaves works on nothing any more; nobody else could stop their timer."""
    running = _running(work, person_id)
    if running is not None:
        _end(work, running, work.task(running.task_id), work.now)


def _end(work: Work, entry: TimeEntry, task: Task, at: datetime) -> None:
    """The entry ends; one of less than half a minute was none."""
    if at - entry.started_at < MINUTE / 2:
        work.session.delete(entry)
    else:
        entry.ended_at = at
    _sum(work, task)


def _sum(work: Work, task: Task) -> None:
    """The task's minutes are those of its ended entries."""
    work.flush()
    assert task.id is not None
    spent = spent_on(work.session, [task.id]).get(task.id, 0)
    if task.spent_minutes != spent:
        task.spent_minutes = spent

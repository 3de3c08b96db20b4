"""What a cell of the workload is made of, and how its hours come about in words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import length, moment
from servicedesk_tui.locale.words import word
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.planning import CellQuestion, Work
from servicedesk_tui.vocabulary.plans import CellView, Part
from servicedesk_tui.vocabulary.refusals import NotFound

from ..crew import crew
from ..loads import DayLoad, Loads, Piece
from ..registry import answers
from .asking import Asking
from .cards import TASK
from .undisturbed import undisturbed
from .workload import groups_of, loads_for


@answers(CellQuestion)
@undisturbed
def cell(asking: Asking, question: CellQuestion) -> CellView:
    """The parts of a cell, and its arithmetic. Of the row of all (0), everybody's."""
    people = crew(asking.session, asking.me.id)
    group = groups_of(asking, people, question.by).get(question.key)
    if group is None and question.key:
        raise NotFound(_("There is no such {what}.").format(what=_("row")))
    members = group[1] if group else tuple(people)
    end = question.start + timedelta(days=question.days)
    loads = loads_for(asking, people, question.start, end, question.filter)
    parts = parts_of(asking, [piece for person in members for piece in loads.pieces(person)])
    days = [(person, day, load) for person in members for day, load in loads.days(person).items()]
    return CellView(
        parts,
        sum(load.booked for _who, _day, load in days),
        sum(load.available for _who, _day, load in days),
        tuple(_hours(loads, days, asking) + _booked(days, parts)),
    )


def parts_of(asking: Asking, pieces: Sequence[Piece]) -> tuple[Part, ...]:
    """Pieces of load with what names their tasks, by day: what has a time first."""
    tasks = {_task(piece) for piece in pieces}
    query = select(TASK.id, TASK.number, TASK.title, TASK.due_at).where(among(asking.session, TASK.id, tasks))
    named: dict[int, Any] = {row.id: row for row in asking.rows(query)} if tasks else {}
    parts = [_part(piece, named[_task(piece)]) for piece in pieces]
    return tuple(sorted(parts, key=lambda p: (p.day, p.start is None, p.start or asking.now, p.number)))


def _task(piece: Piece) -> int:
    if piece.trip is not None:
        return piece.trip.task
    assert piece.left is not None
    return piece.left.task


def _part(piece: Piece, row: Any) -> Part:
    trip = piece.trip
    if trip is not None:
        work = Work.TRAVEL if piece.is_way else Work.VISIT
        return Part(row.id, row.number, row.title, piece.minutes, work, piece.day, trip.start, trip.visit, row.due_at)
    work = Work.GUESS if piece.left is not None and piece.left.is_guess else Work.ESTIMATE
    return Part(row.id, row.number, row.title, piece.minutes, work, piece.day, due=row.due_at)


def _hours(loads: Loads, days: Iterable[tuple[int, date, DayLoad]], asking: Asking) -> list[str]:
    """How the hours come about: working time, breaks, part-time, absences, and the reserve."""
    whole = breaks = less = 0.0
    away: dict[AbsenceKind, float] = defaultdict(float)
    kept, until = 0, None
    for person, day, load in days:
        worktime = loads.times[person]
        here = worktime.day(day)
        worked = worktime.calendar.minutes(day) if worktime.own_zone is worktime.calendar.zone else load.hours
        whole += worked
        less += worked * (1 - worktime.share)
        spans = worktime.calendar.spans(day)
        breaks += sum((b.start - a.end).total_seconds() / 60 for a, b in pairwise(spans))
        missing = max(0.0, worked * worktime.share - load.hours)
        kinds = [kind for held, kind in worktime.kinds.items() if held.start < here.end and here.start < held.end]
        if kinds and int(missing):
            away[kinds[0]] += missing
        kept += load.reserve
        if load.reserve:
            until = worktime.begins(day) - timedelta(hours=loads.terms["reserve_released_hours"])
    said = [_("{hours} working time").format(hours=length(round(whole)))]
    if breaks:
        said[0] += ", " + _("{length} of breaks left out").format(length=length(round(breaks)))
    said[0] += "."
    if round(less):
        said.append(_("Part-time: {length} less.").format(length=length(round(less))))
    said += [_("{length} away ({kind}).").format(length=length(round(m)), kind=word(kind)) for kind, m in away.items()]
    if kept and until is not None:
        when = moment(until, False, asking.now, asking.zone)
        said.append(
            _("{percent} % kept for emergencies until {when}: {length}.").format(
                percent=loads.terms["reserve_percent"], when=when, length=length(kept)
            )
        )
    elif whole and loads.terms["reserve_percent"]:
        said.append(_("What was kept for emergencies is released."))
    return said


def _booked(days: Iterable[tuple[int, date, DayLoad]], parts: Sequence[Part]) -> list[str]:
    """What the booked minutes come from."""
    sums: dict[Work, int] = defaultdict(int)
    for part in parts:
        sums[part.work] += part.minutes
    named = {
        Work.VISIT: _("{length} of visits"),
        Work.TRAVEL: _("{length} on the way"),
        Work.ESTIMATE: _("{length} of work without a time"),
        Work.GUESS: _("{length} of work without an estimate"),
    }
    said = [text.format(length=length(sums[work])) for work, text in named.items() if sums[work]]
    lines = [_("Booked: {parts}.").format(parts=", ".join(said)) if said else _("Nothing is booked.")]
    guessed = len({part.task for part in parts if part.work is Work.GUESS})
    if guessed:
        lines.append(
            n_(
                "{count} task has no estimate: it counts as long as the median of its team and kind.",
                "{count} tasks have no estimate: they count as long as the median of their team and kind.",
                guessed,
            ).format(count=guessed)
        )
    over = sum(load.booked for _who, _day, load in days) - sum(load.available for _who, _day, load in days)
    if over > 0:
        lines.append(_("That is {length} more than there are hours for.").format(length=length(over)))
    return lines

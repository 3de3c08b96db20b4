"""The inbox as rows: what reached me, under the tasks it is about. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import ago, moment, span
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.reminding import InboxGroup, InboxView, Notice, NoticeKind

from .glyphs import GLYPHS
from .keys import key_of
from .paint import Span, clean, cut, lay, spans_width, wrap
from .topline import NARROW

Row = list[Span]
_MINUTE = timedelta(minutes=1)
_FEWEST = 12
_PROMISES = frozenset(
    {NoticeKind.DUE, NoticeKind.OVERDUE, NoticeKind.CHASE, NoticeKind.UNANSWERED, NoticeKind.ESCALATED}
)
"""Kinds whose moment was to be kept: they get later by the minute."""


class Line(NamedTuple):
    """A notification, and the group it is in."""

    group: InboxGroup
    notice: Notice


def lines_of(groups: Sequence[InboxGroup]) -> list[Line]:
    """Every notification in the order it is shown."""
    return [Line(group, notice) for group in groups for notice in group.notices]


def with_kept(view: InboxView, kept: Mapping[int, Line]) -> tuple[InboxGroup, ...]:
    """The groups with what was cleared here a moment ago still among them: it can be put back where it was."""
    held = {notice.id for group in view.groups for notice in group.notices}
    gone = [line for number, line in kept.items() if number not in held]
    if not gone:
        return view.groups
    groups: dict[int | None, InboxGroup] = {group.task: group for group in view.groups}
    for line in gone:
        group = groups.get(line.group.task, replace(line.group, notices=()))
        notices = (*group.notices, replace(line.notice, cleared=True))
        groups[group.task] = replace(group, notices=tuple(sorted(notices, key=lambda one: one.id, reverse=True)))
    newest = sorted(groups.values(), key=lambda group: group.notices[0].id, reverse=True)
    return tuple(newest)


def marked(groups: Sequence[InboxGroup], ids: Collection[int], *, cleared: bool) -> tuple[InboxGroup, ...]:
    """The groups with some notifications cleared, or new again: seen at once, before they are read anew."""

    def mark(notice: Notice) -> Notice:
        return replace(notice, cleared=cleared) if notice.id in ids else notice

    return tuple(replace(group, notices=tuple(map(mark, group.notices))) for group in groups)


def rows_of(
    groups: Sequence[InboxGroup], at: int, width: int, now: datetime, zone: ZoneInfo, *, airy: bool
) -> tuple[list[Row], list[int]]:
    """The rows, and where each notification begins; `at` is the one that is stood on. `airy`: an empty row between groups."""
    rows: list[Row] = []
    places: list[int] = []
    for group in groups:
        rows += [*([[]] if rows and airy else []), _head(group, width)]
        for notice in group.notices:
            places.append(len(rows))
            rows += _notice(notice, width, now, zone, here=len(places) - 1 == at)
    return rows, places


def empty_rows(width: int, *, is_read: bool) -> list[Row]:
    """What stands where nothing is."""
    if not is_read:
        return []
    said = [
        _("Nothing waits for you."),
        _("What comes here: your reminders, what is due or overdue, tasks that become yours or are handed to you, mentions, "
          "and what others change on tasks you own or watch."),
        _("{key} on a task sets a reminder; {how} here says what reaches you how.").format(
            key=key_of("remind"), how=key_of("inbox_how")
        ),
    ]  # fmt: skip
    rows: list[Row] = []
    for number, text in enumerate(said):
        rows += [[], *([(f" {line}", "" if not number else "dim")] for line in wrap(text, max(8, width - 2)))]
    return rows


def put_off_rows(count: int, width: int) -> list[Row]:
    """How many are out of sight."""
    said = n_("{count} is put off and comes again by itself", "{count} are put off and come again by themselves", count)
    text = said.format(count=count) + f" {GLYPHS.dot} " + _("{key} shows them").format(key=key_of("inbox_all"))
    return [[], *([(f" {line}", "dim")] for line in wrap(text, max(_FEWEST, width - 2)))]


def _head(group: InboxGroup, width: int) -> Row:
    """The task, how many there are of it, and whether it is muted."""
    muted: list[Span] = [(f"{_('muted')} ", "dim")] if group.muted else []
    count = f"  {len(group.notices)}" if len(group.notices) > 1 else ""
    if group.number is None:
        return lay([(f" {_('About no task')}", "bold"), (count, "dim")], muted, width)
    taken = spans_width(muted) + len(count) + len(ref(group.number)) + 4
    title = cut(clean(group.title), max(_FEWEST, width - taken))
    return lay([(f" {ref(group.number)} ", "here"), (title, "bold"), (count, "dim")], muted, width)


def _notice(notice: Notice, width: int, now: datetime, zone: ZoneInfo, *, here: bool) -> list[Row]:
    """One line; where it is narrow, two when it takes them."""
    right = _right(notice, width, now, zone)
    sign = GLYPHS.ticked if notice.cleared else GLYPHS.unticked
    lead = len(sign) + 3
    text = sentence(notice)
    first_line = next(iter(wrap(text, max(_FEWEST, width - lead - spans_width(right) - 1))), "")
    rest = text[len(first_line) :].lstrip() if width < NARROW else ""
    text = first_line if rest else text
    head, blank, tail = text.partition(" ")
    style = "dim" if notice.cleared or notice.put_off_until else "urgent" if notice.urgent else ""
    # Only what names the line is reversed: a step of the cursor sends these cells again.
    first: Row = [
        (GLYPHS.cursor if here else " ", "accent"),
        (f" {sign} ", "dim"),
        (head, "cursor" if here else style),
        (blank + tail, "dim" if style == "dim" else ""),
    ]
    rows = [lay(first, right, width)]
    if rest:
        rows.append(lay([(" " * lead, ""), (rest, "dim" if style == "dim" else "")], [], width))
    return rows


def sentence(notice: Notice) -> str:
    """What is said, with somebody's words where the sentence has not got them."""
    said, words = clean(notice.said), clean(notice.text)
    if notice.kind is NoticeKind.REMINDER and words:
        return _("Reminder: {text}").format(text=words)
    return f"{said}: “{words}”" if words and words not in said else said


def _right(notice: Notice, width: int, now: datetime, zone: ZoneInfo) -> list[Span]:
    """How late it is, and how long ago it came; of what is put off, until when."""
    if notice.put_off_until is not None and not notice.cleared:
        return [(_("until {when}").format(when=moment(notice.put_off_until, False, now, zone)) + " ", "dim")]
    came: Span = (f"{ago(notice.at, now)} ", "dim")
    late_by = _late_by(notice, now)
    if notice.cleared or late_by < _MINUTE:
        return [came]
    late: Span = (_("{span} late").format(span=span(late_by)), "alarm")
    return [late, (" ", "")] if width < NARROW else [late, (f" {GLYPHS.dot} ", "dim"), came]


def _late_by(notice: Notice, now: datetime) -> timedelta:
    """How long its moment has passed; what only tells of a moment is late by how much later than that it came."""
    if notice.moment is None:
        return timedelta(0)
    return (now if notice.kind in _PROMISES else notice.at) - notice.moment

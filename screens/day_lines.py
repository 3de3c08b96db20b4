"""My day as parts with lines: what each line says, in the cells there are. Nothing here is asked or done.

A line is one row, or several where the screen is narrow or there is more to know; only the name of a line (a time, a
reference) is reversed under the cursor, so that a step sends few cells again.
"""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import day as day_in_words
from servicedesk_tui.locale.dates import length
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.day import Bucket, DayTask, DayView, DayVisit, Offered, Waking
from servicedesk_tui.vocabulary.enums import Priority, VisitState
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.reminding import ReminderRow
from servicedesk_tui.vocabulary.timing import Running, minutes_of

from .card import PRIORITY_STYLES
from .glyphs import GLYPHS
from .paint import Span, clean, cut, cut_spans, lay, spans_width
from .topline import NARROW
from .words import clock_words, moment_words

Row = list[Span]
Name = tuple[str, int]
"""What a line is, so that the cursor finds it again: its part, and the visit's, task's or reminder's id."""
WIDE = 116
"""Cells from which place and contact stand beside a visit, and the customer beside a task."""
_CUSTOMER, _NAME, _LEAST = 24, 20, 10
"""Cells that a customer behind a title and a contact take at most, and a customer before an address at least."""
_MARGIN = 3
_TIME = 12
"""Cells of a visit's time, with the cursor before it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be stood on: what it is, what it is called, what it says (from its second cell on), and the rows
    under it. `task` is what verbs act on, `visit` what is reported."""

    name: Name
    called: str
    says: Row
    right: Row = field(default_factory=list)
    under: tuple[Row, ...] = ()
    task: int | None = None
    visit: DayVisit | None = None

    def rows(self, width: int, *, here: bool) -> list[Row]:
        """Its rows, the cursor on it or not."""
        first: Row = [
            (GLYPHS.cursor if here else " ", "accent"),
            (self.called, "cursor" if here else "bold"),
            *self.says,
        ]
        return [lay(first, [*self.right, (" ", "")] if self.right else [], width), *self.under]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: its heading, how much is in it, its lines, and what stands between them (a row before the line of
    that place)."""

    title: str
    count: str
    lines: tuple[Line, ...]
    between: tuple[tuple[int, Row], ...] = ()
    right: Row = field(default_factory=list)
    """What stands at the end of its heading."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How wide it is, when it is, and whose timer runs for what."""

    width: int
    now: datetime
    zone: ZoneInfo
    running: Running | None = None

    @property
    def is_wide(self) -> bool:
        """True where a visit has room for its place beside it."""
        return self.width >= WIDE

    @property
    def is_narrow(self) -> bool:
        """True where a line has room for what it is about and little else."""
        return self.width < NARROW


def going(view: DayView, sight: Sight) -> list[Part]:
    """Where I am and where I go, what wakes, what I am to remember, what is offered to me."""
    parts = [_now(view, sight), _visits(view, sight), *coming(view, sight)]
    return [part for part in parts if part.lines or part.count]


def coming(view: DayView, sight: Sight) -> list[Part]:
    """What comes to me today by itself."""
    parts = [
        Part(_("Wakes today"), str(len(view.waking)), tuple(_wakes(one, sight) for one in view.waking)),
        Part(_("Reminders"), str(len(view.reminders)), tuple(_reminder(one, sight) for one in view.reminders)),
        Part(_("Offered to you"), str(len(view.offers)), tuple(_offer(one, sight) for one in view.offers)),
    ]
    return [part for part in parts if part.lines]


def doing(view: DayView, sight: Sight) -> list[Part]:
    """What is due, and what to do next."""
    return [part for part in (due_part(view, sight), next_part(view, sight)) if part.lines]


def due_part(view: DayView, sight: Sight) -> Part:
    """What is late or due today."""
    counts = [str(view.due_count)]
    counts += [n_("{n} late", "{n} late", view.late).format(n=view.late)] if view.late else []
    promised = view.promised
    if promised and not sight.is_narrow:
        counts.append(n_("{n} promised", "{n} promised", promised).format(n=promised))
    lines = tuple(_task("due", one, sight) for one in view.due)
    return Part(_("Due today"), f" {GLYPHS.dot} ".join(counts), lines)


def next_part(view: DayView, sight: Sight) -> Part:
    """What to do next, beside what is said above it."""
    found = view.suggestions()
    return Part(_("What next"), str(len(found)), tuple(_task("next", one, sight) for one in found))


def _now(view: DayView, sight: Sight) -> Part:
    """The visit under way and the timer; else how long one is free."""
    lines, current, running = [], view.current, sight.running
    state: Row = []
    if current is not None:
        lines.append(visit_line(current, sight, is_now=True))
        state = [*_state(current, sight), (" ", "")] if sight.is_narrow else []
    if running is not None and (current is None or running.task != current.task):
        spent = length(minutes_of(running.since, sight.now))
        right: Row = [(f"{GLYPHS.live} ", "accent"), (spent, "bold")]
        says: Row = [(f" {clean(running.title)}", "")]
        lines.append(Line(("timer", running.task), ref(running.number), says, right, task=running.task))
    free = ""
    if current is None and view.visits and view.visits[0].start > sight.now:
        free = _("free until {time}").format(time=clock_words(view.visits[0].start, sight.zone))
    return Part(_("Now"), free, tuple(lines), right=state)


def _visits(view: DayView, sight: Sight) -> Part:
    counts = [str(len(view.visits))] if view.visits or view.made or view.then else []
    counts += [n_("{n} made", "{n} made", view.made).format(n=view.made)] if view.made else []
    lines = [visit_line(one, sight) for one in view.visits]
    between: list[tuple[int, Row]] = []
    if view.then and view.next_day:
        said = n_("{count} visit", "{count} visits", len(view.then)).format(count=len(view.then))
        between = [(len(lines), [(f" {day_in_words(view.next_day, view.today)}", "dim"), (f"  {said}", "dim")])]
        lines += [visit_line(one, sight) for one in view.then]
    return Part(_("Visits"), f" {GLYPHS.dot} ".join(counts), tuple(lines), tuple(between))


# -- lines -------------------------------------------------------------------------------------------------------------


def visit_line(one: DayVisit, sight: Sight, *, is_now: bool = False) -> Line:
    """When, what, where, and whom to ask for; how one gets in where one is."""
    start, end = (clock_words(at, sight.zone) for at in (one.start, one.end))
    says: Row = [(f" {ref(one.number)} ", "dim"), (clean(one.title), "")]
    right, contact = _state(one, sight), _contact(one)
    under: list[Row] = []
    right = [] if is_now and sight.is_narrow else right
    if sight.is_wide and not is_now:
        says = _beside(says, one, contact, sight.width - _TIME - 1 - (spans_width(right) + 2 if right else 0))
    elif sight.is_narrow:
        room = sight.width - _MARGIN - 1
        under += [_under(said, [], sight.width) for said in (_place(one, room),) if said]
        under += [cut_spans([(" " * _MARGIN, ""), *contact], sight.width)] if contact else []
    elif contact or one.customer or one.address or one.place:
        room = sight.width - _MARGIN - (spans_width(contact) + 3 if contact else 1)
        under.append(_under(_place(one, room), contact, sight.width))
    if is_now:
        more = (
            clean(one.access),
            _("next: {step}").format(step=clean(one.next_step)) if one.next_step and not sight.is_narrow else "",
        )
        under += [_under(cut(said, sight.width - _MARGIN - 1), [], sight.width) for said in more if said]
    name = ("now" if is_now else "visit", one.visit)
    return Line(name, f"{start}{GLYPHS.range}{end}", says, right, tuple(under), one.task, one)


def _state(one: DayVisit, sight: Sight) -> Row:
    """How far it has come; that it should have begun."""
    running = sight.running
    spent = length(minutes_of(running.since, sight.now)) if running and running.task == one.task else ""
    timer: Row = [(f"{GLYPHS.live} ", "accent"), (spent, "bold"), ("  ", "")] if spent else []
    if one.state is VisitState.ARRIVED and one.arrived_at:
        said = _("arrived {time}").format(time=moment_words(one.arrived_at, sight.now, sight.zone))
        return [*timer, (said, "here")]
    if one.state is VisitState.ON_MY_WAY and one.on_my_way_at:
        said = _("on the way {time}").format(time=moment_words(one.on_my_way_at, sight.now, sight.zone))
        return [*timer, (f"{GLYPHS.arrow} {said}", "here")]
    if one.start < sight.now:
        return [*timer, (f"{_('not begun')} {GLYPHS.alarm}", "alarm")]
    return timer


def _place(one: DayVisit, room: int) -> str:
    """Where it is: what one drives by is cut last, what the place is called goes first."""
    customer, called, zone = clean(one.customer), clean(one.place), clean(one.zone)
    address = clean(one.address) or called
    # A place is often called as its address begins.
    parts = [customer, "" if address.startswith(called) else called, address, zone]
    for left_out in (None, 1, 3):
        if left_out is not None:
            parts[left_out] = ""
        said = f" {GLYPHS.dot} ".join(filter(None, parts))
        if cell_len(said) <= room:
            return said
    customer = cut(customer, max(_LEAST, room - cell_len(address) - 3))
    return cut(f" {GLYPHS.dot} ".join(filter(None, (customer, address))), room)


def _contact(one: DayVisit) -> Row:
    """Whom to ask for, and the number, which is never cut."""
    phone = clean(one.phone)
    name: Row = [(cut(clean(one.contact), _NAME), "")] if one.contact else []
    return [*name, *([(" ", ""), (phone, "bold")] if phone else [])]


def _beside(says: Row, one: DayVisit, contact: Row, width: int) -> Row:
    """Title, place and contact, each under the other's like from line to line."""
    title, place = width * 31 // 100, width * 41 // 100
    who = lay(contact[:1], contact[-1:], width - title - place - 4) if len(contact) > 1 else contact
    return [*lay(says, [], title), ("  ", ""), *lay([(_place(one, place), "dim")], [], place), ("  ", ""), *who]


def _under(text: str, right: Row, width: int) -> Row:
    """A row under a line's first: what is left of it gives way to the number to ring."""
    return lay([(" " * _MARGIN, ""), (text, "dim")], [*right, (" ", "")] if right else [], width)


def _task(part: str, one: DayTask, sight: Sight) -> Line:
    says: Row = [(f" {clean(one.title)}", "")]
    style = {Bucket.LATE: "alarm", Bucket.SOON: "bold", Bucket.PROMISED: "bold", Bucket.URGENT: "urgent"}.get(
        one.bucket, "dim"
    )
    why: Row = []
    if not sight.is_narrow:
        why += [(f"{clean(one.held)} {GLYPHS.dot} ", "dim")] if one.held else []
        why += [(f"{_('promised')} {GLYPHS.dot} ", "")] if one.is_promised and one.bucket < Bucket.PROMISED else []
    why.append((one.why, style))
    why += [(f" {GLYPHS.alarm}", style)] if one.bucket is Bucket.LATE else []
    if not sight.is_narrow:
        says = _with_customer(says, one.customer, sight.width - spans_width(why) - 1)
        why += [("  ", ""), (one.priority.name, PRIORITY_STYLES[one.priority])]
    elif one.priority is Priority.P1 and one.bucket is not Bucket.URGENT:
        why += [(" ", ""), (one.priority.name, "urgent")]
    return Line((part, one.task), ref(one.number), says, why, task=one.task)


def _with_customer(says: Row, customer: str, width: int) -> Row:
    """A customer's name behind the title where that leaves room."""
    left = width - spans_width(says) - 16
    return [*says, (f"  {cut(clean(customer), min(_CUSTOMER, left))}", "dim")] if customer and left > 8 else says


def _wakes(one: Waking, sight: Sight) -> Line:
    until = moment_words(one.until, sight.now, sight.zone, is_day=one.until_is_day)
    right: Row = [(word(one.on) if one.on else _("snoozed"), ""), (f" {GLYPHS.dot} {until}", "dim")]
    says = _with_customer([(f" {clean(one.title)}", "")], one.customer, sight.width - spans_width(right))
    return Line(("wakes", one.task), ref(one.number), says, right, task=one.task)


def _reminder(one: ReminderRow, sight: Sight) -> Line:
    when = moment_words(one.next_at, sight.now, sight.zone) if one.next_at else ""
    said = clean(one.text) or clean(one.title)
    right: Row = [(ref(one.number), "dim")] if one.number else []
    urgent: Row = [(f" {GLYPHS.alarm}", "urgent")] if one.urgent else []
    return Line(("reminder", one.id), when or GLYPHS.dash, [(f" {said}", ""), *urgent], right, task=one.task)


def _offer(one: Offered, sight: Sight) -> Line:
    right: Row = [(_("from {who}").format(who=clean(one.given_by)), "")]
    parts = (clean(one.why), _("next: {step}").format(step=clean(one.next)) if one.next else "")
    said = f" {GLYPHS.dot} ".join(filter(None, parts))
    under = (_under(cut(said, sight.width - _MARGIN), [], sight.width),) if said else ()
    return Line(("offer", one.task), ref(one.number), [(f" {clean(one.title)}", "")], right, under, one.task)

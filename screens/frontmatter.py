"""A task as a text for an editor: its fields as lines between `---`, under them its description; and what comes back of it.

What cannot be read is refused with the line it stands in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    EditTask,
    PrioritiseTask,
    SetDue,
    TagTask,
    TaskCommand,
    UnassignTask,
)
from servicedesk_tui.vocabulary.enums import Level
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.revising import ReviseTask
from servicedesk_tui.vocabulary.rows import CustomerRow, PersonRow
from servicedesk_tui.vocabulary.task_rows import TaskView
from servicedesk_tui.vocabulary.text import many_lines, one_line

from .reading import CLEARED, read_due

RULE = "---"
LEVELS = {level.name.lower(): level for level in Level}
SHOWN = 6
"""So many lines of a changed description are shown."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What names are read against."""

    people: Sequence[PersonRow]
    customers: Sequence[CustomerRow]
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Revision:
    """What was changed: the command, and how it reads, a line a field."""

    command: ReviseTask
    said: tuple[str, ...]


def write(view: TaskView, zone: ZoneInfo) -> str:
    """The text for the editor."""
    card = view.card
    fields = {
        "title": card.title,
        "owner": card.owner or "-",
        "customer": card.customer or "-",
        "impact": card.impact.name.lower(),
        "urgency": card.urgency.name.lower(),
        "due": _due(card.due, card.due_is_day, zone),
        "estimate": f"{view.estimate_minutes}m" if view.estimate_minutes else "-",
        "tags": " ".join(view.tags) or "-",
        "next": view.next_step or "-",
    }
    lines = [RULE, *(f"{name}: {one_line(value)}" for name, value in fields.items()), RULE, "", view.description]
    return "\n".join(lines).rstrip() + "\n"


def _due(at: datetime | None, is_day: bool, zone: ZoneInfo) -> str:
    if at is None:
        return "-"
    return f"{at.astimezone(zone):%Y-%m-%d}" if is_day else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def read(text: str, view: TaskView, desk: Desk) -> Revision | None:
    """What a text that comes back changes; None when nothing. Raises `Invalid` naming the line."""
    fields, description = _parted(text)
    before = dict(_parted(write(view, desk.zone))[0])
    commands: list[TaskCommand] = []
    edits: dict[str, object] = {}
    said: list[str] = []
    for name, (line, value) in fields.items():
        was = before[name][1]
        if value == was:
            continue
        try:
            found = _READ[name](value, view, desk)
        except Invalid as refusal:
            raise Invalid(_("Line {n}, {field}: {why}").format(n=line, field=name, why=refusal.message)) from None
        if isinstance(found, TaskCommand):
            commands.append(found)
        else:
            edits |= found
        said.append(f"{name}: {was} → {value}")
    if description.strip() != many_lines(view.description).strip():
        edits["description"] = description
        said += _changed_lines(view.description, description)
    if edits:
        commands.insert(0, EditTask(task=view.card.id, fields=edits, base={name: _now(view, name) for name in edits}))
    return Revision(ReviseTask(task=view.card.id, changes=tuple(commands)), tuple(said)) if commands else None


def _parted(text: str) -> tuple[dict[str, tuple[int, str]], str]:
    """The fields with their lines, and the description."""
    lines = text.replace("\r\n", "\n").split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    if lines[start].strip() != RULE:
        raise Invalid(_("Line {n}: the fields begin with a line {rule}.").format(n=start + 1, rule=RULE))
    end = next((n for n in range(start + 1, len(lines)) if lines[n].strip() == RULE), None)
    if end is None:
        raise Invalid(_("The fields end with a line {rule}; there is none.").format(rule=RULE))
    fields: dict[str, tuple[int, str]] = {}
    for number in range(start + 1, end):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if not colon or name not in _READ:
            known = ", ".join(_READ)
            raise Invalid(_("Line {n}: “{text}” is no field; there are {known}.").format(
                n=number + 1, text=one_line(line)[:40], known=known))  # fmt: skip
        if name in fields:
            raise Invalid(_("Line {n}: {field} stands there twice.").format(n=number + 1, field=name))
        fields[name] = (number + 1, one_line(value) or "-")
    return fields, many_lines("\n".join(lines[end + 1 :])).strip()


def _now(view: TaskView, name: str) -> object:
    return {
        "title": view.card.title,
        "description": view.description,
        "next_step": view.next_step,
        "customer": view.card.customer_id,
        "estimate_minutes": view.estimate_minutes,
    }[name]


def _changed_lines(before: str, after: str) -> Iterator[str]:
    """The lines of the description that went and came."""
    found = [
        line
        for line in unified_diff(many_lines(before).split("\n"), after.split("\n"), n=0, lineterm="")
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        left = len(found) - SHOWN
        yield n_("… {n} more line", "… {n} more lines", left).format(n=left)


# -- fields ------------------------------------------------------------------------------------------------------------

Read = Callable[[str, TaskView, Desk], "TaskCommand | dict[str, object]"]


def _title(value: str, _view: TaskView, _desk: Desk) -> dict[str, object]:
    if value in CLEARED:
        raise Invalid(_("A task has a title."))
    return {"title": value}


def _owner(value: str, view: TaskView, desk: Desk) -> TaskCommand:
    base = {"owner": view.card.owner_id}
    if value.casefold() in (*CLEARED, "nobody"):
        return UnassignTask(task=view.card.id, base=base)
    login = value.removeprefix("@").casefold()
    person = next((one for one in desk.people if one.login.casefold() == login), None)
    if person is None:
        raise Invalid(_("There is nobody called “{name}” here.").format(name=value[:40]))
    return AssignTask(task=view.card.id, owner=person.id, base=base)


def _customer(value: str, _view: TaskView, desk: Desk) -> dict[str, object]:
    from servicedesk_tui.query.names import find_by_beginning, find_exact, find_nearest

    if value.casefold() in CLEARED:
        return {"customer": None}
    named = [(customer.id, customer.name) for customer in desk.customers]
    found = find_exact(value, named) or find_by_beginning(value, named)
    if len(found) != 1:
        near = find_nearest(value, [name for _id, name in named])
        hint = " " + _("Did you mean {nearest}?").format(nearest=near) if near else ""
        raise Invalid(_("There is no customer “{name}”.").format(name=value[:40]) + hint)
    return {"customer": found[0][0]}


def _level(field: str) -> Read:
    def read_level(value: str, view: TaskView, _desk: Desk) -> TaskCommand:
        level = LEVELS.get(value.lower())
        if level is None:
            raise Invalid(_("It is one of {known}.").format(known=", ".join(LEVELS)))
        base = {field: getattr(view.card, field)}
        return PrioritiseTask(task=view.card.id, **{field: level}, base=base)

    return read_level


def _when(value: str, view: TaskView, desk: Desk) -> TaskCommand:
    base = {"due": view.card.due}
    if value.casefold() in CLEARED:
        return SetDue(task=view.card.id, due=None, base=base)
    at, is_day = read_due(value, desk.now, desk.zone)
    return SetDue(task=view.card.id, due=at, is_day=is_day, base=base)


def _estimate(value: str, _view: TaskView, _desk: Desk) -> dict[str, object]:
    from servicedesk_tui.query.pieces import parse_minutes

    minutes = None if value.casefold() in CLEARED else parse_minutes(value)
    if minutes is None and value.casefold() not in CLEARED:
        raise Invalid(_("“{text}” is not a time; write 90m or 1.5h.").format(text=value[:40]))
    return {"estimate_minutes": minutes}


def _tags(value: str, view: TaskView, _desk: Desk) -> TaskCommand:
    wanted = [] if value in CLEARED else [word.removeprefix("#") for word in value.replace(",", " ").split()]
    add = tuple(tag for tag in wanted if tag not in view.tags)
    remove = tuple(tag for tag in view.tags if tag not in wanted)
    return TagTask(task=view.card.id, add=add, remove=remove)


def _next(value: str, _view: TaskView, _desk: Desk) -> dict[str, object]:
    return {"next_step": "" if value in CLEARED else value}


_READ: Mapping[str, Read] = {
    "title": _title,
    "owner": _owner,
    "customer": _customer,
    "impact": _level("impact"),
    "urgency": _level("urgency"),
    "due": _when,
    "estimate": _estimate,
    "tags": _tags,
    "next": _next,
}

"""Changes in words, in the reader's language: `Ready → Doing`, `due – → fri`, `+pump`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import N_, _, dates
from servicedesk_tui.locale.words import field_word, word
from servicedesk_tui.models import METADATA
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import (
    CloseReason,
    HandoverState,
    Kind,
    Level,
    LinkKind,
    NoteKind,
    Op,
    Part,
    VisitState,
    WaitingOn,
)
from servicedesk_tui.vocabulary.refs import ref

from ..recorder import from_plain, plain
from .asking import Asking
from .statuses import statuses

NONE = "–"
_LONGEST = 40
Values = Mapping[str, Any]


class Names:
    """Rows that changes speak of, as the history keeps them, each looked up once."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self._rows: dict[tuple[str, int], Values] = {}
        self._statuses = {status.id: status.name for status in statuses(asking)}

    def row(self, table: str, row_id: int) -> Values:
        """The row as it is now; empty when it is gone."""
        if (table, row_id) not in self._rows:
            columns = METADATA.tables[table]
            found = self.asking.session.execute(select(columns).where(columns.c.id == row_id)).mappings().first()
            self._rows[table, row_id] = {name: plain(value) for name, value in found.items()} if found else {}
        return self._rows[table, row_id]

    def know(self, changes: Iterable[Any]) -> None:
        """Look up together what changes are about."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for change in changes:
            if (
                change.entity in _PARTS
                and change.op is not Op.DELETE
                and (change.entity, change.row_id) not in self._rows
            ):
                wanted[change.entity].add(change.row_id)
        for table, ids in wanted.items():
            columns = METADATA.tables[table]
            self._rows |= {(table, row_id): {} for row_id in ids}
            query = select(columns).where(among(self.asking.session, columns.c.id, ids))
            for row in self.asking.session.execute(query).mappings():
                self._rows[table, row["id"]] = {name: plain(value) for name, value in row.items()}

    def name(self, table: str, row_id: int) -> str:
        """A status's or another row's name, a person's login, a task's reference."""
        if table == "status":
            return self._statuses.get(row_id, NONE)
        row = self.row(table, row_id)
        return ref(row["number"]) if "number" in row else str(row.get("login") or row.get("name") or NONE)

    def moment(self, kept: str, *, is_day: bool = False) -> str:
        """A moment in the reader's words."""
        at = from_plain("task", "due_at", kept)
        return dates.moment(at, is_day, self.asking.now, self.asking.zone)


def change_words(names: Names, changes: Iterable[Any]) -> Iterator[str]:
    """What changes of one task say, its own fields first; what only follows from others is left out."""
    listed = sorted(changes, key=lambda change: change.entity != "task")
    made = any(change.entity == "task" and change.op is Op.INSERT for change in listed)
    if made:
        yield _("added")
    for change in listed:
        if change.entity == "task" and change.op is Op.UPDATE:
            yield from _fields(names, change.row_id, change.values)
        elif change.entity == "task" and change.op is Op.DELETE:
            yield _("taken away")
        elif change.entity in _PARTS and not made:
            row = change.values if change.op is Op.DELETE else names.row(change.entity, change.row_id)
            said = _PARTS[change.entity](names, change, row) if row else ""
            if said:
                yield said


def _fields(names: Names, task: int, values: Values) -> Iterator[str]:
    """The fields that changed, in the order of `_FIELDS`, then those that have no words of their own."""
    for name, (label, say) in _FIELDS.items():
        days = _days(names, task, name, values)
        if name not in values and days[0] == days[1]:
            continue
        moments = values.get(name) or [names.row("task", task).get(name)] * 2
        sides = [say(names, v, day) if v not in (None, "") else NONE for v, day in zip(moments, days, strict=True)]
        yield " ".join([*([_(label)] if label else []), sides[0], "→", sides[1]])
    if "rank" in values and "due_at" not in values:
        yield _("another place in its column")
    for name in values.keys() - _FIELDS.keys() - _FOLLOWING:
        yield _("{field} changed").format(field=field_word(name))


def _days(names: Names, task: int, name: str, values: Values) -> Sequence[bool]:
    """Whether a moment was a day before, and is one after."""
    flag = f"{name.removesuffix('_at')}_is_day"
    now: bool = names.row("task", task).get(flag, False)
    return values.get(flag) or (now, now)


Say = Callable[[Names, Any, bool], str]


def _named(table: str) -> Say:
    return lambda names, value, _day: names.name(table, value)


def _word(enum: type[Enum]) -> Say:
    return lambda _names, value, _day: word(enum(value))


def _moment(names: Names, value: Any, is_day: bool) -> str:
    return names.moment(value, is_day=is_day)


def _text(_names: Names, value: Any, _day: bool) -> str:
    return f"“{value if len(value) <= _LONGEST else value[: _LONGEST - 1] + '…'}”"


def _minutes(_names: Names, value: Any, _day: bool) -> str:
    return _("{n} m").format(n=value)


# A field's label ("" for none) and how its values are said.
_FIELDS: Mapping[str, tuple[str, Say]] = {
    "status_id": ("", _named("status")),
    "owner_id": (N_("owner"), _named("person")),
    "title": (N_("title"), _text),
    "next_step": (N_("next step"), _text),
    "kind": (N_("kind"), _word(Kind)),
    "customer_id": (N_("customer"), _named("customer")),
    "contact_id": (N_("contact"), _named("contact")),
    "site_id": (N_("site"), _named("site")),
    "team_id": (N_("team"), _named("team")),
    "impact": (N_("impact"), _word(Level)),
    "urgency": (N_("urgency"), _word(Level)),
    "due_at": (N_("due"), _moment),
    "estimate_minutes": (N_("estimate"), _minutes),
    "waiting_on": (N_("waits for"), _word(WaitingOn)),
    "waiting_until": (N_("until"), _moment),
    "blocked_reason": (N_("blocked"), _text),
    "snoozed_until": (N_("snoozed until"), _moment),
    "parent_id": (N_("parent"), _named("task")),
    "close_reason": (N_("reason"), _word(CloseReason)),
    "escalated_at": (N_("escalated"), _moment),
}
_FOLLOWING = frozenset({"rank", "due_is_day", "waiting_until_is_day", "status_since", "done_at", "status_before_id"})


def _tag(names: Names, change: Any, row: Values) -> str:
    return ("-" if change.op is Op.DELETE else "+") + names.name("tag", row["tag_id"])


def _person(names: Names, change: Any, row: Values) -> str:
    sign = "-" if change.op is Op.DELETE else "+"
    return f"{sign}@{names.name('person', row['person_id'])} ({word(Part(row['part']))})"


def _note(_names: Names, change: Any, row: Values) -> str:
    kind = word(NoteKind(row["kind"]))
    if change.op is not Op.UPDATE:
        return ("-" if change.op is Op.DELETE else "+") + kind
    said = [_("text")] if "body" in change.values else []
    said += [_("caller, outcome")] if {"caller", "direction", "outcome"} & set(change.values) else []
    if "pinned" in change.values:
        said.append(_("pinned") if change.values["pinned"][1] else _("unpinned"))
    return f"{kind}: {', '.join(said)}" if said else kind


def _item(names: Names, change: Any, row: Values) -> str:
    text = _text(names, row["text"], False)
    if change.op is not Op.UPDATE:
        return ("-" if change.op is Op.DELETE else "+") + text
    said = [
        _sided(names, label, say, change.values[name])
        for name, (label, say) in _OF_AN_ITEM.items()
        if name in change.values
    ]
    if "done" in change.values:
        said.insert(0, _("ticked") if change.values["done"][1] else _("unticked"))
    if "text" not in change.values and said:
        said[0] = f"{text} {said[0]}"
    return ", ".join(said)  # another place alone is told by the sentence


def _sided(names: Names, label: str, say: Say, sides: Sequence[Any]) -> str:
    before, after = (say(names, side, False) if side not in (None, "") else NONE for side in sides)
    return f"{_(label)} {before} → {after}".strip() if label else f"{before} → {after}"


_OF_AN_ITEM: Mapping[str, tuple[str, Say]] = {
    "text": ("", _text),
    "assignee_id": (N_("for"), lambda names, value, _day: f"@{names.name('person', value)}"),
    "due_at": (N_("due"), lambda names, value, _day: names.moment(value, is_day=True)),
    "linked_id": (N_("stands for"), lambda names, value, _day: names.name("task", value)),
}


def _link(names: Names, change: Any, row: Values) -> str:
    said = f"{word(LinkKind(row['kind']))} {names.name('task', row['other_id'])}"
    return ("-" if change.op is Op.DELETE else "+") + said


def _visit(names: Names, change: Any, row: Values) -> str:
    who = names.name("person", row["person_id"])
    moved = change.values.get("starts_at") if change.op is Op.UPDATE else None
    if change.op is Op.DELETE or change.values.get("state", [None, None])[1] == VisitState.CANCELLED:
        return _("the visit of {who} called off").format(who=who)
    if change.op is Op.UPDATE and "state" in change.values and not moved:
        when, state = names.moment(row["starts_at"]), word(VisitState(change.values["state"][1]))
        return _("visit {when} of {who}: {state}").format(when=when, who=who, state=state)
    passed = change.values.get("person_id") if change.op is Op.UPDATE else None
    if passed and not moved:
        when, former = names.moment(row["starts_at"]), names.name("person", passed[0])
        return _("visit {when} {former} → {who}").format(when=when, former=former, who=who)
    before = names.moment(moved[0]) if moved else NONE
    return _("visit of {who} {before} → {after}").format(who=who, before=before, after=names.moment(row["starts_at"]))


def _handover(names: Names, change: Any, row: Values) -> str:
    who = names.name("person", row["to_id"])
    if change.op is Op.DELETE:
        return _("the offer to {who} taken away").format(who=who)
    state = row["state"] if change.op is Op.INSERT else change.values.get("state", [None, row["state"]])[1]
    return _(_HANDED[HandoverState(state)]).format(who=who)


_HANDED: Mapping[HandoverState, str] = {
    HandoverState.OFFERED: N_("offered to {who}"),
    HandoverState.ACCEPTED: N_("accepted by {who}"),
    HandoverState.RETURNED: N_("returned by {who}"),
    HandoverState.WITHDRAWN: N_("the offer to {who} withdrawn"),
    HandoverState.ENDED: N_("back from {who}"),
}


def _file(_names: Names, change: Any, row: Values) -> str:
    return ("-" if change.op is Op.DELETE else "+") + _text(_names, row["name"], False)


def _time(names: Names, change: Any, row: Values) -> str:
    """A timer that began, or time that was spent, changed or taken away."""
    began, ended = row["started_at"], row["ended_at"]
    if ended is None:
        return _("the timer runs")
    minutes = round(
        (from_plain("time_entry", "ended_at", ended) - from_plain("time_entry", "started_at", began)).total_seconds()
        / 60
    )
    said = f"{names.name('person', row['person_id'])} {dates.length(minutes)}"
    return ("-" if change.op is Op.DELETE else "+") + said


_PARTS: Mapping[str, Callable[[Names, Any, Values], str]] = {
    "attachment": _file,
    "time_entry": _time,
    "task_tag": _tag,
    "task_person": _person,
    "note": _note,
    "checklist_item": _item,
    "link": _link,
    "visit": _visit,
    "handover": _handover,
}

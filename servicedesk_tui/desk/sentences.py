"""What happened, in a sentence: "ada moved SD-12 to Waiting: parts, until Friday". In the reader's language, from the
names of the day that the batch kept."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from servicedesk_tui.locale import N_, _, n_, speaking
from servicedesk_tui.locale.dates import length, weekday_or_date, zone
from servicedesk_tui.locale.words import field_word, word
from servicedesk_tui.vocabulary.enums import AbsenceKind, CloseReason, Level, LinkKind, NoteKind, Part, Role, WaitingOn
from servicedesk_tui.vocabulary.refs import ref

Params = Mapping[str, Any]

_PLAIN: Mapping[str, str] = {
    "CreateTask": N_("{who} added {what}"),
    "TakeTask": N_("{who} took {what}"),
    "ShiftWork": N_("{who} moved {what} to {person}"),
    "AssignTask": N_("{who} gave {what} to {owner}"),
    "CoverAbsence": N_("{who} handed {what} of {person} over for as long as they are away"),
    "DraftShift": N_("{who} drafted the shift hand-over of {person}"),
    "EditShift": N_("{who} changed the shift hand-over of {person}"),
    "SendShift": N_("{who} sent the shift hand-over of {person}"),
    "AcknowledgeLines": N_("{who} took note of lines of the shift hand-over of {person}"),
    "SignOffShift": N_("{who} signed off the shift hand-over of {person}"),
    "BringBack": N_("{what} came back, as its time was over"),
    "WithdrawHandOver": N_("{who} withdrew the offer of {what}"),
    "WaitTask": N_("{who} moved {what} to {status}"),
    "FinishTask": N_("{who} finished {what}"),
    "CloseTask": N_("{who} closed {what}: {reason}"),
    "ReopenTask": N_("{who} reopened {what}, now {status}"),
    "AddChecklistItem": N_("{who} added to the checklist of {what}: {text}"),
    "MoveChecklistItem": N_("{who} moved “{text}” in the checklist of {what}"),
    "RemoveChecklistItem": N_("{who} took “{text}” off the checklist of {what}"),
    "SplitNote": N_("{who} made {task} of a note on {other}: {text}"),
    "LinkTask": N_("{who} linked {what}: it {kind} {other}"),
    "UnlinkTask": N_("{who} took away the link of {what} to {other}"),
    "ImportTasks": N_("{who} imported {what} from {file}"),
    "AddPerson": N_("{who} added the person {person}, {role}"),
    "AddTeam": N_("{who} added the team {team}"),
    "AddAbsence": N_("{who} noted that {person} is away ({absence})"),
    "EditAbsence": N_("{who} changed an absence of {person} ({absence})"),
    "RemoveAbsence": N_("{who} removed an absence of {person} ({absence})"),
    "LeavePerson": N_("{who} noted that {person} works here no longer"),
    "SaveCalendar": N_("{who} set the working hours “{calendar}”"),
    "SetSetting": N_("{who} set {setting}"),
    "AddCustomer": N_("{who} added the customer {customer}"),
    "SaveView": N_("{who} saved the view “{view}”"),
    "EditView": N_("{who} changed the view “{view}”"),
    "RemoveView": N_("{who} removed the view “{view}”"),
    "InitDesk": N_("{who} opened the desk"),
}


_ADDS = ("CreateTask", "SplitNote")


def sentence(command: str, params: Params, *, who: str, what: str, at: datetime, zone_name: str = "UTC") -> str:
    """The sentence for a batch: `who` did it, `what` is a reference or a count of tasks, `at` is when."""
    if "undoes" in params:
        inner = label(params["undoes"]["command"], params["undoes"]["params"], params["undoes"]["tasks"], None)
        told = N_("{who} did again: {label}") if params.get("redo") else N_("{who} took back: {label}")
        return _(told).format(who=who, label=inner)
    said = _said(command, params, who=who, what=what)
    return said + _tail(params, at, zone_name) + (_at_once(params) if command in _ADDS else "")


def label(command: str, params: Params, tasks: int, lang: str | None) -> str:
    """A batch's name in a list or a question: `moved SD-12 to Waiting`; `lang` None speaks the language in force."""
    if lang is not None:
        with speaking(lang):
            return label(command, params, tasks, None)
    if "undoes" in params:
        return label(params["undoes"]["command"], params["undoes"]["params"], tasks, None)
    said = _said(command, params, who="\0", what=subject(params, tasks))
    return said.replace("\0", "").strip()


def subject(params: Params, tasks: int) -> str:
    """`SD-12`, whatever else made room for it, or `12 tasks`."""
    if params.get("task"):
        return ref(params["task"])
    count = params.get("about", tasks)
    return n_("{count} task", "{count} tasks", count).format(count=count)


def _said(command: str, params: Params, *, who: str, what: str) -> str:
    special = _SPECIAL.get(command)
    template = special(params) if special else _(_PLAIN.get(command, N_("{who} changed {what}")))
    return template.format(who=who, what=what, **_words(params))


def _refs(numbers: Any) -> str:
    """One task or several, by their numbers."""
    return ", ".join(map(ref, numbers if isinstance(numbers, list) else [numbers])) if numbers else ""


def _words(params: Params) -> dict[str, str]:
    """The parameters as words, for a template's places."""
    status = params.get("status")
    return {
        "owner": str(params.get("owner") or ""),
        "status": status_word(status),
        "reason": word(CloseReason(params["reason"]))
        if _is(CloseReason, params.get("reason"))
        else str(params.get("reason", "")),
        "text": str(params.get("text", "")),
        "kind": word(LinkKind(params["kind"])) if _is(LinkKind, params.get("kind")) else "",
        "other": ref(params["other"]) if params.get("other") else "",
        "by": _refs(params.get("by")),
        "task": ref(params["task"]) if params.get("task") else "",
        "file": str(params.get("file", "")),
        "person": str(params.get("person", "")),
        "role": word(Role(params["role"])) if _is(Role, params.get("role")) else "",
        "part": word(Part(params["part"])) if _is(Part, params.get("part")) else "",
        "customer": str(params.get("customer", "")),
        "view": str(params.get("view", "")),
        "calendar": str(params.get("calendar", "")),
        "setting": str(params.get("setting", "")),
        "skill": str(params.get("skill", "")),
        "team": str(params.get("team", "")),
        "snippet": str(params.get("snippet", "")),
        "absence": word(AbsenceKind(params["absence"])) if _is(AbsenceKind, params.get("absence")) else "",
    }


def _is(enum: Any, value: Any) -> bool:
    return value is not None and any(member.value == value for member in enum)


def status_word(status: Any) -> str:
    """A status's name as it was, in the language in force."""
    from servicedesk_tui.locale import language

    return str(status.get(language()) or status.get("en", "")) if isinstance(status, Mapping) else str(status or "")


def _tail(params: Params, at: datetime, zone_name: str) -> str:
    """What else is worth saying: waiting on what and until when, an owner or status that followed."""
    parts = []
    if params.get("waiting_on"):
        parts.append(": " + word(WaitingOn(params["waiting_on"])))
        if params.get("until"):
            parts.append(", " + _("until {day}").format(day=_day(params["until"], at, zone_name)))
    if params.get("snoozed"):
        parts.append(" " + _("until {day}").format(day=_when(params["snoozed"], at, zone_name)))
    if params.get("start"):
        parts.append(", " + _when(params["start"], at, zone_name))
    if params.get("day"):
        parts.append(", " + weekday_or_date(date.fromisoformat(params["day"]), at.astimezone(zone(zone_name)).date()))
    for name, said in (("along", _along), ("called_off", _called_off)):
        if params.get(name):
            parts.append("; " + said(params[name], at, zone_name))
    if params.get("left"):
        left = params["left"]
        parts.append(", " + n_("with {n} open item left", "with {n} open items left", left).format(n=left))
    if params.get("ticked"):
        ticked = params["ticked"]
        parts.append(
            ", " + n_("and ticked its {n} open item", "and ticked its {n} open items", ticked).format(n=ticked)
        )
    if "due" in params:
        parts.append(" " + _("to {day}").format(day=_due(params, at, zone_name)) if params["due"] else "")
    return "".join(parts)


def _along(starts: list[str], at: datetime, zone_name: str) -> str:
    when = _moments(starts, at, zone_name)
    return n_("the visit {when} goes with it", "the visits {when} go along", len(starts)).format(when=when)


def _called_off(starts: list[str], at: datetime, zone_name: str) -> str:
    when = _moments(starts, at, zone_name)
    return n_("the visit {when} is called off", "the visits {when} are called off", len(starts)).format(when=when)


def _moments(starts: list[str], at: datetime, zone_name: str) -> str:
    shown = [_when(iso, at, zone_name) for iso in starts[:_SHOWN]]
    return ", ".join(shown) + (", …" if len(starts) > _SHOWN else "")


def _due(params: Params, at: datetime, zone_name: str) -> str:
    return _day(params["due"], at, zone_name) if params.get("due_is_day") else _when(params["due"], at, zone_name)


def _when(iso: str, at: datetime, zone_name: str) -> str:
    return f"{_day(iso, at, zone_name)} {datetime.fromisoformat(iso).astimezone(zone(zone_name)):%H:%M}"


def _day(iso: str, at: datetime, zone_name: str) -> str:
    tz = zone(zone_name)
    return weekday_or_date(datetime.fromisoformat(iso).astimezone(tz).date(), at.astimezone(tz).date())


def _person_edited(params: Params) -> str:
    if "active" in params:
        stays = N_("{who} noted that {person} works here again")
        return _(stays) if params["active"] else _("{who} noted that {person} works here no longer")
    fields = ", ".join(map(field_word, params.get("fields", [])))
    return _("{who} changed {fields} of {person}").replace("{fields}", _quoted(fields))


def _edited(params: Params) -> str:
    fields = params.get("fields", [])
    shown = params.get("values", {})
    if len(fields) == 1 and shown.get(fields[0]) not in (None, ""):
        return (
            _("{who} set {field} of {what} to “{value}”")
            .replace("{field}", field_word(fields[0]))
            .replace("{value}", _quoted(shown[fields[0]]))
        )
    return _("{who} changed {fields} of {what}").replace("{fields}", _quoted(", ".join(field_word(f) for f in fields)))


def _quoted(value: Any) -> str:
    """User text inside a template that is formatted later."""
    return str(value).replace("{", "{{").replace("}", "}}")


def _prioritised(params: Params) -> str:
    template = _("{who} set impact {impact}, urgency {urgency} on {what}")
    return template.replace("{impact}", word(Level(params["impact"]))).replace(
        "{urgency}", word(Level(params["urgency"]))
    )


def _tagged(params: Params) -> str:
    marks = [f"+{t}" for t in params.get("added", [])] + [f"-{t}" for t in params.get("removed", [])]
    return _("{who} tagged {what}: {tags}").replace("{tags}", _quoted(" ".join(marks)))


def _noted(params: Params) -> str:
    templates = {
        NoteKind.INTERNAL: N_("{who} wrote a note on {what}"),
        NoteKind.UPDATE: N_("{who} wrote a customer update on {what}"),
        NoteKind.HANDOVER: N_("{who} wrote a hand-over note on {what}"),
        NoteKind.CALL: N_("{who} noted a call on {what}"),
    }
    return _(templates[NoteKind(params.get("kind", "internal"))])


_NOTES: Mapping[NoteKind, str] = {
    NoteKind.INTERNAL: N_("a note"),
    NoteKind.UPDATE: N_("a customer update"),
    NoteKind.HANDOVER: N_("a hand-over note"),
    NoteKind.CALL: N_("the note of a call"),
}


def _of_note(template: str, params: Params) -> str:
    return template.replace("{note}", _(_NOTES[NoteKind(params.get("kind", "internal"))]))


def _note_edited(params: Params) -> str:
    return _of_note(_("{who} changed {note} on {what}"), params)


def _note_removed(params: Params) -> str:
    return _of_note(_("{who} removed {note} from {what}"), params)


def _snippet_saved(params: Params) -> str:
    kept = params.get("kept")
    return _("{who} saved the snippet “{snippet}”") if kept else _("{who} let the snippet “{snippet}” go")


def _pinned(params: Params) -> str:
    if params.get("pinned"):
        return _of_note(_("{who} pinned {note} on {what}"), params)
    return _of_note(_("{who} unpinned {note} on {what}"), params)


def _blocked(params: Params) -> str:
    if params.get("by") and params.get("reason"):
        return _("{who} blocked {what} by {by}: {reason}")
    return _("{who} blocked {what} by {by}") if params.get("by") else _("{who} blocked {what}: {reason}")


def _involved(params: Params) -> str:
    if params.get("self"):
        return _("{who} watches {what}") if params["part"] == Part.WATCHER else _("{who} collaborates on {what}")
    return _("{who} made {person} {part} of {what}")


def _ordered(params: Params) -> str:
    """Told alike of the task itself and of those that made room for it."""
    above = _("{who} put {what} below {other}") if params.get("below") else _("{who} put {what} above {other}")
    return above.replace("{what}", "{task}") if params.get("task") else above


def _planned(params: Params) -> str:
    if not params.get("start"):
        return _("{who} called off {person}'s visit to {what}")
    moved = params.get("moved")
    if params.get("from"):
        return _("{who} moved {former}'s visit to {what} to {person}").replace("{former}", _quoted(params["from"]))
    if params.get("minutes"):
        said = _("{who} made {person}'s visit to {what} {length} long")
        return said.replace("{length}", length(int(params["minutes"])))
    return _("{who} moved {person}'s visit to {what}") if moved else _("{who} planned {person}'s visit to {what}")


def _reported(params: Params) -> str:
    """How far a visit came; `person` where it is somebody else's."""
    other = bool(params.get("person"))
    if params.get("finished"):
        return _("{who} finished {what}, and {person} left") if other else _("{who} finished {what} and left")
    said = {
        "on_my_way": (N_("{who} set out for {what}"), N_("{who} noted that {person} set out for {what}")),
        "arrived": (N_("{who} arrived at {what}"), N_("{who} noted that {person} arrived at {what}")),
        "left": (N_("{who} left {what}"), N_("{who} noted that {person} left {what}")),
    }
    return _(said[str(params["visit"])][other])


_POLICIES: Mapping[str, str] = {
    "round_robin": N_("in turn"),
    "least_loaded": N_("who has most room"),
    "skill": N_("who can do it best"),
    "customer": N_("who was at the customer last"),
}


_SHOWN = 8
"""How many tasks that a policy gave away at once, or visits that went along, are told one by one."""


def _chosen(params: Params) -> str:
    """Whom a policy chose and why, and who was passed over for what: the ranked lists as the batch kept them."""
    given = params.get("given") or []
    if len(given) != 1:
        return _each_given(given)
    [one] = given
    if one["owner"] is None:
        return _("{who} asked who is to have {what} by policy") + "; " + _quoted(_nobody(one))
    said = _("{who} gave {what} to {owner} by policy: {why}").replace("{owner}", _quoted(one["owner"]))
    return said.replace("{why}", _quoted(_why(one))) + _quoted(_not_others(one))


def _at_once(params: Params) -> str:
    """What its policy made of a task as soon as it was added."""
    for one in params.get("given") or ():
        if one["owner"] is None:
            return f"; {_nobody(one)}"
        gave = _("given to {owner} by policy: {why}").format(owner=one["owner"], why=_why(one))
        return f"; {gave}{_not_others(one)}"
    return ""


def _each_given(given: list[Mapping[str, Any]]) -> str:
    """Many at once: to whom each was given, then those that nobody could take."""
    owned = [one for one in given if one["owner"] is not None]
    each = [_("{task} to {owner}").format(task=ref(one["task"]), owner=one["owner"]) for one in owned[:_SHOWN]]
    listed = ", ".join(each) + (", …" if len(owned) > _SHOWN else "")
    left = [f"{ref(one['task'])}: {_nobody(one)}" for one in given if one["owner"] is None]
    if not owned:
        said = _("{who} asked who is to have {what} by policy")
    else:
        said = _("{who} gave {what} away by policy: {given}").replace("{given}", _quoted(listed))
        if left:  # a count of both would say too much
            said = said.replace("{what}", n_("{count} task", "{count} tasks", len(owned)).format(count=len(owned)))
    more = ["…"] if len(left) > _SHOWN else []
    return "; ".join([said, *(_quoted(one) for one in left[:_SHOWN]), *more])


def _why(one: Mapping[str, Any]) -> str:
    """Why a policy chose somebody, and what spoke for them."""
    why = _(_POLICIES[one["why"]]) if one["why"] in _POLICIES else str(one["why"])
    best = next((", ".join(each["reasons"]) for each in one["ranked"] if each["chosen"]), "")
    return why + (f" ({best})" if best else "")


def _not_others(one: Mapping[str, Any]) -> str:
    others = [f"{each['login']}: {each['why_not']}" for each in one["ranked"] if each["why_not"]]
    return _("; not {others}").format(others="; ".join(others)) if others else ""


def _nobody(one: Mapping[str, Any]) -> str:
    """That nobody could take a task, with everybody's reason."""
    reasons = "; ".join(f"{each['login']}: {each['why_not']}" for each in one["ranked"])
    return _("nobody could take it: {reasons}").format(reasons=reasons)


def _returned(params: Params) -> str:
    return _with_givers(_("{who} returned {what} to {givers}: {text}"), _("{who} returned {what}: {text}"), params)


def _with_givers(named: str, unnamed: str, params: Params) -> str:
    """Whose it was, where that is one person."""
    givers = set(params.get("givers") or ())
    return named.replace("{givers}", _quoted(givers.pop())) if len(givers) == 1 and "" not in givers else unnamed


def _accepted(params: Params) -> str:
    """From whom, and where somebody else accepted it, for whom."""
    receivers = set(params.get("receivers") or ())
    if receivers == {""}:
        return _with_givers(_("{who} accepted {what} from {givers}"), _("{who} accepted {what}"), params)
    named = ", ".join(sorted(receivers - {""}))
    return _("{who} accepted {what} for {receivers}").replace("{receivers}", _quoted(named))


def _released(params: Params) -> str:
    return (
        _("{who} no longer watches {what}")
        if params.get("self") and params["part"] == Part.WATCHER
        else _("{who} ended the part of {person} in {what}")
    )


def _items_added(params: Params) -> str:
    count = params.get("count", 1)
    if count == 1:
        return _("{who} added to the checklist of {what}: {text}")
    said = n_("{who} added {n} line to the checklist of {what}: {text}, …",
              "{who} added {n} lines to the checklist of {what}: {text}, …", count)  # fmt: skip
    return said.replace("{n}", str(count))


def _item_edited(params: Params) -> str:
    template = _("{who} changed {fields} of “{text}” in the checklist of {what}")
    return template.replace("{fields}", _quoted(", ".join(field_word(f) for f in params.get("fields", []))))


def _duplicated(params: Params) -> str:
    """Told alike of the task that was closed and of the one it is the same as."""
    if not params.get("task"):  # several at once, whichever of them this is told of
        return _("{who} closed duplicates of {other}")
    said = _("{who} closed {task} as a duplicate of {other}")
    notes, files, people = (int(params.get(name) or 0) for name in ("notes", "files", "people"))
    counts = (
        (notes, n_("{n} note", "{n} notes", notes)),
        (files, n_("{n} file", "{n} files", files)),
        (people, n_("{n} person", "{n} people", people)),
    )
    went = [words.replace("{n}", str(count)) for count, words in counts if count]
    return said + (_("; {things} went there").replace("{things}", ", ".join(went)) if went else "")


def _files(params: Params, one: str, many: str) -> str:
    """One file by its name, several counted."""
    names = [str(name) for name in params.get("files") or ()]
    if len(names) == 1:
        return one.replace("{file}", _quoted(names[0]))
    return many.replace("{n}", str(params.get("count") or len(names)))


def _spent(template: str, params: Params) -> str:
    """Minutes as a length, with what was done if that was said."""
    said = template.replace("{length}", length(int(params.get("minutes") or 0)))
    return said + (f": {_quoted(str(params['text']))}" if params.get("text") else "")


def _started(params: Params) -> str:
    said = _("{who} started the timer for {what}")
    return said + (_spent(_(", and stopped it for {other} after {length}"), params) if params.get("other") else "")


def _reminded(params: Params) -> str:
    if not params.get("task"):
        return _("{who} set a reminder: {text}")
    if params.get("person"):
        return _("{who} set a reminder of {what} for {person}")
    return _("{who} set a reminder of {what}")


def _reminded_no_more(params: Params) -> str:
    if not params.get("task"):
        return _("{who} saw to a reminder: {text}") if params.get("over") else _("{who} took a reminder off: {text}")
    if params.get("over"):
        return _("{who} saw to the reminder of {what}")
    return _("{who} took the reminder of {what} off")


# Commands whose sentence depends on what they were given.
_SPECIAL: Mapping[str, Callable[[Params], str]] = {
    "AttachFiles": lambda p: _files(p, _("{who} kept {file} with {what}"), _("{who} kept {n} files with {what}")),
    "DetachFile": lambda p: _files(p, _("{who} took {file} off {what}"), _("{who} took {n} files off {what}")),
    "StartTimer": _started,
    "StopTimer": lambda p: _spent(_("{who} spent {length} on {what}"), p),
    "LogTime": lambda p: _spent(_("{who} spent {length} on {what}"), p),
    "EditTime": lambda p: _spent(_("{who} changed a time spent on {what}, now {length}"), p),
    "RemoveTime": lambda p: _spent(_("{who} took {length} off the time spent on {what}"), p),
    "EditTask": _edited,
    "ReviseTask": _edited,
    "PrioritiseTask": _prioritised,
    "SetDue": lambda p: (
        _("{who} set the due date of {what}") if p.get("due") else _("{who} cleared the due date of {what}")
    ),
    "SnoozeTask": lambda p: _("{who} snoozed {what}") if p.get("snoozed") else _("{who} woke {what}"),
    "ReorderTask": _ordered,
    "PlanVisit": _planned,
    "AssignByPolicy": _chosen,
    "AddVisit": _planned,
    "MoveVisit": _planned,
    "CallOffVisit": _planned,
    "ReportVisit": _reported,
    "MoveTask": lambda p: (
        _("{who} closed {what}: {reason}") if p.get("reason") else _("{who} moved {what} to {status}")
    ),
    "TagTask": _tagged,
    "AddNote": _noted,
    "EditNote": _note_edited,
    "RemoveNote": _note_removed,
    "PinNote": _pinned,
    "SaveSnippet": _snippet_saved,
    "AddChecklistItems": _items_added,
    "EditChecklistItem": _item_edited,
    "CloseAsDuplicate": _duplicated,
    "TickChecklistItem": lambda p: (
        _("{who} ticked “{text}” on {what}") if p.get("done") else _("{who} unticked “{text}” on {what}")
    ),
    "BlockTask": _blocked,
    "UnblockTask": lambda p: _("{who} unblocked {what} from {by}") if p.get("by") else _("{who} unblocked {what}"),
    "InvolvePerson": _involved,
    "ReleasePerson": _released,
    "HandOver": lambda p: (
        _("{who} offered {what} to {owner}") if p.get("offered") else _("{who} handed {what} over to {owner}")
    ),
    "AcceptHandOver": _accepted,
    "ReturnHandOver": _returned,
    "UnassignTask": lambda p: (
        _("{who} handed {what} over to the team {team}") if p.get("team") else _("{who} took the owner off {what}")
    ),
    "SetReminder": _reminded,
    "DropReminder": _reminded_no_more,
    "SetSkill": lambda p: (
        _("{who} noted that {person} can do {skill}") if p.get("level") else _("{who} took {skill} off {person}")
    ),
    "EditPerson": _person_edited,
    "EditTeam": lambda p: _("{who} changed {fields} of the team {team}").replace(
        "{fields}", _quoted(", ".join(field_word(f) for f in p.get("fields", [])))
    ),
    "EditStatus": lambda p: _("{who} changed {fields} of the status {status}").replace(
        "{fields}", _quoted(", ".join(field_word(f) for f in p.get("fields", [])))
    ),
    "EditCustomer": lambda p: _("{who} changed {fields} of {customer}").replace(
        "{fields}", _quoted(", ".join(field_word(f) for f in p.get("fields", [])))
    ),
}

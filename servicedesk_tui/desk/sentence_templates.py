"""The sentence of each command, with places for its words: `{who} moved {what} to {status}`."""

from collections.abc import Callable, Mapping

from servicedesk_tui.locale import N_, _, n_
from servicedesk_tui.locale.dates import length
from servicedesk_tui.locale.words import field_word, word
from servicedesk_tui.vocabulary.enums import Level, NoteKind, Part

from .sentence_owners import accepted, chosen, released, returned
from .sentence_parts import Params, fields_in, quoted

PLAIN: Mapping[str, str] = {
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


def _person_edited(params: Params) -> str:
    if "active" in params:
        stays = N_("{who} noted that {person} works here again")
        return _(stays) if params["active"] else _("{who} noted that {person} works here no longer")
    return fields_in(_("{who} changed {fields} of {person}"), params.get("fields", []))


def _edited(params: Params) -> str:
    fields = params.get("fields", [])
    shown = params.get("values", {})
    if len(fields) == 1 and shown.get(fields[0]) not in (None, ""):
        return (
            _("{who} set {field} of {what} to “{value}”")
            .replace("{field}", field_word(fields[0]))
            .replace("{value}", quoted(shown[fields[0]]))
        )
    return fields_in(_("{who} changed {fields} of {what}"), fields)


def _prioritised(params: Params) -> str:
    template = _("{who} set impact {impact}, urgency {urgency} on {what}")
    return template.replace("{impact}", word(Level(params["impact"]))).replace(
        "{urgency}", word(Level(params["urgency"]))
    )


def _tagged(params: Params) -> str:
    marks = [f"+{t}" for t in params.get("added", [])] + [f"-{t}" for t in params.get("removed", [])]
    return _("{who} tagged {what}: {tags}").replace("{tags}", quoted(" ".join(marks)))


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
        return _("{who} moved {former}'s visit to {what} to {person}").replace("{former}", quoted(params["from"]))
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


def _items_added(params: Params) -> str:
    count = params.get("count", 1)
    if count == 1:
        return _("{who} added to the checklist of {what}: {text}")
    said = n_("{who} added {n} line to the checklist of {what}: {text}, …",
              "{who} added {n} lines to the checklist of {what}: {text}, …", count)  # fmt: skip
    return said.replace("{n}", str(count))


def _item_edited(params: Params) -> str:
    template = _("{who} changed {fields} of “{text}” in the checklist of {what}")
    return fields_in(template, params.get("fields", []))


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
        return one.replace("{file}", quoted(names[0]))
    return many.replace("{n}", str(params.get("count") or len(names)))


def _spent(template: str, params: Params) -> str:
    """Minutes as a length, with what was done if that was said."""
    said = template.replace("{length}", length(int(params.get("minutes") or 0)))
    return said + (f": {quoted(str(params['text']))}" if params.get("text") else "")


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


SPECIAL: Mapping[str, Callable[[Params], str]] = {
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
    "AssignByPolicy": chosen,
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
    "ReleasePerson": released,
    "HandOver": lambda p: (
        _("{who} offered {what} to {owner}") if p.get("offered") else _("{who} handed {what} over to {owner}")
    ),
    "AcceptHandOver": accepted,
    "ReturnHandOver": returned,
    "UnassignTask": lambda p: (
        _("{who} handed {what} over to the team {team}") if p.get("team") else _("{who} took the owner off {what}")
    ),
    "SetReminder": _reminded,
    "DropReminder": _reminded_no_more,
    "SetSkill": lambda p: (
        _("{who} noted that {person} can do {skill}") if p.get("level") else _("{who} took {skill} off {person}")
    ),
    "EditPerson": _person_edited,
    "EditTeam": lambda p: fields_in(_("{who} changed {fields} of the team {team}"), p.get("fields", [])),
    "EditStatus": lambda p: fields_in(_("{who} changed {fields} of the status {status}"), p.get("fields", [])),
    "EditCustomer": lambda p: fields_in(_("{who} changed {fields} of {customer}"), p.get("fields", [])),
}
"""Commands whose sentence depends on what they were given."""

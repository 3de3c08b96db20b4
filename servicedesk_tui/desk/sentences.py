"""What happened, in a sentence: "ada moved SD-12 to Waiting: parts, until Friday". In the reader's language, from the
names of the day that the batch kept."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from servicedesk_tui.locale import N_, _, n_, speaking
from servicedesk_tui.locale.dates import weekday_or_date, zone
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import AbsenceKind, CloseReason, LinkKind, Part, Role, WaitingOn
from servicedesk_tui.vocabulary.refs import ref

from .sentence_owners import at_once
from .sentence_parts import SHOWN, Params
from .sentence_templates import PLAIN, SPECIAL

_ADDS = ("CreateTask", "SplitNote")


def sentence(command: str, params: Params, *, who: str, what: str, at: datetime, zone_name: str = "UTC") -> str:
    """The sentence for a batch: `who` did it, `what` is a reference or a count of tasks, `at` is when."""
    if "undoes" in params:
        inner = label(params["undoes"]["command"], params["undoes"]["params"], params["undoes"]["tasks"], None)
        told = N_("{who} did again: {label}") if params.get("redo") else N_("{who} took back: {label}")
        return _(told).format(who=who, label=inner)
    said = _said(command, params, who=who, what=what)
    return said + _tail(params, at, zone_name) + (at_once(params) if command in _ADDS else "")


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
    special = SPECIAL.get(command)
    template = special(params) if special else _(PLAIN.get(command, N_("{who} changed {what}")))
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
    shown = [_when(iso, at, zone_name) for iso in starts[:SHOWN]]
    return ", ".join(shown) + (", …" if len(starts) > SHOWN else "")


def _due(params: Params, at: datetime, zone_name: str) -> str:
    return _day(params["due"], at, zone_name) if params.get("due_is_day") else _when(params["due"], at, zone_name)


def _when(iso: str, at: datetime, zone_name: str) -> str:
    return f"{_day(iso, at, zone_name)} {datetime.fromisoformat(iso).astimezone(zone(zone_name)):%H:%M}"


def _day(iso: str, at: datetime, zone_name: str) -> str:
    tz = zone(zone_name)
    return weekday_or_date(datetime.fromisoformat(iso).astimezone(tz).date(), at.astimezone(tz).date())

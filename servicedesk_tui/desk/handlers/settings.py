"""The desk's working calendars, kept as versions, and its settings of planning, checked."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Calendar, Person, Setting
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.query.hours import minutes_of
from servicedesk_tui.vocabulary.planning import SETTINGS
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import SaveCalendar, SetSetting

from ..registry import NOTHING, Told, handles
from ..weeks import checked_hours, checked_week, stored_days, stored_week
from ..work import Work
from . import values

CHOICES = ("block", "warn", "allow")
POLICIES = ("manual", "round_robin", "least_loaded", "skill")


@handles(SaveCalendar)
def save_calendar(work: Work, command: SaveCalendar) -> Told:
    """Keep a calendar as its next version: what was computed by an older one stays as it was."""
    work.require(Right.SETTINGS)
    key = values.line(command.key, "name", most=40).casefold()
    weekly = checked_week(command.weekly)
    if not minutes_of(weekly):
        raise Invalid(_("Nobody ever works in this calendar; give it hours, as in 1: 08:00-16:00."))
    days = {_day(day): checked_hours(hours) for day, hours in command.exceptions.items()}
    latest: Calendar | None = work.one(
        select(Calendar).where(col(Calendar.key) == key).order_by(col(Calendar.version).desc()).limit(1)
    )
    zone = values.zone(command.zone or (latest.zone if latest else work.setting("zone", "Europe/Copenhagen")))
    name = values.line(command.name or (latest.name if latest else key or _("working hours")), "name", most=100)
    fields: dict[str, Any] = {
        "name": name,
        "zone": zone,
        "weekly": stored_week(weekly),
        "exceptions": stored_days(days),
    }
    if latest is not None and all(getattr(latest, one) == value for one, value in fields.items()):
        return NOTHING
    version = latest.version + 1 if latest else 1
    work.add(Calendar(key=key, version=version, valid_from=work.now, **fields))
    work.topics.append(("calendar", 0))
    return Told({"calendar": name})


def _day(value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise Invalid(_("{day} is no date; write 2026-12-24.").format(day=str(value)[:20])) from None


@handles(SetSetting)
def set_setting(work: Work, command: SetSetting) -> Told:
    """Set a setting, or let it be as it came."""
    work.require(Right.SETTINGS)
    if command.key not in SETTINGS:
        raise Invalid(
            _("There is no setting {key}; there are {known}.").format(key=command.key[:40], known=", ".join(SETTINGS))
        )
    value = None if command.value is None else _CHECKS[command.key](work, command.key, command.value)
    found: Setting | None = work.one(select(Setting).where(col(Setting.key) == command.key))
    if (found is None and value is None) or (found is not None and found.value == {"value": value}):
        return NOTHING
    if value is None:
        work.session.delete(found)
    elif found is None:
        work.session.add(Setting(key=command.key, value={"value": value}))
    else:
        found.value = {"value": value}
    return Told({"setting": command.key})


def _number(least: int, most: int) -> Callable[[Work, str, Any], int]:
    def check(_work: Work, key: str, value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise Invalid(_("{key} is a whole number from {least} to {most}.").format(key=key, least=least, most=most))
        return value

    return check


def _one_of(*choices: str) -> Callable[[Work, str, Any], str]:
    def check(_work: Work, key: str, value: Any) -> str:
        if value not in choices:
            raise Invalid(_("{key} is one of {known}.").format(key=key, known=", ".join(choices)))
        return str(value)

    return check


def _truth(_work: Work, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Invalid(_("{key} is true or false.").format(key=key))
    return value


def _table(_work: Work, key: str, value: Any) -> dict[str, dict[str, int]]:
    """Minutes from zone to zone."""
    fault = Invalid(
        _("{key} names zones and minutes, as in {example}.").format(key=key, example='{"north": {"south": 35}}')
    )
    if not isinstance(value, Mapping):
        raise fault
    found: dict[str, dict[str, int]] = {}
    for here, others in value.items():
        if not isinstance(others, Mapping):
            raise fault
        for there, minutes in others.items():
            if type(minutes) is not int or not 0 <= minutes <= 24 * 60:
                raise fault
            found.setdefault(values.line(str(here), "zone", most=64), {})[values.line(str(there), "zone", most=64)] = (
                minutes
            )
    return found


def _policies(work: Work, key: str, value: Any) -> list[dict[str, Any]]:
    """Assignment policies, each for a tag or a view, or the last one for all else."""
    if not isinstance(value, list):
        raise Invalid(_("{key} is a list of policies.").format(key=key))
    return [_policy(work, one) for one in value]


def _policy(work: Work, one: Any) -> dict[str, Any]:
    known = ("policy", "tag", "view", "weights", "sticky_days", "people", "auto")
    if not isinstance(one, Mapping) or set(one) - set(known) or one.get("policy") not in POLICIES:
        raise Invalid(
            _("A policy has {known}; policy is one of {policies}.").format(
                known=", ".join(known), policies=", ".join(POLICIES)
            )
        )
    if not isinstance(one.get("auto", True), bool):
        raise Invalid(_("A policy's auto is true or false."))
    logins = {person.login for person in work.all(select(Person).where(col(Person.active)))}
    named = [*one.get("people", []), *one.get("weights", {})]
    unknown = sorted({str(login) for login in named} - logins)
    if unknown:
        raise Invalid(_("There is no {login} to assign to.").format(login=unknown[0]))
    if any(type(weight) not in (int, float) or not 0 <= weight <= 100 for weight in one.get("weights", {}).values()):
        raise Invalid(_("A weight is a number from 0 to 100."))
    return dict(one)


_CHECKS: Mapping[str, Callable[[Work, str, Any], Any]] = {
    "reserve_percent": _number(0, 90),
    "reserve_released_hours": _number(0, 24 * 14),
    "travel_minutes": _number(0, 24 * 60),
    "travel": _table,
    "on_overlap": _one_of(*CHOICES),
    "on_absence": _one_of(*CHOICES),
    "on_outside_hours": _one_of(*CHOICES),
    "on_missing_skill": _one_of(*CHOICES),
    "assignment": _policies,
    "notify_watchers": _truth,
    "notify_collaborators": _truth,
    "untouched_hours": _number(1, 24 * 365),
    "handover_stale_hours": _number(1, 24 * 30),
    "file_limit_mb": _number(1, 25),
    "open_items_on_close": _one_of("allow", "ask", "refuse"),
    "remind_visit_minutes": _number(0, 24 * 60),
    "remind_due": _truth,
    "remind_chase": _truth,
    "remind_before_due_minutes": _number(0, 7 * 24 * 60),
    "remind_overdue_daily": _truth,
    "remind_unowned_minutes": _number(0, 7 * 24 * 60),
}

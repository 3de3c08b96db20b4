"""Sentences about whose a task is: whom a policy chose and why, offers accepted and returned, who takes part no longer."""

from collections.abc import Mapping
from typing import Any

from servicedesk_tui.locale import N_, _, n_
from servicedesk_tui.vocabulary.enums import Part
from servicedesk_tui.vocabulary.refs import ref

from .sentence_parts import SHOWN, Params, quoted

_POLICIES: Mapping[str, str] = {
    "round_robin": N_("in turn"),
    "least_loaded": N_("who has most room"),
    "skill": N_("who can do it best"),
    "customer": N_("who was at the customer last"),
}


def chosen(params: Params) -> str:
    """Whom a policy chose and why, and who was passed over for what: the ranked lists as the batch kept them."""
    given = params.get("given") or []
    if len(given) != 1:
        return _each_given(given)
    [one] = given
    if one["owner"] is None:
        return _("{who} asked who is to have {what} by policy") + "; " + quoted(_nobody(one))
    said = _("{who} gave {what} to {owner} by policy: {why}").replace("{owner}", quoted(one["owner"]))
    return said.replace("{why}", quoted(_why(one))) + quoted(_not_others(one))


def at_once(params: Params) -> str:
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
    each = [_("{task} to {owner}").format(task=ref(one["task"]), owner=one["owner"]) for one in owned[:SHOWN]]
    listed = ", ".join(each) + (", …" if len(owned) > SHOWN else "")
    left = [f"{ref(one['task'])}: {_nobody(one)}" for one in given if one["owner"] is None]
    if not owned:
        said = _("{who} asked who is to have {what} by policy")
    else:
        said = _("{who} gave {what} away by policy: {given}").replace("{given}", quoted(listed))
        if left:  # a count of both would say too much
            said = said.replace("{what}", n_("{count} task", "{count} tasks", len(owned)).format(count=len(owned)))
    more = ["…"] if len(left) > SHOWN else []
    return "; ".join([said, *(quoted(one) for one in left[:SHOWN]), *more])


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


def returned(params: Params) -> str:
    """An offer that was given back."""
    return _with_givers(_("{who} returned {what} to {givers}: {text}"), _("{who} returned {what}: {text}"), params)


def _with_givers(named: str, unnamed: str, params: Params) -> str:
    """Whose it was, where that is one person."""
    givers = set(params.get("givers") or ())
    return named.replace("{givers}", quoted(givers.pop())) if len(givers) == 1 and "" not in givers else unnamed


def accepted(params: Params) -> str:
    """From whom, and where somebody else accepted it, for whom."""
    receivers = set(params.get("receivers") or ())
    if receivers == {""}:
        return _with_givers(_("{who} accepted {what} from {givers}"), _("{who} accepted {what}"), params)
    named = ", ".join(sorted(receivers - {""}))
    return _("{who} accepted {what} for {receivers}").replace("{receivers}", quoted(named))


def released(params: Params) -> str:
    """Who takes part no longer."""
    return (
        _("{who} no longer watches {what}")
        if params.get("self") and params["part"] == Part.WATCHER
        else _("{who} ended the part of {person} in {what}")
    )

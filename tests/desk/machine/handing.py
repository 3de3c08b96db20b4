"""Handing over, said plainly: an offer leaves the task whose it was; what nobody had is the receiver's at once."""

from servicedesk_tui.vocabulary import commands as c
from servicedesk_tui.vocabulary import handing as h

from .facts import Facts, No, Row, clash, enter, is_open, misfits, require, right_to_own
from .hangings import hang_note
from .passing import call_off, pass_on


def hand_over(facts: Facts, me: int, command: c.HandOver) -> None:
    task = facts.task(command.task)
    facts.worker(command.to)
    require(facts, me, right_to_own(task, me, command.to), command.task)
    clash(task, {"owner": command.to}, command.base)
    if not is_open(task):
        raise No("Invalid")
    before, at_once = task["owner"], command.to == me or task["owner"] is None
    if before == command.to:
        if command.note:
            raise No("Invalid")
        return
    for offer in _offers(facts, command.task):
        offer["state"] = "withdrawn"
    if at_once:
        _receive(facts, command.task, command.to)
    state = "accepted" if command.to == me else "offered"
    facts.hang("handover", task=command.task, before=before, to=command.to, by=me, state=state, word="")
    if command.note:
        hang_note(facts, command.task, me, "handover", command.note)


def _offers(facts: Facts, task: int) -> list[Row]:
    return [row for _key, row in facts.all("handover", task=task, state="offered")]


def _receive(facts: Facts, task_id: int, person: int) -> None:
    task = facts.task(task_id)
    if task["status"] == "inbox":
        enter(task, "ready")
    if task["owner"] != person:
        pass_on(facts, task_id, person)


def _answerable(facts: Facts, me: int, task_id: int) -> Row:
    facts.task(task_id)
    offers = _offers(facts, task_id)
    if not offers:
        raise No("Invalid")
    require(facts, me, "note" if offers[0]["to"] == me else "give", task_id)
    return offers[0]


def accept(facts: Facts, me: int, command: h.AcceptHandOver) -> None:
    offer = _answerable(facts, me, command.task)
    _receive(facts, command.task, offer["to"])
    offer["state"] = "accepted"


def return_it(facts: Facts, me: int, command: h.ReturnHandOver) -> None:
    offer = _answerable(facts, me, command.task)
    if not command.word:
        raise No("Needs", "word")
    _back(facts, command.task, offer)
    offer.update(state="returned", word=command.word)


def withdraw(facts: Facts, me: int, command: h.WithdrawHandOver) -> None:
    facts.task(command.task)
    offers = _offers(facts, command.task)
    if not offers:
        raise No("Invalid")
    is_mine = me in (offers[0]["before"], offers[0]["by"])
    takes_away = facts.task(command.task)["owner"] == offers[0]["to"]
    require(facts, me, "note" if is_mine else "give" if takes_away else "change", command.task)
    _back(facts, command.task, offers[0])
    offers[0]["state"] = "withdrawn"


def _back(facts: Facts, task_id: int, offer: Row) -> None:
    """What was nobody's is nobody's again, and who had it for a while has no part in it."""
    if facts.task(task_id)["owner"] == offer["to"]:
        call_off(facts, task_id)
        enter(facts.task(task_id), "inbox")


def settle(facts: Facts) -> None:
    """What became of a task otherwise ends its offer."""
    for offer in misfits(facts):
        offer["state"] = "withdrawn"

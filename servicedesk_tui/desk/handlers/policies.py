"""Assignment by policy (RULES 7): who is given a task is chosen from those who could take it, by the policy for it.

Policies are a setting: the first one whose tag the task has, or whose view lets it through, or that asks for neither, is
its policy. Chosen are only people who could take the task (`desk/candidates.py`): nobody who is away, lacks a skill, has no
room or has begun as much as they may. With nobody left the task stays as it is and is escalated (`escalating.py`), with
everybody's reason. A policy is asked for by hand; one with `auto` also as soon as a task without an owner is added.

- *round robin*: by weighted deficit. Everybody who could take it is due their weight, as far as they have time; who is due
  most gets it and owes what all were due. What is due is kept (`AssignmentCredit`), so that turns outlast a restart. The
  batch keeps what it added to each, and taking it back takes that off again, whoever's turn came in between
  (`desk/alongside.py`).
- *least loaded*: who has most minutes free before the deadline.
- *skill*: who ranks best, skill first.
- *manual*: nobody is chosen.

Before all of these but the last, whoever had the customer's last task within the policy's days keeps the customer. Under the
one write lock two dispatchers choose one after the other, each seeing what the other gave. Many tasks given at once are
measured by loads that are read once.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import METADATA, AssignmentCredit, Task
from servicedesk_tui.policy.assigning import settle
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.store.indexing import Stale, refresh
from servicedesk_tui.vocabulary.enums import Category
from servicedesk_tui.vocabulary.planning import AssignByPolicy, AssignmentPolicy
from servicedesk_tui.vocabulary.plans import Candidate
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import Me

from ..candidates import Measure, Ranking, rank
from ..derive import set_priority
from ..registry import Told, handles
from ..terms import terms
from ..work import NeedsLock, Work, is_open, names
from .escalating import escalate
from .ownership import give
from .statuses import enter

_VIEW = METADATA.tables["saved_view"].c
_NAMED = 12
"""How many candidates are kept in the history where somebody was chosen."""


@handles(AssignByPolicy)
def assign_by_policy(work: Work, command: AssignByPolicy) -> Told:
    """Give a task to whom its policy chooses; the ranked list is kept with the batch."""
    task = work.task(command.task)
    work.require(Right.GIVE, task)
    if not is_open(task):
        raise Invalid(_("{task} is closed; reopen it first.").format(task=ref(task.number)))
    if task.owner_id is not None:
        raise Invalid(_("{task} has an owner already.").format(task=ref(task.number)))
    if not work.locked:
        raise NeedsLock
    work.flush()
    policy = policy_for(work, task)
    if policy is None or policy.policy == "manual":
        raise Invalid(_("No policy says who is to have {task}; give it by hand.").format(task=ref(task.number)))
    return Told(_give_by(work, task, policy))


def give_at_once(work: Work, task: Task) -> dict[str, Any]:
    """A task that was just added and that nobody has is given by its policy, if that is one that does so; answers what is
    told of it."""
    if task.owner_id is not None or not is_open(task) or not terms(work.session)["assignment"]:
        return {}
    set_priority(work, task)
    work.flush()
    stale = Stale()
    stale.heads.add(task.id or 0)
    stale.tags.add(task.id or 0)
    refresh(work.session, stale)  # a policy's view may ask for words of it
    policy = policy_for(work, task)
    if policy is None or policy.policy == "manual" or not policy.auto:
        return {}
    return _give_by(work, task, policy)


def _give_by(work: Work, task: Task, policy: AssignmentPolicy) -> dict[str, Any]:
    """Give the task to whom the policy chooses, or escalate it; answers what is told and kept. Of many at once each has its
    own, in the one batch of them."""
    assert task.id is not None
    measure: Measure = work.kept.setdefault("measure", Measure(work.session, work.now, zone(work.me.zone)))
    ranking = rank(task.id, measure)
    able = [one for one in ranking.able if not policy.people or one.login in policy.people]
    given: list[dict[str, Any]] = work.kept.setdefault("given", [])
    if not able:
        listed = _listed(policy, ranking, None)
        given.append({"task": task.number, "owner": None, "ranked": listed})
        escalate(work, task, listed)
        return {"owner": None, "policy": policy.policy, "given": given}
    chosen, why, credit = _choose(work, policy, ranking, able)
    person = work.person(chosen.person)
    give(work, task, person)
    measure.give(task.id, chosen.person)
    one = {"task": task.number, "owner": person.login, "why": why, "ranked": _listed(policy, ranking, chosen)}
    given.append({**one, "credit": credit} if credit else one)
    told: dict[str, Any] = {"owner": person.login, "policy": policy.policy, "given": given}
    if task.category is Category.INBOX:
        ready = work.first_status(Category.READY)
        enter(work, task, ready)
        told["status"] = dict(names(ready))
    return told


def policy_for(work: Work, task: Task) -> AssignmentPolicy | None:
    """The first policy of the setting that is for this task."""
    known = {field.name for field in fields(AssignmentPolicy)}
    if "terms" not in work.kept:
        work.kept["terms"] = terms(work.session)
    for stored in work.kept["terms"]["assignment"]:
        one = AssignmentPolicy(**{name: value for name, value in dict(stored).items() if name in known})
        if _is_for(work, one, task):
            return one
    return None


def _is_for(work: Work, policy: AssignmentPolicy, task: Task) -> bool:
    assert task.id is not None
    if policy.tag and policy.tag not in work.tags_on(task.id):
        return False
    return not policy.view or _lets_through(work, policy.view, task.id)


def _lets_through(work: Work, view: str, task: int) -> bool:
    """True when a view that everybody has lets the task through; False when there is no such view."""
    query = work.session.execute(select(_VIEW.query).where(_VIEW.name == view, _VIEW.owner_id.is_(None)))
    text = query.scalar_one_or_none()
    if text is None:
        return False
    from ..filtering import condition, filter_for
    from ..reads.asking import Asking

    me = work.me
    mine = Me(work.my_id, me.login, me.name, me.role, me.team_id, me.zone, me.language.value, "")
    asking = Asking(work.session, mine, "", work.now)
    where = condition(filter_for(asking, text).where, work.session, work.now)
    column: Any = METADATA.tables["task"].c.id
    return work.session.execute(select(column).where(column == task, where)).first() is not None


def _choose(
    work: Work, policy: AssignmentPolicy, ranking: Ranking, able: Sequence[Candidate]
) -> tuple[Candidate, str, dict[str, Any]]:
    """Whom the policy chooses, why, and what that adds to whose credit, as it is kept in the history."""
    since = work.now - timedelta(days=policy.sticky_days)
    known = [(at, one) for one in able if (at := ranking.known.get(one.person)) is not None and at >= since]
    if policy.sticky_days and known:
        return max(known, key=lambda pair: (pair[0], -pair[1].person))[1], "customer", {}
    if policy.policy == "least_loaded":
        return min(able, key=lambda one: (-one.free, one.wip, one.login)), policy.policy, {}
    if policy.policy == "round_robin":
        chosen, credit = _in_turn(work, policy, ranking, able)
        return chosen, policy.policy, credit
    return able[0], policy.policy, {}


def _in_turn(
    work: Work, policy: AssignmentPolicy, ranking: Ranking, able: Sequence[Candidate]
) -> tuple[Candidate, dict[str, Any]]:
    key = f"{policy.policy}:{policy.tag}:{policy.view}"[:100]
    query = select(AssignmentCredit).where(col(AssignmentCredit.policy) == key)
    rows: dict[int, AssignmentCredit] = {row.person_id: row for row in work.all(query)}
    weights = policy.weights or {}
    due = {one.person: float(weights.get(one.login, 1.0)) * _share_free(ranking, one) for one in able}
    order = {one.person: (one.wip, one.login) for one in able}
    before = {p: rows[p].credit for p in rows if p in due}
    person, after = settle(before, due, lambda one: order[one])
    for one, credit in after.items():
        row = rows.get(one)
        if row is None:
            work.session.add(AssignmentCredit(person_id=one, policy=key, credit=credit))
        else:
            row.credit = credit
    work.session.flush()
    added = {str(one): credit - before.get(one, 0.0) for one, credit in after.items()}
    return next(one for one in able if one.person == person), {"policy": key, "added": added}


def _share_free(ranking: Ranking, one: Candidate) -> float:
    """How much of their time before the deadline is free; never nothing, or a turn would not come at all."""
    worktime = ranking.loads.times[one.person]
    hours = worktime.minutes_between(ranking.loads.now, ranking.job.deadline) * worktime.share
    return max(0.1, min(1.0, one.free / hours)) if hours > 0 else 0.1


def _listed(policy: AssignmentPolicy, ranking: Ranking, chosen: Candidate | None) -> list[dict[str, Any]]:
    """The ranked list as the batch keeps it: everybody when nobody was chosen."""
    return [
        {
            "login": one.login,
            "chosen": one is chosen,
            "why_not": one.why_not
            or ("" if not policy.people or one.login in policy.people else _("not in the policy")),
            "reasons": list(one.reasons),
        }
        for one in ranking.candidates[: _NAMED if chosen else None]
    ]

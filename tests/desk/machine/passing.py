"""What a change of owner brings with it: who had the task helps on, and their visits that have not begun go along."""

from .facts import Facts, Row


def give(facts: Facts, task_id: int, owner: int) -> None:
    """Make somebody the owner; who had the task helps on, who has it does not."""
    task = facts.task(task_id)
    if task["owner"] == owner:
        return
    help_on(facts, task_id)
    task["owner"] = owner
    for key, _row in facts.all("part", task=task_id, person=owner, part="collaborator"):
        del facts.rows[key]


def help_on(facts: Facts, task_id: int) -> None:
    """Who has the task collaborates on it, if they still work here."""
    owner = facts.task(task_id)["owner"]
    if owner is None or not facts.rows["person", owner]["active"]:
        return
    if not facts.all("part", task=task_id, person=owner, part="collaborator"):
        facts.hang("part", task=task_id, person=owner, part="collaborator")


def pass_on(facts: Facts, task_id: int, owner: int) -> None:
    """Give the task with the visits to come."""
    visits = _ahead(facts, task_id)
    give(facts, task_id, owner)
    for visit in visits:
        visit.update(person=owner, moves=visit["moves"] + 1)


def let_go(facts: Facts, task_id: int) -> None:
    """Nobody has the task: the visits to come are called off."""
    help_on(facts, task_id)
    call_off(facts, task_id)
    facts.task(task_id)["owner"] = None


def call_off(facts: Facts, task_id: int) -> None:
    """The visits to come of who has the task do not take place."""
    for visit in _ahead(facts, task_id):
        visit["state"] = "cancelled"


def _ahead(facts: Facts, task_id: int) -> list[Row]:
    owner = facts.task(task_id)["owner"]
    visits = facts.all("visit", task=task_id, person=owner, state="planned") if owner is not None else []
    return [row for _key, row in visits if row["start"] > facts.now]

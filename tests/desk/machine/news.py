"""What each person has seen of the tasks that concern them, said plainly."""

from dataclasses import dataclass, field

from .facts import Facts, is_open
from .history import History, task_of


@dataclass
class News:
    """How far each person has seen each task, up to a batch."""

    seen: dict[tuple[int, int], int] = field(default_factory=dict)

    def of(self, facts: Facts, history: History, me: int) -> set[int]:
        """The tasks that are unread to a person."""
        return {key[1] for key, _row in facts.all("task") if self._is_unread(facts, history, me, key[1])}

    def look(self, facts: Facts, history: History, me: int) -> None:
        """A person sees them all as they are."""
        latest = history.batches[-1].id
        self.seen |= {(me, task): latest for task in self.of(facts, history, me)}

    def forget(self, facts: Facts) -> None:
        """What was seen of a task goes with it."""
        self.seen = {key: batch for key, batch in self.seen.items() if ("task", key[1]) in facts.rows}

    def _is_unread(self, facts: Facts, history: History, me: int, task_id: int) -> bool:
        """Somebody else changed what is mine after what I saw of it; or after my own last change, if I never looked."""
        task = facts.task(task_id)
        if task["owner"] != me and not facts.all("part", task=task_id, person=me):
            return False
        its = [b for b in history.batches if b.is_news and any(task_of(step) == task_id for step in b.steps)]
        mine, others = ([b.id for b in its if (b.person == me) is own] for own in (True, False))
        if not others or not (is_open(task) or mine or (me, task_id) in self.seen):
            return False
        return others[-1] > self.seen.get((me, task_id), mine[-1] if mine else 0)

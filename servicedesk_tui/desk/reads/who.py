"""Who could take a task."""

from servicedesk_tui.vocabulary.planning import WhoQuestion
from servicedesk_tui.vocabulary.plans import Candidate

from ..candidates import Measure, rank
from ..registry import answers
from .asking import Asking
from .undisturbed import undisturbed


@answers(WhoQuestion)
@undisturbed
def who(asking: Asking, question: WhoQuestion) -> tuple[Candidate, ...]:
    """The candidates, best first, then the others with why not."""
    return rank(question.task, measure_for(asking)).candidates


def measure_for(asking: Asking) -> Measure:
    """What candidates are measured by for who asks."""
    return Measure(asking.session, asking.now, asking.zone, asking.me.id, kept=asking.kept)

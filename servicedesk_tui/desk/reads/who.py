"""Who could take a task."""

from servicedesk_tui.vocabulary.planning import Candidate, WhoQuestion

from ..candidates import rank
from ..registry import answers
from .asking import Asking
from .undisturbed import undisturbed


@answers(WhoQuestion)
@undisturbed
def who(asking: Asking, question: WhoQuestion) -> tuple[Candidate, ...]:
    """The candidates, best first, then the others with why not."""
    return rank(asking.session, asking.now, asking.zone, question.task, asking.me.id).candidates

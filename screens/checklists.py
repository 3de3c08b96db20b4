"""The checklist on a task's page: lines edited where they stand, put in order, taken off."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.checklists import (
    EditChecklistItem,
    MoveChecklistItem,
    RemoveChecklistItem,
)
from servicedesk_tui.vocabulary.questions import FindTasks
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.task_rows import ChecklistRow, TaskView

from .asking import Speaker
from .itemline import explain_item, read_line, write_line
from .keys import key_of
from .paint import clean
from .prompts import TextPrompt
from .verbs import Verbs


class Host(Speaker, Protocol):
    """A task's page."""

    view: TaskView | None
    verbs: Verbs


class Checklist:
    """What keys do with a line that is stood on."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def remove(self, item: int) -> Callable[[], None] | None:
        """Take it off."""
        view = self._host.view
        if view is None or view.card.locked:
            return None
        return lambda: self._send(RemoveChecklistItem(task=view.card.id, item=item))

    def edit(self, item: int) -> Callable[[], None] | None:
        """Write it anew, with who does it and by when at its end."""
        row = self._row(item)
        return (lambda: self._ask(row)) if row is not None else None

    def move(self, item: int, by: int) -> None:
        """Past the line above, or the one below."""
        view = self._host.view
        ids = [row.id for row in view.checklist] if view else []
        if view is None or item not in ids:
            return
        place = ids.index(item) + by
        if not 0 <= place < len(ids):
            self._host.say(_("It stands at the end already."))
            return
        self._send(MoveChecklistItem(task=view.card.id, item=item, other=ids[place], below=by > 0))

    def _row(self, item: int) -> ChecklistRow | None:
        view = self._host.view
        return next((row for row in view.checklist if row.id == item), None) if view else None

    def _ask(self, row: ChecklistRow) -> None:
        label = _("Line of the checklist")
        session = self._host.session
        prompt = TextPrompt(
            label, partial(self._edit, row), text=self._written(row), explain=partial(explain_item, session)
        )
        self._host.open_prompt(prompt)

    def _written(self, row: ChecklistRow) -> str:
        """The line as it would be written."""
        after = [f"@{row.assignee}"] if row.assignee else []
        if row.due:
            local = row.due.astimezone(self._host.session.now()[1])
            day = f"{local:%Y-%m-%d}"
            is_day = read_line(f"x due:{day}", self._host.session).due == row.due
            after.append(f"due:{day}" if is_day else f'due:"{day} {local:%H:%M}"')
        return clean(write_line(row.text, after, self._host.session))

    def _edit(self, row: ChecklistRow, text: str) -> str | None:
        read = read_line(text, self._host.session, is_bare=True)
        if read.unknown:
            return read.unknown.sentence
        if not read.text:
            return _("Write what is to be done; {key} takes the line off.").format(key=key_of("spot_remove"))
        if read.number is not None and read.number != row.linked:
            self._link(row, read.number)
            return None
        people = {person.login: person.id for person in self._host.session.people}
        before = {"text": row.text, "assignee": people.get(row.assignee or ""), "due": row.due}
        after = {"text": read.text, "assignee": read.assignee, "due": read.due}
        changed = {name: value for name, value in after.items() if before[name] != value}
        if changed:
            self._set(row, changed, {name: before[name] for name in changed})
        return None

    def _link(self, row: ChecklistRow, number: int) -> None:
        """The line is to stand for a task."""

        def refused(_refusal: Refusal) -> None:
            self._host.say(_("There is no {refs}.").format(refs=ref(number)), wrong=True)

        self._host.session.ask(
            FindTasks(numbers=(number,)),
            "linked",
            lambda ids: self._set(row, {"linked": ids[0]}, {}),
            refused,
            leads=True,
        )

    def _set(self, row: ChecklistRow, fields: dict[str, Any], base: dict[str, Any]) -> None:
        view = self._host.view
        if view is not None:
            self._send(EditChecklistItem(task=view.card.id, item=row.id, fields=fields, base=base))

    def _send(self, command: EditChecklistItem | MoveChecklistItem | RemoveChecklistItem) -> None:
        self._host.verbs.doing.asking.send(command)

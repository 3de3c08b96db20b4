"""Which tasks a verb is for: named one by one, or all that a filter lets through; and what it would do to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.refs import ref

from .asked import Misused
from .printing import complain, confirm, is_read_by_a_person, print_rows
from .running import REFUSED
from .service import carry_out, find_tasks, opened

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.commands import TaskCommand
    from servicedesk_tui.vocabulary.history_rows import Declined, Done

Refs = Annotated[
    list[str] | None, typer.Argument(metavar=_("REF…"), help=_("Tasks: SD-12, or 12."), show_default=False)
]
Wanted = Annotated[
    str,
    typer.Option("--filter", metavar=_("FILTER"), help=_("All tasks that the filter lets through, in place of REF.")),
]
Whole = Annotated[bool, typer.Option("--all-or-nothing", help=_("Change none unless all can be changed."))]
Dry = Annotated[bool, typer.Option("--dry-run", help=_("Change nothing; say what would be changed."))]
SHOWN = 20
"""The tasks that a dry run names."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tasks of one line. `dry` only tells what would happen."""

    refs: Sequence[str] | None
    filter: str = ""
    whole: bool = False
    dry: bool = False

    def ids(self, desk: "Desk") -> tuple[int, ...]:
        """Their ids; of a filter, how many they are is said first to a person."""
        if bool(self.refs) is bool(self.filter):
            raise Misused(_("Name tasks, or say --filter FILTER, and not both."))
        if self.refs:
            return tuple(dict.fromkeys(find_tasks(desk, self.refs)))
        from servicedesk_tui.vocabulary.questions import IdsQuestion

        found: tuple[int, ...] = desk.ask(IdsQuestion(filter=self.filter, all=False))
        if found and is_read_by_a_person():
            confirm(
                n_("{count} task is let through.", "{count} tasks are let through.", len(found)).format(
                    count=len(found)
                )
            )
        return found


def carry_out_for(chosen: Chosen, command: "TaskCommand") -> None:
    """Do `command` for each of the chosen tasks, in one batch; exit 1 when some had to be passed over."""
    with opened() as desk:
        do_for(desk, chosen, command)


def do_for(desk: "Desk", chosen: Chosen, command: "TaskCommand") -> None:
    """Do `command` for each of the chosen tasks, in one batch; those passed over are told, and make the exit status 1."""
    from servicedesk_tui.vocabulary.commands import Bulk

    ids = chosen.ids(desk)
    if not ids:
        confirm(_("No task is let through; nothing was changed."))
        return
    one = replace(command, task=ids[0])
    bulk = Bulk(command=one, tasks=ids, all_or_nothing=chosen.whole)
    if chosen.dry:
        done = desk.rehearse(bulk)
        _tell_of(desk, done)
    else:
        done = carry_out(desk, one if len(ids) == 1 else bulk)
    if done.declined:
        _tell_of_declined(desk, done.declined)
        raise typer.Exit(REFUSED)


def would_change(count: int) -> str:
    """How many tasks a dry run says would be changed."""
    return n_("{count} task would be changed.", "{count} tasks would be changed.", count).format(count=count)


def _tell_of(desk: "Desk", done: "Done") -> None:
    """What would be changed: how many and which; at a terminal the first of them."""
    from servicedesk_tui.vocabulary.questions import CardsQuestion

    count, shown = len(done.tasks), done.tasks[:SHOWN] if is_read_by_a_person() else done.tasks
    confirm(would_change(count))
    cards = {card.id: card for card in desk.ask(CardsQuestion(ids=shown))}
    print_rows([_("Task"), _("Title")], [[ref(cards[i].number), cards[i].title] for i in shown if i in cards])
    if count > len(shown):
        more = count - len(shown)
        confirm(n_("and {count} more", "and {count} more", more).format(count=more))


def _tell_of_declined(desk: "Desk", declined: "Sequence[Declined]") -> None:
    from servicedesk_tui.vocabulary.questions import CardsQuestion

    cards = desk.ask(CardsQuestion(ids=tuple(d.task for d in declined)))
    names = {card.id: ref(card.number) for card in cards}
    for one in declined:
        name = names.get(one.task, str(one.task))
        complain(one.reason if name in one.reason else f"{name}: {one.reason}")

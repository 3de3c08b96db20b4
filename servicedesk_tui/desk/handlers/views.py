"""Saved views: filters with a name, one's own or everybody's."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import SavedView
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.desk_commands import EditView, RemoveView, SaveView
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed
from servicedesk_tui.vocabulary.text import one_line

from ..layouts import kept
from ..registry import NOTHING, Told, handles
from ..work import Work
from .values import line

NAME_MAX = 60
_FIELDS = ("name", "query", "letter", "shared", "layout")


@handles(SaveView)
def save(work: Work, command: SaveView) -> Told:
    """Keep a filter under a name."""
    if command.shared:
        work.require(Right.VIEWS)
    name, query = _name(command.name), _query(command.query)
    owner = None if command.shared else work.my_id
    found = _by_name(work, name, owner)
    if found is None:
        letter = _letter(work, command.letter, owner)
        layout = kept(command.layout) if command.layout is not None else {}
        work.session.add(SavedView(owner_id=owner, name=name, query=query, letter=letter, layout=layout))
        return Told({"view": name})
    letter = _letter(work, command.letter, owner, besides=found) if command.letter else found.letter
    layout = kept(command.layout) if command.layout is not None else found.layout
    if (found.query, found.letter, found.layout) == (query, letter, layout):
        return NOTHING
    found.query, found.letter, found.layout = query, letter, layout
    return Told({"view": name})


@handles(EditView)
def edit(work: Work, command: EditView) -> Told:
    """Set fields of a view."""
    view = _mine(work, command.view)
    unknown = sorted(set(command.fields) - set(_FIELDS))
    if unknown:
        raise Invalid(
            _("A view has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(_FIELDS))
        )
    before = _state(view)
    _set(work, view, command.fields)
    return NOTHING if before == _state(view) else Told({"view": view.name})


def _state(view: SavedView) -> tuple[Any, ...]:
    return (view.name, view.query, view.letter, view.owner_id, view.layout)


def _set(work: Work, view: SavedView, fields: Mapping[str, Any]) -> None:
    owner = view.owner_id
    if "shared" in fields:
        owner = None if fields["shared"] else work.my_id
        if owner is None:
            work.require(Right.VIEWS)
    name = _name(fields.get("name", view.name))
    other = _by_name(work, name, owner)
    if other is not None and other.id != view.id:
        raise Invalid(_("There is already a view called {name}.").format(name=name))
    letter = _letter(work, fields.get("letter", view.letter), owner, besides=view)
    query = _query(fields.get("query", view.query))
    view.layout = kept(fields["layout"]) if "layout" in fields else view.layout
    view.name, view.query, view.letter, view.owner_id = name, query, letter, owner


@handles(RemoveView)
def remove(work: Work, command: RemoveView) -> Told:
    """Let a view go."""
    view = _mine(work, command.view)
    work.session.delete(view)
    return Told({"view": view.name})


def _mine(work: Work, view_id: int) -> SavedView:
    """A view that I may change: my own, or everybody's with the right for it."""
    view = work.get(SavedView, view_id, _("view"))
    if view.owner_id is None:
        work.require(Right.VIEWS)
    elif view.owner_id != work.my_id:
        raise NotAllowed(_("That view is somebody else's."))
    return view


def _by_name(work: Work, name: str, owner: int | None) -> SavedView | None:
    mine = col(SavedView.owner_id).is_(None) if owner is None else col(SavedView.owner_id) == owner
    found: SavedView | None = work.one(select(SavedView).where(mine, col(SavedView.name) == name))
    return found


def _name(text: str) -> str:
    return line(text, "name", most=NAME_MAX, empty=False)


def _query(text: str) -> str:
    """A filter as it was written, once it is known that it can be read."""
    from servicedesk_tui.query.parsing import parse_filter

    clean = one_line(text)
    parse_filter(clean)
    return clean


def _letter(work: Work, text: str, owner: int | None, besides: SavedView | None = None) -> str:
    """A letter that no other of my views has, or none."""
    letter = one_line(text)
    if not letter:
        return ""
    if len(letter) != 1 or not letter.isalnum():
        raise Invalid(_("{letter} is no letter; write one letter or digit.").format(letter=letter[:10]))
    mine = col(SavedView.owner_id).is_(None) if owner is None else col(SavedView.owner_id) == owner
    query = select(SavedView).where(mine, col(SavedView.letter) == letter)
    others: list[SavedView] = work.all(query)
    taken = next((view for view in others if besides is None or view.id != besides.id), None)
    if taken is not None:
        raise Invalid(_("{letter} is the letter of “{view}” already.").format(letter=letter, view=taken.name))
    return letter

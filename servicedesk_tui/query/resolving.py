"""From what a filter says to what it means: names become ids, dates instants. Raises `BadQuery` for what is not there."""

from collections.abc import Callable, Mapping

from . import ast
from .against import Desk
from .ast import And, Node, Not, Or, Query, Term, Word
from .faults import refuse
from .fields import FIELDS, Takes
from .meaning import All, Any, Between, ChangedBy, Everything, Filter, Meaning, No, Order, Says
from .named import READ_NAMED
from .names import find_nearest, fold
from .parsing import parse_filter
from .states import read_state, read_thing
from .times import read_count, read_minutes, read_moment

VIEW_DEPTH = 8


def read_filter(text: str, desk: Desk) -> Filter:
    """What `text` means on `desk`."""
    return resolve(parse_filter(text), desk)


def resolve(query: Query, desk: Desk) -> Filter:
    """What `query` means on `desk`."""
    where = _Resolving(desk).node(query.where) if query.where else Everything()
    return Filter(where, tuple(Order(key.field, key.down) for key in query.sort))


class _Resolving:
    """One filter being resolved; `views` are the names of those it is inside of."""

    def __init__(self, desk: Desk, views: tuple[str, ...] = ()) -> None:
        self._desk = desk
        self._views = views

    def node(self, node: Node) -> Meaning:
        match node:
            case Word(text):
                return Says(text)
            case Not(inner):
                return No(self.node(inner))
            case Or(nodes):
                return Any(tuple(self.node(n) for n in nodes))
            case And(nodes):
                return All(tuple(self._together(nodes)))
            case Term():
                return self._term(node)

    def _together(self, nodes: tuple[Node, ...]) -> list[Meaning]:
        """All of `nodes`; `by:` beside `changed:` is who changed it within that time."""
        by = [n for n in nodes if isinstance(n, Term) and n.field == "by"]
        changed = [n for n in nodes if isinstance(n, Term) and n.field == "changed" and len(n.values) == 1]
        if not by or len(changed) != 1:
            return [self.node(n) for n in nodes]
        window = self._term(changed[0])
        others = [self.node(n) for n in nodes if n not in by and n is not changed[0]]
        assert isinstance(window, Between)
        return [*others, *(_within(self._term(term), window) for term in by)]

    def _term(self, term: Term) -> Meaning:
        takes = FIELDS[term.field].takes
        if takes is Takes.VIEW:
            return _any([self._view(term, value) for value in term.values])
        if takes in READ_NAMED:
            return READ_NAMED[takes](self._desk, term)
        read = _READ[takes]
        return _any([read(self._desk, term, value) for value in term.values])

    def _view(self, term: Term, value: ast.Value) -> Meaning:
        views = {fold(name): (name, text) for name, text in self._desk.views()}
        found = views.get(fold(value.text))
        if found is None:
            near = find_nearest(value.text, [name for name, _text in views.values()])
            refuse("view", value.text, value.place, near and f"view:{near}")
        if found[0] in self._views or len(self._views) >= VIEW_DEPTH:
            refuse("circle", found[0], term.place)
        where = parse_filter(found[1]).where
        return _Resolving(self._desk, (*self._views, found[0])).node(where) if where else Everything()


def _within(by: Meaning, window: Between) -> Meaning:
    assert isinstance(by, ChangedBy)
    low, high = window.low, window.high
    assert not isinstance(low, int)
    assert not isinstance(high, int)
    return ChangedBy(by.people, low, high)


def _any(nodes: list[Meaning]) -> Meaning:
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))


_READ: Mapping[Takes, Callable[[Desk, Term, ast.Value], Meaning]] = {
    Takes.COMING: read_moment,
    Takes.PAST: read_moment,
    Takes.AGE: read_moment,
    Takes.MINUTES: read_minutes,
    Takes.COUNT: read_count,
    Takes.LEVEL: read_count,
    Takes.STATE: read_state,
    Takes.THING: read_thing,
}

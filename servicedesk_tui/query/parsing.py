"""Reading a filter: text to `Query`, or `BadQuery` with the place of the first thing that is wrong.

    query = and { "or" and } ;  and = unary { unary } ;  unary = [ "-" | "not" ] ( "(" query ")" | term ) ;
    term  = "@" names | "#" names | "!" [op] digit | field ":" [op] value { "," value } | word | "phrase" ;
    value = atom | atom ".." atom ;   op = "<" | "<=" | ">" | ">=" | "=" ;

`sort:` stands anywhere outside parentheses. A quote that is never closed ends with the text.
"""

from . import ast
from .ast import Node, Place, Query, SortKey
from .faults import refuse
from .fields import SORT_ALIASES, SORTS
from .names import find_nearest
from .scanning import Piece, scan
from .terms import read_term

LENGTH = 2_000
DEPTH = 20
PARTS = 100


def parse_filter(text: str) -> Query:
    """What `text` says. Raises `BadQuery`."""
    if len(text) > LENGTH:
        refuse("long", "", Place(LENGTH, len(text)), most=LENGTH, count=len(text))
    pieces = scan(text)
    if len(pieces) > PARTS:
        refuse("many", "", pieces[PARTS].place, most=PARTS)
    return _Reading(pieces).query()


class _Reading:
    """The pieces of a text while they are read."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        self._sort: list[SortKey] = []

    def query(self) -> Query:
        """All of it."""
        where = self._either(0)
        if self._at < len(self._pieces):
            refuse("close", ")", self._pieces[self._at].place)
        return Query(where, tuple(self._sort))

    def _next(self) -> Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _either(self, depth: int) -> Node | None:
        """Conjunctions between `or`."""
        arms = [self._all(depth)]
        while (piece := self._next()) and piece.is_word("or"):
            if arms[-1] is None:
                refuse("left", piece.text, piece.place)
            self._at += 1
            arms.append(self._all(depth))
            if arms[-1] is None:
                refuse("alone", piece.text, piece.place)
        known = [arm for arm in arms if arm is not None]
        return ast.disjunction(known) if known else None

    def _all(self, depth: int) -> Node | None:
        nodes: list[Node] = []
        while (piece := self._next()) and not piece.is_word("or") and not piece.closes:
            node = self._one(depth, negated=False)
            if node is not None:
                nodes.append(node)
        return ast.conjunction(nodes)

    def _one(self, depth: int, *, negated: bool) -> Node | None:
        """A term, a group, or what is not so. None for what adds nothing (`sort:`, an empty phrase)."""
        piece = self._pieces[self._at]
        self._at += 1
        if piece.negates:
            return self._negated(piece, depth)
        if piece.opens:
            return self._group(piece, depth)
        if piece.field in ("sort", "order"):
            if depth or negated:
                refuse("sort_inside", piece.text, piece.place)
            self._sort += _sort_keys(piece)
            return None
        return read_term(piece)

    def _negated(self, sign: Piece, depth: int) -> Node:
        following = self._next()
        if following is None or following.closes or following.is_word("or"):
            refuse("alone", sign.text, sign.place)
        if depth >= DEPTH:
            refuse("deep", "", sign.place, most=DEPTH)
        node = self._one(depth + (1 if following.negates else 0), negated=True)
        if node is None:
            refuse("alone", sign.text, sign.place)
        return ast.negation(node)

    def _group(self, opening: Piece, depth: int) -> Node:
        if depth >= DEPTH:
            refuse("deep", "", opening.place, most=DEPTH)
        node = self._either(depth + 1)
        closing = self._next()
        if closing is None:
            refuse("open", "(", opening.place)
        self._at += 1
        if node is None:
            refuse("empty", "()", Place(opening.place.start, closing.place.end))
        return node


def _sort_keys(piece: Piece) -> list[SortKey]:
    keys = []
    for value in piece.values():
        name = value.text.removeprefix("-").casefold()
        name = SORT_ALIASES.get(name, name)
        if name not in SORTS or value.op or value.upto is not None:
            near = find_nearest(name, list(SORTS))
            refuse("sort" if value.text else "value", value.text or piece.text, value.place, near and f"sort:{near}")
        keys.append(SortKey(name, value.text.startswith("-"), value.place))
    return keys

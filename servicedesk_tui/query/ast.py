"""What a filter says, as data: the shape of the text, before any name is looked up.

Places (where in the text something stands) take no part in comparisons: `parse` → `print` → `parse` is the identity.
"""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum


class Op(StrEnum):
    """How a value is compared."""

    IS = ""
    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text, from `start` to before `end`."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a term: `fri`, `<=2`, or a range `mon..fri` (`upto` is its other end, "" an open one)."""

    text: str
    op: Op = Op.IS
    upto: str | None = None
    place: Place = dataclasses.field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """`field:value,value`; the sigils are short for `owner:`, `tag:` and `priority:`."""

    field: str
    values: tuple[Value, ...]
    place: Place = dataclasses.field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase looked for in the text of a task."""

    text: str
    place: Place = dataclasses.field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold; a task that has no such value at all counts as not having it."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more."""

    nodes: tuple["Node", ...]


Node = Term | Word | Not | And | Or


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field to order by; `down` is the other way round."""

    field: str
    down: bool = False
    place: Place = dataclasses.field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A whole filter. Without `where` it is every task."""

    where: Node | None = None
    sort: tuple[SortKey, ...] = ()


def conjunction(nodes: list[Node]) -> Node | None:
    """All of `nodes`, flat."""
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, And) else (node,))]
    return And(tuple(flat)) if len(flat) > 1 else (flat[0] if flat else None)


def disjunction(nodes: list[Node]) -> Node:
    """Any of `nodes` (one or more), flat."""
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, Or) else (node,))]
    return Or(tuple(flat)) if len(flat) > 1 else flat[0]


def negation(node: Node) -> Node:
    """What does not hold; twice not is what does."""
    return node.node if isinstance(node, Not) else Not(node)

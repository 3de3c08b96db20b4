"""Filters made at random, as data."""

from hypothesis import strategies as st

from servicedesk_tui.query.ast import And, Node, Not, Op, Or, Query, SortKey, Term, Value, Word
from servicedesk_tui.query.fields import COMPARED, FIELDS, NAMES, SORTS

_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")) | st.just(" "), min_size=1, max_size=12
)
TEXTS = _TEXT.map(lambda text: " ".join(text.split())).filter(bool)
_OPS = st.sampled_from([Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.EQUAL])
_PLAIN = st.builds(Value, TEXTS.filter(lambda t: not t.startswith(("<", ">", "="))))


def _values(field: str) -> st.SearchStrategy[tuple[Value, ...]]:
    if field == "priority":
        one = st.builds(Value, st.sampled_from("1234"), st.sampled_from(list(Op)))
        return st.lists(one, min_size=1, max_size=3).map(tuple)
    if FIELDS[field].takes not in COMPARED:
        return st.lists(_PLAIN, min_size=1, max_size=3).map(tuple)
    ranges = st.builds(lambda a, b: Value(a, Op.IS, b), TEXTS | st.just(""), TEXTS)
    compared = st.builds(Value, TEXTS, _OPS)
    return st.lists(_PLAIN | ranges | compared, min_size=1, max_size=3).map(tuple)


TERMS = st.sampled_from(NAMES).flatmap(lambda f: st.builds(Term, st.just(f), _values(f)))
LEAVES: st.SearchStrategy[Node] = TERMS | st.builds(Word, TEXTS)


def _flat(kind: type[And | Or], nodes: list[Node]) -> Node:
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, kind) else (node,))]
    return kind(tuple(flat))


def _grown(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=3)
    return (
        several.map(lambda nodes: _flat(And, nodes))
        | several.map(lambda nodes: _flat(Or, nodes))
        | children.map(lambda node: node.node if isinstance(node, Not) else Not(node))
    )


NODES = st.recursive(LEAVES, _grown, max_leaves=12)
SORT_KEYS = st.lists(st.builds(SortKey, st.sampled_from(list(SORTS)), st.booleans()), max_size=2).map(tuple)
QUERIES = st.builds(Query, st.none() | NODES, SORT_KEYS)

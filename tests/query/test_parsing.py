"""Reading and printing filters: the grammar, its one canonical form, and what is said of what cannot be read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.query.against import Desk
from servicedesk_tui.query.ast import And, Node, Not, Op, Or, Query, SortKey, Term, Value, Word
from servicedesk_tui.query.faults import BadQuery
from servicedesk_tui.query.meaning import Between
from servicedesk_tui.query.parsing import DEPTH, LENGTH, PARTS, parse_filter
from servicedesk_tui.query.printing import print_filter
from servicedesk_tui.query.resolving import read_filter

from .filters import QUERIES


def term(field: str, *values: str | Value) -> Term:
    return Term(field, tuple(v if isinstance(v, Value) else Value(v) for v in values))


READ: list[tuple[str, Node | None]] = [
    ("", None),
    ("   ", None),
    ("@me", term("owner", "me")),
    ("@ada,bo", term("owner", "ada", "bo")),
    ("owner:ada", term("owner", "ada")),
    ("#hvac", term("tag", "hvac")),
    ("#412", term("number", "412")),
    ("!1", term("priority", "1")),
    ("!<=2", term("priority", Value("2", Op.AT_MOST))),
    ("priority:1..2", term("priority", Value("1", Op.IS, "2"))),
    ("due:<=eow", term("due", Value("eow", Op.AT_MOST))),
    ("due:today..fri", term("due", Value("today", Op.IS, "fri"))),
    ("due:..fri", term("due", Value("", Op.IS, "fri"))),
    ("due:i morgen", term("due", "i morgen")),
    ("no:next or x", Or((term("no", "next"), Word("x")))),
    ("due:next or x", Or((term("due", "next"), Word("x")))),
    ("due:next week x", And((term("due", "next week"), Word("x")))),
    ("due:<=uge 49 x", And((term("due", Value("uge 49", Op.AT_MOST)), Word("x")))),
    ('due:"i morgen kl. 9"', term("due", "i morgen kl. 9")),
    ('for:"acme a/s",falck', term("for", "acme a/s", "falck")),
    ("customer:acme", term("for", "acme")),
    ("is:open", term("is", "open")),
    ("pump noise", And((Word("pump"), Word("noise")))),
    ('"pump noise"', Word("pump noise")),
    ('"never closed', Word("never closed")),
    (r'"a \"b\" \\ c"', Word('a "b" \\ c')),
    ('""', None),
    ("-@ada", Not(term("owner", "ada"))),
    ("not @ada", Not(term("owner", "ada"))),
    ("--x", Word("x")),
    ("a or b c", Or((Word("a"), And((Word("b"), Word("c")))))),
    ("(a or b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
    ("((a b) c)", And((Word("a"), Word("b"), Word("c")))),
    ("-(a or b)", Not(Or((Word("a"), Word("b"))))),
    ("(for:acme)", term("for", "acme")),
    ("f(x) y", And((Word("f(x)"), Word("y")))),
    ("well-known", Word("well-known")),
    ("http://x.dk/a", Word("http://x.dk/a")),
    ("14:00", Word("14:00")),
    ("smile :)", And((Word("smile"), Word(":)")))),
    ("＠ada", Word("＠ada")),
    ("æble or øl", Or((Word("æble"), Word("øl")))),
]


@pytest.mark.parametrize(("text", "node"), READ)
def test_a_filter_is_read(text: str, node: Node | None) -> None:
    assert parse_filter(text) == Query(node)


def test_sort_stands_anywhere_outside_parentheses() -> None:
    assert parse_filter("sort:due,-priority @me") == Query(
        term("owner", "me"), (SortKey("due"), SortKey("priority", down=True))
    )


FAULTS = [
    ("@ada (b or c", "open", "("),
    ("(a) b )", "close", ")"),
    ("() a", "empty", "()"),
    ("a or", "alone", "or"),
    ("or a", "left", "or"),
    ("a -", "alone", "-"),
    ("not", "alone", "not"),
    ("@", "alone", "@"),
    ("!9", "priority", "!9"),
    ("!", "alone", "!"),
    ("due:", "value", "due:"),
    ("@ada,", "value", "@ada,"),
    ("for:>acme", "op", "for:>acme"),
    ("stauts:ready", "field", "stauts:"),
    ("sort:colour", "sort", "colour"),
    ("a (sort:due)", "sort_inside", "sort:due"),
    ("-sort:due", "sort_inside", "sort:due"),
]


@pytest.mark.parametrize(("text", "kind", "token"), FAULTS)
def test_what_cannot_be_read_is_said_with_its_place(text: str, kind: str, token: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse_filter(text)
    fault = caught.value.fault
    assert (fault.kind, fault.token) == (kind, token)
    assert 0 <= fault.place.start < fault.place.end <= len(text)
    assert token in text[fault.place.start :] or text[fault.place.start : fault.place.end] in token
    assert fault.sentence


def test_the_nearest_field_is_offered() -> None:
    with pytest.raises(BadQuery) as caught:
        parse_filter("stauts:ready")
    assert caught.value.fault.nearest == "status:"
    assert caught.value.fault.place.end == len("stauts:")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x" * (LENGTH + 1), "long"),
        ("(" * (DEPTH + 1) + "a", "deep"),
        ("-(" * 200 + "a", "deep"),
        ("a " * (PARTS + 1), "many"),
    ],
)
def test_limits_are_said(text: str, kind: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse_filter(text)
    assert caught.value.fault.kind in (kind, "many")


@given(QUERIES)
def test_what_is_printed_reads_as_the_same(query: Query) -> None:
    text = print_filter(query)
    if len(text) <= LENGTH:
        assert parse_filter(text) == query
        assert print_filter(parse_filter(text)) == text


@given(st.text(max_size=80) | st.text('()"-@#!:<>=.,or not\\ ab', max_size=40))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    query = read(text)
    if isinstance(query, BadQuery):
        assert query.message
        assert 0 <= query.fault.place.start <= len(text)
    else:
        assert parse_filter(print_filter(query)) == query


def read(text: str) -> Query | BadQuery:
    try:
        return parse_filter(text)
    except BadQuery as refusal:
        return refusal


def test_a_range_of_weekdays_runs_on_from_its_start() -> None:
    thursday = datetime(2026, 3, 5, 12, tzinfo=UTC)
    desk = Desk(now=thursday, zone=ZoneInfo("Europe/Copenhagen"))
    found = read_filter("due:mon..fri", desk).where
    assert found == Between("due", datetime(2026, 3, 8, 23, tzinfo=UTC), datetime(2026, 3, 13, 23, tzinfo=UTC))

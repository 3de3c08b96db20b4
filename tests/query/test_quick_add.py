"""Quick-add lines."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.query.every import parse_every
from servicedesk_tui.query.pieces import parse_minutes
from servicedesk_tui.query.quickadd import QuickAdd, parse_quick_add
from servicedesk_tui.vocabulary.enums import Level

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
PEOPLE = [(1, "anna"), (2, "bo"), (3, "ada"), (4, "søren"), (5, "per.olsen")]
CUSTOMERS = [
    (10, "Acme A/S"),
    (11, "Nordby Skole"),
    (12, "Nordby Hallen"),
    (13, "Café Ærø"),
    (14, "Boligforeningen Åen"),
]


def read(text: str, me: int | None = 2) -> QuickAdd:
    return parse_quick_add(text, people=PEOPLE, customers=CUSTOMERS, now=NOW, zone=ZoneInfo("Europe/Copenhagen"), me=me)


def kinds(text: str) -> list[tuple[str, str, str | None]]:
    return [(u.token, u.kind, u.nearest) for u in read(text).unknown]


def test_a_full_line_says_everything() -> None:
    said = read("Boiler dead, no hot water  @ada #hvac !1 for:acme due:fri est:90m // tenant home after 13")
    assert said.title == "Boiler dead, no hot water"
    assert said.description == "tenant home after 13"
    assert (said.owner, said.customer, said.tags) == (3, 10, ("hvac",))
    assert (said.impact, said.urgency) == (Level.HIGH, Level.HIGH)
    assert said.due == datetime(2026, 3, 6, 16, 0, tzinfo=UTC)
    assert said.due_is_day
    assert said.estimate_minutes == 90
    assert said.unknown == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fix C# build and a@b.dk", "Fix C# build and a@b.dk"),
        ("Room #12 and #", "Room #12 and #"),
        (r"Write \#hvac on \@ada", "Write #hvac on @ada"),
        (r"\!1 is \for:us", "!1 is for:us"),
        (r"C:\temp stays", r"C:\temp stays"),
        ("!5 !! !12 wow!1", "!5 !! !12 wow!1"),
        ("see http://acme.dk/x", "see http://acme.dk/x"),
        ("due: tomorrow", "due: tomorrow"),
        ("a\x1b[31mb\u202e c", "ab c"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
    ],
)
def test_signs_that_are_no_instruction_stay_in_the_title(text: str, title: str) -> None:
    said = read(text)
    assert said == QuickAdd(title=title)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("x @me", {"owner": 2}),
        ("x @SØREN.", {"owner": 4}),
        ("x @soren", {"owner": 4}),
        ("Call @ada, please", {"owner": 3, "title": "Call please"}),
        ("x @per.olsen", {"owner": 5}),
        ("x #a #B #A", {"tags": ("a", "B")}),
        ("x #vvs-haster #brøndby", {"tags": ("vvs-haster", "brøndby")}),
        ("x !2", {"impact": Level.MEDIUM, "urgency": Level.HIGH}),
        ("x !3", {"impact": Level.MEDIUM, "urgency": Level.MEDIUM}),
        ("x !4", {"impact": Level.LOW, "urgency": Level.LOW}),
        ('x for:"nordby sk" y', {"customer": 11, "title": "x y"}),
        ("x for:hallen", {"customer": 12}),
        ("x for:cafe", {"customer": 13}),
        ("x for:aaen", {"customer": 14}),
        ("x due:i morgen y", {"due": datetime(2026, 3, 3, 16, 0, tzinfo=UTC), "due_is_day": True, "title": "x y"}),
        ('x due:"2026-12-01 14:00"', {"due": datetime(2026, 12, 1, 13, 0, tzinfo=UTC)}),
        ("x est:1,5t", {"estimate_minutes": 90}),
        ("x @ada @ada", {"owner": 3}),
        ("x // # @ada !1", {"description": "# @ada !1"}),
        ("x //", {}),
    ],
)
def test_a_piece_sets_its_field_and_leaves_the_title(text: str, fields: dict[str, object]) -> None:
    assert read(text) == QuickAdd(**({"title": "x"} | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "token", "kind", "nearest"),
    [
        ("x @adda", "@adda", "person", "@ada"),
        ("x @nobodyhere", "@nobodyhere", "person", None),
        ("x for:acmee", "for:acmee", "customer", "Acme A/S"),
        ("x for:nordby", "for:nordby", "customers", "Nordby Skole, Nordby Hallen"),
        ('x for:""', 'for:""', "customer", None),
        ("x due:someday", "due:someday", "date", None),
        ("x est:long", "est:long", "estimate", None),
        ("x @ada @bo", "@bo", "repeated", None),
        ("x !1 !2", "!2", "repeated", None),
    ],
)
def test_what_is_not_understood_stays_and_is_told(text: str, token: str, kind: str, nearest: str | None) -> None:
    said = read(text)
    assert kinds(text) == [(token, kind, nearest)]
    assert said.title == f"x {token}"
    assert token in said.unknown[0].sentence


def test_me_is_nobody_when_nobody_asks() -> None:
    assert [u.kind for u in read("x @me", me=None).unknown] == ["person"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90m", 90),
        ("1.5h", 90),
        ("1,5t", 90),
        ("1h30m", 90),
        ("1h30", 90),
        ("0", None),
        ("h", None),
        ("", None),
        ("-5m", None),
        ("45min", 45),
        ("1h 5min", None),
        ("9999h", None),
    ],
)
def test_times_are_read_in_hours_and_minutes(text: str, minutes: int | None) -> None:
    assert parse_minutes(text) == minutes


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
PIECES = st.sampled_from(["@ada", "#tag", "!1", "for:acme", "due:fri", "est:2h", "due:i dag", "@who", "//", "\\#x"])


@given(st.lists(WORDS | PIECES, max_size=12).map(" ".join))
def test_any_line_is_read_and_no_word_is_lost(text: str) -> None:
    said = read(text)
    left = f"{said.title} {said.description}"
    for piece in said.unknown:
        assert piece.token in left


@given(st.text(max_size=200))
def test_the_title_never_carries_a_control(text: str) -> None:
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in read(text).title)


@given(st.lists(st.text("abcdefgæøå", min_size=1, max_size=8), min_size=1, max_size=8))
def test_plain_words_are_the_title(words: list[str]) -> None:
    assert read(" ".join(words)) == QuickAdd(title=" ".join(words))


def test_the_rest_of_the_line() -> None:
    said = parse_quick_add(
        'Service at:"thu 14:00" every:6mo dep:412,SD-7 >doing for:2233 tel:x',
        people=PEOPLE,
        customers=CUSTOMERS,
        now=NOW,
        zone=ZoneInfo("Europe/Copenhagen"),
        statuses=[("doing", "I gang")],
        phones=[(11, "22334455")],
    )
    assert said.at == datetime(2026, 3, 5, 13, 0, tzinfo=UTC)
    assert (said.every, said.blocked_by) == ("FREQ=MONTHLY;INTERVAL=6", (412, 7))
    assert (said.status, said.customer) == ("doing", 11)
    assert [(u.token, u.kind) for u in said.unknown] == [("tel:x", "phone")]
    assert said.title == "Service tel:x"


@pytest.mark.parametrize(
    ("text", "kind"),
    [(">dong", "status"), ("at:fri", "visit"), ("at:soon", "date"), ("dep:x", "task"), ("every:now", "every")],
)
def test_what_of_it_is_not_understood_is_said(text: str, kind: str) -> None:
    assert [k for _t, k, _n in kinds(f"x {text}")] == [kind]


def test_a_new_customer_is_written_with_a_plus() -> None:
    said = read('No heat for:+"Nordby Kirke" tel:"22 33 44 55"')
    assert (said.new_customer, said.new_phone, said.customer) == ("Nordby Kirke", "22 33 44 55", None)
    assert read("x for:+Kirken for:acme").unknown[0].kind == "repeated"
    assert read("x -> y and a > b").title == "x -> y and a > b"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("week", "FREQ=WEEKLY"),
        ("2w", "FREQ=WEEKLY;INTERVAL=2"),
        ("uge", "FREQ=WEEKLY"),
        ("3 måneder", "FREQ=MONTHLY;INTERVAL=3"),
        ("kvartal", "FREQ=MONTHLY;INTERVAL=3"),
        ("år", "FREQ=YEARLY"),
        ("weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("hver dag", "FREQ=DAILY"),
        ("0w", None),
        ("often", None),
        ("999d", None),
    ],
)
def test_rhythms(text: str, rule: str | None) -> None:
    assert parse_every(text) == rule

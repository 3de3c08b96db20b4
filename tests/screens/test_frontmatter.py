"""A task as a text for an editor, and what comes back of it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from screens.frontmatter import Desk, Revision, read, write
from servicedesk_tui.vocabulary.commands import AssignTask, EditTask, PrioritiseTask, SetDue, TagTask, UnassignTask
from servicedesk_tui.vocabulary.enums import Category, Kind, Level, Priority, Role, Tier
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import Card, CustomerRow, PersonRow, StatusRow
from servicedesk_tui.vocabulary.task_rows import TaskView

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
DUE = datetime(2026, 3, 4, 13, tzinfo=UTC)


def person(number: int, login: str) -> PersonRow:
    return PersonRow(number, login, login, Role.AGENT, None, True, "", "", "en", 0)


def customer(number: int, name: str) -> CustomerRow:
    return CustomerRow(number, name, Tier.A, "", "", 0)


DESK = Desk((person(1, "bo"), person(2, "ada")), (customer(1, "Acme A/S"), customer(2, "Torvet")), NOW, ZONE)
CARD = Card(
    7, 12, "Boiler: leak", Kind.CUSTOMER, 1, Category.READY, Priority.P2, Level.MEDIUM, Level.HIGH, (), owner="bo",
    owner_id=1, customer="Acme A/S", customer_id=1, due=DUE,
)  # fmt: skip
VIEW = TaskView(
    card=CARD, status=StatusRow(1, "ready", "Ready", Category.READY, 1, None), description="# Leak\n\nat the *flange*",
    next_step="order the valve", team=None, customer_id=1, contact=None, contact_phone=None, site=None, site_address=None,
    site_access=None, planned_start=None, planned_end=None, estimate_minutes=90, spent_minutes=0, parent=None, created_at=NOW,
    created_by="bo", updated_at=NOW, status_since=NOW, tags=("hvac", "pump"), involved=(), checklist=(), links=(), history=(),
)  # fmt: skip
TEXT = """---
title: Boiler: leak
owner: bo
customer: Acme A/S
impact: medium
urgency: high
due: 2026-03-04 14:00
estimate: 90m
tags: hvac pump
next: order the valve
---

# Leak

at the *flange*
"""


def changed(**fields: str) -> Revision:
    text = TEXT
    for name, value in fields.items():
        if name == "text":
            text = text[: text.rindex("---") + 4] + value
        else:
            line = next(one for one in text.split("\n") if one.startswith(f"{name}:"))
            text = text.replace(line, f"{name}: {value}")
    found = read(text, VIEW, DESK)
    assert found is not None
    return found


def test_a_task_is_written_as_its_fields_and_its_text() -> None:
    assert write(VIEW, ZONE) == TEXT


def test_what_was_not_changed_changes_nothing() -> None:
    assert read(TEXT, VIEW, DESK) is None
    assert read(f"# a remark\n\n{TEXT}\n\n", VIEW, DESK) is None
    assert read(TEXT.replace("tags: hvac pump\n", ""), VIEW, DESK) is None, "a field that is left out stays as it is"


@pytest.mark.parametrize(
    ("name", "value", "command"),
    [
        ("title", "Lift", EditTask(task=7, fields={"title": "Lift"}, base={"title": "Boiler: leak"})),
        ("owner", "@ADA", AssignTask(task=7, owner=2, base={"owner": 1})),
        ("owner", "nobody", UnassignTask(task=7, base={"owner": 1})),
        ("customer", "torv", EditTask(task=7, fields={"customer": 2}, base={"customer": 1})),
        ("customer", "-", EditTask(task=7, fields={"customer": None}, base={"customer": 1})),
        ("urgency", "Low", PrioritiseTask(task=7, urgency=Level.LOW, base={"urgency": Level.HIGH})),
        ("due", "-", SetDue(task=7, due=None, base={"due": DUE})),
        ("due", "fri 9:00", SetDue(task=7, due=datetime(2026, 3, 6, 8, tzinfo=UTC), base={"due": DUE})),
        ("estimate", "2h", EditTask(task=7, fields={"estimate_minutes": 120}, base={"estimate_minutes": 90})),
        ("tags", "#pump, lift", TagTask(task=7, add=("lift",), remove=("hvac",))),
        ("tags", "-", TagTask(task=7, remove=("hvac", "pump"))),
        ("next", "", EditTask(task=7, fields={"next_step": ""}, base={"next_step": "order the valve"})),
    ],
)
def test_each_field_that_was_changed_is_a_command(name: str, value: str, command: object) -> None:
    assert changed(**{name: value}).command.changes == (command,)


def test_several_fields_are_one_command_and_are_said_a_line_each() -> None:
    found = changed(title="Lift", next="ring", owner="ada", text="\n# Leak\n\nat the valve\n")
    edit, assign = found.command.changes
    assert isinstance(edit, EditTask)
    assert edit.fields == {"title": "Lift", "next_step": "ring", "description": "# Leak\n\nat the valve"}
    assert isinstance(assign, AssignTask)
    assert found.said == (
        "title: Boiler: leak → Lift",
        "owner: bo → ada",
        "next: order the valve → ring",
        "-at the *flange*",
        "+at the valve",
    )


def test_a_long_change_of_the_text_is_said_in_part() -> None:
    found = changed(text="\n" + "\n".join(f"line {n}" for n in range(30)))
    assert len(found.said) == 7
    assert found.said[-1].startswith("… 2")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT.replace("owner: bo", "owner: zoe"), "Line 3, owner: There is nobody called “zoe” here."),
        (TEXT.replace("customer: Acme A/S", "customer: Acne"), "Line 4, customer: .* Did you mean Acme A/S"),
        (TEXT.replace("impact: medium", "impact: huge"), "Line 5, impact: It is one of high, medium, low"),
        (TEXT.replace("due: 2026-03-04 14:00", "due: soonish"), "Line 7, due: “soonish” is not a date"),
        (TEXT.replace("estimate: 90m", "estimate: long"), "Line 8, estimate: “long” is not a time"),
        (TEXT.replace("title: Boiler: leak", "title:"), "Line 2, title: A task has a title"),
        (TEXT.replace("title: Boiler: leak", "titel: x"), "Line 2: “titel: x” is no field; there are title, owner"),
        (TEXT.replace("owner: bo", "title: x"), "Line 3: title stands there twice"),
        (TEXT.replace("owner: bo", "owner bo"), "Line 3: “owner bo” is no field"),
        ("Lift\n\ntext", "Line 1: the fields begin with a line ---"),
        ("---\ntitle: x\n", "The fields end with a line ---"),
        ("", "Line 1: the fields begin"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read(text, VIEW, DESK)

"""Shifts are handed over in a shell: drafted, written, sent, noted, signed off, listed."""

import re

from .shell import Shell

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
"""As everywhere in JSON: to the second, with the offset."""


def test_a_shift_is_handed_over_from_draft_to_signature(either: Shell) -> None:
    assert either.refusal("shift", "show") == "There is no shift hand-over; servicedesk shift draft makes one."
    either.tell("add", "Boiler leak @anna")
    assert "Boiler leak: added" in either.tell("shift", "draft").out
    either.tell("shift", "add", "Key is in the van", "Coffee is out")
    either.tell("shift", "remove", "3")
    found = either.tell("shift", "show", "--json").json
    assert (found["whose"], found["state"], [line["text"] for line in found["items"]]) == (
        "anna",
        "draft",
        ["Boiler leak: added", "Key is in the van"],
    )
    assert re.fullmatch(MOMENT, found["at"])
    assert re.fullmatch(MOMENT, found["since"])
    assert {"id", "kind", "text", "number", "critical", "is_unowned", "acknowledged_by"} <= set(found["items"][0])
    assert found["items"][0]["kind"] == "changed"
    assert either.refusal("shift", "remove", "9") == "There is no line 9; there are 2."
    either.tell("shift", "send")
    assert either.refusal("shift", "sign", "1") == "2 lines are not acknowledged yet."
    either.tell("shift", "ack", "1")
    either.tell("shift", "ack")
    either.tell("shift", "sign")
    (row,) = either.tell("shift", "list", "--text", "VAN", "--json").json
    assert (row["state"], row["acknowledged"], row["lines"]) == ("signed", 2, 2)
    assert re.fullmatch(MOMENT, row["at"])
    assert either.tell("shift", "list", "--text", "none such").rows == []


def test_a_teams_shift_is_drafted_by_its_name(either: Shell) -> None:
    either.tell("shift", "draft", "--team", "field")
    assert either.tell("shift", "list").rows[0][1] == "field"
    assert either.refusal("shift", "draft", "--team", "field", "--person", "bo", status=2).startswith("Say --team")

"""Tasks change hands in a shell: offered, accepted, returned, withdrawn, covered while somebody is away."""

import pytest

from .shell import Shell


@pytest.fixture
def filled(either: Shell) -> Shell:
    """Two tasks of bo's."""
    for title in ("One @bo", "Two @bo"):
        either.tell("add", title)
    return either


def owners(shell: Shell, *numbers: str) -> list[str | None]:
    return [shell.task(number)["owner"] for number in numbers]


def test_tasks_are_offered_with_their_context_and_accepted(filled: Shell) -> None:
    filled.tell("handover", "1", "2", "--to", "@ada", "--note", "-", "--next", "order", stdin="Key is next door\n")
    assert owners(filled, "1", "2") == ["bo", "bo"]
    line = filled.tell("history", "1", "--json").json[0]
    assert line["sentence"] == "anna offered SD-1 to ada"
    assert line["note"] == "why: Key is next door\nnext: order"
    assert "SD-1" in filled.by("ada").tell("list", "to:@me").out
    filled.by("ada").tell("accept", "1", "2")
    assert owners(filled, "1", "2") == ["ada", "ada"]
    assert filled.task("1")["collaborators"] == ["bo"]


def test_tasks_are_returned_with_a_word_and_offers_withdrawn(filled: Shell) -> None:
    filled.tell("handover", "1", "2", "--to", "ada")
    asked = filled.by("ada").refusal("return", "1")
    assert asked.startswith("Why is SD-1 returned?")
    filled.by("ada").tell("return", "1", "--word", "No room")
    assert "SD-1" in filled.tell("list", "is:returned").out
    filled.tell("withdraw", "2")
    assert filled.refusal("withdraw", "2") == "SD-2 is not offered to anybody."


def test_a_wrong_hand_over_says_what_would_be_right(filled: Shell) -> None:
    assert filled.by("vera").refusal("handover", "1", "--to", "me").startswith("A viewer may not take over what bo has")
    assert filled.refusal("handover", "1", "--to", "nils").startswith("There is nobody called “nils” here.")
    assert filled.refusal("handover", "1", status=2) == "Say --to LOGIN or --team TEAM."
    assert filled.refusal("handover", "--away", "bo") == "bo is not away."


def test_what_somebody_has_who_is_away_goes_to_who_stands_in(filled: Shell) -> None:
    noted = filled("absence", "add", "bo", "today", "2030-03-05", "--substitute", "ada")
    assert noted.err == "2 open tasks wait for bo; hand them over.\n"
    would = [["SD-1", "ada", "stands in", "One"], ["SD-2", "ada", "stands in", "Two"]]
    assert filled.tell("handover", "--away", "bo", "--dry-run").rows == would
    assert [row[1] for row in filled.tell("handover", "--away", "bo", "--to", "me", "--dry-run").rows] == [
        "anna",
        "anna",
    ]
    assert owners(filled, "1", "2") == ["bo", "bo"]
    filled.tell("handover", "--away", "bo")
    assert owners(filled, "1", "2") == ["ada", "ada"]
    filled.tell("handover", "--bring-back")
    assert owners(filled, "1", "2") == ["ada", "ada"]
    filled.tell("absence", "remove", "bo", filled.tell("absence", "list", "bo").rows[0][0])
    assert filled.tell("handover", "--bring-back", "--dry-run").out == "2 tasks would be changed.\n"
    assert owners(filled, "1") == ["ada"]
    filled.tell("handover", "--bring-back")
    assert owners(filled, "1", "2") == ["bo", "bo"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1 --away bo", "--away does not go with REF."),
        ("--away bo --filter @bo", "--away does not go with --filter."),
        ("--away bo --team field", "--away does not go with --team."),
        ("--away bo --note why", "--away does not go with --note."),
        ("--bring-back --away bo", "--bring-back does not go with --away."),
        ("--bring-back --to ada", "--bring-back does not go with --to."),
        ("--bring-back 1", "--bring-back does not go with REF."),
        ("1 --team field --done half", "--team does not go with --done."),
        ("1 --team field --until fri", "--team does not go with --until."),
    ],
)
def test_what_would_be_dropped_is_refused(shell: Shell, line: str, said: str) -> None:
    assert shell.refusal("handover", *line.split(), status=2) == said

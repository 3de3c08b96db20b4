"""A spreadsheet comes in: told first, all or nothing, once only, and taken back in one."""

from pathlib import Path
from typing import Any

import pytest

from servicedesk_tui.locale import n_

from ..exchange.danish_sheet import DanishSheet, make_sheet
from .shell import Shell

SMALL = "Emne;Kunde;Ansvarlig;Frist\r\nVandhane drypper;Café Ærø;Bo;24-12-2030\r\nNy lås;Rådhuset;Preben;\r\n"


@pytest.fixture(scope="module")
def sheet() -> DanishSheet:
    return make_sheet(120)


@pytest.fixture
def file(sheet: DanishSheet, tmp_path: Path) -> str:
    path = tmp_path / "sager.csv"
    path.write_bytes(sheet.data)
    return str(path)


def written(folder: Path, text: str, name: str = "opgaver.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8-sig", newline="")
    return str(path)


def count(shell: Shell, *line: str) -> int:
    return len(shell.tell("list", "--all", "--limit", "9999", *line).rows)


def test_a_dry_run_tells_all_and_changes_nothing(either: Shell, file: str, sheet: DanishSheet) -> None:
    said = either("import", file, "--dry-run", "--json")
    assert said.status == 1
    report: dict[str, Any] = said.json
    assert (report["tasks"], report["encoding"], report["separator"]) == (sheet.good, "cp1252", ";")
    assert {row["line"] for row in report["rejected"]} == set(sheet.rejected)
    assert all(row["reason"] for row in report["rejected"])
    assert report["unknown_people"] == dict(sheet.strangers)
    assert set(report["new_customers"]) == sheet.customers
    assert report["passed_over"] == dict(sheet.passed_over)
    assert "rows cannot be taken" in said.err
    assert count(either) == 0
    assert either.tell("customer", "list").out == ""
    assert either("import", file, "--dry-run", "--partial").status == 0
    assert count(either) == 0


def test_one_faulty_row_keeps_the_whole_file_out(either: Shell, file: str, sheet: DanishSheet) -> None:
    said = either("import", file)
    assert (said.status, said.out) == (1, "")
    lines = said.err.splitlines()
    assert [int(line.split()[1].rstrip(":")) for line in lines[:-1]] == sorted(sheet.rejected)
    assert lines[-1].startswith(f"Nothing was brought in. {len(sheet.rejected)} rows cannot be taken.")
    assert count(either) == 0
    assert either.tell("customer", "list").out == ""


def test_the_good_rows_come_in_once_and_go_in_one(either: Shell, file: str, sheet: DanishSheet) -> None:
    added = either("import", file, "--partial", "--json").json
    assert (added["added"], added["known"]) == (sheet.good, 0)
    assert count(either) == sheet.good
    assert len(either.tell("customer", "list").rows) == len(sheet.customers)
    again = either("import", file, "--partial", "--json").json
    assert (again["added"], again["known"]) == (0, sheet.good)
    assert count(either) == sheet.good
    either.tell("undo")
    assert count(either) == 0
    assert either.tell("customer", "list").out == ""
    either.tell("redo")
    assert count(either) == sheet.good


def test_cells_become_what_they_say(either: Shell, tmp_path: Path) -> None:
    either.tell("import", written(tmp_path, SMALL))
    tasks = {task["title"]: task for task in either.tell("list", "--json").json}
    tap, lock = tasks["Vandhane drypper"], tasks["Ny lås"]
    assert (tap["customer"], tap["owner"], tap["status"], tap["kind"]) == ("Café Ærø", "bo", "ready", "customer")
    assert (tap["due"], tap["due_is_day"]) == ("2030-12-24T17:00:00+01:00", True)
    assert (lock["owner"], lock["status"]) == (None, "inbox")


def test_columns_may_be_named(shell: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "Foo,Bar\nNy lås,Rådhuset\n")
    assert "say which with --map" in shell.refusal("import", file)
    assert "There is no column “who”" in shell.refusal("import", file, "--map", "Who=customer,Foo=title")
    assert "there are" in shell.refusal("import", file, "--map", "Foo=titel", status=2)
    shell.tell("import", file, "--map", "Foo=title,Bar=customer")
    assert shell.task("1")["customer"] == "Rådhuset"


def test_a_list_without_ids_is_known_by_its_file(shell: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    shell.tell("import", file)
    shell.tell("import", written(tmp_path, SMALL, "same.csv"))
    assert count(shell) == 2
    shell.tell("import", written(tmp_path, f"{SMALL}Ny pumpe;;;\r\n"))
    assert count(shell) == 5


def test_rows_come_from_stdin(shell: Shell) -> None:
    shell.tell("import", "-", stdin=SMALL.encode("utf-16"))
    assert count(shell) == 2


def test_a_person_reads_a_summary(shell: Shell, tmp_path: Path) -> None:
    said = shell("import", written(tmp_path, SMALL), "--dry-run", terminal=True)
    assert said.status == 0
    for text in (n_("{n} task", "{n} tasks", 2).format(n=2), "New customers: Café Ærø (1), Rådhuset (1)", "Preben (1)"):
        assert text in said.out


def test_an_import_that_was_worked_on_is_not_taken_back(shell: Shell, tmp_path: Path) -> None:
    shell.tell("import", written(tmp_path, SMALL))
    shell.by("dina").tell("note", "1", "Rang")
    assert "dina has worked on SD-1 since" in shell.refusal("undo")
    assert count(shell) == 2


def test_who_may_only_read_brings_nothing_in(shell: Shell, tmp_path: Path) -> None:
    assert shell.by("vera").refusal("import", written(tmp_path, SMALL))
    assert count(shell) == 0

"""A new desk: its statuses, its first administrator, and a place that others share or nobody else reads."""

import shutil
import stat
from pathlib import Path

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import first_run
from servicedesk_tui.desk.first_run import STATUSES, create_store
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.desk_commands import AddPerson
from servicedesk_tui.vocabulary.enums import Role
from servicedesk_tui.vocabulary.questions import HistoryQuestion, ListQuestion, PeopleQuestion, StatusesQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed, StoreRefusal

from ..stores import START, open_as
from .accounts import GROUP, NOBODY, SOMEBODY, act_as, public_folder, require_root


def found(
    address: StoreAddress, *, login: str = "anna", zone: str = "Europe/Copenhagen", group: str | None = None
) -> None:
    create_store(address, name="Nordvarme", zone=zone, language="da", login=login, person_name="Anna Holm", group=group)


def test_a_new_desk_has_statuses_one_admin_and_a_first_line(tmp_path: Path, clock: FrozenClock) -> None:
    address = StoreAddress(path=tmp_path / "desk.db")
    found(address)
    assert_new(address, clock)


@pytest.mark.postgres
def test_a_new_desk_in_a_database_is_the_same(empty_postgres: StoreAddress, clock: FrozenClock) -> None:
    found(empty_postgres)
    assert_new(empty_postgres, clock)
    with pytest.raises(StoreRefusal, match="already a desk"):
        found(empty_postgres, login="bo")
    with open_as(empty_postgres, "anna", clock) as desk:
        assert [person.login for person in desk.ask(PeopleQuestion())] == ["anna"]


def assert_new(address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(address, "anna", clock) as desk:
        assert (desk.me.role, desk.me.zone, desk.me.language) == (Role.ADMIN, "Europe/Copenhagen", "da")
        assert desk.me.desk_name == "Nordvarme"
        assert [status.key for status in desk.ask(StatusesQuestion())] == [status.key for status in STATUSES]
        assert len(desk.ask(HistoryQuestion())) == 1
        assert desk.ask(ListQuestion(all=True)) == ()


def test_what_is_there_already_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_text("a letter")
    with pytest.raises(StoreRefusal, match="already there; nothing was changed"):
        found(StoreAddress(path=path))
    assert path.read_text() == "a letter"


def test_a_refused_answer_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Mars is no time zone"):
        found(StoreAddress(path=tmp_path / "new" / "desk.db"), zone="Mars")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_the_filling(monkeypatch)
    with pytest.raises(RuntimeError, match="half way"):
        found(StoreAddress(path=tmp_path / "a" / "b" / "desk.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgres
def test_a_failure_half_way_leaves_the_database_empty(
    empty_postgres: StoreAddress, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    with monkeypatch.context() as broken:
        break_the_filling(broken)
        with pytest.raises(RuntimeError, match="half way"):
            found(empty_postgres)
    found(empty_postgres)
    assert_new(empty_postgres, clock)


def break_the_filling(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr(first_run, "_statuses", fail)


def test_ones_own_store_is_nobody_elses_to_read(tmp_path: Path, clock: FrozenClock) -> None:
    address = StoreAddress(path=tmp_path / "desk.db")
    found(address)
    with open_as(address, "anna", clock) as desk:
        desk.do(CreateTask(title="Mine"))
        assert {mode(path) for path in tmp_path.iterdir()} == {0o600}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_shared_store_is_used_by_a_second_account_of_the_group_and_by_nobody_else(clock: FrozenClock) -> None:
    require_root()
    with public_folder() as folder:
        path = folder / "desk" / "desk.db"
        address = StoreAddress(path=path, named=True)
        found(address, group=GROUP.gr_name)
        assert (mode(path.parent), path.parent.stat().st_gid) == (0o2770, GROUP.gr_gid)
        assert (mode(path), path.stat().st_gid) == (0o660, GROUP.gr_gid)
        with open_as(address, "anna", clock) as desk:
            desk.do(AddPerson(login="bo", name="Bo", role=Role.AGENT))
            assert act_as(SOMEBODY, lambda: add(address, "bo"), (GROUP.gr_gid,)) == "SD made"
            assert [card.title for card in desk.ask(ListQuestion())] == ["From bo"]
            desk.do(CreateTask(title="From anna"))
            files = {found.name: (mode(found), found.stat().st_gid) for found in path.parent.iterdir()}
            assert {"desk.db", "desk.db-wal", "desk.db-shm"} <= set(files)
            assert set(files.values()) == {(0o660, GROUP.gr_gid)}
            assert "cannot be reached" in act_as(NOBODY, lambda: add(address, "bo"))


def add(address: StoreAddress, login: str) -> str:
    """Open, add, and close a store as the child of `act_as` does."""
    with open_as(address, login, FrozenClock(START)) as desk:
        assert desk.do(CreateTask(title=f"From {login}")).created
    return "SD made"


def test_the_second_account_may_also_be_the_first_to_write(clock: FrozenClock) -> None:
    require_root()
    with public_folder() as folder:
        path = folder / "desk" / "desk.db"
        address = StoreAddress(path=path, named=True)
        found(address, login="bo", group=GROUP.gr_name)
        for left in path.parent.glob("desk.db-*"):
            left.unlink()
        assert act_as(SOMEBODY, lambda: add(address, "bo"), (GROUP.gr_gid,)) == "SD made"
        assert act_as(NOBODY, lambda: add(address, "bo"), (GROUP.gr_gid,)) == "SD made"
        with open_as(address, "bo", clock) as desk:
            assert len(desk.ask(ListQuestion())) == 2


def test_a_group_that_is_none_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreRefusal, match="cannot be made: no such group"):
        found(StoreAddress(path=tmp_path / "shared" / "desk.db"), group="no-such-group")
    assert list(tmp_path.iterdir()) == []


def test_a_group_one_is_not_in_is_refused_and_leaves_no_folder() -> None:
    require_root()
    with public_folder() as folder:
        shutil.chown(folder, NOBODY)
        address = StoreAddress(path=folder / "shared" / "desk.db")
        assert "only its members may" in act_as(NOBODY, lambda: found(address, group=GROUP.gr_name))
        assert list(folder.iterdir()) == []


def test_neither_a_stranger_nor_the_desk_itself_is_let_in(store_address: StoreAddress, clock: FrozenClock) -> None:
    with pytest.raises(NotAllowed, match=r"knows no stranger\. Ask an admin \(anna\) to run: servicedesk person add"):
        open_as(store_address, "stranger", clock)
    with pytest.raises(NotAllowed):
        open_as(store_address, "desk", clock)


def test_an_account_is_known_whatever_its_capitals(store_address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(store_address, "VERA", clock) as desk:
        assert desk.me.login == "vera"

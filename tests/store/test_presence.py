"""Who has a task open: told to each other aside, gone after a minute, and never in anybody's way."""

import threading

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.checking import check_store
from servicedesk_tui.store.presence import GONE, Presence, presence_file

from ..stores import open_as


def seen(some: Presence, task: int | None = None) -> list[tuple[int, str, bool]]:
    return [(one.task, one.login, one.writes) for one in some.beat(task)]


def test_each_hears_what_the_others_have_open_and_who_writes(store_address: StoreAddress) -> None:
    anna, bo = Presence(store_address, "anna", "pts/1"), Presence(store_address, "bo", "pts/2")
    assert anna.beat(7) == ()
    [one] = bo.beat(7, writes=True)
    assert (one.task, one.login, one.writes, one.terminal) == (7, "anna", False, "pts/1")
    [two] = anna.beat(7)
    assert (two.login, two.writes) == ("bo", True)
    bo.beat(8)
    assert seen(anna, 7) == [(8, "bo", False)]
    bo.beat(None)
    assert seen(anna, 7) == []
    anna.leave()
    assert seen(bo) == []


def test_since_stays_while_the_task_does(sqlite_address: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    at = [1000.0]
    monkeypatch.setattr("servicedesk_tui.store.presence.time.time", lambda: at[0])
    anna, bo = Presence(sqlite_address, "anna"), Presence(sqlite_address, "bo")
    bo.beat(1)
    at[0] += 30
    bo.beat(1, writes=True)
    assert anna.beat(None)[0].since.timestamp() == 1000
    bo.beat(2)
    assert anna.beat(None)[0].since.timestamp() == 1030


def test_who_is_not_heard_of_for_long_is_gone(sqlite_address: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    at = [1000.0]
    monkeypatch.setattr("servicedesk_tui.store.presence.time.time", lambda: at[0])
    anna, bo = Presence(sqlite_address, "anna"), Presence(sqlite_address, "bo")
    bo.beat(1)
    at[0] += GONE - 1
    assert seen(anna) == [(1, "bo", False)]
    at[0] += 2
    assert seen(anna) == []


def test_many_at_once_are_all_heard(sqlite_address: StoreAddress) -> None:
    def stay(number: int) -> None:
        one = Presence(sqlite_address, f"p{number}")
        for _ in range(5):
            one.beat(number)

    threads = [threading.Thread(target=stay, args=(n,)) for n in range(1, 31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen(Presence(sqlite_address, "anna"))) >= 28  # a beat that found no turn is made up for by the next


@pytest.mark.parametrize("harm", ["a folder", "no database"])
def test_what_is_wrong_with_it_is_nobodys_business(sqlite_address: StoreAddress, harm: str) -> None:
    assert sqlite_address.path is not None
    path = presence_file(sqlite_address.path)
    path.mkdir() if harm == "a folder" else path.write_bytes(b"not a database, but long enough to be read as one" * 50)
    anna = Presence(sqlite_address, "anna")
    assert anna.beat(1) == ()
    anna.leave()


def test_the_store_is_not_touched_and_is_still_whole(store_address: StoreAddress) -> None:
    with open_as(store_address, "anna", SystemClock(), "") as desk:  # type: ignore[arg-type]
        before = desk.since(0)
        Presence(store_address, "bo").beat(1)
        assert desk.since(0) == before
    if store_address.path is not None:
        assert [finding for finding in check_store(store_address) if finding.is_fault] == []


def test_the_file_has_the_stores_own_permissions(sqlite_address: StoreAddress) -> None:
    assert sqlite_address.path is not None
    sqlite_address.path.chmod(0o660)
    Presence(sqlite_address, "anna").beat(1)
    assert presence_file(sqlite_address.path).stat().st_mode & 0o777 == 0o660

"""The threads behind the glass, where there is no store for them yet."""

import queue
from pathlib import Path
from typing import Any

import pytest

from servicedesk_tui.backstage import Backstage, NotRan, Ran
from servicedesk_tui.desk import identity
from servicedesk_tui.desk.first_run import create_store
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.errands import CompletePath
from servicedesk_tui.vocabulary.refusals import StoreMissing


def test_an_errand_without_a_store_is_answered_and_the_next_one_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "account", lambda: "me")
    address = StoreAddress(path=tmp_path / "desk.db", named=True)
    said: queue.Queue[Any] = queue.Queue()
    backstage = Backstage(address, said.put)
    errand = CompletePath(text=f"{tmp_path}/")
    backstage.run(errand, 1)
    first = said.get(timeout=20)
    assert isinstance(first, NotRan)
    assert isinstance(first.refusal, StoreMissing)
    backstage._threads[0].join(timeout=20)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login="me", person_name="Me")
    backstage.run(errand, 2)
    then = said.get(timeout=20)
    assert isinstance(then, Ran), then
    assert f"{tmp_path}/desk.db" in then.answer
    backstage.close()

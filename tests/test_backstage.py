"""The threads behind the glass, where there is no store for them yet."""

import queue
import threading
from pathlib import Path
from typing import Any

import pytest

from servicedesk_tui.backstage import threads
from servicedesk_tui.backstage.messages import Answered, NotRan, Ran
from servicedesk_tui.backstage.threads import Backstage
from servicedesk_tui.desk import Desk, identity
from servicedesk_tui.desk.first_run import create_store
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.errands import CompletePath
from servicedesk_tui.vocabulary.planning import WorkloadQuestion
from servicedesk_tui.vocabulary.questions import PeopleQuestion, Question, ViewsQuestion
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


def test_while_nobody_asks_for_anything_the_open_work_is_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "account", lambda: "me")
    monkeypatch.setattr(threads, "REST", 0.1)
    address = StoreAddress(path=tmp_path / "desk.db", named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login="me", person_name="Me")
    asked: list[Question] = []
    under_way, goes_on = threading.Event(), threading.Event()
    ask = Desk.ask

    def slow(desk: Desk, question: Question, **more: Any) -> Any:
        asked.append(question)
        if isinstance(question, WorkloadQuestion):
            under_way.set()
            assert goes_on.wait(20)
        return ask(desk, question, **more)

    stopped = threading.Event()

    def interrupt(_desk: Desk) -> None:
        stopped.set()
        goes_on.set()

    monkeypatch.setattr(Desk, "ask", slow)
    monkeypatch.setattr(Desk, "interrupt", interrupt)
    said: queue.Queue[Any] = queue.Queue()
    backstage = Backstage(address, said.put, looks_after=False)
    backstage.start()
    backstage.ask(PeopleQuestion(), "people")
    assert under_way.wait(20)
    backstage.ask(ViewsQuestion(), "views")
    assert stopped.is_set(), "who asks for something does not wait for it"
    answers: list[Answered] = []
    while len(answers) < 2:
        one = said.get(timeout=20)
        answers += [one] if isinstance(one, Answered) else []
    assert [type(one.question) for one in answers] == [PeopleQuestion, ViewsQuestion]
    backstage.close()
    assert [type(question) for question in asked] == [PeopleQuestion, WorkloadQuestion, ViewsQuestion]

"""What a desk keeps of what it saw: whatever happens in between, it answers as a desk does that reads all of it anew."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import kept
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store import feed
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary import commands as c
from servicedesk_tui.vocabulary.planning import WorkloadQuestion
from servicedesk_tui.vocabulary.questions import IdsQuestion

from ..stores import START
from .kept_walk import ALL, FEW, MANY, Save, Stopped, Walk, saved_database, saved_file
from .test_verbs import person

STEPS = 30
OpenWalk = Callable[..., Walk]


@pytest.fixture
def save(request: pytest.FixtureRequest, store_address: StoreAddress) -> Save:
    """Keeps copies of the test's store."""
    path = store_address.path
    if path is not None:
        return lambda: saved_file(path)
    cluster = request.getfixturevalue("postgres_cluster")
    return lambda: saved_database(cluster, store_address)


@pytest.fixture
def open_walk(store_address: StoreAddress, clock: FrozenClock, save: Save) -> Iterator[OpenWalk]:
    """Begins a walk on the test's store, by its seed."""
    begun: list[Walk] = []

    def begin(seed: int = 1, many: int = FEW) -> Walk:
        begun.append(Walk(store_address, clock, seed, save, many))
        return begun[-1]

    yield begin
    for walk in begun:
        walk.close()


def _go(walk: Walk, steps: int) -> None:
    for _ in range(steps):
        walk.step()
        if walk.any.random() < 0.7:
            walk.look()


@pytest.mark.parametrize("many", [FEW, MANY])
def test_what_is_kept_is_what_is_there(open_walk: OpenWalk, many: int) -> None:
    _go(open_walk(many=many), STEPS)


@pytest.mark.proof
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(3, 9))
def test_what_is_kept_is_what_is_there_for_long(open_walk: OpenWalk, seed: int) -> None:
    _go(open_walk(seed, many=FEW if seed % 2 else MANY), 300)


def test_what_has_not_changed_is_not_read_again(open_walk: OpenWalk, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = open_walk()
    walk.look(most=ALL)
    for name in ("opened", "opened_since", "bare_trips", "bare_trips_to"):
        monkeypatch.setattr(kept, name, None)
    walk.kept.do(c.MarkSeen(tasks=(1,)))
    walk.kept.ask(WorkloadQuestion(start=START.date()))


def test_what_was_changed_together_is_seen_however_much_it_is(open_walk: OpenWalk) -> None:
    walk = open_walk()
    walk.look(most=ALL)
    walk.bring(MANY)
    walk.look(most=ALL)
    tasks = walk.other.ask(IdsQuestion(filter="is:open"))
    walk.other.do(c.Bulk(command=c.AssignTask(task=0, owner=person(walk.other, "bo")), tasks=tasks))
    walk.look(most=ALL)


def test_more_changes_than_are_followed_are_seen(open_walk: OpenWalk, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = open_walk()
    monkeypatch.setattr(kept, "MOST_ITEMS", 4)
    monkeypatch.setattr(kept, "MOST_TASKS", 2)
    for times in (1, 2, 3, 4, 5, 6):
        walk.look(most=ALL)
        for _ in range(times):
            walk.estimate()


def test_another_median_counts_for_every_task_without_an_estimate(open_walk: OpenWalk) -> None:
    walk = open_walk()
    walk.look(most=ALL)
    for task in walk.other.ask(IdsQuestion(filter="is:open"))[:20]:
        walk.other.do(c.EditTask(task=task, fields={"estimate_minutes": 333}))
    walk.look(most=ALL)


def test_another_zone_makes_another_way(open_walk: OpenWalk) -> None:
    walk = open_walk()
    walk.look(most=ALL)
    walk.by_hand("UPDATE site SET zone = 'S'", ("customer", 1))
    walk.look(most=ALL)


def test_who_has_come_has_visits_too(open_walk: OpenWalk) -> None:
    walk = open_walk()
    walk.look(most=ALL)
    walk.person_comes()
    start = START + timedelta(days=1)
    walk.other.do(c.PlanVisit(task=walk.task(), start=start, minutes=60, person=max(walk.people)))
    walk.look(most=ALL)
    walk.other.do(c.PlanVisit(task=walk.task(), start=start, minutes=60, person=max(walk.people)))
    walk.look(most=ALL)


def test_a_store_set_back_that_came_as_far_again_is_read_anew(open_walk: OpenWalk, clock: FrozenClock) -> None:
    walk = open_walk()
    walk.save()
    walk.estimate()
    at = _end(walk)
    walk.look(most=ALL)
    walk.restore()
    while _end(walk) < at:
        clock.move(timedelta(minutes=1))
        walk.estimate()
    assert _end(walk) == at
    walk.look(most=ALL)


def _end(walk: Walk) -> int:
    with reading(walk.other._engine, "") as session:
        return feed.position(session)


@pytest.mark.parametrize("where", ["opened_since", "bare_trips_to"])
def test_a_read_that_was_stopped_leaves_nothing_half_done(
    open_walk: OpenWalk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    walk = open_walk()
    walk.look(most=ALL)
    walk.give()
    walk.plan()

    def stop(*_: object) -> None:
        raise Stopped

    with monkeypatch.context() as stopped:
        stopped.setattr(kept, where, stop)
        with pytest.raises(Stopped):
            walk.kept.ask(WorkloadQuestion(start=START.date()))
    walk.look(most=ALL)


def test_what_was_there_a_week_ago_changes_by_the_clock_alone(open_walk: OpenWalk, clock: FrozenClock) -> None:
    walk = open_walk()
    for days in (0, 1, 6, 1):
        clock.move(timedelta(days=days))
        walk.look(most=ALL)


def test_days_long_ago_are_shown_with_their_visits(open_walk: OpenWalk, clock: FrozenClock) -> None:
    walk = open_walk()
    month = WorkloadQuestion(start=START.date() - timedelta(days=5), days=30)
    for days in (0, 25, -25):
        clock.move(timedelta(days=days))
        walk.compare(month, WorkloadQuestion(start=clock.now().date()), month)

"""Who and what a life can name: ids of the people, statuses, customers and tags that are in the store by now."""

from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from servicedesk_tui.vocabulary.enums import Category, Role, Tier

from .firm import COLLEAGUES, Colleague


@dataclass(frozen=True, slots=True)
class Step:
    """A status; `key` is its category's name."""

    id: int
    key: str
    is_open: bool
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Patron:
    """A customer with the ids of its contacts and sites."""

    id: int
    name: str
    tier: Tier
    contacts: tuple[int, ...]
    sites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Worker:
    """A colleague with ids."""

    id: int
    team_id: int
    card: Colleague


@dataclass(slots=True)
class Cast:
    """Everything a life can name."""

    steps: dict[Category, Step]
    patrons: list[Patron]
    workers: dict[str, Worker]
    tags: dict[str, int] = field(default_factory=dict)
    teams: dict[str, list[Worker]] = field(init=False)
    _weights: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.teams = {}
        for colleague in COLLEAGUES:
            self.teams.setdefault(colleague.team, []).append(self.workers[colleague.login])
        weight = {Tier.A: 12, Tier.B: 5, Tier.C: 1}
        self._weights = tuple(accumulate(weight[p.tier] for p in self.patrons))

    def patron(self, rng: Random) -> Patron:
        """A customer; the big ones call more often."""
        return rng.choices(self.patrons, cum_weights=self._weights)[0]

    def planner(self, rng: Random) -> Worker:
        """Somebody who hands out work."""
        return self.workers[rng.choice(("anna", "anna", "henrik"))]

    def caller(self, rng: Random) -> Worker:
        """Somebody who takes calls."""
        return self.workers[rng.choice(("anna", "ida", "per", "henrik", "sofie"))]

    def doer(self, rng: Random, team: str) -> Worker:
        """Somebody of the team; its lead takes fewer."""
        workers = self.teams[team]
        return rng.choices(workers, [1 if w.card.role is not Role.AGENT else 3 for w in workers])[0]

"""Quick-add: one line that says everything about a new task.

    Boiler dead, no hot water  @ada #hvac !1 for:acme due:fri at:"thu 14:00" est:90m every:6mo // tenant home after 13

Sigils count at the start of a word; `\\#` (any sign) is that sign itself; what is not understood stays in the title.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any

from servicedesk_tui.policy.priority import priority
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.enums import Level, Priority, Tier
from servicedesk_tui.vocabulary.text import one_line

from .names import Named
from .pieces import Against, Found, Unknown, read_piece


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What a quick-add line says. Pieces in `unknown` are still part of the title; a due that is a guess is to be
    shown in full."""

    title: str = ""
    description: str = ""
    owner: int | None = None
    tags: tuple[str, ...] = ()
    impact: Level | None = None
    urgency: Level | None = None
    customer: int | None = None
    due: datetime | None = None
    due_is_day: bool = False
    due_is_guess: bool = False
    estimate_minutes: int | None = None
    status: str | None = None
    at: datetime | None = None
    every: str | None = None
    blocked_by: tuple[int, ...] = ()
    new_customer: str = ""
    new_phone: str = ""
    unknown: tuple[Unknown, ...] = ()

    def priority(self, tier: Tier | None) -> Priority:
        """The priority it will have for a customer of `tier`."""
        return priority(self.impact or Level.MEDIUM, self.urgency or Level.MEDIUM, tier)

    def to_command(self) -> CreateTask:
        """The command that adds the task."""
        return CreateTask(
            title=self.title,
            description=self.description,
            owner=self.owner,
            tags=self.tags,
            impact=self.impact or Level.MEDIUM,
            urgency=self.urgency or Level.MEDIUM,
            customer=self.customer,
            due=self.due,
            due_is_day=self.due_is_day,
            estimate_minutes=self.estimate_minutes,
            status=self.status,
            at=self.at,
            every=self.every,
            blocked_by=self.blocked_by,
            new_customer=self.new_customer,
            new_phone=self.new_phone,
        )


@dataclass(slots=True)
class _Reading:
    """A line while it is read: what it has said so far, and the words left for the title."""

    said: QuickAdd = QuickAdd()
    words: list[str] = field(default_factory=list)

    def take(self, token: str, found: Found) -> None:
        """Note what a piece sets; one not understood, or that contradicts an earlier one, stays in the title."""
        if isinstance(found, dict) and self._is_repeated(found):
            found = Unknown(token, "repeated")
        if isinstance(found, Unknown):
            self.words.append(token)
            self.said = replace(self.said, unknown=(*self.said.unknown, found))
        elif "blocked_by" in found:
            self.said = replace(self.said, blocked_by=tuple(dict.fromkeys(self.said.blocked_by + found["blocked_by"])))
        elif "tags" in found:
            known = {tag.casefold() for tag in self.said.tags}
            self.said = replace(
                self.said, tags=(*self.said.tags, *(t for t in found["tags"] if t.casefold() not in known))
            )
        else:
            self.said = replace(self.said, **found)

    def _is_repeated(self, found: dict[str, Any]) -> bool:
        before = {name: getattr(self.said, name) for name in found if name not in ("tags", "blocked_by")}
        if ("customer" in found and self.said.new_customer) or ("new_customer" in found and self.said.customer):
            return True
        return any(value not in (None, False, "") for value in before.values()) and before != found


def parse_quick_add(
    text: str,
    *,
    people: Iterable[Named],
    customers: Iterable[Named],
    now: datetime,
    zone: tzinfo,
    me: int | None = None,
    statuses: Iterable[tuple[str, str]] = (),
    phones: Iterable[Named] = (),
) -> QuickAdd:
    """What `text` says. `people` are (id, login), `customers` (id, name), `statuses` (key, name), `phones` (customer's
    id, digits); `me` is who `@me` is."""
    head, description = _split(text)
    reading = _Reading()
    against = Against(list(people), list(customers), now, zone, me, list(statuses), list(phones))
    for token, found in _read_words(head, against):
        if found is None:
            reading.words.append(token)
        else:
            reading.take(token, found)
    return replace(reading.said, title=one_line(" ".join(reading.words)), description=description.strip())


_DESCRIPTION = re.compile(r"(?:^|\s)//(?:\s+|$)")
_WORD = re.compile(r"\s*(\S+)")
_TRAILING = re.compile(r"[.,;:!?]+")
_ESCAPED = re.compile(r"\\(?=[@#!>\\]|for:|due:|est:|at:|tel:|dep:|every:|//)", re.IGNORECASE)


def _split(text: str) -> tuple[str, str]:
    found = _DESCRIPTION.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _read_words(text: str, against: Against) -> Iterator[tuple[str, Found | None]]:
    """Each word of `text`, or each piece with what it means; punctuation after a piece goes with it."""
    at = 0
    while word := _WORD.match(text, at):
        piece = read_piece(text, word.start(1), against)
        if piece is None:
            yield _unescape(word[1]), None
            at = word.end()
        else:
            yield piece
            at = word.start(1) + len(piece[0])
            trailing = _TRAILING.match(text, at)
            at = trailing.end() if trailing else at


def _unescape(word: str) -> str:
    return _ESCAPED.sub("", word, count=1) if word.startswith("\\") else word

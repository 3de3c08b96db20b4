"""Handlers by the type of their command, and reads by the type of their question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from servicedesk_tui.vocabulary.commands import Command
from servicedesk_tui.vocabulary.questions import Question

from .work import Work

C = TypeVar("C", bound=Command)
Q = TypeVar("Q", bound=Question)


@dataclass(frozen=True, slots=True)
class Told:
    """What a handler did, for the sentence in the history: names as they are today."""

    params: Mapping[str, Any] = field(default_factory=dict)
    nothing: bool = False


NOTHING = Told(nothing=True)
"""The command asked for what already is: no batch, no history."""

Handler = Callable[[Work, Any], Told]
Read = Callable[[Any, Any], Any]

HANDLERS: dict[type[Command], Handler] = {}
READS: dict[type[Question], Read] = {}


def handles(command: type[C]) -> Callable[[Callable[[Work, C], Told]], Callable[[Work, C], Told]]:
    """Register the decorated function as the handler of `command`."""

    def register(handler: Callable[[Work, C], Told]) -> Callable[[Work, C], Told]:
        HANDLERS[command] = handler
        return handler

    return register


def answers(question: type[Q]) -> Callable[[Callable[[Any, Q], Any]], Callable[[Any, Q], Any]]:
    """Register the decorated function as the read that answers `question`."""

    def register(read: Callable[[Any, Q], Any]) -> Callable[[Any, Q], Any]:
        READS[question] = read
        return read

    return register

"""A shell line carried out in this process, and what it said."""

import io
import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from servicedesk_tui.cli import main

TASK_KEYS = (
    "ref", "number", "title", "description", "next_step", "kind", "status", "category", "owner", "team", "collaborators",
    "customer", "contact", "site", "impact", "urgency", "priority", "due", "due_is_day", "planned_start", "planned_end",
    "estimate_minutes", "tags", "blocked", "waiting_on", "waiting_until", "parent", "created_at", "created_by",
    "updated_at", "done_at", "version",
)  # fmt: skip
"""What the issue says a task is in JSON."""


@dataclass(frozen=True, slots=True)
class Said:
    """The exit status, and what stood on stdout and stderr."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, read as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """What was printed as lines between tabs."""
        return [line.split("\t") for line in self.out.splitlines()]


class _Stream(io.TextIOWrapper):
    """A stream that is a terminal, or says it is none."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def text(self) -> str:
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined,no-any-return]


class Shell:
    """Says lines to one store as one account."""

    def __init__(self, store: str | None, login: str = "anna") -> None:
        self._store = store
        self._options = ["--store", store] if store else []
        self._login = login

    def __call__(self, *words: str, stdin: str | bytes = "", terminal: bool = False) -> Said:
        """Carry the line out; at a `terminal` a person reads and answers."""
        content = stdin.encode() if isinstance(stdin, str) else stdin
        into, out, err = (_Stream(text, terminal=terminal) for text in (content, b"", b""))
        with ExitStack() as stack:
            for name, stream in (("stdin", into), ("stdout", out), ("stderr", err)):
                stack.enter_context(patch.object(sys, name, stream))
            for module in ("servicedesk_tui.desk.identity", "servicedesk_tui.cli.start", "servicedesk_tui.settings"):
                stack.enter_context(patch(f"{module}.account", lambda: self._login))
            status = main([*words, *self._options])
        return Said(status, out.text, err.text)

    def by(self, login: str) -> "Shell":
        """The same store as another account."""
        return Shell(self._store, login)

    def tell(self, *words: str, stdin: str | bytes = "") -> Said:
        """Carry out a line that is expected to pass, without a word on stderr."""
        said = self(*words, stdin=stdin)
        assert (said.status, said.err) == (0, ""), said
        return said

    def refusal(self, *words: str, status: int = 1, stdin: str | bytes = "") -> str:
        """The one line on stderr of a line that is expected to be refused, with nothing on stdout."""
        said = self(*words, stdin=stdin)
        assert (said.status, said.out) == (status, ""), said
        assert said.err.count("\n") == 1, said.err
        return said.err.strip()

    def task(self, ref: str) -> dict[str, Any]:
        """A task as JSON."""
        found = self.tell("show", ref, "--json").json
        assert isinstance(found, dict)
        return found

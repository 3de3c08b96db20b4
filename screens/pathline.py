"""Paths written in the bottom line: several at once, with quotes as a shell has them, completed as one goes."""

import re
import shlex
from collections.abc import Callable, Sequence

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.errands import CompletePath
from servicedesk_tui.vocabulary.refusals import Refusal

from .paint import clean
from .prompts import Press, Row
from .textline import TextLine

_BEGUN = re.compile(r"""(?:\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s\\"'])*\\?\Z""")
_TAKEN = re.compile(r"([\s'\"\\])")
Ask = Callable[[CompletePath, Callable[[tuple[str, ...]], None], Callable[[Refusal], None]], None]


def split_paths(text: str) -> list[str] | None:
    """The paths in a line; None while a quote is open. A line break parts them too: files dropped on a terminal come so."""
    try:
        return shlex.split(text.replace("\n", " "))
    except ValueError:
        return None


def begun(text: str) -> tuple[int, str]:
    """Where the path that is being written begins, and what it is without its quotes."""
    found = _BEGUN.search(text)
    start = found.start() if found else len(text)
    written = text[start:]
    for closed in (written, written.rstrip("\\"), f"{written}'", f'{written}"'):
        try:
            return start, "".join(shlex.split(closed))
        except ValueError:
            continue
    return start, written


def quoted(path: str) -> str:
    """A path as it is written in the line."""
    return _TAKEN.sub(r"\\\1", path)


class PathPrompt:
    """Asks for paths; Tab completes the last one. `accept` answers a sentence when they cannot be."""

    draft: str | None = None

    def __init__(
        self,
        label: str,
        accept: Callable[[list[str]], str | None],
        ask: Ask,
        *,
        text: str = "",
        usual: str = "",
        folders: bool = False,
    ) -> None:
        self.label = label
        self.line: TextLine | None = TextLine(text)
        self.changed: Callable[[], None] = lambda: None
        """Is called when what is offered is another."""
        self._accept = accept
        self._ask = ask
        self._usual = usual
        self._folders = folders
        self._offered: Sequence[str] = ()
        self._of = ""
        self._fault = ""

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text if self.line else ""

    def rows(self) -> list[Row]:
        """How it could go on, and what was wrong."""
        rows: list[Row] = [[(f"  {clean(path)}", "")] for path in self._offered]
        if self._fault:
            rows.append([(self._fault, "error")])
        elif self._usual and not rows:
            rows.append([(self._usual, "dim")])
        return rows

    def key(self, press: Press) -> bool:
        """Tab completes, enter gives, anything else is written."""
        if press.key == "enter":
            paths = split_paths(self.text)
            self._fault = _("A quote is still open.") if paths is None else self._accept(paths) or ""
            return not self._fault
        if press.key == "tab":
            self._complete()
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """Another text: what it could go on with is asked for."""
        self._fault = ""
        start, path = begun(self.text)
        if start == len(self.text) or path.startswith(("http://", "https://")):
            self._offered, self._of = (), ""
            return
        self._of = path

        def take(offered: tuple[str, ...]) -> None:
            if self._of == path:
                self._offered = () if offered == (path,) else offered
                self.changed()

        self._ask(CompletePath(text=path, folders=self._folders), take, lambda _refusal: None)

    def _complete(self) -> None:
        """As far as all that is offered has in common."""
        start, path = begun(self.text)
        common = _shared(self._offered)
        if self.line and len(common) > len(path):
            self.line.set(self.text[:start] + quoted(common))
            self.written()


def _shared(paths: Sequence[str]) -> str:
    """What all of them begin with, letter by letter."""
    if not paths:
        return ""
    first, last = min(paths), max(paths)
    alike = (n for n, letter in enumerate(first) if last[n : n + 1] != letter)
    return first[: next(alike, len(first))]

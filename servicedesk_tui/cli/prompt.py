"""`servicedesk prompt`: the desk's figures in a few words, for a shell's prompt or a status line that asks every few seconds.

A store in a file is read here with the standard library alone, read-only, as `desk/reads/figures.py` counts; so little is
loaded that it costs a few times what bare Python does. Everything else (PostgreSQL, a line that is not understood, a store
that cannot be read so) goes the way of all verbs, which says what is wrong.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.refusals import Refusal

from .asked import Asked, take_asked

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

Counts = tuple[int, int, int, int]
"""Late, due soon, nobody's, and offered to me."""
MOST, WARN_HOURS = 1_000, 2
"""As in `vocabulary.day`, which loads more than this may."""
_OPEN = "category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')"
"""Literal, as the databases' indexes of open tasks have it."""
_WAIT = 1.0
"""Seconds for which a store that is being written at its start is waited for."""
_DEMO_PERSON = "anna"


def print_prompt(argv: Sequence[str]) -> bool:
    """Print the figures, where the line asks for them and a file can be read; False where somebody else has to."""
    try:
        asked, rest = take_asked(argv)
    except Refusal:
        return False
    if not rest or rest[0] != "prompt" or set(rest[1:]) - {"--mine"}:
        return False
    import sqlite3

    try:
        said = _said(asked, mine="--mine" in rest)
    except (Refusal, sqlite3.Error, _NotHere):
        return False
    if said:
        sys.stdout.write(f"{said}\n")
    return True


class _NotHere(Exception):  # noqa: N818 - no error: the desk itself answers
    """What is asked for is not to be had from a file alone."""


def _said(asked: Asked, *, mine: bool) -> str:
    """The line; "" where there is no store yet, or nothing to say."""
    from servicedesk_tui.settings import chosen_language, find_store

    address = find_store(asked.store)
    if address.path is None:
        raise _NotHere
    if not address.path.exists():
        return ""
    import sqlite3
    from contextlib import closing
    from datetime import UTC, datetime

    from servicedesk_tui import locale

    with closing(sqlite3.connect(f"{address.path.as_uri()}?mode=ro", uri=True, timeout=_WAIT)) as store:
        person, language = _who(store, asked.as_login)
        locale.speak(chosen_language(asked.lang) or language)
        return figures_in_words(count(store, datetime.now(UTC), person if mine else None), mine=mine)


def _who(store: "sqlite3.Connection", as_login: str | None) -> tuple[int, str]:
    """Who asks, and their language, as `desk/identity.py` finds them."""
    from servicedesk_tui.settings import account, may_act_for_others

    row = store.execute("SELECT json_extract(value, '$.value') FROM setting WHERE key = 'demo'").fetchone()
    is_demo, mine = bool(row and row[0]), account()
    if as_login and as_login != mine and not is_demo and not may_act_for_others(mine):
        raise _NotHere
    login = as_login or (_DEMO_PERSON if is_demo else mine)
    query = "SELECT id, language FROM person WHERE login = ? AND active AND kind = 'human'"
    found = store.execute(query, (login.lower(),)).fetchone()
    if found is None:
        raise _NotHere
    return int(found[0]), str(found[1])


def count(store: "sqlite3.Connection", now: "datetime", person: int | None) -> Counts:
    """The figures at a moment: a person's, or (None) the whole desk's; each counted to `MOST`."""
    from datetime import timedelta

    at, soon = (f"{one:%Y-%m-%d %H:%M:%S.%f}" for one in (now, now + timedelta(hours=WARN_HOURS)))
    whose, who = ("", ()) if person is None else (" AND owner_id = ?", (person,))

    def counted(where: str, *values: object) -> int:
        some = f"SELECT count(*) FROM (SELECT 1 FROM {where} LIMIT {MOST + 1})"
        return int(store.execute(some, values).fetchone()[0])

    return (
        counted(f"task WHERE {_OPEN} AND due_at < ?{whose}", at, *who),
        counted(f"task WHERE {_OPEN} AND due_at >= ? AND due_at < ?{whose}", at, soon, *who),
        counted(f"task WHERE {_OPEN} AND owner_id IS NULL") if person is None else 0,
        counted("handover WHERE state = 'offered' AND to_id = ?", person) if person is not None else 0,
    )


def figures_in_words(counts: Counts, *, mine: bool) -> str:
    """`3 late · 7 due<2h · 1 unowned`; what there is none of is left out."""
    from servicedesk_tui.locale import _, n_

    late, soon, unowned, offered = counts
    last = (
        (offered, n_("{n} offered", "{n} offered", offered))
        if mine
        else (unowned, n_("{n} unowned", "{n} unowned", unowned))
    )
    parts = (
        (late, n_("{n} late", "{n} late", late)),
        (soon, n_("{n} due<2h", "{n} due<2h", soon)),
        last,
    )
    many = _("1,000+")
    return " · ".join(said.format(n=many if n > MOST else n) for n, said in parts if n)

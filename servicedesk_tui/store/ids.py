"""Many ids in one statement: one parameter however many there are, so that databases prepare it once."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, Integer, any_, func, literal, select
from sqlmodel import Session


def among(session: Session, column: Any, ids: Iterable[int]) -> Any:
    """That a column holds one of these ids."""
    listed = list(ids)
    if session.get_bind().dialect.name == "sqlite":
        return column.in_(listed_in_json(listed))
    return column == any_(literal(listed, ARRAY(Integer)))


def listed_in_json(ids: Iterable[int]) -> Any:
    """Ids as a query (SQLite)."""
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)

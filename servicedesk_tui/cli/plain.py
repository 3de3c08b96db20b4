"""Rows of the desk as scripts read them: dataclasses as objects, moments in ISO 8601 with the offset of a zone."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any


def plain(value: Any, zone: tzinfo) -> Any:
    """A row, or rows, as JSON can hold them."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name), zone) for field in fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [plain(one, zone) for one in value]
    return value

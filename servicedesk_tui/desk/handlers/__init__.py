"""The verbs, by noun. Importing this package registers every handler."""

from . import (
    creation,
    customers,
    drafts,
    flow,
    imports,
    links,
    notes,
    order,
    ownership,
    people,
    seen,
    statuses,
    tags,
    tasks,
    views,
    visits,
)

__all__ = [
    "creation",
    "customers",
    "drafts",
    "flow",
    "imports",
    "links",
    "notes",
    "order",
    "ownership",
    "people",
    "seen",
    "statuses",
    "tags",
    "tasks",
    "views",
    "visits",
]

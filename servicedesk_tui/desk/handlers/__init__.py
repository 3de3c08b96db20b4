"""The verbs, by noun. Importing this package registers every handler."""

from . import creation, customers, drafts, flow, imports, links, notes, ownership, people, seen, tags, tasks, views

__all__ = [
    "creation",
    "customers",
    "drafts",
    "flow",
    "imports",
    "links",
    "notes",
    "ownership",
    "people",
    "seen",
    "tags",
    "tasks",
    "views",
]

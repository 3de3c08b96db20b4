"""The verbs, by noun. Importing this package registers every handler."""

from . import customers, drafts, flow, imports, links, notes, ownership, people, tags, tasks, views

__all__ = ["customers", "drafts", "flow", "imports", "links", "notes", "ownership", "people", "tags", "tasks", "views"]

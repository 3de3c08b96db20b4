"""Filters on the store: the names they are read against, their SQL, and the facts of tasks they are tried on."""

from .facts import facts_of
from .names import filter_for, names_of
from .narrowing import few_open, has_words, possible
from .sql import condition, ordering

__all__ = ["condition", "facts_of", "few_open", "filter_for", "has_words", "names_of", "ordering", "possible"]

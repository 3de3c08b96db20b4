"""The one language people write in: quick-add now, dates, names; read, explained, never guessed silently."""

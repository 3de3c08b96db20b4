"""Formats in and out: what other programs' files say, as commands; no database, no screen."""

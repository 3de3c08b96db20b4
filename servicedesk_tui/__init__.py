"""A keyboard-driven service desk in a terminal."""

__version__ = "0.1.0"

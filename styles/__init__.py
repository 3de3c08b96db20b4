"""Textual CSS: what is the same on every screen, and one file for each screen that differs."""

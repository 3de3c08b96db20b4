"""Screens that lie over others for a moment."""

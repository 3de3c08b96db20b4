"""The scheduler: looks after the desk while a program is open, and makes heard what reached its person."""

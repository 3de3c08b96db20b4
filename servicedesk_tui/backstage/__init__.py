"""The glass's way to the desk: its threads, queues and messages.

The event loop never waits on the database. A writer thread does commands in order, a reader thread answers questions
(a newer question in the same slot interrupts and replaces the older), a feed thread hears what others changed. Each has
a desk of its own; the desk is imported inside the threads, so that the first paint needs no store. Threads only post.
"""

"""The trade's rules as pure functions: people, calendars and now come as arguments; nothing here reads or writes."""

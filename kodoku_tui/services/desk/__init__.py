"""The file, the year, the clock and the person: search, history, settings."""

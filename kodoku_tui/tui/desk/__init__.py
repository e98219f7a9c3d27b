"""The log, search, settings, and how a file and a year begin."""

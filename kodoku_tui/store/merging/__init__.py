"""Bringing two copies of a file together, by the uids of rows and acts and by the log."""

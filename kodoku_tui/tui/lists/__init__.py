"""The one table, and what belongs to it."""

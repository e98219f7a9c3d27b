"""Keeping the file: backing it up, laying a backup back, checking it."""

"""Keeping the file: which backups stay, and when one is due."""

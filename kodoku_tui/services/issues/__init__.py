"""Difficulties of groups (課題) and what was tried for them (対応策)."""

"""Difficulties of groups (課題): their kinds, and how like two of them are."""

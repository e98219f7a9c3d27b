"""A lively year of groups that do not exist."""

"""The year's plan (年間計画) and what follows when it changes."""

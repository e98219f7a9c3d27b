"""How often a group is to be heard from, and what comes out of it."""

"""Check-ins and promises: the list of whom to talk to, and their forms."""

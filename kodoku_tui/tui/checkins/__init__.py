"""Check-ins and promises: the list of what is due, and their forms."""

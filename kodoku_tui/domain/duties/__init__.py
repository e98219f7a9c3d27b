"""What a group owes by a day, whose turn it is, and what the money comes to."""

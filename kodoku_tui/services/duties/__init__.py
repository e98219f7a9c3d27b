"""What groups owe by a day: milestones, their rounds and documents, the matrix and the month."""

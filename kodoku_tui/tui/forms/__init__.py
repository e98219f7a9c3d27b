"""Forms and their fields, questions and choices."""

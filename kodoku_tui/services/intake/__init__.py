"""From recognised tables to a previewed and applied act: `imports` is the door for a whole file at once."""

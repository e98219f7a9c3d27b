"""The matrix, the month, the plan, the money, and the forms of a milestone."""

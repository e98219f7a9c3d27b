"""The money of a group, from the budget to the final audit."""

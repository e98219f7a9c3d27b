"""What needs somebody today: which reasons become one row, and in which order."""

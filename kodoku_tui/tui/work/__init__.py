"""What needs somebody today (今日)."""

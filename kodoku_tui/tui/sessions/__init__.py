"""Sessions, the attendance page, surveys."""

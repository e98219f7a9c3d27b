"""Text from people: cleaned, compared, cut."""

"""What a row of each list comes to."""

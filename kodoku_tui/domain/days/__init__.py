"""Days and times as people write them, and the days on which offices are closed."""

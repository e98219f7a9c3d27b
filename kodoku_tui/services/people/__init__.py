"""Who of the secretariat carries what."""

"""The people of the secretariat on the screen."""

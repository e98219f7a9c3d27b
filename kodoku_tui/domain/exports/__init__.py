"""The lists that go out and come back: what they hold, not how they look."""

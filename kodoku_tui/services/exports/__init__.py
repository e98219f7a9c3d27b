"""The lists that go out, and the whole file as a book."""

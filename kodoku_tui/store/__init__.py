"""The SQLite file: open, migrate, read, and write in units that are logged and can be taken back."""

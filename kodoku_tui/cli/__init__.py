"""The command line: one file a family of commands, each a thin edge over the services."""

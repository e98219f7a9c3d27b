"""What a person can do, as functions; the command line and the screens call these and nothing below."""

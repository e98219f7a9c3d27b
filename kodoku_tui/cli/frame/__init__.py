"""What all commands share: the file and the day, options, output."""

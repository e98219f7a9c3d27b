"""What every screen is made of: commands, title, footer, notices, drafts, reading the file."""

"""Keeping the file, on the screen: backups, laying one back, looking whether all is well."""

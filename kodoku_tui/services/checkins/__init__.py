"""Contacts with groups (面談記録) and what was promised in them (対応事項)."""

"""The sections of a 団体カルテ: names and notes as they are written, never as markup."""

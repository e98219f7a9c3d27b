"""The text of a 団体カルテ, a section a file: names and notes as they are written, never as markup."""

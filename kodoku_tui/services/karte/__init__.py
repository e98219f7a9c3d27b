"""Everything about one group on one page (団体カルテ)."""

"""Which column of a workbook is which."""

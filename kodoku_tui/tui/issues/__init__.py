"""Issues and what was tried for them: the board, the list, the trend, one page, their forms."""

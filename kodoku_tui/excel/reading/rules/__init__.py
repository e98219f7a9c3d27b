"""What may be entered in a cell (入力規則), as each kind of file says it."""

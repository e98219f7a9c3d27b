"""The review (レビュー): the walk through the groups, and its minutes."""

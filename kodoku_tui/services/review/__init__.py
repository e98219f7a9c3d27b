"""The review (レビュー): walking through the groups in the order of attention, with minutes at the end."""

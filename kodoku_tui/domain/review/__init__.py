"""The review (レビュー): what is frozen when it begins, where it stands, what its minutes hold."""

"""Sessions (研修・会議): announced, invited to, attended, followed up, commented on."""

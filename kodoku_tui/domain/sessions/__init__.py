"""Sessions (研修・会議) and who came to them."""

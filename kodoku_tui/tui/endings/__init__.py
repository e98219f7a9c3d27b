"""Groups that complete."""

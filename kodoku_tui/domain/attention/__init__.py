"""What matters: which groups need somebody, how much, and why (要注意度)."""

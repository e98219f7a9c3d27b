"""What weighs how much in attention (要注意度の重み)."""

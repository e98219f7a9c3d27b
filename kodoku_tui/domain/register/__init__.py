"""What a group is: its name's place in the register, where it works, whom it is for."""

"""What matters: both figures of every group, and why."""

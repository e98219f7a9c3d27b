"""What went out, what stands here, and what the workbook says."""

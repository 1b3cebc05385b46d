"""What only the lessons draw, one file for each or for a part of one."""

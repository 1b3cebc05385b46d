"""One frame, its window and what it can tell apart."""

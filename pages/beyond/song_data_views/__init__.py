"""What the page Song data shows of a table, one file per view."""

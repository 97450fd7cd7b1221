"""``dtiscore evidence``: a file for each of its commands."""

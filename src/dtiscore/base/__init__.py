"""Ground floor: exact points, text, dates, messages and diagnostics. Standard library only."""

"""What no single file shows: problems between a set, an assessment, units and results."""

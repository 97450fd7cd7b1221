"""From score trees to findings: gaps, work still to do, steps; pandas and numpy only here."""

"""How points are made of facts: one file per rule kind in `kinds`, exact fractions throughout."""

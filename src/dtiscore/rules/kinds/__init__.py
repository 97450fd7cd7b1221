"""The rule kinds, one file each; `rules.registry` finds them here."""

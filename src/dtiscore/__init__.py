"""dtiscore: facts, rules and proof documents into the points that survive appraisal."""

__version__ = "0.1.0"

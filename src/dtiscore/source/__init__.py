"""Bytes in, nodes with places out: reading YAML, and writing files whole or not at all."""

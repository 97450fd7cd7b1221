"""The commands of ``dtiscore task``, one file each."""

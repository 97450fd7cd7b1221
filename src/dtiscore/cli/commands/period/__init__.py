"""The commands of ``dtiscore period``, one file each."""

"""The commands of ``dtiscore proposal``, one file each."""

"""The commands of ``dtiscore unit``, one file each."""

"""The commands of ``dtiscore crosswalk``, one file each."""

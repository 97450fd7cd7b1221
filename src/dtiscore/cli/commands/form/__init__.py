"""The commands of ``dtiscore form``, one file each."""

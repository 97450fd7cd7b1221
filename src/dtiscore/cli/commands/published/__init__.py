"""The commands of ``dtiscore published``: what the province published."""

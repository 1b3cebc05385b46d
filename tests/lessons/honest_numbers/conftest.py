"""A home with a tiny dataset in it."""

from tests.tiny import tiny_home

__all__ = ["tiny_home"]

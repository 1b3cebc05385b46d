"""Computations of the lesson on many answers at once."""

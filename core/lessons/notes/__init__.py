"""Computations of the lesson on notes and sequences."""

"""Chance, intervals and leaks."""

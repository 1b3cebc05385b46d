"""Loudness and its units."""

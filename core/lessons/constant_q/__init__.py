"""Constant quality and transposition."""

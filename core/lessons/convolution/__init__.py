"""Kernels, pooling and what the layers of a network answer."""

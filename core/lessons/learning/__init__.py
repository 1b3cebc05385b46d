"""Gradient descent, softmax and when to stop."""

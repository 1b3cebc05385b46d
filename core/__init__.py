"""Earshot's core: what neural networks hear in music. Runs without the app, from a shell or a notebook."""

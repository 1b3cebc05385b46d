"""Earshot's core: what neural networks hear in music.

It runs without the app, from a shell, a notebook or a cluster node.
"""

"""Signals that are known exactly: tones, clicks and chords to try things on."""

from core.signals.tones import clicks, harmonics, tones

__all__ = ["clicks", "harmonics", "tones"]

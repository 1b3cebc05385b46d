"""From features back to sound."""

from core.synthesis.from_mfcc import mel_from_mfcc, power_from_mel, sound_from_mfcc
from core.synthesis.griffin_lim import griffin_lim

__all__ = ["griffin_lim", "mel_from_mfcc", "power_from_mel", "sound_from_mfcc"]

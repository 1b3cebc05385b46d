"""Step: the mel spectrogram of the whole sound."""

from core.lessons.representations import REPRESENTATIONS
from pages.learn.parts.picture_steps import picture_step

SPECTROGRAM = picture_step(__file__, REPRESENTATIONS["Mel"])

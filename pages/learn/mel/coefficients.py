"""Step: the MFCC of the whole sound."""

from core.lessons.representations import REPRESENTATIONS
from pages.learn.parts.picture_steps import picture_step

COEFFICIENTS = picture_step(__file__, REPRESENTATIONS["MFCC"])

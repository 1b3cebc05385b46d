"""Step: the MFCC of the whole sound."""

from pages.learn.parts.picture_steps import picture_step
from pages.learn.parts.representations import REPRESENTATIONS

COEFFICIENTS = picture_step(__file__, REPRESENTATIONS["MFCC"])

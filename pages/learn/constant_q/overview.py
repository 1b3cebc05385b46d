"""Step: every picture of the sound under one clock."""

from pages.learn.parts.picture_steps import overview_step

OVERVIEW = overview_step(__file__)

"""68 averages that MARSYAS (Tzanetakis and Cook, 2000) made of each song of CAL500."""

from typing import ClassVar, Literal

from core.features.spec import FEATURES, FeatureSpec

N_VALUES = 68


@FEATURES.register("marsyas")
class Marsyas(FeatureSpec, frozen=True):
    """Zero crossings, centroid, rolloff, flux and 13 MFCC of whole songs, as CAL500 has them.

    Means and deviations over 1,000 frames of means and deviations over 40 frames. They are read
    from its table and not computed from sound: the frames and scales of that version of MARSYAS are
    not told.
    """

    title: ClassVar[str] = "Averages by MARSYAS"

    kind: Literal["marsyas"] = "marsyas"

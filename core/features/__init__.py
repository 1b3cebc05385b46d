"""Features of a sound: spectra and averages, from one shared spectrum, cached on disk.

And what is no sound: the pixels of a picture, for the small network that explains convolution, and
a row of a table.
"""

from core.features.averages import AverageCurves, Averages, column_names, curve_rows
from core.features.by_librosa import librosa_code
from core.features.cache import cached
from core.features.columns import Columns, Remainder
from core.features.cqt import Cqt
from core.features.extraction import extract, extract_at_any_rate, of_sound
from core.features.magnitude_mel import MagnitudeMel, MagnitudeMfcc
from core.features.marsyas import Marsyas
from core.features.mel import Mel
from core.features.mfcc import Mfcc
from core.features.musicnn import Musicnn
from core.features.normalisation import normalise, restored
from core.features.notes import (
    NoteSequence,
    NotesSpec,
    NoteStatistics,
    PlayingStatistics,
    Roll,
)
from core.features.pixels import Pixels
from core.features.spec import FEATURE_VERSION, FEATURES, FeatureSpec, SoundSpec, parse_spec
from core.features.stft import Stft
from core.features.tempo import tempo
from core.features.texture import Texture

__all__ = [
    "FEATURES",
    "FEATURE_VERSION",
    "AverageCurves",
    "Averages",
    "Columns",
    "Cqt",
    "FeatureSpec",
    "MagnitudeMel",
    "MagnitudeMfcc",
    "Marsyas",
    "Mel",
    "Mfcc",
    "Musicnn",
    "NoteSequence",
    "NoteStatistics",
    "NotesSpec",
    "Pixels",
    "PlayingStatistics",
    "Remainder",
    "Roll",
    "SoundSpec",
    "Stft",
    "Texture",
    "cached",
    "column_names",
    "curve_rows",
    "extract",
    "extract_at_any_rate",
    "librosa_code",
    "normalise",
    "of_sound",
    "parse_spec",
    "restored",
    "tempo",
]

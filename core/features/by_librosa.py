"""The same by librosa: what each feature is, in the library that most of the field reads."""

from core.features.normalisation import normalise_code
from core.features.spec import FrameSpec, SoundSpec

IMPORTS = ("import librosa", "import numpy as np")
"""What the lines of `SoundSpec.by_librosa` need."""


def librosa_code(*specs: SoundSpec) -> str:
    """Python that computes features of `y` with librosa and NumPy alone, and runs as it stands.

    Parameters
    ----------
    *specs : SoundSpec
        Each leaves a variable named after its kind, such as ``mel``. `y` is float32
        [n_samples], mono, at the specs' sample rate.

    Examples
    --------
    >>> from core.features import Stft
    >>> print(librosa_code(Stft(n_fft=1024, hop_length=256, normalise="whole")))
    import librosa
    import numpy as np
    <BLANKLINE>
    spectrum = librosa.stft(y, n_fft=1024, hop_length=256, window="hann")
    stft = librosa.power_to_db(np.abs(spectrum) ** 2)
    stft = (stft - stft.mean()) / np.maximum(stft.std(), 0.01)
    """
    lines = [*IMPORTS, ""]
    for spec in specs:
        lines.append(spec.by_librosa())
        if isinstance(spec, FrameSpec) and spec.normalise != "none":
            lines.append(f"{spec.kind} = {normalise_code(spec.kind, spec.normalise)}")
    return "\n".join(lines)

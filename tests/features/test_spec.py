import json
import subprocess
import sys

import pytest

from core.errors import RecipeError
from core.features import AverageCurves, Averages, Cqt, FeatureSpec, Mel, Mfcc, Stft, parse_spec

OTHERS = {
    Mfcc: {
        "sample_rate": 44100,
        "n_mfcc": 40,
        "n_fft": 1024,
        "hop_length": 256,
        "window": "hann",
        "n_mels": 96,
        "normalise": "none",
    },
    Cqt: {
        "sample_rate": 44100,
        "n_bins": 72,
        "bins_per_octave": 24,
        "fmin": 55.0,
        "hop_length": 256,
        "normalise": "rows",
    },
    Mel: {
        "sample_rate": 44100,
        "n_mels": 64,
        "n_fft": 1024,
        "hop_length": 256,
        "window": "hamming",
        "fmin": 50.0,
        "fmax": 8000.0,
        "normalise": "rows",
    },
    Stft: {
        "sample_rate": 44100,
        "n_fft": 1024,
        "hop_length": 256,
        "window": "hamming",
        "normalise": "rows",
    },
    Averages: {"sample_rate": 44100, "columns": "table57"},
    AverageCurves: {"sample_rate": 44100},
}


@pytest.mark.parametrize("spec", OTHERS)
def test_key_changes_with_every_parameter(spec: type[FeatureSpec]) -> None:
    changed = [spec(**{name: value}) for name, value in OTHERS[spec].items()]
    assert set(OTHERS[spec]) == set(spec.model_fields) - {"kind"}
    assert len({one.key for one in [spec(), *changed]}) == len(changed) + 1


def test_keys_are_what_checkpoints_were_trained_with() -> None:
    # These names are in checkpoints. A change of the numbers raises FEATURE_VERSION instead.
    assert Mfcc().key == "mfcc-v1-619091ef1677350b"
    assert Cqt().key == "cqt-v1-6924f2313b8eacdc"
    assert Mel().key == "mel-v1-94580df2b8cba245"
    assert Stft().key == "stft-v1-5a05e913a8b5cbe3"
    assert Averages().key == "averages-v1-6019d257eb4539b5"


def test_key_is_the_same_in_another_process() -> None:
    program = "from core.features import Mfcc; print(Mfcc(n_mfcc=20).key)"
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == Mfcc(n_mfcc=20).key


@pytest.mark.parametrize("spec", OTHERS)
def test_spec_survives_json(spec: type[FeatureSpec]) -> None:
    one = spec(**OTHERS[spec])
    other = parse_spec(json.loads(json.dumps(one.model_dump())))
    assert other == one
    assert other.key == one.key


def test_whole_numbers_and_their_floats_are_one_spec() -> None:
    assert Mel(fmin=100).key == Mel(fmin=100.0).key


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"kind": "mfcc", "n_mfc": 40}, ["'n_mfc'", "n_mfcc", "hop_length"]),
        ({"kind": "mfccs"}, ["'mfccs'", "cqt", "mel", "mfcc", "stft"]),
        ({"n_mfcc": 40}, ["kind", "None", "mfcc"]),
        ({"kind": "mfcc", "window": "kaiser"}, ["window", "'kaiser'", "'hann'", "'hamming'"]),
        ({"kind": "mfcc", "n_mfcc": 200}, ["200", "n_mels = 128"]),
        ({"kind": "mfcc", "hop_length": 0}, ["hop_length", "0", "greater than or equal to 1"]),
        ({"kind": "mel", "n_mels": 513}, ["n_mels", "513", "512"]),
        ({"kind": "mel", "fmax": 12000.0}, ["12000", "11025"]),
        ({"kind": "mel", "fmin": 5000.0, "fmax": 4000.0}, ["5000", "4000"]),
        ({"kind": "mel", "fmin": float("nan")}, ["fmin", "nan"]),
        ({"kind": "cqt", "n_bins": 120}, ["11025 Hz", "n_bins (120)"]),
        ({"kind": "cqt", "hop_length": 511, "fmin": 10.0}, ["32768", "hop_length (511)"]),
        ({"kind": "averages", "columns": "all"}, ["columns", "'all'", "'classic26'"]),
        ({"kind": "stft", "sample_rate": 22050.5}, ["sample_rate", "22050.5"]),
    ],
)
def test_bad_values_are_refused_by_name(values: dict, named: list[str]) -> None:
    with pytest.raises(RecipeError) as refusal:
        parse_spec(values)
    for part in named:
        assert part in str(refusal.value)


def test_specs_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Mfcc().n_mfcc = 20  # pyright: ignore[reportAttributeAccessIssue]

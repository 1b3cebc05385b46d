"""The instruments, harmony and mixing of the demo music, held to physics, theory and BS.1770."""

import numpy as np
import pytest

from core.demo_music import palette
from core.demo_music.drums import BASS_DRUM, CLAP, HAT, KICK, RIM, SNARE
from core.demo_music.harmony import LOOPS, SCALES, Key, melody, root_near, voiced
from core.demo_music.instruments import Bell, Timbre, hertz
from core.demo_music.mixing import CEILING, KNEE, distorted, limited, loudness, low_passed
from core.demo_music.rhythm import hits, humanised, n_bars, swung
from core.demo_music.score import Note

SAMPLE_RATE = 22_050
VOICES = {name: voice for name, voice in vars(palette).items() if isinstance(voice, Timbre | Bell)}


def played(voice, pitch: float = 69, seconds: float = 1.0) -> np.ndarray:
    return voice.tone(pitch, seconds, SAMPLE_RATE, np.random.default_rng(0))


def spectrum(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz, and magnitudes relative to the largest."""
    size = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * SAMPLE_RATE))
    return np.fft.rfftfreq(8 * SAMPLE_RATE, 1 / SAMPLE_RATE), size / size.max()


@pytest.mark.parametrize("name", VOICES)
def test_an_instrument_begins_and_ends_without_a_click(name: str) -> None:
    y = played(VOICES[name], 57)
    assert y.dtype == np.float32
    assert np.isfinite(y).all()
    assert abs(y[0]) < 0.01 * np.abs(y).max()
    assert abs(y[-1]) < 0.01 * np.abs(y).max()


@pytest.mark.parametrize("pitch", [45, 57, 69, 81])
def test_a_harmonic_instrument_plays_the_pitch_it_is_given(pitch: int) -> None:
    f, size = spectrum(played(Timbre(slope=1.5), pitch))
    assert f[size.argmax()] == pytest.approx(440 * 2 ** ((pitch - 69) / 12), abs=0.5)


def test_a_high_bright_tone_does_not_alias() -> None:
    f, size = spectrum(played(Timbre(slope=1.0, attack=0.05, release=0.05), 95))
    harmonic = hertz(95)
    away = np.abs(f / harmonic - np.round(f / harmonic)) * harmonic > 30
    assert 20 * np.log10(size[away].max()) < -50


def test_a_square_wave_has_odd_harmonics_that_fall_as_one_over_h() -> None:
    f, size = spectrum(played(Timbre(duty=0.5), 57))
    levels = [size[np.abs(f - h * 220).argmin()] for h in range(1, 8)]
    np.testing.assert_allclose(levels, [1, 0, 1 / 3, 0, 1 / 5, 0, 1 / 7], atol=0.01)


def test_a_plucked_string_grows_dull_as_it_rings() -> None:
    y = played(palette.NYLON, 57, 1.2)

    def centroid(part: np.ndarray) -> float:
        f, size = spectrum(part)
        return float(np.average(f, weights=size))

    assert centroid(y[800:4800]) > 1.4 * centroid(y[14_000:18_000])


def test_tones_of_all_sustained_instruments_have_unit_power() -> None:
    for voice in (palette.ORGAN, palette.ACCORDION, palette.FLUTE, palette.REED):
        y = played(voice, 60, 2.0)[SAMPLE_RATE // 2 : 3 * SAMPLE_RATE // 2]
        n_strings = 2 if voice.detune else 1
        assert np.mean(y**2) == pytest.approx(n_strings, rel=0.25)


def test_a_bell_rings_at_its_own_ratios() -> None:
    bell = Bell((1, 2.76, 5.4), (1, 0.5, 0.25), decay=1.0, damping=0.0, strike=0.0)
    f, size = spectrum(played(bell, 69))
    levels = [size[np.abs(f - 440 * ratio).argmin()] for ratio in (1, 2.76, 5.4, 2.0, 3.0)]
    np.testing.assert_allclose(levels, [1, 0.5, 0.25, 0, 0], atol=0.02)


def test_two_players_of_one_instrument_differ() -> None:
    first, second = (palette.PIANO.varied(np.random.default_rng(seed)) for seed in (0, 1))
    assert not np.allclose(played(first), played(second), atol=0.01)


@pytest.mark.parametrize(
    ("drum", "low", "high"),
    [(KICK, 20, 250), (BASS_DRUM, 20, 250), (SNARE, 150, 11_000), (CLAP, 700, 7000),
     (HAT, 4500, 11_000), (RIM, 1200, 11_000)],
)  # fmt: skip
def test_a_drum_sounds_in_its_own_band(drum, low: float, high: float) -> None:
    f, size = spectrum(played(drum))
    inside = (f >= low) & (f <= high)
    assert np.sum(size[inside] ** 2) > 0.85 * np.sum(size**2)


def test_chords_are_the_ones_of_theory() -> None:
    major, minor = Key(0, "major"), Key(9, "minor")  # C and A
    assert major.chord(0) == [0, 4, 7]
    assert major.chord(4, 4) == [7, 11, 2, 5]  # G7
    assert minor.chord(0) == [9, 0, 4]
    assert Key(9, "harmonic minor").chord(4) == [4, 8, 11]  # E major
    assert major.pitch_classes() == minor.pitch_classes()
    assert (major.pitch(0, 4), major.pitch(7, 4), major.pitch(-1, 4)) == (60, 72, 59)


def test_every_loop_is_of_major_and_minor_chords() -> None:
    thirds_and_fifths = {(4, 7), (3, 7)}
    for scale, loops in LOOPS.items():
        for degree in {degree for loop in loops for degree in loop}:
            root, third, fifth = Key(0, scale).chord(degree)
            assert ((third - root) % 12, (fifth - root) % 12) in thirds_and_fifths


def test_a_voicing_keeps_the_chord_and_stays_near_its_centre() -> None:
    for root in range(12):
        chord = [root, (root + 4) % 12, (root + 7) % 12]
        pitches = voiced(chord, 60)
        assert {pitch % 12 for pitch in pitches} == set(chord)
        assert all(abs(pitch - 60) <= 6 for pitch in pitches)
        assert root_near(chord, 40) % 12 == root


@pytest.mark.parametrize("scale", SCALES)
def test_a_melody_keeps_to_scale_and_range_and_starts_bars_on_chord_tones(scale: str) -> None:
    key = Key(5, scale)
    chords = [key.chord(degree) for degree in (0, 3, 4, 0) * 4]
    rhythms = (((0, 1), (1, 1), (2, 2)), ((0, 0.5), (0.5, 3.5)))
    bars = melody(np.random.default_rng(0), key, chords, rhythms, 70)
    pitches = [pitch for bar in bars for _, _, pitch in bar]
    assert {pitch % 12 for pitch in pitches} <= key.pitch_classes()
    assert max(abs(pitch - 70) for pitch in pitches) <= 10
    assert all(bar[0][2] % 12 in chord for bar, chord in zip(bars, chords, strict=True))
    assert [slot[:2] for slot in bars[0]] == [slot[:2] for slot in bars[2]]  # A comes back


def test_a_pattern_repeats_until_its_beats_are_full() -> None:
    notes = hits("X.o", 0.5, 3)
    assert [(note.start, note.velocity) for note in notes] == [
        (0, 1.0), (1.0, 0.45), (1.5, 1.0), (2.5, 0.45),
    ]  # fmt: skip


def test_swing_moves_the_second_half_of_a_beat_and_nothing_else() -> None:
    starts = [note.start for note in swung([Note(t, 0.5) for t in (0, 0.5, 1, 1.25)], 2 / 3)]
    assert starts == pytest.approx([0, 2 / 3, 1, 1 + 1 / 3])


def test_hands_are_off_by_milliseconds_only() -> None:
    moved = humanised([Note(i, 1) for i in range(500)], np.random.default_rng(0), 120, 8)
    late = np.array([note.start - i for i, note in enumerate(moved)]) * 0.5  # s at 120 bpm
    assert np.abs(late).max() <= 0.016 + 1e-9
    assert late.std() == pytest.approx(0.008, rel=0.15)


def test_bars_fill_the_seconds() -> None:
    assert n_bars(8, 120, 4) == 4
    assert n_bars(8.1, 120, 4) == 5


@pytest.mark.parametrize("sample_rate", [22_050, 44_100, 48_000])
def test_loudness_of_a_full_sine_is_the_standards(sample_rate: int) -> None:
    # ITU-R BS.1770: a 997 Hz sine of full scale in one channel reads -3.01 LUFS.
    y = np.sin(2 * np.pi * 997 * np.arange(5 * sample_rate) / sample_rate)
    assert loudness(y, sample_rate) == pytest.approx(-3.01, abs=0.05)
    assert loudness(0.1 * y, sample_rate) == pytest.approx(-23.01, abs=0.05)


def test_loudness_discounts_what_the_ear_does() -> None:
    t = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE
    low, middle, high = (loudness(np.sin(2 * np.pi * f * t), SAMPLE_RATE) for f in (30, 500, 4000))
    assert low < middle - 5
    assert high == pytest.approx(middle + 4, abs=0.8)  # the head's shelf


def test_the_limiter_bends_peaks_and_leaves_the_rest() -> None:
    y = np.linspace(-3, 3, 2001, dtype=np.float32)
    bent = limited(y)
    quiet = np.abs(y) <= KNEE
    np.testing.assert_array_equal(bent[quiet], y[quiet])
    assert np.abs(bent).max() <= CEILING
    assert (np.diff(bent) >= 0).all()


def test_distortion_adds_odd_harmonics_and_keeps_the_level() -> None:
    y = np.sin(2 * np.pi * 220 * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32)
    pushed = distorted(y, 5)
    f, size = spectrum(pushed)
    assert 20 * np.log10(size[np.abs(f - 660).argmin()]) > -15
    assert size[np.abs(f - 440).argmin()] < 0.01
    assert np.mean(pushed**2) == pytest.approx(np.mean(y**2), rel=1e-3)


def test_the_low_pass_halves_at_its_cutoff_and_falls_by_24_db_an_octave() -> None:
    t = np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE
    gains = []
    for f in (200, 1000, 2000, 4000):
        y = np.sin(2 * np.pi * f * t).astype(np.float32)
        middle = slice(SAMPLE_RATE // 2, -SAMPLE_RATE // 2)
        passed = low_passed(y, 1000, SAMPLE_RATE)[middle]
        gains.append(20 * np.log10(np.std(passed) / np.std(y[middle])))
    assert gains[0] == pytest.approx(0, abs=0.05)
    assert gains[1] == pytest.approx(-6.02, abs=0.1)
    assert gains[3] - gains[2] == pytest.approx(-24, abs=1)

"""Songs between two styles: what they borrow is heard, the rest stays, and none is spoilt."""

from dataclasses import replace

import librosa
import numpy as np
import pytest

from core.demo_music import (
    STYLES,
    Crossover,
    compose,
    compose_crossover,
    make_crossover,
    make_song,
)
from core.demo_music.crossover import ENDING, NEIGHBOURS, TRAITS, crossed
from core.demo_music.drums import Drum
from core.demo_music.mixing import loudness
from core.demo_music.rhythm import rebarred, swung
from core.demo_music.score import Note, Score
from core.demo_music.song import play

SAMPLE_RATE = 22_050
SECONDS = 12.0
HOP = 256
BOTH_WAYS = [*NEIGHBOURS, *((b, a) for a, b in NEIGHBOURS)]


def between(style: str, neighbour: str, *traits: str, seed: int = 5) -> Score:
    """A song of `style` with these traits of `neighbour`, long enough for any tempo."""
    own, other = compose(style, seed, 4 * SECONDS), compose(neighbour, seed, 4 * SECONDS)
    return crossed(own, other, traits, SECONDS)


def sound(score: Score, seed: int = 5) -> np.ndarray:
    return play(score, seed, SECONDS, SAMPLE_RATE)


def repetition(y: np.ndarray, beats: np.ndarray, bpm: float) -> np.ndarray:
    """Autocorrelation of the onsets after so many beats, 1 at 0."""
    envelope = librosa.onset.onset_strength(y=y, sr=SAMPLE_RATE, hop_length=HOP)
    ac = librosa.autocorrelate(envelope - envelope.mean())
    ac = ac / np.arange(len(ac), 0, -1)
    return np.interp(beats * 60 / bpm, np.arange(len(ac)) * HOP / SAMPLE_RATE, ac / ac[0])


def test_every_style_has_a_neighbour() -> None:
    assert {style for pair in NEIGHBOURS for style in pair} == set(STYLES)
    assert len({frozenset(pair) for pair in NEIGHBOURS}) == len(NEIGHBOURS)


def test_a_third_of_the_songs_are_clear_and_the_others_borrow_everything_alike() -> None:
    drawn = [(style, Crossover.drawn(style, seed)) for style in STYLES for seed in range(300)]
    clear = np.mean([not crossover.neighbour for _, crossover in drawn])
    assert clear == pytest.approx(0.32, abs=0.02)  # 0.3, and some by chance
    assert all(bool(c.traits) == bool(c.neighbour) for _, c in drawn)
    pairs = {(style, c.neighbour) for style, c in drawn if c.neighbour}
    assert pairs == set(BOTH_WAYS)
    with_drums = [c.traits for style, c in drawn if style not in ("arpeggio", "bells", "drone")]
    shares = [np.mean([trait in traits for traits in with_drums]) for trait in TRAITS]
    np.testing.assert_allclose(shares, 0.7 * 0.65, atol=0.04)  # 0.65 is the mean of 0.3 to 1


def test_what_is_borrowed_is_told_in_words() -> None:
    assert str(Crossover("", ())) == ""
    assert str(Crossover("waltz", ("room",))) == "room of waltz"
    three = Crossover("waltz", ("beat", "tempo", "room"))
    assert str(three) == "beat, tempo and room of waltz"


def test_a_clear_case_is_the_song_of_its_style() -> None:
    clear = next(seed for seed in range(30) if not Crossover.drawn("bossa", seed).traits)
    np.testing.assert_array_equal(
        make_crossover("bossa", clear, 6.0), make_song("bossa", clear, 6.0)
    )


def test_no_song_holds_a_piece_of_another() -> None:
    """A tempo that is borrowed is that of no song of the set: a song by itself lends it."""
    lent = [
        compose_crossover(style, seed).bpm
        for style in STYLES
        for seed in range(12)
        if "tempo" in Crossover.drawn(style, seed).traits
    ]
    own = {compose(style, seed).bpm for style in STYLES for seed in range(12)}
    assert len(set(lent)) == len(lent) > 30
    assert not own & set(lent)


@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_changes_what_it_names_and_nothing_else(trait: str) -> None:
    own, other = compose("march", 5, 4 * SECONDS), compose("waltz", 5, 4 * SECONDS)
    mixed = between("march", "waltz", trait)
    assert (mixed.bpm == other.bpm) == (trait == "tempo")
    assert (mixed.mix == other.mix) == (trait == "room")
    assert (mixed.beats_per_bar == 3) == (trait == "beat")
    voices = {part.voice for part in mixed.parts if not isinstance(part.voice, Drum)}
    assert (voices <= {part.voice for part in other.parts}) == (trait == "instruments")
    assert mixed.key == own.key
    if trait in ("tempo", "room", "instruments"):
        written = {(n.start, n.pitch) for part in own.parts for n in part.notes}
        assert {(n.start, n.pitch) for part in mixed.parts for n in part.notes} == written


def test_a_march_to_the_beat_of_a_waltz_turns_in_threes() -> None:
    def leaning(trait: str) -> float:
        total = 0.0
        for seed in range(3):
            score = between("march", "waltz", trait, seed=seed)
            two, three, four = repetition(sound(score, seed), np.arange(2, 5), score.bpm)
            total += three - (two + four) / 2
        return total / 3

    assert leaning("beat") > 0.1
    assert leaning("room") < -0.1


def test_a_borrowed_tempo_is_heard() -> None:
    score = between("chiptune", "club", "tempo", "beat")
    four = np.linspace(3.6, 4.4, 201)
    found = four[repetition(sound(score), four, compose("club", 5).bpm).argmax()]
    assert found == pytest.approx(4, rel=0.012)


def test_a_song_ends_as_its_neighbour_and_begins_as_itself() -> None:
    own = sound(compose("club", 3, SECONDS))
    other = sound(compose("chiptune", 3, 4 * SECONDS))
    mixed = sound(between("club", "chiptune", "ending", seed=3))
    turn = round((1 - ENDING) * SECONDS * SAMPLE_RATE)

    def distance(a: np.ndarray, b: np.ndarray) -> float:
        spectra = [librosa.feature.mfcc(y=y, sr=SAMPLE_RATE)[1:].mean(axis=1) for y in (a, b)]
        return float(np.linalg.norm(spectra[0] - spectra[1]))

    before, after = mixed[: turn - SAMPLE_RATE], mixed[turn + SAMPLE_RATE :]
    assert distance(before, own) < distance(before, other)
    assert distance(after, other) < distance(after, own)


@pytest.mark.parametrize(("style", "neighbour"), BOTH_WAYS)
def test_what_borrows_everything_still_sounds_as_a_recording_does(
    style: str, neighbour: str
) -> None:
    y = sound(between(style, neighbour, *TRAITS))
    assert np.isfinite(y).all()
    assert np.abs(y).max() <= 0.97
    assert np.mean(np.abs(y) > 0.9) < 1e-3
    assert loudness(y, SAMPLE_RATE) == pytest.approx(-16, abs=1.6)
    seconds = y[: 10 * SAMPLE_RATE].reshape(-1, SAMPLE_RATE)
    assert np.sqrt(np.mean(seconds**2, axis=1)).min() > 0.01


def test_an_ending_is_in_the_key_of_the_song() -> None:
    own, other = compose("march", 5).key, compose("waltz", 5).key
    assert own.tonic != other.tonic
    score = between("march", "waltz", "ending")
    turn = 0.7 * SECONDS * score.bpm / 60
    heard = {
        note.pitch % 12
        for part in score.parts
        for note in part.notes
        if note.start > turn and not isinstance(part.voice, Drum)
    }
    assert heard <= replace(other, tonic=own.tonic).pitch_classes()
    assert not heard <= other.pitch_classes()


def test_bars_are_cut_or_their_last_beat_comes_again() -> None:
    march = [Note(t, 0.5) for t in (0, 1, 2.5, 3, 3.95, 6, 7)]
    assert [n.start for n in rebarred(march, 4, 3)] == pytest.approx([0, 1, 2.5, 2.95, 5])
    waltz = [Note(t, 0.5) for t in (0, 2, 2.5, 3, 5)]
    starts = sorted(n.start for n in rebarred(waltz, 3, 4))
    assert starts == pytest.approx([0, 2, 2.5, 3, 3.5, 4, 6, 7])
    same = [replace(note) for note in march]
    assert [n.start for n in rebarred(same, 4, 4)] == pytest.approx([n.start for n in march])


def test_swing_can_be_taken_out_again() -> None:
    notes = [Note(t / 4, 0.25) for t in range(16)]
    there = swung(notes, 0.66)
    assert [n.start for n in swung(there, 0.5, 0.66)] == pytest.approx([n.start for n in notes])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"style": "polka"}, "no style named 'polka'"),
        ({"seed": -1}, "seed is -1"),
        ({"seconds": 301}, "seconds is 301"),
        ({"sample_rate": 1}, "sample_rate is 1 Hz"),
    ],
)
def test_what_cannot_be_made_is_refused(options, message: str) -> None:
    with pytest.raises(Exception, match=message):
        make_crossover(**{"style": "waltz", "seed": 2, **options})

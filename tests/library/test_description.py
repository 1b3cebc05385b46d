"""A song described, against what is known of it otherwise."""

import librosa
import numpy as np
import pytest

from core.analysis.songs import averages_of
from core.audio import Audio
from core.datasets import open_dataset
from core.demo_music import make_song
from core.errors import AudioError, EarshotError
from core.library import describe, describe_sound, example_library, reason, similar
from core.library.description import excerpt

NETWORK = "demo-baseline"


def test_a_description_tells_the_averages_and_the_tempo():
    song = Audio.from_mono(make_song("club", 4, seconds=8.0))
    found = describe_sound(song, NETWORK)
    assert found.averages is not None
    np.testing.assert_allclose(found.averages, averages_of(song), rtol=1e-4, atol=1e-4)
    [tempo] = librosa.feature.tempo(y=song.mono(), sr=song.sample_rate)
    assert found.tempo == pytest.approx(tempo, rel=0.01)
    assert describe_sound(excerpt(song, 2.0, seconds=3.0), NETWORK).tempo is None


def test_a_moment_is_described_by_what_is_around_it():
    one, other = (make_song(style, 4, seconds=12.0) for style in ("club", "bells"))
    both = Audio.from_mono(np.concatenate([one, other]))
    at_first, at_last = (describe_sound(both, NETWORK, at) for at in (0.0, 24.0))
    for part, y in ((at_first, one[: 10 * 22050]), (at_last, other[2 * 22050 :])):
        alone = describe_sound(Audio.from_mono(y), NETWORK)
        assert part.vector == pytest.approx(alone.vector, abs=1e-5)


def test_what_cannot_be_heard_is_told():
    def refuse() -> Audio:
        raise AudioError("There is no sound in it.")

    assert describe(refuse, NETWORK).error == "There is no sound in it."
    silence = describe_sound(Audio.from_mono(np.zeros(22050, np.float32)), NETWORK)
    assert silence.vector is None
    assert silence.error
    with pytest.raises(EarshotError, match=silence.error[:20]):
        similar(silence, example_library())


def test_the_example_holds_the_demo_songs_and_a_song_of_them_finds_itself():
    library = example_library()
    demo = open_dataset("demo")
    assert library.count() == len(demo.tracks) == 240
    track = demo.track("waltz.03")
    (hit, why), *others = similar(
        describe_sound(demo.audio(track), library.network), library, n=5  # type: ignore[attr-defined]
    )  # fmt: skip
    assert hit.entry.track_id == "waltz.03"
    assert hit.similarity == pytest.approx(1.0, abs=1e-3)
    assert why.sentence
    assert [each.similarity for each, _ in others] == sorted(
        (each.similarity for each, _ in others), reverse=True
    )


def test_the_reason_names_what_is_unusual_in_both():
    library = example_library()
    songs = {entry.track_id: entry for entry in library.entries("tempo IS NOT NULL")}
    table = library.checkpoint.songs()
    assert table is not None
    learned = table[table.side == "train"].spectral_centroid_mean
    marks = (table.set_index("track_id").spectral_centroid_mean - learned.mean()) / learned.std()
    bright = [songs[name] for name in marks.sort_values().index if name in songs]
    told = reason(bright[-1], bright[-2], library.checkpoint)
    assert "bright" in told.traits
    assert "dark" in reason(bright[0], bright[1], library.checkpoint).traits
    across = reason(bright[0], bright[-1], library.checkpoint)
    assert not {"bright", "dark"} & {*across.traits}
    assert across.apart

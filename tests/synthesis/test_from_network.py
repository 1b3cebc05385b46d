"""What came out of a network, heard: its MFCC are those that the network gave."""

import numpy as np
import pytest

from core.audio import Audio
from core.demo_music import make_song
from core.errors import EarshotError
from core.features import Mfcc, extract
from core.synthesis.from_network import sound_from_network
from tests.tasks import made

SONG = make_song("waltz", 2, seconds=3.0)


@pytest.mark.parametrize("how", ["rows", "whole", "none"])
def test_mfcc_that_come_out_whole_sound_like_the_song(how: str):
    recipe = made.recipe("reconstruction").changed(
        features=[{"kind": "mfcc", "n_mfcc": 40, "normalise": how}]
    )
    (rows,) = extract(SONG, specs=recipe.features)
    heard = sound_from_network(rows, Audio.from_mono(SONG), recipe)
    assert heard.shape == SONG.shape
    plain = Mfcc(n_mfcc=13, normalise="none")
    ours, theirs = extract(heard, specs=[plain])[0], extract(SONG, specs=[plain])[0]
    for row in (0, 1, 2):
        assert np.corrcoef(ours[row], theirs[row])[0, 1] > 0.9
    assert ours[1:4].mean(axis=1) == pytest.approx(theirs[1:4].mean(axis=1), abs=25)


def test_what_cannot_be_heard_is_refused_in_words():
    recipe = made.recipe("reconstruction").changed(evaluation={"normalise_windows": True})
    with pytest.raises(EarshotError, match="normalised anew"):
        sound_from_network(np.zeros((20, 10)), Audio.from_mono(SONG), recipe)

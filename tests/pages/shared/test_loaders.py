"""What pages keep between reruns is let go when what it hangs on changes."""

from pathlib import Path

import torch

from core import paths
from core.audio import Audio
from core.demo_music import make_song
from core.training.checkpoint import write_weights
from pages.shared import loaders
from pages.shared.sound import Sound
from tests import tiny
from tests.inference.test_predicting import CLASSES, checkpoint, head_of


def test_new_weights_of_a_run_give_a_new_answer(home: Path):
    paths.runs().mkdir(parents=True)
    run = checkpoint(paths.runs() / "a-run", tiny.cnn())
    audio = Audio.from_mono(make_song("club", 7, seconds=4.0))
    sound = Sound("a-sound", "A sound", audio, note="", media=b"", mime="audio/wav")
    for favoured in (2, 0, 1):
        model = run.model()
        with torch.no_grad():
            head_of(model).weight.zero_()
            head_of(model).bias.copy_(50.0 * torch.nn.functional.one_hot(torch.tensor(favoured), 3))
        write_weights(run.path, model)
        assert loaders.prediction(sound, "a-run").likeliest == CLASSES[favoured]

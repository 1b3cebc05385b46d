"""A network's own summary of a song."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.analysis.rows.base import SOURCES, Course
from core.analysis.rows.described import Described
from core.analysis.songs import columns_of
from core.training.run import Results

if TYPE_CHECKING:
    from core.audio import Audio


class FromEmbedding(Described):
    title = "The network's summary"
    alike = (
        "The network's summary (its embedding) is what it boils a song down to, one step before "
        "its answer: songs that lie near each other are alike to it."
    )
    of_network = True
    kind = "embedding"

    def place(self, audio: "Audio", results: Results) -> NDArray[np.float64]:
        from core.inference import predict

        prediction = predict(audio, results.path)
        n_values = len(columns_of(results.songs(), self.kind))
        return (
            np.full(n_values, np.nan)
            if prediction.refused
            else prediction.embedding.astype(np.float64)
        )

    def course(self, audio: "Audio", results: Results) -> Course:
        from core.inference import Windows, extract_inputs, open_checkpoint
        from core.training.windows import forward

        checkpoint, model = open_checkpoint(results.path)
        windows = Windows(extract_inputs(audio, [checkpoint.recipe]), checkpoint.recipe)
        parts = [forward(model, batch)[1] for batch in windows]  # (n_windows, n_values, …)
        means = [part.float().flatten(2).mean(2) if part.ndim > 2 else part for part in parts]
        values = np.concatenate([part.numpy() for part in means]).astype(np.float64)
        seconds = min(windows.length, windows.n_steps) * windows.step
        return Course(np.asarray(windows.times, dtype=np.float64), values, seconds)


SOURCES.register("embedding")(FromEmbedding())
